"""A kiosk without a browser: actions and scans go in, descriptions of screens come out."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from cast import NOW, rows, show_badge
from talks import new_answer

from kiosk.kiosk_page import _act as react
from kiosk.scans import handle_scan
from kiosk.screens import SCREENS
from kiosk.screens.frame import framed
from kiosk.server import Server
from kiosk.session import Session, View
from kiosk.setup import KioskSetup
from kiosk.visit import Visit
from matching.answers import record_answer
from matching.model import Event
from matching.people import Listed
from matching.store import Store

ANNA_WROTE = "Naprawia zegary wieżowe i uczy tego syna"
CELINA_WROTE = "Drives apples to small shops before dawn"
HEARD = "Szuka spokojnego magazynu pod lasem"
PHONE = "+48 600 700 801"


class Panel:
    """A kiosk without a browser: every action and scan is followed by drawing the screen.

    seen: all descriptions so far, as the browser would receive them
    """

    def __init__(self, server: Server, event: Event, number: int = 1, mode: str = "both") -> None:
        self.view = View(server, event, Session(KioskSetup(number=number, mode=mode)))
        self.store = server.store
        self.seen: list[str] = []

    @property
    def screen(self) -> str:
        return self.view.session.screen

    @property
    def visit(self) -> Visit:
        return self.view.visit

    @property
    def conversation_id(self) -> UUID:
        return self.view.talk().conversation_id

    def draw(self) -> dict:
        shown = framed(self.view, SCREENS[self.screen].show(self.view))
        self.seen.append(json.dumps(shown, ensure_ascii=False))
        return json.loads(self.seen[-1])

    def scan(self, code: str | None, **values: object) -> dict:
        self.hold(code, **values)
        return self.draw()

    def hold(self, code: str | None, **values: object) -> None:
        """A scan without drawing what follows."""
        report = {"id": str(uuid4()), "code": code, "source": "camera", "age_ms": 0, **values}
        handle_scan(self.view, report)

    def tap(self, action: str, words: str | None = None, **choices: list[str]) -> dict:
        self.press(action, words, **choices)
        return self.draw()

    def press(self, action: str, words: str | None = None, **choices: list[str]) -> None:
        """A tap without drawing what follows."""
        turn = self.view.session.turn
        self.react({"id": action, "turn": turn, "field": words, "choices": choices})

    def react(self, report: dict) -> None:
        """What the browser reports of a tap."""
        react(self.view, report)

    def tap_through(self, *actions: str) -> dict:
        for action in actions:
            shown = self.tap(action)
        return shown

    def begin(self, starter: Listed, partner: Listed) -> dict:
        """Both have come in and were asked; the starter stands before the question."""
        self.hold(starter.code)
        if self.screen == "greeting":
            self.press("menu")
        while self.screen.startswith("consent"):
            self.press("no")
        self.press("record")
        shown = self.scan(partner.code)
        assert self.screen == "answer"
        return shown

    def save(self, words: str) -> dict:
        return self.tap("save", words)

    def hand_over(self) -> dict:
        """From the second step of the first to the answer screen of the other."""
        assert self.screen == "second_step"
        return self.tap_through("next", "answer")

    def talk(self, starter: Listed, partner: Listed) -> dict:
        """The whole talk until both sentences stand there."""
        self.begin(starter, partner)
        self.save(ANNA_WROTE)
        self.hand_over()
        shown = self.save(CELINA_WROTE)
        assert self.screen == "connected"
        return shown


def come_in(store: Store, event: Event, guest: Listed) -> None:
    show_badge(store, event, guest.code, at=datetime.now(UTC) - NOW - timedelta(hours=1))


def run(store: Store, sql: str, values: list[object]) -> None:
    store.write(lambda change: change._cursor.execute(sql, values).fetchall())


def say(shown: dict, role: str) -> list[str]:
    """The lines of a description in this role."""
    return [line["text"] for line in shown["lines"] if line["role"] == role]


def ids(shown: dict, part: str = "actions") -> list[str]:
    return [one["id"] for one in shown[part]]


def chosen(shown: dict, group: str) -> list[str]:
    """What is ticked in a group of chips."""
    (found,) = [one for one in shown["groups"] if one["id"] == group]
    return [option["id"] for option in found["options"] if option["is_chosen"]]


def answer_by_phone(panel: Panel, author: Listed, words: str) -> None:
    """At the same moment, beside this kiosk."""
    at = datetime.now(UTC) - NOW
    written = new_answer(panel.store, panel.conversation_id, author, words, at=at, channel="link")
    record_answer(panel.store, written, now=datetime.now(UTC))


def written(store: Store) -> list[str]:
    return [words for (words,) in rows(store, "SELECT words FROM answer ORDER BY answered_at_utc")]
