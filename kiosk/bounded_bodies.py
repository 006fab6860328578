"""The body of a request as it comes in: no larger than its address allows, and not too slow."""

import asyncio
from enum import Enum

from starlette.types import Message, Receive

MEGABYTE = 1_000_000
SMALL = 65_536
# What an address may receive at all; each page allows no more and says so in its own words.
LARGEST = (
    ("/api/scan", 3 * MEGABYTE),
    ("/api/photo", 12 * MEGABYTE),
    ("/api/v1/", 2 * MEGABYTE),
    ("/staff/", 20 * MEGABYTE),
)
SECONDS_BETWEEN = 15.0
SECONDS_IN_ALL = 120.0


class Ending(Enum):
    """Why a body was not read to its end."""

    TOO_LARGE = 413
    TOO_SLOW = 408


def largest_at(path: str) -> int:
    """Bytes."""
    return next((most for start, most in LARGEST if path.startswith(start)), SMALL)


class BoundedBody:
    """Hands on what is received. After a broken bound the sender counts as gone.

    ending: which bound, None while none is broken
    """

    def __init__(self, receive: Receive, *, largest: int) -> None:
        # One piece more, so that the page itself can be the first to notice.
        self._receive, self._most = receive, largest + SMALL
        self._size, self._is_whole = 0, False
        self._until: float | None = None
        self.ending: Ending | None = None

    async def receive(self) -> Message:
        """The next message."""
        if self.ending:
            return _GONE
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._patience()):
                message = await self._receive()
        except TimeoutError:
            self.ending = Ending.TOO_SLOW
            return _GONE
        self._size += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._size > self._most:
            self.ending = Ending.TOO_LARGE
            return _GONE
        return message

    def _patience(self) -> float:
        now = asyncio.get_running_loop().time()
        self._until = self._until or now + SECONDS_IN_ALL
        return max(0.0, min(SECONDS_BETWEEN, self._until - now))


_GONE: Message = {"type": "http.disconnect"}
