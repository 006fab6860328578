"""Whom to meet: the part of somebody's own page with suggestions and introductions.

Looking changes nothing but the note of who was proposed to whom, and behind a link of a mail, which
a program may open, not even that.
"""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.mail.addresses import FROM_MAIL
from kiosk.phone import render
from kiosk.phone.meetings import Find, Meeting, noted, parts_of, read_meeting, unnoted
from kiosk.routes.visitors import Visitor, show, visitor_of
from matching.consents import has_agreed, was_asked
from matching.model import ConsentKind

SAID = frozenset({"kept", "side_yes", "idea_yes"})


def show_people(request: Request) -> Response:
    """Suggestions of the running event, and introductions as each of the three sees them."""
    return show(_people, request)


def _people(request: Request) -> Response:
    said = request.query_params.get("said", "")
    find = unnoted if FROM_MAIL in request.url.query else noted
    return people_page(visitor_of(request), said=said if said in SAID else "", find=find)


def people_page(
    visitor: Visitor, *, problem: str = "", said: str = "", find: Find = noted
) -> Response:
    """The page; problem: why the last form was not kept; said: what to thank for, of SAID."""
    store, person_id = visitor.store, visitor.owner.person_id
    is_suggested = has_agreed(store, person_id, ConsentKind.SUGGEST)
    return render(
        "personal_meet.html",
        language=visitor.language,
        status=422 if problem else 200,
        visitor=visitor,
        meetings=_meetings(visitor, find if is_suggested else None),
        is_suggested=is_suggested,
        has_refused=not is_suggested and was_asked(store, person_id, ConsentKind.SUGGEST),
        entry_only=has_agreed(store, person_id, ConsentKind.ENTRY_ONLY),
        shown=uuid4(),
        problem=problem,
        said=said,
    )


def _meetings(visitor: Visitor, find: Find | None) -> list[Meeting]:
    store, language, now = visitor.store, visitor.language, visitor.now
    return [
        read_meeting(store, part, language=language, now=now, find=find)
        for part in parts_of(store, visitor.owner.person_id, visitor.events, now=now)
    ]
