"""The attendance sheet of a meeting, to look at and to print, and the last meetings beside it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access, Entry
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from kiosk.texts import amount_of_money, day_and_time, short_day
from matching.chapters import (
    AttendeeRole,
    Presence,
    attendance_of,
    attendance_over,
    grace_of,
    late_from_of,
    meetings_of,
    set_grace,
)
from matching.errors import GraceError
from matching.model import Event

HERE = "/staff/chapter/attendance"
MEETINGS_BESIDE = 6


def show(visit: StaffVisit, _request: Request) -> Response:
    """Everybody on the list: present, late, absent, represented."""
    return _page(visit)


def keep_grace(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """From how many minutes after the beginning on somebody is late."""
    event, written = visit.the_event(), form.one("minutes").strip()
    try:
        minutes = int(written) if written.isascii() and written.isdigit() else -1
        set_grace(visit.store, event, minutes, actor=visit.actor, now=visit.now)
    except GraceError as refusal:
        problem = visit.text("chapter.grace_wrong", most=refusal.most)
        return _page(visit, grace=written, problem=problem, status=422)
    return back(visit, HERE, said="chapter.said_grace", count=minutes)


def _page(
    visit: StaffVisit, *, grace: str | None = None, problem: str = "", status: int = 200
) -> Response:
    event = visit.the_event()
    sheet = attendance_of(visit.store, event, now=visit.now)
    late_from = late_from_of(visit.store, event)
    beside = _meetings_up_to(visit, event)
    return page(
        visit,
        "chapter_attendance.html",
        status=status,
        event=event,
        sheet=sheet,
        tally=[(one, sum(row.presence is one for row in sheet)) for one in Presence],
        roles=[*AttendeeRole],
        late_from=_when(visit, event, late_from) if late_from else "",
        day=_day(visit, event),
        over=attendance_over(visit.store, beside, now=visit.now) if len(beside) > 1 else None,
        short_day=lambda meeting: _day(visit, meeting),
        money=lambda cents: amount_of_money(cents, language=visit.language),
        grace=str(grace_of(visit.store, event)) if grace is None else grace,
        problem=problem,
    )


def _meetings_up_to(visit: StaffVisit, event: Event) -> list[Event]:
    """This meeting after the last ones before it, oldest first."""
    meetings = meetings_of(visit.store, event.series_id)
    place = [meeting.event_id for meeting in meetings].index(event.event_id)
    return meetings[: place + 1][-MEETINGS_BESIDE:]


def _when(visit: StaffVisit, event: Event, moment: datetime) -> str:
    return day_and_time(moment, language=visit.language, time_zone=event.time_zone)


def _day(visit: StaffVisit, meeting: Event) -> str:
    """Fri 30 Oct, or the name where nobody has said when."""
    if meeting.opens_at_utc is None:
        return meeting.name
    local = meeting.opens_at_utc.astimezone(ZoneInfo(meeting.time_zone))
    return short_day(local.date(), language=visit.language)


ENTRIES: list[Entry] = [
    page_entry(HERE, show, Access.ORGANISER, "attendance sheet"),
    form_entry(f"{HERE}/grace", keep_grace, Access.ORGANISER, "when one is late"),
]
