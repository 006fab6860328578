"""A real server under people who hold it: slow, idle, huge and broken requests, sockets."""

import contextlib
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cast import invite, make_event
from live_server import LiveServer
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kiosk.connections import Connections
from kiosk.policies import KIOSK, NOTHING, PHONE
from matching.store import Store

PATIENCE = 30  # seconds, generous: others use this computer too


def evening(store: Store) -> str:
    return invite(store, make_event(store), "Anna Nowak").code or ""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all; after each test it still answers."""
    server = LiveServer(
        tmp_path_factory.mktemp("held"), prepare=evening, environment={"ROZMOWA_EVENT": "evening"}
    )
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module", autouse=True)
def held(live: LiveServer) -> Iterator[list[socket.socket]]:
    """Two lines that were there from the beginning: one silent, one in the middle of asking."""
    silent, slow = dial(live), dial(live)
    slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: kiosk\r\nX-Slow: ")
    yield [silent, slow]
    for line in (silent, slow):
        line.close()


@pytest.fixture(autouse=True)
def is_well_afterwards(live: LiveServer) -> Iterator[None]:
    """Whatever somebody did, the next guest is served."""
    yield
    answer = httpx.get(f"{live.url}/healthz", trust_env=False, timeout=PATIENCE)
    assert answer.json()["status"] == "ok"
    assert "unexpected" not in live.output
    assert "Exception in ASGI" not in live.output


def dial(live: LiveServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE)


def said(line: socket.socket) -> bytes:
    """All that comes until the other side ends."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := line.recv(65_536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nHost: k\r\nX: " + b"a" * 2_000_000,
        b"GET /" + b"a" * 2_000_000,
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 400_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc" * 50,
        b"POST /k HTTP/1.1\r\nHost: k\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST /k HTTP/1.1\r\nHost: k\r\nContent-Length: -1\r\n\r\n",
        b"POST /k HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: k\r\n\r\n",
    ],
    ids=["header", "address", "headers", "tls", "lengths", "negative", "chunk", "bytes"],
)
def test_what_is_no_proper_request_is_refused_at_once(live, request_):
    with dial(live) as line, contextlib.suppress(OSError):
        line.sendall(request_)
        line.shutdown(socket.SHUT_WR)
        answer = said(line)
        assert answer.startswith(b"HTTP/1.1 4") or answer == b""


def test_two_slashes_at_the_beginning_lead_nowhere_else(live):
    with dial(live) as line:
        line.sendall(
            b"GET //evil.example/%2e%2e/ HTTP/1.1\r\nHost: kiosk\r\nConnection: close\r\n\r\n"
        )
        answer = said(line)
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"location:" not in answer.lower()


def test_every_file_and_error_of_the_real_server_carries_a_policy(live):
    cookie = live.kiosk_cookie()
    with httpx.Client(base_url=live.url, trust_env=False, timeout=PATIENCE) as kiosk:
        kiosk.cookies.set(cookie["name"], cookie["value"])
        page = kiosk.get("/")
        assert page.status_code == 200
        script = page.text.partition('src="./static/js/')[2].partition('"')[0]
        for path in ("/", f"/static/js/{script}", "/static/js/none.js", "/_stcore/host-config"):
            answer = kiosk.get(path)
            assert answer.headers["content-security-policy"] == KIOSK, path
            assert answer.headers["x-content-type-options"] == "nosniff", path
        for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/nothing", "/fonts/x"):
            answer = kiosk.get(path)
            assert answer.status_code == 404, path
            assert answer.headers["content-security-policy"] in {NOTHING, PHONE}, path
        for method in ("PUT", "DELETE", "POST"):
            assert kiosk.request(method, "/_stcore/upload_file/a/b").status_code in {403, 404}


def stream(live: LiveServer, *, origin: str | None, is_kiosk: bool = True):
    cookie = live.kiosk_cookie()
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"} if is_kiosk else {}
    address = live.url.replace("http", "ws") + "/_stcore/stream"
    return connect(
        address, origin=origin, additional_headers=headers, proxy=None, open_timeout=PATIENCE
    )


def test_the_screens_of_a_kiosk_open_to_its_own_page_only(live):
    with stream(live, origin=live.url):
        pass
    foreign = ("https://evil.example", "http://localhost:1", "null", "https://share.streamlit.io")
    for origin in foreign:
        with pytest.raises(InvalidStatus, match="403"), stream(live, origin=origin):
            pass


def test_the_screens_of_a_kiosk_open_to_nobody_without_its_cookie(live):
    with (
        pytest.raises(InvalidStatus, match="403"),
        stream(live, origin=live.url, is_kiosk=False),
    ):
        pass


def test_a_kiosk_that_says_far_too_much_or_nonsense_is_cut_off_and_others_are_not(live):
    with stream(live, origin=live.url) as well:
        for words in (b"x" * 1_500_000, b"\xff" * 1000):
            with stream(live, origin=live.url) as gone, contextlib.suppress(Exception):
                gone.send(words)
                for _ in range(1000):
                    gone.recv(timeout=PATIENCE)
        well.ping().wait(PATIENCE)


def test_who_asks_and_never_reads_does_not_fill_the_memory(live):
    """The page's largest script, again and again over one connection, none of it taken."""
    before = memory(live)
    with dial(live) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(2)
        with contextlib.suppress(TimeoutError, ConnectionError):
            for _ in range(2000):
                line.sendall(b"GET /fonts/newsreader.ttf HTTP/1.1\r\nHost: kiosk\r\n\r\n")
        assert memory(live) - before < 50_000_000


def test_who_hangs_up_in_the_middle_of_a_form_is_no_mistake_of_ours(live):
    for _ in range(5):
        with dial(live) as line:
            line.sendall(b"POST /k HTTP/1.1\r\nHost: kiosk\r\nContent-Length: 1000\r\n\r\ncode=")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_who_never_asks_or_asks_letter_by_letter_is_not_kept(held):
    silent, slow = held
    end, open_lines = time.monotonic() + PATIENCE, {silent, slow}
    while open_lines and time.monotonic() < end:
        with contextlib.suppress(ConnectionError):
            slow.sendall(b"a")
        open_lines -= {line for line in open_lines if has_ended(line)}
    assert not open_lines


def has_ended(line: socket.socket) -> bool:
    line.settimeout(0.5)
    try:
        return line.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def memory(live: LiveServer) -> int:
    """Bytes that the server holds."""
    status = Path(f"/proc/{live.pid}/status").read_text()
    return 1024 * int(status.partition("VmRSS:")[2].split()[0])


def test_who_asks_without_end_does_not_fill_the_memory(live):
    """Where the parser of requests has no bound of its own."""
    before = memory(live)
    with dial(live) as line, contextlib.suppress(OSError):
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: kiosk\r\n")
        for _ in range(2000):
            line.sendall(b"X-Name: " + b"a" * 50_000 + b"\r\n")
        pytest.fail("a hundred megabytes of headers were taken")
    assert memory(live) - before < 50_000_000


# The rule itself, with connections that are told what they do


class Held:
    """A connection in the middle of something."""

    def __init__(self, *, is_answering: bool = False, unsent: int = 0) -> None:
        self.cycle = type("Cycle", (), {"response_complete": not is_answering})()
        self.transport, self.unsent, self.is_ended = self, unsent, False

    def is_closing(self) -> bool:
        return self.is_ended

    def get_protocol(self) -> object:
        return self

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def abort(self) -> None:
        self.is_ended = True


def test_where_there_are_too_many_the_one_that_idled_longest_makes_room():
    kept = Connections(most=3)
    busy, oldest, newer, newest = Held(is_answering=True), Held(), Held(), Held()
    for second, one in enumerate((busy, oldest, newer, newest)):
        kept.began(one, now=second)

    assert [one.is_ended for one in (busy, oldest, newer, newest)] == [False, True, False, False]
    assert len(kept) == 3


def test_a_reader_who_takes_some_of_the_answer_now_and_then_is_waited_for():
    kept, slow, gone = (
        Connections(most=9),
        Held(is_answering=True, unsent=900),
        Held(is_answering=True, unsent=900),
    )
    for one in (slow, gone):
        kept.began(one, now=0)
    for second in range(1, 100):
        slow.unsent -= 1
        kept.look(now=second)

    assert (slow.is_ended, gone.is_ended) == (False, True)


def test_a_page_that_takes_long_is_waited_for():
    kept, long = Connections(most=9), Held(is_answering=True)
    kept.began(long, now=0)
    kept.look(now=10_000)

    assert not long.is_ended
