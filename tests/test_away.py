"""The database takes what a tap says, and then goes away before it can say so.

The kiosk does the same again by itself when it is back. Whichever of all answers gets lost: the
talk ends with the facts that it would have had, each once. Four of them here, all in make races.
"""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

import pytest
from cast import rows
from chance import IS_FULL
from panel import ANNA_WROTE, CELINA_WROTE, Panel

from kiosk import away
from kiosk.scans import handle_scan
from matching.errors import DatabaseAwayError
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


def test_the_log_tells_once_a_minute_that_the_database_is_away_and_names_nobody(
    caplog, monkeypatch
):
    monkeypatch.setattr(away, "_noted_at", [-away.SECONDS_BETWEEN_LINES])
    for _ in range(3):
        try:
            raise DatabaseAwayError
        except DatabaseAwayError as error:
            away.note(error)

    (line,) = caplog.messages
    assert line.startswith("the database does not answer: DatabaseAwayError at test_away.py")
