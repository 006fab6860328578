"""A guest at a kiosk calls for staff; it rings until somebody takes the call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from matching import audit
from matching.model import Event
from matching.store import Cursor, Store

LATE_AFTER = timedelta(minutes=2)
OVER_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class Call:
    """A call that nobody has taken yet. kiosk: its number, None for one that has none."""

    call_id: UUID
    kiosk: int | None
    called_at_utc: datetime


@dataclass(frozen=True)
class CallState:
    """How a guest's call stands: taken or not, and whether it waits longer than 2 minutes."""

    is_taken: bool
    is_late: bool


def call_staff(
    store: Store, event: Event, *, call_id: UUID, kiosk: int | None, now: datetime
) -> None:
    """Ring in the dashboard; call_id: made by the kiosk, the same again is the same call."""
    store.write(
        lambda change: change.run(
            "calls/put_call",
            call_id=call_id,
            event_id=event.event_id,
            kiosk=kiosk,
            now_utc=now,
        )
    )


def take_call(store: Store, call_id: UUID, *, actor: str, now: datetime) -> None:
    """Somebody of the staff goes there."""

    def take(change: Cursor) -> None:
        change.run("calls/put_call_end", call_id=call_id, kind="taken", now_utc=now)
        audit.note(change, actor=actor, act="call_taken", now=now, subject_id=call_id)

    store.write(take)


def withdraw_call(store: Store, call_id: UUID, *, now: datetime) -> None:
    """The guest went on without help."""
    store.write(
        lambda change: change.run(
            "calls/put_call_end", call_id=call_id, kind="withdrawn", now_utc=now
        )
    )


def waiting_calls(store: Store, event: Event, *, now: datetime) -> list[Call]:
    """Calls of the last half hour that nobody has taken, the oldest first."""
    rows = store.rows("calls/list_waiting", event_id=event.event_id, since_utc=now - OVER_AFTER)
    return [Call(**row) for row in rows]


def state_of_call(store: Store, call_id: UUID, *, now: datetime) -> CallState | None:
    """How a call stands; None where it was never made or has ended."""
    row = store.row("calls/find_call", call_id=call_id)
    if row is None or row["kind"] == "withdrawn":
        return None
    is_taken = row["kind"] == "taken"
    return CallState(is_taken, not is_taken and now - row["called_at_utc"] >= LATE_AFTER)
