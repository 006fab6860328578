"""Badges and the paper list of an event, from its people to a PDF."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.badges import BadgeFace, PaperListTexts, PaperRow, draw_paper_list
from kiosk.texts import calendar_day, clock_time, texts_in
from matching.model import Event
from matching.people import Listed
from matching.printing import expected_with_badge
from matching.store import Store


def faces_of(store: Store, event: Event) -> list[BadgeFace]:
    """A badge for everybody who is expected, in the order of a Polish phone book."""
    return [
        face_of(person, event, person.code or "") for person in expected_with_badge(store, event)
    ]


def face_of(person: Listed, event: Event, code: str) -> BadgeFace:
    """What stands on somebody's badge."""
    return BadgeFace(
        code=code,
        name=person.name,
        family_name=person.family_name,
        company=person.company,
        job_title=person.job_title,
        event_name=event.name,
    )


def spare_faces(event: Event, codes: Sequence[str]) -> list[BadgeFace]:
    """Badges that belong to nobody yet: a code, and room for a name."""
    return [BadgeFace(code=code, name="", event_name=event.name) for code in codes]


def drawn_list(event: Event, people: Sequence[Listed], language: str, *, now: datetime) -> bytes:
    """The PDF with names, boxes and codes for the day the power fails."""
    text = texts_in(language)
    printed = " ".join(
        form(now, language=language, time_zone=event.time_zone)
        for form in (calendar_day, clock_time)
    )
    rows = [
        PaperRow(
            name=person.name or text("staff.nameless"),
            company=person.company,
            code=person.code or "",
        )
        for person in people
    ]
    return draw_paper_list(
        rows,
        event_name=event.name,
        printed_at=text("paper.printed", when=printed),
        language=language,
        texts=PaperListTexts(
            heading=text("paper.title"),
            here=text("paper.here"),
            time=text("paper.time"),
            name=text("paper.name"),
            company=text("paper.company"),
            code=text("paper.code"),
            page=text("paper.page", page="{page}", pages="{pages}"),
        ),
    )
