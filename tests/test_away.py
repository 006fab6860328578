"""The database takes what a tap says, and then goes away before it can say so.

The kiosk does the same again by itself when it is back. Whichever of all answers gets lost: the
talk ends with the facts that it would have had, each once. Four of them here, all in make races.
"""

import json
from collections.abc import Callable
from functools import partial
from html import unescape
from uuid import UUID, uuid4

import pytest
from anyio.from_thread import start_blocking_portal
from asgi_browser import Browser
from cast import NOW, rows
from chance import IS_FULL
from panel import ANNA_WROTE, CELINA_WROTE, Panel
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kiosk import away, server
from kiosk.away import Away
from kiosk.routes.health import healthz
from kiosk.scans import handle_scan
from kiosk.texts import languages, texts_in
from matching.errors import DatabaseAwayError, DatabaseFullError
from matching.interfaces.measuring import write_probe
from matching.store import Store

pytest_plugins = ["panel_fixtures"]

WRITES = 13  # that the talk below makes
LOST = range(1, WRITES + 1) if IS_FULL else (2, 5, 8, 11)
FACTS = {
    "SELECT count(*) FROM scan WHERE source = 'keys'": 1,
    "SELECT count(*) FROM consent WHERE source = 'kiosk'": 2,
    "SELECT count(*) FROM conversation": 1,
    "SELECT count(*) FROM answer": 2,
    "SELECT count(*) FROM promise": 2,
    "SELECT count(*) FROM sharing": 2,
    "SELECT count(*) FROM seeking": 1,
    "SELECT count(*) FROM confirmation": 1,
    "SELECT count(*) FROM correction": 1,
}


class Unlucky:
    """A store that keeps everything, and whose answer to one of its writes gets lost."""

    def __init__(self, store: Store, lost: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.writes = 0
        self._lost = lost
        for name in ("write", "write_together"):
            monkeypatch.setattr(store, name, partial(self._then_lose, getattr(store, name)))

    def _then_lose(self, write: Callable[..., object], *given: object) -> object:
        result = write(*given)
        self.writes += 1
        if self.writes == self._lost:
            raise DatabaseAwayError
        return result


def insist(act: Callable[[], None]) -> None:
    """As the kiosk does: the same again when the database is back."""
    try:
        act()
    except DatabaseAwayError:
        act()


def spend(panel: Panel, anna_code: str, celina_code: str) -> None:
    """Two talk at a kiosk, with everything that can be said there."""
    view = panel.view

    def scan(scan_id: UUID, code: str) -> None:
        handle_scan(view, {"id": str(scan_id), "code": code, "source": "keys", "age_ms": 0})

    def tap(action: str, words: str | None = None, **choices: list[str]) -> None:
        turn, screen = view.session.turn, view.session.screen
        report = {"id": action, "turn": turn, "field": words, "choices": choices}
        insist(lambda: panel.react(report))
        assert view.session.turn > turn, f"{action} led nowhere on {screen}"

    insist(partial(scan, uuid4(), anna_code))
    tap("yes")
    tap("yes")
    tap("record")
    insist(partial(scan, uuid4(), celina_code))
    tap("save", ANNA_WROTE)
    tap("seeks", promise=["coffee"], share=["email"])
    tap("done", chips=["accounting"])
    tap("next", promise=["coffee"], share=["email"])
    tap("answer")
    tap("save", CELINA_WROTE)
    tap("confirm-left")
    tap("add-right")
    tap("save", "I jeszcze uczy tego na uniwersytecie")
    tap("next")
    tap("next", promise=["article"], share=["phone"])
    assert view.session.screen == "done"


@pytest.mark.parametrize("lost", LOST)
def test_whichever_answer_of_the_database_gets_lost_every_fact_is_there_once(
    lost, panel, anna, celina, monkeypatch
):
    unlucky = Unlucky(panel.store, lost, monkeypatch)

    spend(panel, anna.code, celina.code)

    assert WRITES <= unlucky.writes <= WRITES + 1  # perhaps one of them twice
    assert {sql: rows(panel.store, sql)[0][0] for sql in FACTS} == FACTS


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (DatabaseAwayError, "the database does not answer"),
        (DatabaseFullError, "the disk of the database is full"),
    ],
)
def test_the_log_tells_once_a_minute_what_the_database_lacks_and_names_nobody(
    error, sentence, caplog, monkeypatch
):
    monkeypatch.setattr(away, "_noted", away._Noted())
    for _ in range(3):
        try:
            raise error
        except DatabaseAwayError as told:
            away.note(told)

    (line,) = caplog.messages
    assert line.startswith(f"{sentence}: {error.__name__} at test_away.py")


# A full disk


@pytest.fixture
def disk(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Full while there is something in it."""
    ballast: list[str] = []
    monkeypatch.setattr(away, "_noted", away._Noted())
    monkeypatch.setattr(away, "SECONDS_BETWEEN_PROBES", 0.0)
    monkeypatch.setattr(server, "running", lambda: panel.view.server)
    monkeypatch.setattr(panel.store, "write", partial(_while_there_is_room, panel.store, ballast))
    return ballast


def _while_there_is_room(store: Store, ballast: list[str], work: Callable[..., object]) -> object:
    if ballast:
        raise DatabaseFullError
    return Store.write(store, work)


def asked(panel: Panel, path: str, *, method: str = "GET") -> tuple[int, str]:
    """Status and text of what the server answers there, its health or a page that has no room."""

    def write(_request: Request) -> Response:
        write_probe(panel.store, now=NOW)
        return Response("kept")

    everywhere = [Route("/{path:path}", write, methods=["GET", "POST"])]
    app = Starlette(routes=[Route("/healthz", healthz), *everywhere], middleware=[Middleware(Away)])
    with start_blocking_portal() as portal, Browser(portal, app, url="http://kiosk") as browser:
        answer = browser.send(method, path)
    return answer.status_code, unescape(answer.text)


def test_a_full_disk_is_told_to_everybody_in_both_languages_until_there_is_room(panel, disk):
    assert asked(panel, "/healthz")[0] == 200
    disk.append("ballast")
    assert asked(panel, "/healthz")[0] == 200  # nobody had anything to keep yet

    status, page = asked(panel, "/k", method="POST")
    assert status == 503
    for language in languages():
        assert texts_in(language)("away.full_title") in page
    status, said = asked(panel, "/api/v1/people", method="POST")
    assert (status, json.loads(said)["code"]) == (503, "database_full")
    status, said = asked(panel, "/api/scan", method="POST")
    assert (status, json.loads(said)["waits"]) == (503, "full")
    status, said = asked(panel, "/healthz")
    assert (status, json.loads(said)["waits"]) == (503, "full")

    disk.clear()
    assert asked(panel, "/healthz")[0] == 200
    assert asked(panel, "/k", method="POST") == (200, "kept")


def test_a_kiosk_says_that_the_disk_is_full_in_the_language_of_its_guest(panel):
    for language in languages():
        panel.view.visit.language = language
        told = away.described(panel.view, DatabaseFullError())
        assert told["waiting"] == {
            "reason": "full",
            "title": texts_in(language)("camera.full_title"),
            "text": texts_in(language)("camera.full_text"),
        }
