"""Who is answered before all was sent still reads the answer: also a proxy, and also a slow one."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator

import pytest
from cast import invite, make_event
from live_server import LiveServer
from starlette.types import Message, Receive, Scope, Send

from kiosk import lingering, server
from kiosk.lingering import Lingering
from kiosk.senders import Kind, Sender
from matching.store import Store

PATIENCE = 30  # seconds, generous: others use this computer too
LARGE = 15_000_000
PIECE = 65_536
TIMES = 30
FROM_ELSEWHERE = "Origin: https://evil.example\r\n"


def evening(store: Store) -> None:
    invite(store, make_event(store), "Anna Nowak")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    started = LiveServer(
        tmp_path_factory.mktemp("lingering"),
        prepare=evening,
        environment={"ROZMOWA_EVENT": "evening", "ROZMOWA_PIN": "246810"},
    )
    started.start()
    yield started
    started.kill()


def answer_after_sending(
    live: LiveServer, path: str, headers: str = "", *, size: int = LARGE, pause: float = 0.0
) -> tuple[int, bytes]:
    """Status and body, read only once the last byte was sent, as nginx and browsers may do."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE) as line:
        line.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost:{live.port}\r\n{headers}"
            f"Content-Length: {size}\r\n\r\n".encode()
        )
        for _ in range(size // PIECE):
            line.sendall(bytes(PIECE))
            time.sleep(pause)
        line.sendall(bytes(size % PIECE))
        head, _, body = read_answer(line).partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def read_answer(line: socket.socket) -> bytes:
    """Until it is as long as it says."""
    read = b""
    while part := line.recv(PIECE):
        read += part
        head, _, body = read.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
        if length and len(body) >= int(length):
            break
    return read


def test_who_sends_too_large_a_picture_and_then_reads_always_reads_that_it_is_too_large(live):
    for _ in range(TIMES):
        status, body = answer_after_sending(live, "/api/photo")
        assert (status, json.loads(body)) == (413, {"code": None, "foreign": False})


def test_so_does_who_sends_it_slowly(live):
    status, body = answer_after_sending(live, "/api/photo", pause=0.01)
    assert (status, json.loads(body)) == (413, {"code": None, "foreign": False})


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/api/photo", FROM_ELSEWHERE, 403),
        ("/sign-in", FROM_ELSEWHERE, 403),
        ("/my-page", "", 413),
        ("/api/v1/people", "", 401),
        ("/staff/import", "", 404),
        ("/nothing", "", 404),
    ],
)
def test_every_refusal_is_read_by_who_had_more_to_send(live, path, headers, expected):
    for _ in range(3):
        assert answer_after_sending(live, path, headers)[0] == expected


def test_who_has_to_wait_reads_so_after_sending(live):
    """Pictures of strangers are few, small ones too: ten at once and then one a second."""
    stranger = "X-Forwarded-For: 198.51.100.7\r\n"
    for _ in range(20):
        for _ in range(10):
            answer_after_sending(live, "/api/photo", stranger, size=1)
        status, body = answer_after_sending(live, "/api/photo", stranger)
        if status != 413:
            break
    assert (status, json.loads(body)) == (429, {"error": "Too many requests."})


# The bounds, with senders that are told when they end


@pytest.fixture(autouse=True)
def told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Senders are who they are by the path that they ask for."""
    monkeypatch.setattr(server, "running", lambda: None)
    monkeypatch.setattr(
        lingering, "sender_of", lambda asking, _: Sender(Kind.ADDRESS, asking.url.path)
    )


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything ends soon."""
    monkeypatch.setattr(lingering, "SECONDS_BETWEEN", 0.05)
    monkeypatch.setattr(lingering, "SECONDS_IN_ALL", 0.2)


async def refuse(_scope: Scope, _receive: Receive, send: Send) -> None:
    """A page that reads nothing of what it is sent."""
    await send({"type": "http.response.start", "status": 413, "headers": []})
    await send({"type": "http.response.body", "body": b"too large"})


class Sending:
    """A request of so many pieces, each after a pause. taken: bytes; sent: of the answer"""

    def __init__(self, *, pieces: int, pause: float = 0.0, path: str = "/") -> None:
        self.scope: Scope = {
            "type": "http",
            "path": path,
            "headers": [(b"transfer-encoding", b"chunked")],
            "server": None,
        }
        self.taken, self.sent, self._left, self._pause = 0, [], pieces, pause

    async def receive(self) -> Message:
        self.taken += PIECE
        self._left -= 1
        await asyncio.sleep(self._pause)
        return {"type": "http.request", "body": bytes(PIECE), "more_body": self._left > 0}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    async def through(self, app: Lingering) -> None:
        await app(self.scope, self.receive, self.send)

    @property
    def is_answered_and_ended(self) -> bool:
        bodies = [one for one in self.sent if one["type"] == "http.response.body"]
        return bodies[0]["body"] == b"too large" and not bodies[-1].get("more_body", False)


def test_a_body_without_end_is_not_heard_out():
    endless = Sending(pieces=10**9)
    asyncio.run(endless.through(Lingering(refuse)))

    assert endless.is_answered_and_ended
    assert endless.taken <= lingering.LARGEST_REST + 2 * PIECE


@pytest.mark.parametrize("pause", [0.02, 60])
def test_a_slow_or_silent_sender_is_not_heard_out_for_ever(impatient, pause):
    slow = Sending(pieces=1000, pause=pause)
    asyncio.run(slow.through(Lingering(refuse)))

    assert slow.is_answered_and_ended
    assert slow.taken < 100 * PIECE


def test_the_answer_does_not_wait_for_the_rest(impatient):
    slow = Sending(pieces=1000, pause=60)

    async def answered_before_the_end() -> bool:
        passing = asyncio.create_task(slow.through(Lingering(refuse)))
        await asyncio.sleep(0)
        is_there = [one.get("body") for one in slow.sent] == [None, b"too large"]
        await passing
        return is_there

    assert asyncio.run(answered_before_the_end())


def heard(paths: list[str]) -> list[bool]:
    """Of so many that come at the same moment, whose body was taken; and again when they ended."""
    app = Lingering(refuse)

    async def come() -> list[bool]:
        senders = [Sending(pieces=2, pause=0.01, path=path) for path in paths]
        await asyncio.gather(*(one.through(app) for one in senders))
        assert all(one.is_answered_and_ended for one in senders)
        return [one.taken > 0 for one in senders]

    async def come_twice() -> list[bool]:
        first = await come()
        assert await come() == first
        return first

    return asyncio.run(come_twice())


def test_a_flood_of_one_sender_leaves_room_for_others():
    taken = heard(["/flood"] * 100 + ["/anna"])
    assert sum(taken[:100]) == lingering.MOST_OF_A_SENDER
    assert taken[100]


def test_a_flood_from_everywhere_is_heard_out_for_so_many_only():
    assert sum(heard([f"/{number}" for number in range(300)])) == lingering.MOST_IN_ALL


def test_who_has_sent_everything_is_answered_as_if_nothing_were_there():
    whole = Sending(pieces=1)

    async def read_and_refuse(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await refuse(scope, receive, send)

    asyncio.run(whole.through(Lingering(read_and_refuse)))
    assert [one.get("more_body") for one in whole.sent] == [None, None]
