"""A guest as staff see one: name, company, how they stand, and what tells namesakes apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request

from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.texts import clock_time
from matching.people import Listed, hints_between, list_attendees

HERE = "/staff/guests"


@dataclass(frozen=True)
class Card:
    """state: how they stand, in words; tone: of that, as a pill's class; hint: of their address"""

    person: Listed
    name: str
    state: str
    tone: str
    hint: str

    @property
    def path(self) -> str:
        """Their own page."""
        return f"{HERE}/{self.person.attendee_id}"

    @property
    def is_in(self) -> bool:
        """Whether they were admitted."""
        return self.person.admitted_at_utc is not None

    @property
    def may_enter(self) -> bool:
        """Whether nothing speaks against letting them in."""
        return self.person.status == "expected" and not self.person.is_blocked


def cards_of(
    visit: StaffVisit, people: Sequence[Listed], everybody: Sequence[Listed]
) -> list[Card]:
    """Cards in the same order; the organiser sees addresses, staff only hints where needed."""
    hints = hints_between(people, everybody)
    return [_card(visit, person, hints.get(person.attendee_id, "")) for person in people]


def _card(visit: StaffVisit, person: Listed, hint: str) -> Card:
    state, tone = _state(visit, person)
    return Card(
        person=person,
        name=person.name or visit.text("staff.nameless"),
        state=state,
        tone=tone,
        hint=person.email if visit.is_organiser else hint,
    )


def _state(visit: StaffVisit, person: Listed) -> tuple[str, str]:
    text = visit.text
    if person.admitted_at_utc is not None:
        at = clock_time(person.admitted_at_utc, language=visit.language, time_zone=visit.time_zone)
        return text("guests.state_here", time=at), "good"
    if person.is_blocked:
        return text("guests.state_blocked"), "stop"
    if person.status == "cancelled":
        return text("guests.state_cancelled"), "stop"
    return text("guests.state_expected"), ""


def find_card(visit: StaffVisit, request: Request) -> Card:
    """The guest whose page the address names. Raises NothingHereError."""
    return card_with_id(visit, request.path_params["attendee"])


def card_with_id(visit: StaffVisit, attendee_id: object) -> Card:
    """The guest of the event with this id. Raises NothingHereError."""
    everybody = list_attendees(visit.store, visit.the_event())
    found = [person for person in everybody if str(person.attendee_id) == str(attendee_id)]
    if not found:
        raise NothingHereError
    return cards_of(visit, found, everybody)[0]


def namesakes_of(visit: StaffVisit, person: Listed) -> list[Card]:
    """Others on the list with the same name: easily taken for this one."""
    everybody, key = list_attendees(visit.store, visit.the_event()), person.name_key
    others = [
        one
        for one in everybody
        if key and one.attendee_id != person.attendee_id and one.name_key == key
    ]
    return cards_of(visit, others, everybody)


def id_in(request: Request, name: str) -> UUID:
    """An id in the address. Raises NothingHereError."""
    try:
        return UUID(request.path_params[name])
    except ValueError:
        raise NothingHereError from None
