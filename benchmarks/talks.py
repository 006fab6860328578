"""How long does the server take for a talk? The kiosk's own functions, without the browser.

Measured is a whole run: which event is meant, what the guest did, the next screen's description.
What Streamlit and the browser add is in the figures of `greeting` and `typist`.
"""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from benchmarks.figures import Figure, percentile
from benchmarks.talk_crowd import Evening, Pair, genuine_words, talk_much
from kiosk.scans import handle_scan
from kiosk.screens import SCREENS
from kiosk.screens.frame import framed
from kiosk.server import Server
from kiosk.session import Session, View
from kiosk.settings import load_settings
from kiosk.setup import KioskSetup
from matching.store import Store

GUESTS = 500
TALKS_BEFORE = 3000
MEASURED = 150
GOAL_P95_MS = 200
PARTS = ("menu", "question", "sealed", "connected")


class Kiosk:
    """A talk kiosk without a browser; each act is one run and gives its milliseconds."""

    def __init__(self, server: Server) -> None:
        self._view = View(server, server.event(), Session(KioskSetup(number=1, mode="talk")))
        self.screen = "welcome"

    def scan(self, code: str | None) -> float:
        """A badge is shown."""
        report = {"id": str(uuid4()), "code": code, "source": "camera"}
        return self._run(lambda view: handle_scan(view, report))

    def tap(self, action: str, words: str = "") -> float:
        """A button is tapped."""
        return self._run(lambda view: SCREENS[view.session.screen].act(view, action, words))

    def expect(self, screen: str) -> None:
        """Stop measuring where the kiosk shows something else."""
        if self.screen != screen:
            raise AssertionError(f"{screen} expected, the kiosk shows {self.screen}")

    def _run(self, act: Callable[[View], None]) -> float:
        start = time.perf_counter()
        view = self._view
        view.event = view.server.event()
        act(view)
        described = framed(view, SCREENS[view.session.screen].show(view))
        taken = 1000 * (time.perf_counter() - start)
        self.screen = str(described["screen"])
        return taken


def measure() -> list[Figure]:
    """150 whole talks at an event of 500 guests who have had 3,000 before."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"ROZMOWA_DATA": folder})
        with Store.open(Path(settings.database)) as store:
            evening = talk_much(store, guests=GUESTS, talks=TALKS_BEFORE)
            waits = _talks(Server(settings, store), evening)
    return [
        Figure("guests", GUESTS, "at the event"),
        Figure("conversations", TALKS_BEFORE, "before"),
        *_two("badge to menu", waits["menu"]),
        *_two("menu to question (the partner's badge)", waits["question"]),
        *_two("first answer to hand-over", waits["sealed"]),
        *_two("answer to connected", waits["connected"], goal=GOAL_P95_MS),
    ]


def _two(name: str, waits: list[float], goal: float | None = None) -> list[Figure]:
    return [
        Figure(f"{name}, p50", percentile(waits, 0.5), "ms"),
        Figure(f"{name}, p95", percentile(waits, 0.95), "ms", goal),
    ]


def _talks(server: Server, evening: Evening) -> dict[str, list[float]]:
    chance, sentences = random.Random(1), genuine_words()
    waits: dict[str, list[float]] = {name: [] for name in PARTS}
    for pair in evening.fresh_pairs[:MEASURED]:
        words = ["; ".join(chance.sample(sentences, 3)) for _ in pair]
        for name, taken in zip(PARTS, _talk(Kiosk(server), pair, words), strict=True):
            waits[name].append(taken)
    return waits


def _talk(kiosk: Kiosk, pair: Pair, words: list[str]) -> tuple[float, float, float, float]:
    """Both at one kiosk, with nothing but what has to be tapped."""
    starter, partner = pair
    menu = kiosk.scan(starter.code)
    while kiosk.screen.startswith("consent"):
        menu = kiosk.tap("no")
    kiosk.tap("record")
    question = kiosk.scan(partner.code)
    kiosk.expect("answer")
    sealed = kiosk.tap("save", words[0])
    kiosk.expect("second-step")
    sealed += kiosk.tap("next")
    kiosk.expect("handover")
    kiosk.tap("answer")
    connected = kiosk.tap("save", words[1])
    kiosk.expect("connected")
    return menu, question, sealed, connected
