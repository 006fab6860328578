"""One guest's page: how they stand, and everything that may be done for them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import page_entry
from kiosk.dashboard.guests.cards import HERE, Card, find_card, namesakes_of
from kiosk.dashboard.pages import page
from kiosk.dashboard.visit import StaffVisit
from matching.badge_codes import in_groups
from matching.consents import has_agreed
from matching.desk import label_printed_at, undo_ends_at
from matching.mailing.refusals import RefusalKind, refusal_source
from matching.model import ConsentKind
from matching.people_editing import find_person

PERSON = f"{HERE}/{{attendee}}"


def show(visit: StaffVisit, request: Request) -> Response:
    """The whole page."""
    return person_page(visit, find_card(visit, request))


def person_page(
    visit: StaffVisit,
    card: Card,
    *,
    status: int = 200,
    problems: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    """problems: sentences by field, typed: what stands in the fields that were refused"""
    person = card.person
    told = _for_organiser(visit, card) if visit.is_organiser else {}
    return page(
        visit,
        "guests_person.html",
        status=status,
        card=card,
        person=person,
        code=in_groups(person.code) if person.code else "",
        namesakes=namesakes_of(visit, person),
        undo_until=undo_ends_at(visit.store, person.attendee_id, now=visit.now),
        printed_at=label_printed_at(visit.store, person.attendee_id),
        is_entry_only=has_agreed(visit.store, person.person_id, ConsentKind.ENTRY_ONLY),
        has_pages=visit.settings.public_url is not None,
        no_mails_by=refusal_source(visit.store, person.person_id, RefusalKind.ALL),
        problems=problems or {},
        typed=_moment_now(visit) | (typed or {}),
        told=told,
    )


def _moment_now(visit: StaffVisit) -> dict[str, str]:
    """Day and time at the event's place, as fields of a form take them."""
    here: datetime = visit.now.astimezone(ZoneInfo(visit.time_zone))
    return {"day": f"{here:%Y-%m-%d}", "time": f"{here:%H:%M}", "code": ""}


def _for_organiser(visit: StaffVisit, card: Card) -> dict[str, Any]:
    return asdict(find_person(visit.store, visit.the_event(), card.person.person_id).fields)


ENTRIES = [page_entry(PERSON, show, Access.STAFF, "one guest")]
