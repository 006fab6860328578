"""Everybody known in a series, and who of them a row of a guest list means."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol
from uuid import UUID

from matching.guest_lists.guests import PERSON_FIELDS, Guest
from matching.model import Event
from matching.names import LIST_ENTRY, entry_of, fold
from matching.store import Row

MOST_NAMESAKES = 200  # looked at; a list of one name only must not take for ever


class Reader(Protocol):
    """A store, or the cursor of a running transaction."""

    def rows(self, query: str, **values: object) -> list[Row]:
        """All rows of a query as dicts."""


@dataclass(eq=False, slots=True)
class Seat:
    """A person's place on the list of the event: an attendee.

    is_role_decided: somebody set the role here by hand, so no list changes it
    """

    attendee_id: UUID
    role: str
    substitute_for: str
    status: str
    ticket_type: str
    extra: dict[str, str]
    is_new: bool = False
    is_changed: bool = False
    is_role_decided: bool = False


@dataclass(eq=False, slots=True)
class Person:
    """Somebody of the series while a list is merged.

    values: by the names of PERSON_FIELDS, and family_name
    kinds: of which kinds the ticket ids are that this event knows
    was_seen: whether a valid row of this very list meant them
    """

    person_id: UUID
    values: dict[str, str]
    name_key: str
    email_key: str
    has_badge: bool = False
    is_new: bool = False
    is_changed: bool = False
    was_seen: bool = False
    seat: Seat | None = None
    edited: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)


class Roster:
    """Finds people by ticket, then by name and e-mail."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._tickets: dict[str, Person] = {}
        self._here: set[str] = set()
        # Dicts without values: sets that keep their order.
        self._named: dict[tuple[str, str], dict[Person, None]] = defaultdict(dict)
        self._by_name: dict[str, dict[Person, None]] = defaultdict(dict)

    def add(self, person: Person) -> None:
        """Take in a person, known or new."""
        self.people.append(person)
        self.index(person)

    def index(self, person: Person) -> None:
        """Make a person findable by the present name and e-mail."""
        self._named[person.name_key, person.email_key][person] = None
        self._by_name[person.name_key][person] = None

    def connect(self, source: str, person: Person, *, is_here: bool = True) -> bool:
        """Remember whose ticket id this is; False if this event knew it before."""
        if is_here:
            if source in self._here:
                return False
            self._here.add(source)
            if not source.startswith(f"{LIST_ENTRY}:"):
                person.kinds.add(_kind(source))
        self._tickets[source] = person
        return True

    def find(self, guest: Guest) -> Person | None:
        """Whom the row means: same ticket id, else same e-mail and same name."""
        return self._by_ticket(guest) or self._by_entry(guest) or self._by_identity(guest)

    def find_ticket_holder(self, guest: Guest) -> Person | None:
        """Whom a cancelled row means: never somebody whom the event knows by another ticket."""
        found = self._by_ticket(guest)
        if found is None:
            found = self._by_entry(guest) or self._by_identity(guest)
            if found is not None and _has_other_ticket(guest, found):
                return None
        return found

    def _by_ticket(self, guest: Guest) -> Person | None:
        for source in guest.sources:
            person = self._tickets.get(source)
            # An id that stands in several rows of one list tells nobody apart.
            if person is not None and not (person.was_seen and _is_somebody_else(guest, person)):
                return person
        return None

    def _by_entry(self, guest: Guest) -> Person | None:
        entry = entry_of_guest(guest)
        return self._tickets.get(entry) if entry else None

    def _by_identity(self, guest: Guest) -> Person | None:
        same = self._known_as(guest.name_key, guest.email_key)
        if guest.name_key and guest.email_key:
            return same[0] if same else self._completed(guest)
        fitting = [person for person in same if not _contradicts(guest, person)]
        if fitting:
            return min(fitting, key=lambda person: person.was_seen)
        if len(same) == 1 and _may_have_moved(guest, same[0]):
            return same[0]
        return self._completed(guest)

    def _completed(self, guest: Guest) -> Person | None:
        """The one attendee of this event whose name or e-mail was missing, or is missing now."""
        if not guest.email_key:
            known = list(islice(self._by_name.get(guest.name_key, {}), MOST_NAMESAKES))
        else:
            known = self._known_as("", guest.email_key)
            if guest.name_key:
                known += self._known_as(guest.name_key, "")
        fitting = [
            person
            for person in known
            if person.seat is not None and not person.was_seen and not _contradicts(guest, person)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _known_as(self, name_key: str, email_key: str) -> list[Person]:
        return list(islice(self._named.get((name_key, email_key), {}), MOST_NAMESAKES))


def entry_of_guest(guest: Guest) -> str | None:
    """An id for name and e-mail as the list has them, also after the guest changed them here.

    None where one of the two is missing.
    """
    is_whole = guest.name_key and guest.email_key
    return entry_of(guest.name_key, guest.email_key) if is_whole else None


def _kind(source: str) -> str:
    return source.partition(":")[0]


def _is_somebody_else(guest: Guest, person: Person) -> bool:
    return (guest.name_key, guest.email_key) != (person.name_key, person.email_key)


def _has_other_ticket(guest: Guest, person: Person) -> bool:
    return any(_kind(source) in person.kinds for source in guest.sources)


def _may_have_moved(guest: Guest, person: Person) -> bool:
    """Whether an attendee of this event may just have another company or phone than before."""
    is_free = person.seat is not None and not person.was_seen
    return is_free and not _has_other_ticket(guest, person)


def _contradicts(guest: Guest, person: Person) -> bool:
    """Whether two with the same name and no e-mail to compare are clearly two people."""
    if _has_other_ticket(guest, person):
        return True
    told = ((guest.company, person.values["company"]), (guest.phone, person.values["phone"]))
    return any(one and other and fold(one) != fold(other) for one, other in told)


def load_roster(reader: Reader, event: Event) -> Roster:
    """Everybody of the event's series, with their places on this event's list."""
    roster, people = Roster(), dict[UUID, Person]()
    for row in reader.rows("guest_lists/list_persons", series_id=event.series_id):
        values = {name: row[name] for name in (*PERSON_FIELDS, "family_name")}
        person = Person(
            row["person_id"], values, row["name_key"], row["email_key"], row["has_badge"]
        )
        people[person.person_id] = person
        roster.add(person)
    for row in reader.rows("guest_lists/list_edits", series_id=event.series_id):
        people[row["person_id"]].edited.add(row["field"])
    for row in reader.rows("guest_lists/list_decisions", series_id=event.series_id):
        people[row["person_id"]].decided.add(row["kind"])
    for row in reader.rows("guest_lists/list_attendees", event_id=event.event_id):
        holder, told = people[row.pop("person_id")], json.loads(row.pop("extra"))
        holder.seat = Seat(**row, extra=told)
    ids = {"event_id": event.event_id, "series_id": event.series_id}
    for row in reader.rows("guest_lists/list_tickets", **ids):
        roster.connect(row["source_id"], people[row["person_id"]], is_here=row["is_here"])
    return roster
