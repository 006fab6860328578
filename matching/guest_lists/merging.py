"""A guest list meets the people already known: what is new, what changes, what is cancelled.

Nothing is written here; the plan can be shown (a dry run) or carried out.
"""

from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

from matching.guest_lists.guests import PERSON_FIELDS, Guest
from matching.guest_lists.progress import MERGING, Progress, stage, told
from matching.guest_lists.roster import Person, Roster, Seat, entry_of_guest
from matching.model import ConsentKind

USUAL_ROLE = "visitor"
CANCELLING = frozenset({"cancelled", "refunded", "declined", "unpaid"})


@dataclass
class Plan:
    """What is to be written, and what became of each row."""

    roster: Roster
    tickets: list[tuple[str, Seat]] = field(default_factory=list)
    decisions: list[tuple[Person, ConsentKind]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    nameless: int = 0
    cancelled_now: int = 0


def plan_import(guests: list[Guest], roster: Roster, progress: Progress | None = None) -> Plan:
    """What importing these guests would change. The roster is changed, the database is not."""
    plan = Plan(roster)
    coming = [guest for guest in guests if not guest.refusal]
    refused = [guest for guest in guests if guest.refusal]
    for guest in told(coming, len(coming), stage(progress, MERGING)):
        _welcome(plan, guest)
    # Only after all valid rows is it known whose other ticket still holds.
    for guest in refused:
        _refuse(plan, guest)
    return plan


def _welcome(plan: Plan, guest: Guest) -> None:
    person = plan.roster.find(guest)
    if person is not None and person.was_seen:
        plan.skipped["duplicate"] += 1
        guest.fate = "duplicate"
        _connect(plan, guest, person)
        return
    if person is None:
        person = _new_person(guest)
        plan.roster.add(person)
    else:
        _update_person(plan.roster, person, guest)
    person.was_seen = True
    plan.nameless += not person.values["name"]
    _seat(plan, person, guest)
    _connect(plan, guest, person)
    _decide(plan, person, guest)


def _new_person(guest: Guest) -> Person:
    values = {name: getattr(guest, name) for name in (*PERSON_FIELDS, "family_name")}
    return Person(uuid4(), values, guest.name_key, guest.email_key, is_new=True)


def _update_person(roster: Roster, person: Person, guest: Guest) -> None:
    """Fill in what the list says; what the guest typed here and what the list omits stays."""
    told = {name: getattr(guest, name) for name in PERSON_FIELDS if name not in person.edited}
    if told.get("name"):
        told["family_name"] = guest.family_name
    changed = {name: text for name, text in told.items() if text and text != person.values[name]}
    person.values.update(changed)
    person.is_changed = person.is_changed or bool(changed)
    if "name" in changed:
        person.name_key = guest.name_key
    if "email" in changed:
        person.email_key = guest.email_key
    roster.index(person)


def _seat(plan: Plan, person: Person, guest: Guest) -> None:
    if person.seat is None:
        role = guest.role or USUAL_ROLE
        person.seat = Seat(
            uuid4(), role, guest.substitute_for, "expected", guest.ticket_type, guest.extra, True
        )
        plan.imported += 1
        guest.fate = "new"
        return
    _update_seat(person.seat, guest)
    is_changed = person.is_changed or person.seat.is_changed
    plan.updated += 1
    plan.unchanged += not is_changed
    guest.fate = "changed" if is_changed else "unchanged"


def _update_seat(seat: Seat, guest: Guest) -> None:
    before = (seat.role, seat.substitute_for, seat.status, seat.ticket_type, seat.extra)
    if not seat.is_role_decided:
        seat.role = guest.role or seat.role
        seat.substitute_for = guest.substitute_for or seat.substitute_for
    if seat.role != "substitute":
        seat.substitute_for = ""
    seat.status = "expected"
    seat.ticket_type = guest.ticket_type or seat.ticket_type
    seat.extra = {**seat.extra, **guest.extra}
    after = (seat.role, seat.substitute_for, seat.status, seat.ticket_type, seat.extra)
    seat.is_changed = after != before


def _connect(plan: Plan, guest: Guest, person: Person) -> None:
    """Remember the ticket ids, and the name and e-mail of the list, for the next import."""
    assert person.seat is not None
    sources, entry = list(guest.sources), entry_of_guest(guest)
    if entry:
        sources.append(entry)
    plan.tickets.extend(
        (source, person.seat) for source in sources if plan.roster.connect(source, person)
    )


def _decide(plan: Plan, person: Person, guest: Guest) -> None:
    """Take a yes of the list, unless the person has ever answered here, whatever they said."""
    for kind in guest.consents:
        if kind not in person.decided:
            person.decided.add(kind)
            plan.decisions.append((person, kind))


def _refuse(plan: Plan, guest: Guest) -> None:
    plan.skipped[guest.refusal] += 1
    if guest.refusal not in CANCELLING:
        return
    person = plan.roster.find_ticket_holder(guest)
    if person is None or person.seat is None or person.was_seen:
        return
    if person.seat.status != "cancelled":
        person.seat.status = "cancelled"
        person.seat.is_changed = True
        plan.cancelled_now += 1
