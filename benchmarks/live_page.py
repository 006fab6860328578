"""What does the live page cost while many look at it and people go on talking?

Requests go through the whole app of this process, without a network and without a browser. Between
two refreshes somebody answers, so that the figures are worked out anew each time. CPU is that of
all threads.
"""

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.responses import Response

from benchmarks.figures import Figure, percentile
from benchmarks.talk_crowd import Evening, genuine_words, talk_much
from kiosk import server
from kiosk.dashboard import live_board
from kiosk.dashboard.live_board import Board
from kiosk.routes import ROUTES
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.staff_door import keep_in_cookie
from matching.answers import NewAnswer, record_answer
from matching.conversations import NewConversation, start_conversation
from matching.staff import Role, begin_session
from matching.suggestions import refresh_lists

GUESTS, TALKS, VIEWERS = 500, 1500, 10
EVERY, ROUNDS = 5.0, 24  # seconds between two refreshes of a viewer, as the page has it
PATH = "/staff/live/part"
GOAL_CPU_MS = 100  # of a refresh where everything has to be worked out again, shared by all
GOAL_SHARE = 20  # per cent of one core

Headers = list[tuple[bytes, bytes]]


def measure() -> list[Figure]:
    """500 guests who had 1,500 talks; ten viewers for two minutes, with and without news."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"ROZMOWA_DATA": folder, "ROZMOWA_PIN": "4321"})
        running = server.start(settings)
        try:
            return _measured(running)
        finally:
            server.stop()


def _measured(running: Server) -> list[Figure]:
    evening = talk_much(running.store, guests=GUESTS, talks=TALKS)
    refresh_lists(running.store, evening.event, now=datetime.now(UTC))
    viewers = Viewers(running)
    first = viewers.look()
    quiet = [viewers.look(later=EVERY) for _ in range(3)]
    news = []
    for pair in evening.fresh_pairs[:ROUNDS]:
        _talk(running, evening, pair)
        news.append(viewers.look(later=EVERY))
    usual = sum(news) / len(news)
    return [
        Figure("first look of ten viewers, CPU", first, "ms"),
        Figure("nothing happened, CPU per refresh", sum(quiet) / len(quiet) / VIEWERS, "ms"),
        Figure("somebody answered, CPU per refresh", usual / VIEWERS, "ms", GOAL_CPU_MS),
        Figure("the slowest round of ten, CPU", percentile(news, 1.0), "ms"),
        Figure("of one core, ten viewers", usual / EVERY / 10, "%", GOAL_SHARE),
        Figure("a part that changed", viewers.longest / 1000, "kB"),
    ]


class Viewers:
    """Organisers who are signed in, each with the part that they have. longest: bytes of a part."""

    def __init__(self, running: Server) -> None:
        self._app = Starlette(routes=ROUTES)
        self._cookie = _cookie(running)
        self._tags = [b""] * VIEWERS
        self._seconds = 0.0
        self.longest = 0
        live_board._boards[running.store] = Board(lambda: self._seconds)

    def look(self, *, later: float = 0.0) -> float:
        """Everybody refreshes once, so many seconds after the last time; CPU milliseconds."""
        self._seconds += later
        began = time.process_time()
        asyncio.run(self._look())
        return 1000 * (time.process_time() - began)

    async def _look(self) -> None:
        for viewer in range(VIEWERS):
            status, headers, size = await self._get(self._tags[viewer])
            if status not in {200, 304}:
                raise AssertionError(f"the live page answered {status}")
            self._tags[viewer] = headers[b"etag"]
            self.longest = max(self.longest, size)

    async def _get(self, tag: bytes) -> tuple[int, dict[bytes, bytes], int]:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        headers: Headers = [(b"cookie", self._cookie), (b"host", b"localhost")]
        headers += [(b"if-none-match", tag)] if tag else []
        await self._app(_scope(headers), receive, send)
        size = sum(len(message.get("body", b"")) for message in sent[1:])
        return sent[0]["status"], dict(sent[0]["headers"]), size


def _scope(headers: Headers) -> dict[str, Any]:
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"names=1",
        "headers": headers,
        "client": ("127.0.0.1", 5000),
        "server": ("localhost", 8501),
        "root_path": "",
    }


def _cookie(running: Server) -> bytes:
    now = datetime.now(UTC)
    key = begin_session(running.store, name="", role=Role.ORGANISER, door="", now=now)
    answer = Response()
    keep_in_cookie(answer, running, key, is_encrypted=False)
    return answer.headers["set-cookie"].partition(";")[0].encode()


def _talk(running: Server, evening: Evening, pair: Any) -> None:
    """Two more talk, and one of them answers."""
    starter, partner = pair
    new = NewConversation(uuid4(), evening.event, starter.attendee_id, partner.code, 1)
    talk = start_conversation(running.store, new, now=datetime.now(UTC))
    answer = NewAnswer(
        answer_id=uuid4(),
        conversation_id=talk.conversation_id,
        author_id=starter.attendee_id,
        prompt_id=talk.me.prompt_id,
        words=genuine_words()[0],
        language="pl",
        is_second_try=True,
    )
    record_answer(running.store, answer, now=datetime.now(UTC))
