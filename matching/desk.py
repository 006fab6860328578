"""What staff may do by hand at an event, each act on record."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from matching.audit import note
from matching.check_in import check_in_within
from matching.consents import Decision, keep_decisions
from matching.errors import NothingToUndoError
from matching.model import CheckIn, ConsentKind, Direction, Event, Outcome, Scan, Source
from matching.store import Cursor, Store

UNDO_MINUTES = 15
ATTENTION_ROWS = 50
DENSE_ADMISSIONS = 8
DENSE_SECONDS = 60


@dataclass(frozen=True)
class Attention:
    """A refused scan, or a guest's "this is not me"."""

    happened_at_utc: datetime
    kiosk: int | None
    reason: str
    attendee_id: UUID | None
    name: str


@dataclass(frozen=True)
class Unlabelled:
    """A guest who came without an invitation and has no printed badge yet.

    is_alike: somebody else on the list has the same name or address: perhaps they are one
    """

    attendee_id: UUID
    name: str
    kiosk: int | None
    came_at_utc: datetime
    is_alike: bool


@dataclass(frozen=True)
class Arrivals:
    """People expected, and people admitted so far."""

    expected: int
    admitted: int


def undo_admission(
    store: Store, event: Event, attendee_id: UUID, *, actor: str = "cli", now: datetime
) -> None:
    """Take back an admission received at most 15 minutes ago.

    Raises NothingToUndoError; then everything is as before.
    """

    def annul(change: Cursor) -> None:
        standing = change.row("desk/find_admission", attendee_id=attendee_id)
        if standing is None or not _can_be_undone(standing["received_at_utc"], now):
            raise NothingToUndoError(UNDO_MINUTES)
        change.run(
            "desk/put_annulment",
            attendee_id=attendee_id,
            turn=standing["turn"],
            now_utc=now,
        )
        _note(change, event, "undone", attendee_id, None, now)
        note(
            change,
            actor=actor,
            act="admission_undone",
            now=now,
            event_id=event.event_id,
            subject_id=attendee_id,
        )

    store.write(annul)


def undo_ends_at(store: Store, attendee_id: UUID, *, now: datetime) -> datetime | None:
    """Until when an admission can be taken back; None where there is nothing to take back."""
    standing = store.row("desk/find_admission", attendee_id=attendee_id)
    if standing is None or not _can_be_undone(standing["received_at_utc"], now):
        return None
    ends_at: datetime = standing["received_at_utc"] + timedelta(minutes=UNDO_MINUTES)
    return ends_at


def _can_be_undone(received_at: datetime, now: datetime) -> bool:
    return now <= received_at + timedelta(minutes=UNDO_MINUTES)


def admit_anyway(
    store: Store, event: Event, attendee_id: UUID, *, actor: str = "cli", now: datetime
) -> CheckIn:
    """Let somebody in by hand, also where the rules say no (cancelled, blocked, not open)."""
    scan = _staff_scan(event, attendee_id, Source.STAFF, now)
    return _admit(store, scan, "admitted_by_hand", actor, now)


def enter_paper_tick(
    store: Store,
    event: Event,
    attendee_id: UUID,
    *,
    ticked_at: datetime,
    actor: str = "cli",
    now: datetime,
) -> CheckIn:
    """An arrival that was ticked on the paper list at ticked_at, entered later."""
    scan = _staff_scan(event, attendee_id, Source.PAPER, min(ticked_at, now))
    return _admit(store, scan, "paper_tick", actor, now)


def _admit(store: Store, scan: Scan, act: str, actor: str, now: datetime) -> CheckIn:
    def admit(change: Cursor) -> CheckIn:
        answer = check_in_within(change, scan, now=now)
        if answer.outcome is Outcome.ADMITTED:
            note(
                change,
                actor=actor,
                act=act,
                now=now,
                event_id=scan.event.event_id,
                subject_id=scan.attendee_id,
            )
        return answer

    return store.write(admit)


def _staff_scan(event: Event, attendee_id: UUID, source: Source, moment: datetime) -> Scan:
    return Scan(
        scan_id=uuid4(),
        event=event,
        code=None,
        kiosk=None,
        direction=Direction.IN,
        source=source,
        happened_at=moment,
        attendee_id=attendee_id,
        anyway=True,
    )


def end_entry_only(
    store: Store, event: Event, person_id: UUID, *, language: str, actor: str, now: datetime
) -> None:
    """A guest asked at the desk to take part in everything again; language: they were asked in.

    For somebody who takes part in everything nothing changes.
    """

    def end(change: Cursor) -> None:
        known = change.rows("consents/find_consents", person_id=person_id)
        if not any(row["kind"] == ConsentKind.ENTRY_ONLY and row["is_given"] for row in known):
            return
        decision = Decision(uuid4(), person_id, ConsentKind.ENTRY_ONLY, False, language)
        keep_decisions(change, [decision], source="staff", now=now)
        note(
            change,
            actor=actor,
            act="entry_only_ended",
            now=now,
            event_id=event.event_id,
            subject_id=person_id,
        )

    store.write(end)


def report_not_me(
    store: Store, event: Event, attendee_id: UUID, *, kiosk: int | None, now: datetime
) -> None:
    """A guest says that the name on the screen is not theirs; the desk looks at it."""
    store.write(lambda change: _note(change, event, "not_me", attendee_id, kiosk, now))


def note_personal_link(
    store: Store, event: Event, attendee_id: UUID, *, actor: str = "cli", now: datetime
) -> None:
    """Staff handed out the link to this attendee's own page; a record, no call for attention."""
    _note_by_staff(store, event, "personal_link", attendee_id, actor, now)


def note_label(
    store: Store, event: Event, attendee_id: UUID, *, actor: str = "cli", now: datetime
) -> None:
    """Staff printed a label with this attendee's badge."""
    _note_by_staff(store, event, "label", attendee_id, actor, now)


def label_printed_at(store: Store, attendee_id: UUID) -> datetime | None:
    """When a label of this attendee's badge, as it is now, was printed last."""
    row = store.row("desk/find_label", attendee_id=attendee_id)
    return row["noted_at_utc"] if row else None


def list_without_label(store: Store, event: Event) -> list[Unlabelled]:
    """Guests who came without being on the list and wait for a badge, the newest first."""
    rows = store.rows("desk/list_without_label", event_id=event.event_id)
    return [Unlabelled(**row) for row in rows]


def _note_by_staff(
    store: Store, event: Event, kind: str, attendee_id: UUID, actor: str, now: datetime
) -> None:
    def keep(change: Cursor) -> None:
        _note(change, event, kind, attendee_id, None, now)
        note(
            change, actor=actor, act=kind, now=now, event_id=event.event_id, subject_id=attendee_id
        )

    store.write(keep)


def _note(
    change: Cursor,
    event: Event,
    kind: str,
    attendee_id: UUID,
    kiosk: int | None,
    now: datetime,
) -> None:
    change.run(
        "desk/put_note",
        note_id=uuid4(),
        event_id=event.event_id,
        attendee_id=attendee_id,
        kiosk=kiosk,
        kind=kind,
        now_utc=now,
    )


def list_attention(store: Store, event: Event) -> list[Attention]:
    """The newest 50 facts that need somebody's eyes, newest first."""
    rows = store.rows("desk/list_attention", event_id=event.event_id, wanted=ATTENTION_ROWS)
    return [Attention(**row) for row in rows]


def count_arrivals(store: Store, event: Event) -> Arrivals:
    """Expected and admitted people of this event."""
    row = store.row("desk/count_arrivals", event_id=event.event_id)
    assert row is not None  # an aggregate has one row
    return Arrivals(**row)


def are_arrivals_dense(store: Store, event: Event, *, now: datetime) -> bool:
    """Whether a queue stands at the doors: 8 first admissions within the last minute."""
    since = now - timedelta(seconds=DENSE_SECONDS)
    row = store.row("desk/count_recent", event_id=event.event_id, since_utc=since)
    return row is not None and row["admitted"] >= DENSE_ADMISSIONS
