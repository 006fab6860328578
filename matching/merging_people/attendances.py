"""Two places on one event's list become one: what happened at the door, and what was said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from matching.merging_people.choosing import joined_seat
from matching.merging_people.talks import join_introductions, join_replies, join_talks
from matching.store import Cursor, Row

# Facts of an attendee with keys of their own: they only change hands.
_MOVED = (
    "tickets",
    "scans",
    "notes",
    "walk_ins",
    "phone_codes",
    "answers",
    "promises",
    "kept_promises",
    "seekings",
    "shared",
    "said",
    "api_answers",
    "ideas",
)
# Facts whose place among those of an attendee is part of their key: the later record's follow.
_QUEUED = ("role_changes", "payments")


def join_attendances(change: Cursor, *, kept_id: UUID, gone_id: UUID, now: datetime) -> None:
    """At every event at which both persons are on the list, one place is left, the kept one's."""
    seats = change.rows("merging_people/list_attendances", person_ids=[kept_id, gone_id])
    kept = {row["event_id"]: row for row in seats if row["person_id"] == kept_id}
    for other in (row for row in seats if row["person_id"] == gone_id):
        seat = kept.get(other["event_id"])
        if seat is not None:
            _join(change, seat, other, now)


def _join(change: Cursor, kept: Row, other: Row, now: datetime) -> None:
    ids = {"kept_id": kept["attendee_id"], "gone_id": other["attendee_id"]}
    join_talks(change, **ids)
    join_replies(change, **ids)
    join_introductions(change, **ids)
    _join_admissions(change, **ids, now=now)
    for what in (*_MOVED, *_QUEUED):
        change.run(f"merging_people/move_{what}", **ids)
    change.run("merging_people/forget_suggestions", **ids)
    for what in ("ideas", "attendee"):
        change.run(f"merging_people/forget_{what}", gone_id=ids["gone_id"])
    _set_seat(change, joined_seat(kept, other))


def _set_seat(change: Cursor, seat: Row) -> None:
    change.run(
        "guest_lists/set_attendees",
        attendee_ids=[seat["attendee_id"]],
        roles=[seat["role"]],
        substituted=[seat["substitute_for"]],
        statuses=[seat["status"]],
        ticket_types=[seat["ticket_type"]],
        extras=[seat["extra"]],
    )


def _join_admissions(change: Cursor, *, kept_id: UUID, gone_id: UUID, now: datetime) -> None:
    """The first that stands goes on standing, the other stays on record as one taken back."""
    both = {"attendee_ids": [kept_id, gone_id]}
    found = change.rows("merging_people/list_admissions", **both)
    standing = [row for row in found if row["annulled_at_utc"] is None]
    standing.sort(key=lambda row: (row["admitted_at_utc"], str(row["scan_id"])))
    over = [row for row in found if row["annulled_at_utc"] is not None] + standing[1:]
    over.sort(key=lambda row: (row["received_at_utc"], str(row["scan_id"])))
    for what in ("admissions", "annulments"):
        change.run(f"merging_people/forget_{what}", **both)
    ordered = over + standing[:1]
    if ordered:
        _put_admissions(change, kept_id, ordered)
    if over:
        change.run(
            "merging_people/put_annulments",
            attendee_id=kept_id,
            turns=list(range(len(over))),
            moments=[row["annulled_at_utc"] or now for row in over],
        )


def _put_admissions(change: Cursor, attendee_id: UUID, ordered: Sequence[Row]) -> None:
    def column(name: str) -> list[Any]:
        return [row[name] for row in ordered]

    change.run(
        "check_in/put_admissions",
        attendee_ids=[attendee_id] * len(ordered),
        turns=list(range(len(ordered))),
        event_ids=column("event_id"),
        scan_ids=column("scan_id"),
        kiosks=column("kiosk"),
        happened=column("admitted_at_utc"),
        received=column("received_at_utc"),
    )
