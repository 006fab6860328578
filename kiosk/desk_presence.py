"""Is the dashboard open? Then a guest at a kiosk can call for somebody."""

import threading
from datetime import datetime, timedelta
from uuid import UUID

# A browser lets a hidden page ask once a minute.
OPEN_WITHIN = timedelta(seconds=90)

_lock = threading.Lock()
_asked_at: dict[UUID, datetime] = {}


def note(event_id: UUID, *, now: datetime) -> None:
    """A page of the dashboard at this event has just asked for calls."""
    with _lock:
        _asked_at[event_id] = now


def is_open(event_id: UUID, *, now: datetime) -> bool:
    """Whether a page of the dashboard at this event asked for calls within the last 90 seconds."""
    with _lock:
        asked_at = _asked_at.get(event_id)
    return asked_at is not None and now - asked_at <= OPEN_WITHIN


def forget() -> None:
    """Begin anew, as at a start."""
    with _lock:
        _asked_at.clear()
