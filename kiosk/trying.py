"""A try at something secret: counted before anything is compared, taken back where it was right.

Where several processes share the database they count together, else whoever is not held to one of
them by a cookie had as many tries as there are processes.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kiosk.neighbourhoods import neighbourhood
from kiosk.server import Server
from kiosk.wrong_tries import WrongTries
from matching.wrong_tries import Try, begin_try, forget_try


@dataclass(frozen=True)
class Trying:
    """door: a word for what is tried; tries: its limits, and the tries of this process

    minutes: until the next try is allowed, 0 for one that was counted
    """

    running: Server
    door: str
    tries: WrongTries
    address: str
    now: datetime
    minutes: int = 0
    try_id: UUID | None = None

    def begin(self) -> "Trying":
        """The same, counted or told to wait; for a thread."""
        if not self.running.store.is_shared:
            return replace(self, minutes=self.tries.begin(self.address, now=self.now))
        key = self.running.settings.key("origin of a try")
        origin = hmac.new(key, neighbourhood(self.address).encode(), "sha256").hexdigest()
        told = begin_try(
            self.running.store,
            Try(self.door, origin, self.now),
            lambda tried: self.tries.minutes_after(tried, self.address, origin, now=self.now),
        )
        return replace(self, try_id=told) if isinstance(told, UUID) else replace(self, minutes=told)

    def was_right(self) -> None:
        """It counts no more; for a thread."""
        if self.try_id is not None:
            forget_try(self.running.store, self.try_id)
        else:
            self.tries.take_back(self.address, now=self.now)
