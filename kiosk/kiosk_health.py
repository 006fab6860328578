"""How the kiosks are, as far as this process has heard since it started, or where several share the
database any of them.
"""

import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from matching.presence import Reported, note_report, report_of
from matching.store import Store

SEEN_WITHIN = timedelta(seconds=30)
SAID_AGAIN = timedelta(seconds=10)  # to the other processes, where nothing is new
CAMERA_STATES = ("ok", "blocked", "lost", "none", "insecure")


@dataclass(frozen=True)
class Health(Reported):
    """What a kiosk reported last. camera: one of CAMERA_STATES, "" for nothing yet.

    camera_ok_at: when its camera last worked
    """

    def is_there(self, now: datetime) -> bool:
        """Whether the kiosk was heard of within half a minute."""
        return now - self.seen_at <= SEEN_WITHIN


_lock = threading.Lock()
_known: dict[UUID, Health] = {}
_said: dict[UUID, Health] = {}


def note(store: Store, kiosk_id: UUID, camera: str, *, now: datetime) -> None:
    """A kiosk says that it is there, and how its camera is."""
    with _lock:
        before = _known.get(kiosk_id, Health(now))
        is_ok = camera == "ok"
        health = replace(
            before,
            seen_at=now,
            camera=camera if camera in CAMERA_STATES else before.camera,
            camera_ok_at=now if is_ok else before.camera_ok_at,
        )
        _known[kiosk_id] = health
        said = _said.get(kiosk_id)
        is_news = said is None or said.camera != health.camera or now - said.seen_at >= SAID_AGAIN
        if store.is_shared and is_news:
            _said[kiosk_id] = health
    if store.is_shared and is_news:
        note_report(store, kiosk_id, health)


def health_of(store: Store, kiosk_id: UUID) -> Health | None:
    """What this kiosk reported last; None for nothing, as far as it is known."""
    with _lock:
        here = _known.get(kiosk_id)
    reported = report_of(store, kiosk_id) if store.is_shared else None
    if reported is None or (here and here.seen_at >= reported.seen_at):
        return here
    return Health(**vars(reported))


def forget() -> None:
    """Begin anew, as at a start."""
    with _lock:
        _known.clear()
        _said.clear()
