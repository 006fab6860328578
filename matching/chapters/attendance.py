"""The attendance sheet of a meeting: who came, who came late, who sent somebody instead.

Attendance is the duty of a member and says nothing of contacts (P9). Nobody who takes part in the
entry only is on it by name (P14).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from matching import audit
from matching.conversations.views import Reader
from matching.errors import GraceError
from matching.model import Event
from matching.names import name_key
from matching.store import Cursor, Row, Store

USUAL_GRACE = timedelta(minutes=5)
MOST_GRACE = 240  # minutes


class Presence(StrEnum):
    """What became of an invitation; the values are stable, exports rely on them."""

    PRESENT = "present"
    LATE = "late"
    SUBSTITUTE = "substitute"  # did not come, and whoever stands in for them did
    ABSENT = "absent"
    EXPECTED = "expected"  # is not here, and not late yet


@dataclass(frozen=True)
class AttendanceRow:
    """One attendee on the sheet.

    name, company: "" for somebody who takes part in the entry only
    presence: of this attendee; a substitute's own row says whether the substitute came
    of_name: who invited the visitor, or whom the substitute stands in for; "" where nobody said
    substitute_name: who stood in for this member and came, "" for nobody
    is_excused: was taken off the list before
    amount_cents: None where no amount was noted
    """

    attendee_id: UUID
    person_id: UUID
    name: str
    company: str
    role: str
    presence: Presence
    admitted_at: datetime | None
    of_name: str
    substitute_name: str
    is_excused: bool
    is_entry_only: bool
    is_paid: bool
    amount_cents: int | None


def attendance_of(reader: Reader, event: Event, *, now: datetime) -> list[AttendanceRow]:
    """The sheet of one meeting, in the order of a Polish phone book; now: aware.

    Of those who were taken off the list only members stand on it, and whoever came after all.
    """
    late_from = late_from_of(reader, event)
    rows = reader.rows("chapters/list_attendance", event_id=event.event_id)
    members = _members_by_name(rows)
    instead = _substitutes(rows, members)
    is_over = event.closed_at_utc is not None and event.closed_at_utc <= now
    may_be_missed = is_over or (late_from is not None and late_from <= now)
    return [
        _sheet_row(
            row | {"of_name": _of_name(row, members)},
            instead.get(row["person_id"]),
            late_from,
            may_be_missed,
        )
        for row in rows
        if not row["is_cancelled"] or row["role"] == "member" or row["admitted_at_utc"]
    ]


def late_from_of(reader: Reader, event: Event) -> datetime | None:
    """From which moment on somebody comes late; None where nobody has said when it begins.

    That is the meeting's beginning and the grace: the first point of the agenda, else when guests
    are expected, else when the doors open.
    """
    found = reader.row("chapters/find_start", event_id=event.event_id)
    starts_at = start_in(found) if found else None
    if found is None or starts_at is None:
        return None
    minutes = found["grace_minutes"]
    return starts_at + (USUAL_GRACE if minutes is None else timedelta(minutes=minutes))


def start_in(found: Row) -> datetime | None:
    """The beginning in a row of find_start."""
    moments = (found["agenda_starts_at_utc"], found["planned_at_utc"], found["opens_at_utc"])
    return next((moment for moment in moments if moment is not None), None)


def _members_by_name(rows: Sequence[Row]) -> dict[str, list[Row]]:
    members: dict[str, list[Row]] = {}
    for row in rows:
        if row["role"] == "member":
            members.setdefault(row["name_key"], []).append(row)
    return members


def _substitutes(rows: Sequence[Row], members: dict[str, list[Row]]) -> dict[UUID, Row]:
    """Who came instead of whom, by the person who is represented.

    A list has a name only: it counts where exactly one member has it.
    """
    instead: dict[UUID, Row] = {}
    for row in rows:
        if row["role"] != "substitute" or row["admitted_at_utc"] is None:
            continue
        named = members.get(name_key(row["substitute_for"]), [])
        person_id = row["of_person_id"] or (named[0]["person_id"] if len(named) == 1 else None)
        if person_id is not None:
            instead.setdefault(person_id, row)
    return instead


def _of_name(row: Row, members: dict[str, list[Row]]) -> str:
    """Through whom somebody comes; a list may name somebody whose name is not to be shown."""
    named = members.get(name_key(row["substitute_for"]), [])
    is_hidden = any(member["is_entry_only"] for member in named)
    return row["of_name"] or ("" if is_hidden else row["substitute_for"])


def _sheet_row(
    row: Row, substitute: Row | None, late_from: datetime | None, may_be_missed: bool
) -> AttendanceRow:
    is_hidden = row["is_entry_only"]
    return AttendanceRow(
        attendee_id=row["attendee_id"],
        person_id=row["person_id"],
        name="" if is_hidden else row["name"],
        company="" if is_hidden else row["company"],
        role=row["role"],
        presence=_presence(row, substitute, late_from, may_be_missed),
        admitted_at=row["admitted_at_utc"],
        of_name=row["of_name"],
        substitute_name=_shown(substitute) if row["role"] == "member" else "",
        is_excused=row["is_cancelled"],
        is_entry_only=is_hidden,
        is_paid=row["is_paid"],
        amount_cents=row["amount_cents"],
    )


def _shown(substitute: Row | None) -> str:
    return "" if substitute is None or substitute["is_entry_only"] else substitute["name"]


def _presence(
    row: Row, substitute: Row | None, late_from: datetime | None, may_be_missed: bool
) -> Presence:
    admitted_at = row["admitted_at_utc"]
    if admitted_at is not None:
        is_late = late_from is not None and admitted_at > late_from
        return Presence.LATE if is_late else Presence.PRESENT
    if substitute is not None and row["role"] == "member":
        return Presence.SUBSTITUTE
    return Presence.ABSENT if may_be_missed or row["is_cancelled"] else Presence.EXPECTED


@dataclass(frozen=True)
class MemberLine:
    """One member over several meetings; presences: None for a meeting they were not listed at."""

    person_id: UUID
    name: str
    presences: tuple[Presence | None, ...]


@dataclass(frozen=True)
class SeriesSheet:
    """The last meetings, oldest first, and the members of the newest in a phone book's order."""

    meetings: tuple[Event, ...]
    members: tuple[MemberLine, ...]


def attendance_over(reader: Reader, meetings: Sequence[Event], *, now: datetime) -> SeriesSheet:
    """The sheets of these meetings of one series side by side; meetings: oldest first."""
    sheets = [attendance_of(reader, meeting, now=now) for meeting in meetings]
    found = [{row.person_id: row.presence for row in sheet} for sheet in sheets]
    newest = sheets[-1] if sheets else []
    members = [
        MemberLine(row.person_id, row.name, tuple(one.get(row.person_id) for one in found))
        for row in newest
        if row.role == "member"
    ]
    return SeriesSheet(tuple(meetings), tuple(members))


def grace_of(reader: Reader, event: Event) -> int:
    """So many minutes after the beginning nobody is late yet."""
    found = reader.row("chapters/find_start", event_id=event.event_id)
    minutes = found["grace_minutes"] if found else None
    return int(USUAL_GRACE.total_seconds()) // 60 if minutes is None else int(minutes)


def set_grace(store: Store, event: Event, minutes: int, *, actor: str, now: datetime) -> None:
    """Keep the grace of a meeting, which the next one gets too.

    Raises GraceError outside of 0 to 240 minutes; then nothing is kept.
    """
    if not 0 <= minutes <= MOST_GRACE:
        raise GraceError(MOST_GRACE)

    def keep(change: Cursor) -> None:
        change.run("chapters/put_grace", event_id=event.event_id, minutes=minutes)
        audit.note(
            change,
            actor=actor,
            act="grace_set",
            now=now,
            event_id=event.event_id,
            detail=str(minutes),
        )

    store.write(keep)
