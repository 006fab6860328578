"""A limit on wrong tries at whatever is secret: by neighbourhood of addresses, and over all."""

import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import ip_address

from starlette.responses import Response

from kiosk.neighbourhoods import neighbourhood

TRIES_PER_ADDRESS = 5
TRIES_IN_ALL = 30
LOCKED_MINUTES = 15


class WrongTries:
    """Wrong tries of the last minutes, by address and over all (kiosks may share one).

    One IPv6 address stands for its neighbourhood, as a phone has all of that.

    The limit over all is not for this computer, so that strangers cannot lock its owner out.
    """

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
            self._tries.append((now, neighbourhood(address)))

    def take_back(self, address: str, *, now: datetime) -> None:
        """The try noted at this moment was none: it was right."""
        with self._lock, suppress(ValueError):
            self._tries.remove((now, neighbourhood(address)))

    def begin(self, address: str, *, now: datetime) -> int:
        """0 and one more try counted, or the minutes until the next is allowed."""
        with self._lock:
            origin = neighbourhood(address)
            minutes = self.minutes_after(self._tries, address, origin, now=now)
            if not minutes:
                self._tries.append((now, origin))
            return minutes

    def minutes_locked(self, address: str, *, now: datetime) -> int:
        """Minutes until the next try is allowed, 0 if it is."""
        with self._lock:
            tries = list(self._tries)
        return self.minutes_after(tries, address, neighbourhood(address), now=now)

    def minutes_after(
        self, tries: Iterable[tuple[datetime, str]], address: str, origin: str, *, now: datetime
    ) -> int:
        """The same after these tries. origin: what stands for its neighbourhood in them"""
        recent = [(at, who) for at, who in tries if now - at < self._locked]
        own = [at for at, who in recent if who == origin]
        limits = [(own, self._per_address)]
        if not _is_this_computer(address):
            limits.append(([at for at, _ in recent], self._in_all))
        oldest = [times[-limit] for times, limit in limits if len(times) >= limit]
        if not oldest:
            return 0
        return int((max(oldest) + self._locked - now).total_seconds() // 60) + 1


def asked_to_wait(answer: Response, minutes: int) -> Response:
    """The answer of a page that is locked for a while; programs read the header."""
    answer.headers["Retry-After"] = str(60 * minutes)
    return answer


def _is_this_computer(address: str) -> bool:
    try:
        return ip_address(address.removeprefix("::ffff:")).is_loopback
    except ValueError:
        return False
