"""Is the dashboard open? Then a guest at a kiosk can call for somebody.

This process knows what it was asked itself; where several share the database, each also says it
there and looks there.
"""

import threading
from datetime import datetime, timedelta
from uuid import UUID

from matching.presence import desk_asked_at, note_desk
from matching.store import Store

# A browser lets a hidden page ask once a minute.
OPEN_WITHIN = timedelta(seconds=90)
SAID_AGAIN = timedelta(seconds=15)  # to the other processes
LOOKED_AGAIN = timedelta(seconds=3)  # at what they said

_lock = threading.Lock()
_asked_at: dict[UUID, datetime] = {}
_said_at: dict[UUID, datetime] = {}
_elsewhere: dict[UUID, tuple[datetime, datetime | None]] = {}


def note(store: Store, event_id: UUID, *, now: datetime) -> None:
    """A page of the dashboard at this event has just asked for calls."""
    with _lock:
        _asked_at[event_id] = now
        is_to_say = store.is_shared and not _is_within(SAID_AGAIN, _said_at.get(event_id), now)
        if is_to_say:
            _said_at[event_id] = now
    if is_to_say:
        note_desk(store, event_id, now=now)


def is_open(store: Store, event_id: UUID, *, now: datetime) -> bool:
    """Whether a page of the dashboard at this event asked for calls within the last 90 seconds."""
    with _lock:
        asked_at = _asked_at.get(event_id)
    if _is_within(OPEN_WITHIN, asked_at, now):
        return True
    return store.is_shared and _is_within(OPEN_WITHIN, _asked_elsewhere(store, event_id, now), now)


def _asked_elsewhere(store: Store, event_id: UUID, now: datetime) -> datetime | None:
    with _lock:
        looked_at, asked_at = _elsewhere.get(event_id, (None, None))
    if not _is_within(LOOKED_AGAIN, looked_at, now):
        asked_at = desk_asked_at(store, event_id)
        with _lock:
            _elsewhere[event_id] = (now, asked_at)
    return asked_at


def _is_within(span: timedelta, moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now - moment <= span


def forget() -> None:
    """Begin anew, as at a start."""
    with _lock:
        for known in (_asked_at, _said_at, _elsewhere):
            known.clear()
