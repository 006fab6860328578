"""Hears those out who were answered before all that they send had come.

A connection that closes while somebody still sends is reset, and a reset overtakes the answer: a
browser shows its own page in place of ours, and a proxy says that nobody is there (502). So what
was answered early is read to its end and thrown away: never much, never long, never for many.
"""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk import server
from kiosk.senders import Sender, sender_of

LARGEST_REST = 25 * 1024 * 1024  # as much as the `25m` of docs/several.nginx.conf lets in at all
SECONDS_BETWEEN = 5.0
SECONDS_IN_ALL = 30.0
MOST_OF_A_SENDER = 16
MOST_IN_ALL = 64


@dataclass
class Listeners:
    """How many are heard out at this moment."""

    of: Counter[Sender] = field(default_factory=Counter)

    def has_room_for(self, sender: Sender) -> bool:
        """Whether one more may be."""
        return self.of[sender] < MOST_OF_A_SENDER and self.of.total() < MOST_IN_ALL

    def left(self, sender: Sender) -> None:
        """One less."""
        self.of[sender] -= 1
        self.of = +self.of  # made-up senders do not stay in memory


class Lingering:
    """Pure ASGI middleware, around all that may answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._listeners = Listeners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its answer goes out at once, its end once the sender has ended."""
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        sending = _Sending(receive, send)
        await self._app(scope, sending.receive, sending.send)
        if sending.is_answered_early:
            await self._hear_out(scope, sending)
            await sending.end()

    async def _hear_out(self, scope: Scope, sending: "_Sending") -> None:
        sender = sender_of(HTTPConnection(scope), server.running())
        if not self._listeners.has_room_for(sender):
            return
        self._listeners.of[sender] += 1
        try:
            await sending.read_rest()
        finally:
            self._listeners.left(sender)


class _Sending:
    """A request whose body comes in, and its answer."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._has_ended = False
        self.is_answered_early = False

    async def receive(self) -> Message:
        message = await self._receive()
        if not message.get("more_body", False):  # also when its sender is gone
            self._has_ended = True
        return message

    async def send(self, message: Message) -> None:
        is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
        if is_last and not self._has_ended:
            # With its length in its head it is whole for its reader, but the line stays open.
            self.is_answered_early = True
            message = {**message, "more_body": True}
        await self._send(message)

    async def read_rest(self) -> None:
        size = 0
        try:
            async with asyncio.timeout(SECONDS_IN_ALL):
                while not self._has_ended and size <= LARGEST_REST:
                    async with asyncio.timeout(SECONDS_BETWEEN):
                        size += len((await self.receive()).get("body", b""))
        except TimeoutError:
            return

    async def end(self) -> None:
        with suppress(RuntimeError):  # how uvloop says that the sender hung up
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})


def _has_body(scope: Scope) -> bool:
    """Whether one was announced."""
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and length.strip() != b"0")
        for name, length in scope["headers"]
    )
