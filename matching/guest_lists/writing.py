"""A plan of an import, carried out inside the caller's transaction."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import uuid4

from matching.badge_codes import new_badge_code
from matching.consents import Decision, keep_decisions
from matching.guest_lists.merging import Plan
from matching.guest_lists.progress import Progress
from matching.guest_lists.roster import Person, Seat
from matching.model import Event
from matching.store import Cursor

ROWS_AT_ONCE = 5000
SOURCE = "import"

Item = TypeVar("Item")
# A query, what it is given, how that becomes lists, and its other values.
_Step = tuple[str, Sequence[Any], Callable[[Any], dict[str, list[Any]]], dict[str, Any]]


def write_plan(
    change: Cursor, plan: Plan, event: Event, *, now: datetime, progress: Progress
) -> None:
    """Keep everything the plan says; now: aware moment of the import.

    progress: told how many of all queries' rows are written
    """
    people, moment = plan.roster.people, {"now_utc": now}
    here, series = {"event_id": event.event_id}, {"series_id": event.series_id}
    seated = [person for person in people if person.seat is not None]
    fresh = [person for person in people if person.is_new]
    changed = [person for person in people if person.is_changed and not person.is_new]
    seats = [person for person in seated if person.seat and person.seat.is_new]
    moved = [
        person.seat
        for person in seated
        if person.seat and person.seat.is_changed and not person.seat.is_new
    ]
    bare = [person for person in people if person.was_seen and not person.has_badge]
    steps: list[_Step] = [
        ("put_persons", fresh, _person_columns, {**series, **moment}),
        ("set_persons", changed, _person_columns, {}),
        ("put_attendees", seats, _new_seat_columns, {**here, **moment}),
        ("set_attendees", moved, _seat_columns, {}),
        ("put_tickets", plan.tickets, _ticket_columns, here),
        ("put_badges", bare, _badge_columns, {**series, **moment}),
    ]
    _run(change, steps, progress)
    _keep_decisions(change, plan, event, now)


def _run(change: Cursor, steps: list[_Step], progress: Progress) -> None:
    total, done = sum(len(items) for _, items, _, _ in steps), 0
    for query, items, columns, values in steps:
        for part in _parts(items):
            change.run(f"guest_lists/{query}", **columns(part), **values)
            done += len(part)
            progress(done, total)


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    rest = iter(items)
    while part := list(islice(rest, ROWS_AT_ONCE)):
        yield part


def _person_columns(people: Sequence[Person]) -> dict[str, list[Any]]:
    columns = {
        "names": "name", "family_names": "family_name", "emails": "email", "phones": "phone",
        "companies": "company", "job_titles": "job_title", "sectors": "sector",
        "languages": "language", "all_offers": "offers", "all_needs": "needs",
    }  # fmt: skip
    return {
        "person_ids": [person.person_id for person in people],
        "name_keys": [person.name_key for person in people],
        "email_keys": [person.email_key for person in people],
        **{plural: [person.values[name] for person in people] for plural, name in columns.items()},
    }


def _new_seat_columns(people: Sequence[Person]) -> dict[str, list[Any]]:
    seats = [person.seat for person in people if person.seat is not None]
    return {"person_ids": [person.person_id for person in people], **_seat_columns(seats)}


def _seat_columns(seats: Sequence[Seat]) -> dict[str, list[Any]]:
    return {
        "attendee_ids": [seat.attendee_id for seat in seats],
        "roles": [seat.role for seat in seats],
        "substituted": [seat.substitute_for for seat in seats],
        "statuses": [seat.status for seat in seats],
        "ticket_types": [seat.ticket_type for seat in seats],
        "extras": [json.dumps(seat.extra, ensure_ascii=False) for seat in seats],
    }


def _ticket_columns(tickets: Sequence[tuple[str, Seat]]) -> dict[str, list[Any]]:
    return {
        "source_ids": [source for source, _ in tickets],
        "attendee_ids": [seat.attendee_id for _, seat in tickets],
    }


def _badge_columns(people: Sequence[Person]) -> dict[str, list[Any]]:
    return {
        "codes": [new_badge_code() for _ in people],
        "person_ids": [person.person_id for person in people],
    }


def _keep_decisions(change: Cursor, plan: Plan, event: Event, now: datetime) -> None:
    decisions = [
        Decision(uuid4(), person.person_id, kind, True, person.values["language"] or event.language)
        for person, kind in plan.decisions
    ]
    for part in _parts(decisions):
        keep_decisions(change, part, source=SOURCE, now=now)
