"""How the kiosks are, as far as this process has heard since it started."""

import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SEEN_WITHIN = timedelta(seconds=30)
CAMERA_STATES = ("ok", "blocked", "lost", "none", "insecure")


@dataclass(frozen=True)
class Health:
    """What a kiosk reported last. camera: one of CAMERA_STATES, "" for nothing yet.

    camera_ok_at: when its camera last worked
    """

    seen_at: datetime
    camera: str = ""
    camera_ok_at: datetime | None = None

    def is_there(self, now: datetime) -> bool:
        """Whether the kiosk was heard of within half a minute."""
        return now - self.seen_at <= SEEN_WITHIN


_lock = threading.Lock()
_known: dict[str, Health] = {}


def note(kiosk_id: str, camera: str, *, now: datetime) -> None:
    """A kiosk says that it is there, and how its camera is."""
    with _lock:
        before = _known.get(kiosk_id, Health(now))
        is_ok = camera == "ok"
        _known[kiosk_id] = replace(
            before,
            seen_at=now,
            camera=camera if camera in CAMERA_STATES else before.camera,
            camera_ok_at=now if is_ok else before.camera_ok_at,
        )


def health_of(kiosk_id: str) -> Health | None:
    """What this kiosk reported last; None since the start for nothing."""
    with _lock:
        return _known.get(kiosk_id)


def forget() -> None:
    """Begin anew, as at a start."""
    with _lock:
        _known.clear()
