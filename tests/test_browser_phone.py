"""A phone in a real browser: without JavaScript, in both languages, readable for everybody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from barriers import found_by_axe
from browser import evening, picture
from cast import LONG_NAME, NOW, invite, make_event
from chance import ways
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect
from talks import admit, answer, begin_talk

from kiosk import links
from kiosk.settings import load_settings
from matching.conversations import Conversation
from matching.people import Listed
from matching.phone_codes import give_phone_code
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SMALLEST_TARGET = 48
LEARNED = "Cieszy się, gdy ktoś w warsztacie po raz pierwszy śpi spokojnie."
WORDS = {
    "pl": "Szuka dębu z wiatrołomów i robi z niego stoły.",
    "en": "Builds chairs from old oak.",
}

# What can be touched and is smaller than a finger; the unseen default button is not touched.
_TOO_SMALL = """smallest => [...document.querySelectorAll("a, button, summary, .pills label, \
textarea, input:not([type=hidden]):not(.pills input)")]
  .filter((node) => !node.matches(".first") && node.checkVisibility())
  .map((node) => [node.textContent || node.name, node.getBoundingClientRect()])
  .filter(([, box]) => box.height < smallest - 0.5 || box.width < smallest - 0.5)
  .map(([words, box]) => `${words} ${box.width}x${box.height}`)"""


class Evening:
    """A running server with pairs who have talked just now; the phone asks by their links."""

    def __init__(self, server: LiveServer) -> None:
        self.server = server
        self._settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
        self.talks: dict[str, tuple[Conversation, str]] = server.prepared

    def link(self, who: str, talk: str, query: str = "") -> str:
        """The address of a link, on this server."""
        conversation, _ = self.talks[talk]
        me, other = conversation.me, conversation.other
        attendee_id = me.attendee_id if who == "starter" else other.attendee_id
        token = links.answer_token(
            self._settings,
            conversation_id=conversation.conversation_id,
            attendee_id=attendee_id,
        )
        return f"{self.server.url}{links.ANSWER_PATH}{token}{query}"


def _fill(folder: Path) -> Callable[[Store], object]:
    def fill(store: Store) -> dict[str, tuple[Conversation, str]]:
        event, since = make_event(store), datetime.now(UTC) - NOW
        made = {}
        for name in ("pl", "en", "both", "open"):
            starter = invite(store, event, LONG_NAME, email=f"m{name}@example.org")
            partner = invite(store, event, "Bartek Wójcik", email=f"b{name}@example.org")
            made[name] = _talk(store, folder, event, starter, partner, since)
        return made

    return fill


def _talk(
    store: Store,
    folder: Path,
    event: object,
    starter: Listed,
    partner: Listed,
    since: timedelta,
) -> tuple[Conversation, str]:
    """The starter has answered; the partner may, with a link or with the typed code."""
    admit(store, event, starter, partner)
    talk = begin_talk(store, event, starter, partner, at=since)
    answer(store, talk, starter, LEARNED, at=since)
    code = give_phone_code(
        store,
        conversation_id=talk.conversation_id,
        attendee_id=partner.attendee_id,
        kiosk=1,
        key=load_settings({"ROZMOWA_DATA": str(folder)}).key("typed code"),
        now=NOW + since,
    )
    return talk, code.typed


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Evening]:
    folder = tmp_path_factory.mktemp("phone")
    address = {"ROZMOWA_PUBLIC_URL": "https://rozmowa.example.org"}
    with evening(folder, _fill(folder), **address) as running:
        yield Evening(running)


@pytest.fixture
def open_phone(chromium: Browser, server: Evening) -> Iterator[Callable[..., Page]]:
    """A phone that asks nobody but the server, and on which nothing goes wrong."""
    contexts, asked, errors = [], [], []

    def open_one(**options: object) -> Page:
        context = chromium.new_context(viewport=PHONE, has_touch=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: errors.append(message.text))
        return page

    yield open_one
    for context in contexts:
        context.close()
    own = (server.server.url, "data:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert [error for error in errors if "status of 4" not in error] == []


def expect_screen(page: Page, name: str) -> None:
    expect(page.locator("main")).to_have_attribute("data-screen", name)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_phone_without_javascript_goes_the_whole_way(server, open_phone, language):
    page = open_phone(java_script_enabled=False)
    _, code = server.talks[language]

    page.goto(f"{server.server.url}/k?lang={language}")
    page.locator("#code").fill(code.lower())
    page.locator("button.primary").tap()
    expect_screen(page, "phone-answer")
    expect(page.locator(".name")).to_have_text(LONG_NAME)

    page.locator("#words").fill("asdf asdf")
    page.locator("button.primary").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#words")).to_have_value("asdf asdf")

    page.locator("#words").fill(WORDS[language])
    page.locator('[value="ask"]').check()
    page.locator("#due").fill((datetime.now(UTC) + timedelta(days=3)).date().isoformat())
    page.locator('[value="email"]').check()
    assert "warsztacie" not in page.content()
    page.locator("button.primary").tap()

    expect_screen(page, "phone-connected")
    expect(page.locator(".says")).to_have_text([LEARNED, WORDS[language]])
    page.locator('[value="confirm"]').tap()
    expect(page.locator(".good")).to_be_visible()
    page.locator("summary").tap()
    page.locator("#addition").fill("I jeszcze lipę.")
    page.locator('[value="correct"]').tap()
    expect(page.get_by_text("I jeszcze lipę.")).to_be_visible()
    picture(page, f"phone-connected-{language}")


def test_enter_in_a_field_sends_the_answer_and_changes_no_question(server, open_phone):
    page = open_phone(java_script_enabled=False)
    page.goto(server.link("partner", "open"))
    question = page.locator("h1").inner_text()

    page.locator("#due").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("h1").inner_text() == question


@pytest.mark.parametrize(("language", "scheme"), ways(("pl", "en"), ("light", "dark")))
def test_every_page_is_for_everybody(server, open_phone, language, scheme):
    page = open_phone(color_scheme=scheme, reduced_motion="reduce")
    partner = server.link("partner", "open", f"?lang={language}")
    pages = {
        "answer": partner,
        "decline": f"{partner}&ask=decline",
        "waiting": server.link("starter", "open", f"?lang={language}"),
        "nothing": f"{server.server.url}/a/nothing?lang={language}",
        "code": f"{server.server.url}/k?lang={language}",
    }
    for name, address in pages.items():
        page.goto(address)
        expect_screen(page, f"phone-{name}")
        if name == "answer" and scheme == "light":
            picture(page, f"phone-{name}-{language}")
        assert _troubles(page) == [], name
    page.locator("#code").fill("AAAA-AAAA")
    page.locator("button.primary").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    assert _troubles(page) == []


def test_a_refused_answer_and_two_sentences_are_for_everybody(server, open_phone):
    page = open_phone()
    page.goto(server.link("partner", "both", "?lang=en"))
    page.locator("button.primary").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    assert _troubles(page) == []

    page.locator("#words").fill(WORDS["en"])
    page.locator('[value="coffee"]').check()
    assert _troubles(page) == []
    page.locator("button.primary").tap()
    expect_screen(page, "phone-connected")
    page.locator("summary").tap()
    assert _troubles(page) == []


def test_large_text_and_a_narrow_screen_push_nothing_out_of_sight(server, open_phone):
    page = open_phone()
    page.set_viewport_size({"width": 320, "height": 640})
    for who in ("partner", "starter"):
        page.goto(server.link(who, "open"))
        page.evaluate("document.documentElement.style.fontSize = '200%'")

        assert _overflow(page) == 0, who


def test_the_servers_output_names_no_link_and_nobody(server, open_phone):
    page = open_phone()
    page.goto(server.link("partner", "open"))

    token = server.link("partner", "open").rsplit("/", 1)[1]
    for secret in (token, token[:43], "Bartek", LONG_NAME, "warsztacie"):
        assert secret not in server.server.output


def _troubles(page: Page) -> list[str]:
    """What axe-core finds, targets smaller than a finger, and what sticks out."""
    found = found_by_axe(page)
    rules = [f"{rule['id']}: {[node['html'][:120] for node in rule['nodes']]}" for rule in found]
    wide = [f"{_overflow(page)} px too wide"] if _overflow(page) else []
    return rules + page.evaluate(_TOO_SMALL, SMALLEST_TARGET) + wide


def _overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
