"""Whom to meet: the part of somebody's own page with suggestions and introductions.

Looking changes nothing but the note of who was proposed to whom.
"""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.phone import render
from kiosk.phone.meetings import parts_of, read_meeting
from kiosk.routes.visitors import Visitor, show, visitor_of
from matching.consents import has_agreed, was_asked
from matching.model import ConsentKind

SAID = frozenset({"kept", "side_yes", "idea_yes"})


def show_people(request: Request) -> Response:
    """Suggestions of the running event, and introductions as each of the three sees them."""
    return show(_people, request)


def _people(request: Request) -> Response:
    said = request.query_params.get("said", "")
    return people_page(visitor_of(request), said=said if said in SAID else "")


def people_page(visitor: Visitor, *, problem: str = "", said: str = "") -> Response:
    """The page; problem: why the last form was not kept; said: what to thank for, of SAID."""
    store, person_id, now = visitor.store, visitor.owner.person_id, visitor.now
    is_suggested = has_agreed(store, person_id, ConsentKind.SUGGEST)
    return render(
        "personal_meet.html",
        language=visitor.language,
        status=422 if problem else 200,
        visitor=visitor,
        meetings=[
            read_meeting(store, part, language=visitor.language, now=now, is_suggested=is_suggested)
            for part in parts_of(store, person_id, visitor.events, now=now)
        ],
        is_suggested=is_suggested,
        has_refused=not is_suggested and was_asked(store, person_id, ConsentKind.SUGGEST),
        entry_only=has_agreed(store, person_id, ConsentKind.ENTRY_ONLY),
        shown=uuid4(),
        problem=problem,
        said=said,
    )
