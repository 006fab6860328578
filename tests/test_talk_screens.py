"""Every screen of the kiosk as Streamlit runs the script of each browser, without a fault.

AppTest shows nothing of the st.App file, so it runs the script that this file names. What the
component would report is put under its key; what it would draw is the JSON of its element.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cast import invite, make_event
from live_server import KIOSKS, ROOT, enrol_all
from streamlit.testing.v1 import AppTest
from talks import counts

from kiosk import server
from kiosk.kiosk_page import _WITHOUT_EVENT as WITHOUT_EVENT
from kiosk.screens import SCREENS
from kiosk.server import Server
from kiosk.session import COMPONENT_KEY, Session
from kiosk.settings import load_settings
from kiosk.setup import KioskSetup, enrolled
from kiosk.texts import languages, text
from matching.model import CheckIn, Outcome
from matching.people import Listed
from matching.phone_codes import PhoneCode

ANNA_WROTE = "Składa rowery cargo dla piekarni"
CELINA_WROTE = "Teaches welding to teenagers"
OF_THE_LIST = {"suggested", "idea", "introduction", "introduced"}  # where nothing is chosen
REFUSED = [one for one in Outcome if one not in {Outcome.ADMITTED, Outcome.ALREADY_ADMITTED}]


class Browser:
    """One browser: Streamlit's own script over the server of this process."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(ROOT / "kiosk" / "ui.py"), default_timeout=30)
        self.app.session_state["session"] = Session(enrolled(KioskSetup(), KIOSKS[0]))
        self.run()

    @property
    def session(self) -> Session:
        session: Session = self.app.session_state["session"]
        return session

    def run(self) -> dict[str, Any]:
        """Run the script; what the component is told to draw."""
        self.app.run()
        assert not self.app.exception
        (element,) = self.app.main.children.values()
        assert element.type == "bidi_component"
        [shown] = json.loads(element.proto.json)
        assert shown["turn"] == self.session.turn
        return shown

    def scan(self, code: str | None) -> dict[str, Any]:
        report = {"id": str(uuid4()), "code": code, "source": "keys", "age_ms": 5}
        self.app.session_state[COMPONENT_KEY] = {"scan": report}
        return self.run()

    def tap(self, action: str, words: str | None = None, **choices: list[str]) -> dict[str, Any]:
        report = {"id": action, "turn": self.session.turn, "field": words, "choices": choices}
        self.app.session_state[COMPONENT_KEY] = {"action": report}
        return self.run()

    def follow(self, *steps: tuple[str, str]) -> dict[str, Any]:
        """Tap one after the other; each step says which screen follows."""
        for action, screen in steps:
            shown = self.tap(action)
            assert shown["screen"] == screen
        return shown


def start(folder: Path, **environment: str) -> Server:
    """The server of this process, as the lifespan of the app starts it."""
    server.stop()
    settings = {"ROZMOWA_DATA": str(folder), "ROZMOWA_PUBLIC_URL": "https://rozmowa.example"}
    started = server.start(load_settings(settings | environment))
    started.store.write(enrol_all)
    return started


@pytest.fixture(scope="module")
def guests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Listed]]:
    """One evening for the whole module."""
    store = start(tmp_path_factory.mktemp("evening")).store
    event = make_event(store)
    yield {
        "anna": invite(store, event, "Anna Nowak", email="anna@example.org", language="pl"),
        "celina": invite(store, event, "Celina O'Connor", language="en"),
        "bartek": invite(store, event, "Bartek Wójcik", language="pl"),
        "ewa": invite(store, event, "Ewa Pierwsza", language="pl"),
    }
    server.stop()


@pytest.fixture(scope="module")
def talking(guests: dict[str, Listed]) -> Browser:
    """A browser in the middle of a talk: both have answered."""
    browser = Browser()
    begin(browser, guests["bartek"], guests["ewa"])
    browser.tap("save", "Prowadzi schronisko dla jeży")
    browser.follow(("next", "handover"), ("answer", "answer"))
    assert browser.tap("save", "Maluje szyldy sklepowe")["screen"] == "connected"
    browser.tap("add-left")
    browser.session.visit.talk.phone_code = PhoneCode(uuid4(), "7K4M-9QXD")
    return browser


def begin(browser: Browser, starter: Listed, partner: Listed) -> dict[str, Any]:
    """Both come in, the starter goes through the questions to the first screen of the talk."""
    for guest in (partner, starter):
        assert browser.scan(guest.code)["screen"] == "greeting"
    browser.follow(
        ("menu", "consent-suggest"),
        ("yes", "consent-mail"),
        ("no", "menu"),
        ("record", "partner"),
    )
    shown = browser.scan(partner.code)
    assert shown["screen"] == "answer"
    return shown


def test_a_whole_talk_runs_through_streamlits_script_in_two_languages(
    guests: dict[str, Listed],
) -> None:
    browser = Browser()
    anna, celina = guests["anna"], guests["celina"]
    shown = begin(browser, anna, celina)
    assert shown["lang"] == "pl"
    shown = browser.tap("save", "")
    assert shown["field"]["error"] == text("pl", "verdict.blank")
    assert browser.tap("save", ANNA_WROTE)["screen"] == "second-step"
    browser.follow(("seeks", "seeks"), ("words", "seeks-words"), ("save", "second-step"))
    shown = browser.tap("next", promise=["coffee"], share=["email"])
    assert (shown["screen"], shown["lang"]) == ("handover", "en")
    shown = browser.tap("answer")
    assert (shown["screen"], shown["lang"]) == ("answer", "en")
    assert ANNA_WROTE not in json.dumps(shown, ensure_ascii=False)
    shown = browser.tap("save", CELINA_WROTE)
    assert [card["quote"] for card in shown["cards"]] == [ANNA_WROTE, CELINA_WROTE]
    browser.follow(("confirm-left", "connected"), ("add-right", "correction"))
    assert browser.tap("save", "I też spawa")["screen"] == "connected"
    browser.follow(("next", "second-step"), ("next", "done"), ("home", "welcome"))
    kept = counts(server.running().store)
    tables = ("conversation", "answer", "confirmation", "correction", "promise", "sharing")
    assert [kept[table] for table in tables] == [1, 2, 1, 1, 1, 1]
    assert browser.session.visit.talk is None


def test_a_report_that_streamlit_repeats_is_answered_once(guests: dict[str, Listed]) -> None:
    """The same trigger stays under the key of the component until another one comes."""
    browser = Browser()
    shown = browser.scan(guests["anna"].code)

    for _ in range(3):
        assert browser.run() == shown


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("screen", sorted(set(SCREENS) - WITHOUT_EVENT - {"not_a_kiosk"}))
def test_every_screen_opens_in_both_languages(
    talking: Browser, guests: dict[str, Listed], screen: str, language: str
) -> None:
    talking.session.screen, talking.session.visit.language = screen, language

    shown = talking.run()

    assert talking.session.screen == screen
    expected = "meet" if screen in OF_THE_LIST else screen.split("_")[0]
    assert (shown["screen"].split("-")[0], shown["lang"]) == (expected, language)
    assert shown["lines"]
    assert all(line["text"] for line in shown["lines"])


@pytest.mark.parametrize("language", languages())
def test_a_kiosk_that_was_revoked_shows_that_and_nothing_else(
    guests: dict[str, Listed], language: str
) -> None:
    browser = Browser()
    browser.session.setup = replace(browser.session.setup, kiosk_id=str(uuid4()))
    browser.session.visit.language = language

    shown = browser.scan(guests["anna"].code)

    assert (shown["screen"], guests["anna"].name in json.dumps(shown)) == ("not-a-kiosk", False)
    browser.session.visit.language = language
    assert browser.tap("home")["screen"] == "not-a-kiosk"
    assert browser.run()["lang"] == language


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("outcome", REFUSED)
def test_every_outcome_at_a_door_has_its_screen(
    talking: Browser, outcome: Outcome, language: str
) -> None:
    visit, session = talking.session.visit, talking.session
    greets = outcome in {Outcome.LEFT, Outcome.RE_ENTERED}
    known = visit.check_in
    assert known is not None
    visit.check_in = CheckIn(outcome, known.attendee)
    session.screen, visit.language = "greeting" if greets else "refused", language

    shown = talking.run()

    visit.check_in = known
    assert shown["screen"] == ("greeting" if greets else f"refused-{outcome}").replace("_", "-")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("screen", sorted(WITHOUT_EVENT))
def test_a_kiosk_without_an_event_says_so_in_both_languages(
    tmp_path: Path, screen: str, language: str
) -> None:
    store = start(tmp_path).store
    if screen == "choose_event":
        make_event(store)
        make_event(store, "breakfast")
    browser = Browser()

    shown = browser.tap(f"language-{language}")

    server.stop()
    assert (shown["screen"], shown["lang"]) == (screen.replace("_", "-"), language)


def test_a_screen_that_fails_shows_the_calm_one_and_the_next_guest_can_go_on(
    tmp_path: Path,
) -> None:
    store = start(tmp_path).store
    guest = invite(store, make_event(store), "Anna Nowak", language="pl")
    browser = Browser()
    browser.session.screen = "menu"  # nobody's badge was shown

    assert browser.run()["screen"] == "error"
    assert browser.tap("home")["screen"] == "welcome"
    assert browser.scan(guest.code)["screen"] == "greeting"
    server.stop()
