"""Who may see the staff page: a PIN, a signed cookie for ten hours, a limit on wrong tries.

Several people and roles come with the organiser's dashboard.
"""

import hmac
import threading
from collections import deque
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

from kiosk.settings import Settings

COOKIE = "rozmowa_staff"
HOURS_VALID = 10
TRIES_PER_ADDRESS = 5
TRIES_IN_ALL = 30
LOCKED_MINUTES = 15


def _signer(settings: Settings, pin: str) -> URLSafeTimedSerializer:
    # With the PIN in the key, a changed PIN signs everybody out.
    return URLSafeTimedSerializer(settings.key(f"staff session {pin}"))


def new_session(settings: Settings, pin: str) -> str:
    """The cookie of somebody who knew the PIN."""
    return str(_signer(settings, pin).dumps("staff"))


def is_signed_in(cookie: str | None, settings: Settings, pin: str | None) -> bool:
    """Whether the cookie is ours, not older than ten hours, and made with today's PIN."""
    if pin is None or not cookie:
        return False
    try:
        return bool(_signer(settings, pin).loads(cookie, max_age=HOURS_VALID * 3600) == "staff")
    except BadSignature:
        return False


def is_right_pin(typed: str, pin: str) -> bool:
    """Compared without telling by the time how many characters were right."""
    return hmac.compare_digest(typed.strip().encode(), pin.encode())


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


wrong_tries = WrongTries()
