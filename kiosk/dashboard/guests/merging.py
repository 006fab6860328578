"""Two records of one person: found, compared side by side, made one for good."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.guests.cards import Card, find_card, id_in
from kiosk.dashboard.guests.person import PERSON
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.errors import CannotMergeError, UnknownPersonError
from matching.merging_people import Preview, merge_people, preview_merge
from matching.people import SHORTEST_SEARCH, is_long_enough, search
from matching.people_editing import PersonFields, find_person
from matching.walk_ins import Alike, who_is_alike

MERGE = f"{PERSON}/merge"
BOTH = f"{MERGE}/{{other}}"
MOST_RESULTS = 12


def show(visit: StaffVisit, request: Request) -> Response:
    """Who could be the same person."""
    card = find_card(visit, request)
    return _choose(visit, card, _doubles(visit, card))


def find(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Somebody else, found by letters."""
    card, typed = find_card(visit, request), form.one("q")[:120].strip()
    if not is_long_enough(typed):
        problem = visit.text("guests.search_short", letters=SHORTEST_SEARCH)
        return _choose(visit, card, [], typed=typed, problem=problem, status=422)
    found = search(visit.store, visit.the_event(), typed)[:MOST_RESULTS]
    alike = [
        Alike(one.person_id, one.attendee_id, one.name, one.company, one.email)
        for one in found
        if one.person_id != card.person.person_id
    ]
    return _choose(visit, card, alike, typed=typed)


def _doubles(visit: StaffVisit, card: Card) -> list[Alike]:
    fields = PersonFields(card.person.name, email=card.person.email)
    return [
        one
        for one in who_is_alike(visit.store, visit.the_event(), fields)
        if one.person_id != card.person.person_id
    ]


def _choose(
    visit: StaffVisit,
    card: Card,
    alike: list[Alike],
    *,
    typed: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    return page(
        visit,
        "guests_merge.html",
        status=status,
        card=card,
        alike=alike,
        typed=typed,
        problem=problem,
    )


def compare(visit: StaffVisit, request: Request) -> Response:
    """Both records side by side, and what would become of them."""
    card, other_id = find_card(visit, request), id_in(request, "other")
    return _compared(visit, card, other_id)


def _compared(
    visit: StaffVisit, card: Card, other_id: UUID, *, problem: str = "", status: int = 200
) -> Response:
    event = visit.the_event()
    try:
        preview = preview_merge(visit.store, event, card.person.person_id, other_id)
        other = find_person(visit.store, event, other_id)
    except (UnknownPersonError, CannotMergeError):
        raise NothingHereError from None
    return page(
        visit,
        "guests_merge_both.html",
        status=status,
        card=card,
        other=other,
        preview=preview,
        rows=_rows(visit, preview),
        problem=problem,
    )


def _rows(visit: StaffVisit, preview: Preview) -> list[dict[str, Any]]:
    """The differing fields, with their names in the reader's language."""
    return [
        asdict(choice)
        | {
            "label": visit.text(f"guests.field_{choice.name}"),
            "result": choice.result,
            "is_joined": choice.is_joined,
        }
        for choice in preview.fields
    ]


def merge(visit: StaffVisit, request: Request, form: Form) -> Response:
    """The second step: only who says that they know it cannot be undone."""
    card, other_id = find_card(visit, request), id_in(request, "other")
    if form.one("sure") != "1":
        problem = visit.text("guests.merge_unsure")
        return _compared(visit, card, other_id, problem=problem, status=422)
    chosen = [one for one in PersonFields.__dataclass_fields__ if form.one(one) == "other"]
    try:
        merge_people(
            visit.store,
            visit.the_event(),
            card.person.person_id,
            other_id,
            takes_other=chosen,
            actor=visit.actor,
            now=visit.now,
        )
    except (UnknownPersonError, CannotMergeError):
        raise NothingHereError from None
    return back(visit, card.path, said="guests.merged", name=card.name)


ENTRIES = [
    page_entry(MERGE, show, Access.ORGANISER, "whose record it is too"),
    form_entry(MERGE, find, Access.ORGANISER, "find the other"),
    page_entry(BOTH, compare, Access.ORGANISER, "two records side by side"),
    form_entry(BOTH, merge, Access.ORGANISER, "make them one"),
]
