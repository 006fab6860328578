"""Finding a guest: by letters for everybody at the desk, as a whole list for the organiser only.

What is typed is sent as a form, so that no name stands in an address.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.guests.cards import HERE, cards_of
from kiosk.dashboard.pages import page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.people import (
    SHORTEST_SEARCH,
    entry_only_ids,
    is_long_enough,
    list_attendees,
    search,
)

MOST_RESULTS = 12
ROWS = 50
LONGEST = 120


def show(visit: StaffVisit, request: Request) -> Response:
    """The search; the organiser may turn the pages of the list below."""
    values = _list(visit, _number(request)) if visit.is_organiser else {}
    return _page(visit, **values)


def find(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Who fits what was typed."""
    typed = form.one("q")[:LONGEST].strip()
    if not is_long_enough(typed):
        problem = visit.text("guests.search_short", letters=SHORTEST_SEARCH)
        values = _list(visit, 1) if visit.is_organiser else {}
        return _page(visit, status=422, typed=typed, problem=problem, **values)
    event = visit.the_event()
    found = search(visit.store, event, typed)
    everybody = list_attendees(visit.store, event)
    return _page(
        visit,
        typed=typed,
        found=cards_of(visit, found[:MOST_RESULTS], everybody),
        count=len(found),
    )


def _page(visit: StaffVisit, *, status: int = 200, **values: Any) -> Response:
    usual: dict[str, Any] = {
        "typed": "", "problem": "", "found": None, "count": 0, "rows": None, "number": 1,
        "pages": 1, "unnamed": 0,
    }  # fmt: skip
    visit.the_event()
    return page(visit, "guests.html", status=status, longest=LONGEST, **usual | values)


def _list(visit: StaffVisit, number: int) -> dict[str, Any]:
    """Without the names of those who only want to come in (P14): they are counted."""
    everybody = list_attendees(visit.store, visit.the_event())
    unnamed = entry_only_ids(visit.store, visit.the_event())
    named = [person for person in everybody if person.attendee_id not in unnamed]
    pages = max(1, -(-len(named) // ROWS))
    number = min(number, pages)
    shown = named[(number - 1) * ROWS : number * ROWS]
    return {
        "rows": cards_of(visit, shown, everybody),
        "count": len(everybody),
        "unnamed": len(everybody) - len(named),
        "number": number,
        "pages": pages,
    }


def _number(request: Request) -> int:
    asked = request.query_params.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


ENTRIES = [
    page_entry(HERE, show, Access.STAFF, "find a guest; the organiser: the whole list"),
    form_entry(HERE, find, Access.STAFF, "find a guest"),
]
