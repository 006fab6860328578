"""How often somebody may ask: a bucket of requests that fills again by the second."""

import math
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

MOST_BUCKETS = 20_000


@dataclass
class _Bucket:
    left: float
    looked_at: float


class Buckets:
    """One for everybody who asks. Kept in memory: a restart fills them.

    The longest unused is forgotten first, so that made-up senders cannot fill memory.
    """

    def __init__(self, *, per_second: float, at_once: float, most: int = MOST_BUCKETS) -> None:
        self._per_second, self._at_once, self._most = per_second, at_once, most
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def seconds_to_wait(self, who: Hashable, *, now: float) -> int:
        """0 and one request less, or after how many whole seconds the next is let through.

        now: seconds of a clock that never goes back
        """
        with self._lock:
            bucket = self._bucket_of(who, now)
            filled = bucket.left + (now - bucket.looked_at) * self._per_second
            bucket.left, bucket.looked_at = min(self._at_once, filled), now
            if bucket.left < 1:
                return math.ceil((1 - bucket.left) / self._per_second)
            bucket.left -= 1
            return 0

    def _bucket_of(self, who: Hashable, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(who, _Bucket(self._at_once, now))
        self._buckets.move_to_end(who)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return bucket

    def __len__(self) -> int:
        return len(self._buckets)
