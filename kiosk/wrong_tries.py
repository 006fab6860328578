"""A limit on wrong tries at whatever is secret: by address, and over all."""

import threading
from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta

TRIES_PER_ADDRESS = 5
TRIES_IN_ALL = 30
LOCKED_MINUTES = 15


class WrongTries:
    """Wrong tries of the last minutes, by address and over all (kiosks may share one)."""

    def __init__(
        self,
        *,
        per_address: int = TRIES_PER_ADDRESS,
        in_all: int = TRIES_IN_ALL,
        minutes: int = LOCKED_MINUTES,
    ) -> None:
        self._lock = threading.Lock()
        self._tries: deque[tuple[datetime, str]] = deque(maxlen=in_all)
        self._per_address, self._in_all = per_address, in_all
        self._locked = timedelta(minutes=minutes)

    def note(self, address: str, *, now: datetime) -> None:
        """One more wrong try."""
        with self._lock:
            self._tries.append((now, address))

    def take_back(self, address: str, *, now: datetime) -> None:
        """The try noted at this moment was none: it was right."""
        with self._lock, suppress(ValueError):
            self._tries.remove((now, address))

    def minutes_locked(self, address: str, *, now: datetime) -> int:
        """Minutes until the next try is allowed, 0 if it is."""
        with self._lock:
            recent = [(at, who) for at, who in self._tries if now - at < self._locked]
        own = [at for at, who in recent if who == address]
        limits = [(own, self._per_address), ([at for at, _ in recent], self._in_all)]
        oldest = [times[-limit] for times, limit in limits if len(times) >= limit]
        if not oldest:
            return 0
        return int((max(oldest) + self._locked - now).total_seconds() // 60) + 1
