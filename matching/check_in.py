"""Who comes in: from a badge or a name to an admission that is on disk.

A scan never connects anybody (P1). Of all who wait at the same moment, one transaction decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from matching.badge_codes import is_badge_code
from matching.model import Attendee, CheckIn, Direction, Event, Outcome, Scan
from matching.store import Cursor, Row, Store


@dataclass(frozen=True)
class _Arrival:
    scan: Scan
    received_at: datetime


def check_in(store: Store, scan: Scan, *, now: datetime) -> CheckIn:
    """Decide about one scan and keep it, refused or not; when this returns, it is on disk.

    now: aware moment of receipt
    The same scan id again is the same fact and gets the same answer.
    """
    return store.write_together(_check_in_together, _Arrival(scan, now))


def check_in_within(change: Cursor, scan: Scan, *, now: datetime) -> CheckIn:
    """The same inside the caller's transaction, which keeps more than the scan."""
    (answer,) = _check_in_together(change, [_Arrival(scan, now)])
    return answer


def _check_in_together(change: Cursor, arrivals: Sequence[_Arrival]) -> list[CheckIn]:
    known = _Known(change, [arrival.scan for arrival in arrivals])
    answers = [known.answer_to(arrival) for arrival in arrivals]
    known.keep()
    return answers


class _Known:
    """What one transaction has read about its scans, and what it is about to keep."""

    def __init__(self, change: Cursor, scans: list[Scan]) -> None:
        self._change = change
        self._scans = self._read_scans([scan.scan_id for scan in scans])
        codes = [scan.code for scan in scans if scan.code]
        badges = change.rows("check_in/find_badges", codes=codes) if codes else []
        self._badges: dict[str, Row] = {badge["code"]: badge for badge in badges}
        self._attendees: dict[tuple[UUID, UUID], Row] = {}
        for event_id in {scan.event.event_id for scan in scans}:
            self._read_attendees(event_id, [s for s in scans if s.event.event_id == event_id])
        self._new_scans: list[dict[str, Any]] = []
        self._new_admissions: list[dict[str, Any]] = []

    def _read_scans(self, scan_ids: list[UUID]) -> dict[UUID, Row]:
        """Those that came before, with the admission that stood then (an undo may follow)."""
        known = {
            row["scan_id"]: row
            for row in self._change.rows("check_in/find_scans", scan_ids=scan_ids)
        }
        if known:
            for row in self._change.rows("check_in/find_admissions_then", scan_ids=list(known)):
                known[row["scan_id"]] |= row
        return known

    def _read_attendees(self, event_id: UUID, scans: list[Scan]) -> None:
        known_before = [row["attendee_id"] for row in self._scans.values() if row["attendee_id"]]
        owners = [badge["person_id"] for badge in self._badges.values() if badge["person_id"]]
        wanted = known_before + [s.attendee_id for s in scans if s.attendee_id]
        for row in _find_attendees(self._change, event_id, owners, wanted):
            self._attendees[event_id, row["person_id"]] = row
            self._attendees[event_id, row["attendee_id"]] = row

    def answer_to(self, arrival: _Arrival) -> CheckIn:
        """Decide about one arrival, in the light of those before it in the same transaction."""
        scan = arrival.scan
        before = self._scans.get(scan.scan_id)
        if before is not None:
            attendee = self._attendees.get((scan.event.event_id, before["attendee_id"]))
            return _answer(Outcome(before["outcome"]), attendee and attendee | _first_of(before))
        attendee, refusal = self._identify(scan)
        outcome = refusal or self._decide(scan, attendee)
        if outcome is Outcome.ADMITTED and attendee is not None:
            self._admit(arrival, attendee)
        self._note(arrival, attendee, outcome)
        return _answer(outcome, attendee)

    def _identify(self, scan: Scan) -> tuple[Row | None, Outcome | None]:
        event_id = scan.event.event_id
        if scan.attendee_id is not None:
            attendee = self._attendees.get((event_id, scan.attendee_id))
            return attendee, None if attendee else Outcome.OTHER_EVENT
        if scan.code is None or not is_badge_code(scan.code):
            return None, Outcome.NOT_A_BADGE
        badge = self._badges.get(scan.code)
        if badge is None:
            return None, Outcome.UNKNOWN_CODE
        if badge["series_id"] != scan.event.series_id:
            return None, Outcome.OTHER_EVENT
        if badge["person_id"] is None:
            return None, Outcome.UNKNOWN_CODE  # a spare badge that nobody got yet
        attendee = self._attendees.get((event_id, badge["person_id"]))
        if badge["ended_at_utc"] is not None:
            return attendee, Outcome.REPLACED_CODE
        return attendee, None if attendee else Outcome.OTHER_EVENT

    def _decide(self, scan: Scan, attendee: Row | None) -> Outcome:
        assert attendee is not None  # _identify refuses what it cannot identify
        if scan.direction is Direction.OUT:
            return Outcome.LEFT  # a way out never blocks
        if not scan.anyway:
            if attendee["is_blocked"]:
                return Outcome.BLOCKED
            if attendee["status"] == "cancelled":
                return Outcome.CANCELLED
            if not scan.event.is_open(scan.happened_at):
                return Outcome.NOT_OPEN
        if attendee["first_at_utc"] is None:
            return Outcome.ADMITTED
        if scan.event.re_entry and self._was_outside(scan, attendee):
            return Outcome.RE_ENTERED
        return Outcome.ALREADY_ADMITTED

    def _was_outside(self, scan: Scan, attendee: Row) -> bool:
        """By the time of the events, not by the order in which they reached us."""
        self.keep()
        last = self._change.row(
            "check_in/find_last_passage",
            attendee_id=attendee["attendee_id"],
            before_utc=scan.happened_at,
        )
        return last is not None and last["direction"] == Direction.OUT

    def _admit(self, arrival: _Arrival, attendee: Row) -> None:
        scan = arrival.scan
        attendee["first_kiosk"] = scan.kiosk
        attendee["first_at_utc"] = scan.happened_at
        self._new_admissions.append(
            {
                "attendee_ids": attendee["attendee_id"],
                "turns": attendee["turn"],
                "event_ids": scan.event.event_id,
                "scan_ids": scan.scan_id,
                "kiosks": scan.kiosk,
                "happened": scan.happened_at,
                "received": arrival.received_at,
            }
        )

    def _note(self, arrival: _Arrival, attendee: Row | None, outcome: Outcome) -> None:
        scan = arrival.scan
        attendee_id = attendee["attendee_id"] if attendee else None
        self._scans[scan.scan_id] = {
            "attendee_id": attendee_id,
            "outcome": outcome,
            **_first_of(attendee or {}),
        }
        self._new_scans.append(
            {
                "scan_ids": scan.scan_id,
                "event_ids": scan.event.event_id,
                "attendee_ids": attendee_id,
                # Of badges we know: that of somebody who was erased leaves no trace any more.
                "codes": scan.code if scan.code in self._badges else None,
                "kiosks": scan.kiosk,
                "directions": scan.direction,
                "sources": scan.source,
                "outcomes": outcome,
                "happened": scan.happened_at,
                "received": arrival.received_at,
            }
        )

    def keep(self) -> None:
        """Write what was decided since the last time."""
        if self._new_admissions:
            self._change.run("check_in/put_admissions", **_columns(self._new_admissions))
        if self._new_scans:
            self._change.run("check_in/put_scans", **_columns(self._new_scans))
        self._new_admissions, self._new_scans = [], []


def _find_attendees(
    reader: Cursor, event_id: UUID, person_ids: list[UUID], attendee_ids: list[UUID]
) -> list[Row]:
    """Those who are expected, each with the person, the turn and the standing admission.

    Three small questions: one large one costs DuckDB twice as much to plan.
    """
    if not person_ids and not attendee_ids:
        return []
    rows = reader.rows(
        "check_in/find_attendees",
        event_id=event_id,
        person_ids=person_ids,
        attendee_ids=attendee_ids,
    )
    if not rows:
        return []
    ids = [row["attendee_id"] for row in rows]
    owners = [row["person_id"] for row in rows]
    people = {
        row["person_id"]: row for row in reader.rows("check_in/find_people", person_ids=owners)
    }
    facts = reader.rows("check_in/find_admissions", attendee_ids=ids)
    return [row | people[row["person_id"]] | _standing(row["attendee_id"], facts) for row in rows]


def _standing(attendee_id: UUID, facts: list[Row]) -> Row:
    mine = [fact for fact in facts if fact["attendee_id"] == attendee_id]
    turn = sum(fact["turn"] is None for fact in mine)
    admission = next((fact for fact in mine if fact["turn"] == turn), {})
    return {"turn": turn, **_first_of(admission)}


def _first_of(row: Row) -> Row:
    return {"first_kiosk": row.get("first_kiosk"), "first_at_utc": row.get("first_at_utc")}


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """A list of rows as lists of values, one statement for all."""
    return {column: [row[column] for row in rows] for column in rows[0]}


def _answer(outcome: Outcome, row: Row | None) -> CheckIn:
    if row is None:
        return CheckIn(outcome)
    return CheckIn(outcome, _attendee(row), row["first_kiosk"], row["first_at_utc"])


def _attendee(row: Row) -> Attendee:
    return Attendee(
        attendee_id=row["attendee_id"],
        person_id=row["person_id"],
        name=row["name"],
        company=row["company"],
        language=row["language"],
        role=row["role"],
    )


def identify(store: Store, event: Event, code: str) -> Attendee | None:
    """Whose valid badge this is at the event, without recording anything."""
    return store.read(lambda moment: _identified(moment, event, code))


def _identified(moment: Cursor, event: Event, code: str) -> Attendee | None:
    owners = [
        badge["person_id"]
        for badge in moment.rows("check_in/find_badges", codes=[code])
        if badge["series_id"] == event.series_id
        and badge["ended_at_utc"] is None
        and badge["person_id"] is not None
    ]
    rows = _find_attendees(moment, event.event_id, owners, [])
    return _attendee(rows[0]) if rows else None
