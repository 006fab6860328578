"""HTTP/1.1 as a browser's connection speaks it, cheap enough that a hundred fit into one process.

A Wire is one connection that stays open and opens again by itself; one request at a time.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

LARGEST_HEAD = 65_536
SECONDS = 30.0

Hear = Callable[[bytes], None]
Where = Callable[[], tuple[str, int]]


@dataclass(frozen=True)
class Answer:
    """What came back. headers: names in small letters; of several equal ones the last"""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class WireError(Exception):
    """Nobody answers, or the connection broke before the answer was complete."""


class Wire:
    """One browser's connection to a server.

    where: host and port, asked for at each connection, since a server may come back elsewhere
    source: the address that this browser has, None for any; each device of a venue has its own
    hear: is told every byte that arrives
    """

    def __init__(
        self, where: Where, *, source: str | None = None, hear: Hear | None = None
    ) -> None:
        self._where = where
        self._source = source
        self._hear = hear
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._busy = asyncio.Lock()

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Raises WireError."""
        return await self.ask("GET", path, headers=headers)

    async def post(
        self, path: str, body: bytes, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Raises WireError."""
        return await self.ask("POST", path, body=body, headers=headers)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
    ) -> Answer:
        """Send a request and read its whole answer within so many seconds. Raises WireError."""
        async with self._busy:
            is_fresh = self._writer is None
            try:
                async with asyncio.timeout(seconds):
                    try:
                        return await self._exchange(method, path, body, headers or {})
                    except _ClosedBeforeAnswerError:
                        # A server may close an idle connection at any moment; browsers ask again.
                        if is_fresh:
                            raise
                        await self._drop()
                        return await self._exchange(method, path, body, headers or {})
            except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
                await self._drop()
                raise WireError(f"{method} {path.split('?')[0]}: {error!r}") from error
            except BaseException:
                await self._drop()
                raise

    async def _exchange(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        host, port = self._where()
        if self._writer is None:
            source = (self._source, 0) if self._source else None
            self._reader, self._writer = await asyncio.open_connection(
                host, port, local_addr=source, limit=LARGEST_HEAD
            )
        assert self._reader is not None
        lines = [f"{method} {path} HTTP/1.1", f"host: {host}:{port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body or method == "POST":
            lines.append(f"content-length: {len(body)}")
        try:
            self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            await self._writer.drain()
            head = await self._reader.readuntil(b"\r\n\r\n")
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise _ClosedBeforeAnswerError(str(error)) from error
        return await self._read(head, has_body=method != "HEAD")

    async def _read(self, head: bytes, *, has_body: bool) -> Answer:
        assert self._reader is not None
        first, *fields = head.decode("latin-1").split("\r\n")
        pairs = (field.partition(":") for field in fields if field)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        status = int(first.split(" ", 2)[1])
        body = await self._body(headers) if has_body and status not in (204, 304) else b""
        if headers.get("connection", "").lower() == "close":
            await self._drop()
        if self._hear:
            self._hear(head + body)
        return Answer(status, headers, body)

    async def _body(self, headers: Mapping[str, str]) -> bytes:
        assert self._reader is not None
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return await self._reader.readexactly(int(headers.get("content-length", "0")))
        parts = []
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            parts.append(await self._reader.readexactly(size))
            await self._reader.readexactly(2)
        await self._reader.readuntil(b"\r\n")
        return b"".join(parts)

    async def _drop(self) -> None:
        writer, self._writer, self._reader = self._writer, None, None
        if writer is not None:
            writer.close()

    async def close(self) -> None:
        """End the connection, and wait until it is ended."""
        writer = self._writer
        await self._drop()
        if writer is not None:
            with suppress(OSError):
                await writer.wait_closed()


class _ClosedBeforeAnswerError(ConnectionError):
    """Not a byte of the answer came."""
