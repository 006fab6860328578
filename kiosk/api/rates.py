"""How often a program may ask: a bucket of requests that fills again by the second."""

import math
import threading
from dataclasses import dataclass
from uuid import UUID

PER_SECOND = 10.0
AT_ONCE = 100.0


@dataclass
class _Bucket:
    left: float
    looked_at: float


class Rates:
    """Buckets of all programs. Kept in memory: a restart fills them."""

    def __init__(self, *, per_second: float = PER_SECOND, at_once: float = AT_ONCE) -> None:
        self._per_second, self._at_once = per_second, at_once
        self._buckets: dict[UUID, _Bucket] = {}
        self._lock = threading.Lock()

    def seconds_to_wait(self, token_id: UUID, *, now: float) -> int:
        """0 and one request less, or after how many whole seconds the next is let through.

        now: seconds of a clock that never goes back
        """
        with self._lock:
            bucket = self._buckets.setdefault(token_id, _Bucket(self._at_once, now))
            filled = bucket.left + (now - bucket.looked_at) * self._per_second
            bucket.left, bucket.looked_at = min(self._at_once, filled), now
            if bucket.left < 1:
                return math.ceil((1 - bucket.left) / self._per_second)
            bucket.left -= 1
            return 0


rates = Rates()
