"""Connections that are only held: idle ones, slow ones, more than this computer can keep open.

uvicorn ends a connection that rests after an answer, and nothing else: one that never asks, asks
a letter at a time, asks without end or never reads its answer would stay for ever. So its
connections are looked at every second. Those of a kiosk's screens (WebSockets) are pinged by
uvicorn itself.
"""

import asyncio
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

SECONDS_TO_ASK = 10.0  # until a request has come with all its headers
SECONDS_TO_READ = 30.0  # without a single byte of the answer being taken
SECONDS_BETWEEN_LOOKS = 1.0
FILES_WANTED = 65_536
FILES_FOR_OTHERS = 256  # the database, logs, mails, fonts
MOST_CONNECTIONS = 8_000
LARGEST_QUESTION = 262_144  # bytes that come while no page reads: address and headers


@dataclass
class _Seen:
    """What a connection was doing when it was looked at, and since when nothing moved.

    unread: bytes that came since then and that no page reads
    """

    doing: tuple[Any, ...]
    since: float
    unread: int = 0


class Connections:
    """All that browsers hold open, but WebSockets. most: how many at once"""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._seen: dict[Any, _Seen] = {}

    def began(self, connection: Any, *, now: float) -> None:
        """One more. Where there are too many, the one that has idled longest ends."""
        self._seen[connection] = _Seen(_doing(connection), now)
        if len(self._seen) > self._most:
            self._forget_ended()
        if len(self._seen) > self._most:
            idle = (one for one in self._seen if not _is_answering(one))
            if (oldest := next(idle, None)) is not None:
                self._end(oldest)

    def received(self, connection: Any, size: int) -> None:
        """So many bytes more came. A question without an end is not read to its end."""
        seen = self._seen.get(connection)
        if seen is None:
            return
        seen.unread = 0 if _is_answering(connection) else seen.unread + size
        if seen.unread > LARGEST_QUESTION:
            self._end(connection)

    def look(self, *, now: float) -> None:
        """End what has not moved for too long. now: seconds of the event loop's clock"""
        self._forget_ended()
        for connection, seen in list(self._seen.items()):
            doing = _doing(connection)
            if doing != seen.doing:
                self._seen[connection] = _Seen(doing, now)
            elif now - seen.since >= _patience_with(connection):
                self._end(connection)

    def _end(self, connection: Any) -> None:
        connection.transport.abort()
        del self._seen[connection]

    def _forget_ended(self) -> None:
        for connection in [one for one in self._seen if _has_ended(one)]:
            del self._seen[connection]

    def __len__(self) -> int:
        return len(self._seen)


def _has_ended(connection: Any) -> bool:
    """Also one that has become a WebSocket: another protocol has taken it over."""
    transport = connection.transport
    return bool(transport.is_closing()) or transport.get_protocol() is not connection


def _is_answering(connection: Any) -> bool:
    return connection.cycle is not None and not connection.cycle.response_complete


def _doing(connection: Any) -> tuple[Any, ...]:
    """Changes whenever a request is complete, an answer begins, or some of it is taken."""
    return (
        id(connection.cycle),
        _is_answering(connection),
        connection.transport.get_write_buffer_size(),
    )


def _patience_with(connection: Any) -> float:
    if connection.transport.get_write_buffer_size():
        return SECONDS_TO_READ
    # While a page works, and while a body comes in, others watch the time (bounded_bodies).
    return float("inf") if _is_answering(connection) else SECONDS_TO_ASK


@asynccontextmanager
async def looked_after() -> AsyncIterator[Connections]:
    """As long as this lasts, held connections are ended. uvicorn has no hook for new ones."""
    connections = Connections(most=min(MOST_CONNECTIONS, _files() - FILES_FOR_OTHERS))
    protocol: Any = AutoHTTPProtocol
    made, received = protocol.connection_made, protocol.data_received
    loop = asyncio.get_running_loop()

    def connection_made(self: Any, transport: Any) -> None:
        made(self, transport)
        connections.began(self, now=loop.time())

    def data_received(self: Any, data: bytes) -> None:
        received(self, data)
        connections.received(self, len(data))

    protocol.connection_made, protocol.data_received = connection_made, data_received
    looking = asyncio.create_task(_look_for_ever(connections))
    try:
        yield connections
    finally:
        protocol.connection_made, protocol.data_received = made, received
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _look_for_ever(connections: Connections) -> None:
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        connections.look(now=loop.time())


def _files() -> int:
    """How many this process may have open, raised as far as the computer allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, FILES_WANTED)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
