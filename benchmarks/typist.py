"""How long does a whole talk take with a slow typist? python -m benchmarks typist

Two guests at one kiosk, in a real Chromium against the real server, with the fake camera and our
on-screen keyboard. It is the first one's first visit, so two consent questions come before the
menu. Each writes one real answer of typical length and makes one promise; both sentences are read
before the last step. People are taken to need, besides the typing itself:

- 3 s to read a question or a menu, 5 s to read both sentences at the end
- 1.5 s to find and tap a button
- 2 s to lift a badge, 4 s to change places
- 414 ms for a key: 29 words a minute, a word being five characters with its space
"""

import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import sync_playwright

from benchmarks.crowd import gather
from benchmarks.figures import Figure
from benchmarks.kiosk_browser import KioskBrowser, start_chromium
from benchmarks.talk_crowd import genuine_words
from matching.check_in import check_in
from matching.model import Direction, Scan, Source
from matching.people import Listed
from matching.store import Store
from tests.live_server import LiveServer

WORDS_PER_MINUTE = 29
SECONDS_PER_KEY = 60 / (WORDS_PER_MINUTE * 5)
READ, READ_BOTH, TAP, LIFT, CHANGE_PLACES = 3.0, 5.0, 1.5, 2.0, 4.0
TYPICAL_LENGTH = 40
TALKS = 2
GOAL_SECONDS = 120
TABLET = {"width": 1280, "height": 800}

_TYPEABLE = re.compile(r"[a-ząćęłńóśźż ,]+")
_NAMES = {" ": "space"}


@dataclass
class _Typist:
    """Both guests in turn. started: seconds of the clock that runs through all pauses."""

    kiosk: KioskBrowser
    started: float = 0.0

    def begin(self) -> None:
        self.started = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def lift(self, code: str | None, screen: str) -> None:
        time.sleep(LIFT)
        self.kiosk.show(code, screen)

    def read(self, seconds: float = READ) -> None:
        time.sleep(seconds)

    def tap(self, action: str, screen: str | None = None) -> None:
        time.sleep(TAP)
        self.kiosk.tap(action)
        if screen:
            self.kiosk.expect(screen)

    def type(self, words: str) -> None:
        """Key after key at an even pace; the kiosk must keep up, or it takes longer."""
        first = time.monotonic()
        for place, letter in enumerate(words, start=1):
            key = _NAMES.get(letter, letter)
            time.sleep(max(0.0, first + place * SECONDS_PER_KEY - time.monotonic()))
            self.kiosk.key(key)


def typical_answers() -> Iterator[str]:
    """Real answers of about 40 characters that need no second layer of the keyboard."""
    lines = (words[0].lower() + words[1:] for words in genuine_words() if words.strip())
    found = {words for words in lines if _TYPEABLE.fullmatch(words)}
    yield from sorted(found, key=lambda words: (abs(len(words) - TYPICAL_LENGTH), words))


def measure() -> list[Figure]:
    """Two talks of different pairs; the slower one is held to the goal."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder), prepare=_people_inside)
        server.start()
        try:
            parts = _all_talks(server)
        finally:
            server.kill()
    closed, ended, typed = (max(values) for values in zip(*parts, strict=True))
    return [
        Figure("characters of both answers", typed, ""),
        Figure("first badge to the closed ring, slower of two talks", closed, "s"),
        Figure("first badge to the end, both promises made", ended, "s", GOAL_SECONDS),
    ]


def _people_inside(store: Store) -> list[Listed]:
    event, people = gather(store, 2 * TALKS)
    for person in people:
        now = datetime.now(UTC)
        scan = Scan(uuid4(), event, person.code, 1, Direction.IN, Source.CAMERA, now)
        check_in(store, scan, now=now)
    return people


def _all_talks(server: LiveServer) -> list[tuple[float, float, int]]:
    people, answers = server.prepared, typical_answers()
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        kiosk = KioskBrowser(browser, server, "?kiosk=1&mode=talk&sound=off", size=TABLET)
        parts = []
        for starter, partner in zip(people[::2], people[1::2], strict=True):
            words = (next(answers), next(answers))
            parts.append(_talk(_Typist(kiosk), (starter, partner), words))
        browser.close()
    return parts


def _talk(
    typist: _Typist, pair: tuple[Listed, Listed], words: tuple[str, str]
) -> tuple[float, float, int]:
    starter, partner = pair
    typist.begin()
    _to_the_question(typist, starter, partner)
    _answer(typist, words[0], "second-step")
    typist.read()
    typist.tap("choice promise coffee")
    typist.tap("next", "handover")
    time.sleep(CHANGE_PLACES)
    typist.tap("answer", "answer")
    _answer(typist, words[1], "connected")
    closed = typist.seconds
    typist.read(READ_BOTH)
    typist.tap("next", "second-step")
    typist.read()
    typist.tap("choice promise article")
    typist.tap("next", "done")
    ended = typist.seconds
    typist.kiosk.tap("home")
    typist.kiosk.expect("welcome")
    return closed, ended, sum(map(len, words))


def _to_the_question(typist: _Typist, starter: Listed, partner: Listed) -> None:
    typist.lift(starter.code, "consent-suggest")
    typist.read()
    typist.tap("yes", "consent-mail")
    typist.read()
    typist.tap("yes", "menu")
    typist.read()
    typist.tap("record", "partner")
    typist.lift(partner.code, "answer")


def _answer(typist: _Typist, words: str, then: str) -> None:
    typist.read()
    typist.type(words)
    typist.tap("save", then)
