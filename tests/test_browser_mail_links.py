"""Pages behind a mail's links on a phone: barriers, looks, a whole way without JavaScript."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from barriers import TROUBLES, found_by_axe
from browser import evening, picture
from cast import LONG_NAME, NOW, invite, make_event
from kiosk_acts import promise_something
from live_server import LiveServer
from mail_server import mail_environment
from playwright.sync_api import Browser, Page, expect
from talks import admit, answer, begin_talk

from kiosk import links
from kiosk.settings import load_settings
from matching.consents import Decision, decide
from matching.conversations import Conversation
from matching.follow_ups import PromiseKind
from matching.introductions import NewIntroduction, propose
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PUBLIC = "https://rozmowa.example.org"
SMALLEST_TARGET = 48
ABOUT_ME = "Piecze chleb, na który ludzie czekają od piątej rano."


@dataclass(frozen=True)
class Prepared:
    """Anna has promised Bartek an article; he would introduce her to a woman with a long name."""

    anna: Listed
    talk: Conversation
    introduction_id: UUID


def fill(store: Store) -> dict[str, Prepared]:
    event, since = make_event(store), datetime.now(UTC) - NOW - timedelta(hours=1)
    return {test: prepare(store, event, since) for test in ("pl", "en", "answers")}


def prepare(store: Store, event: Event, since: timedelta) -> Prepared:
    """People of one test alone."""
    anna = invite(store, event, "Anna Nowak", email="anna@example.org", language="pl")
    bartek = invite(store, event, "Bartek Wójcik", company="Sad Owocowy", email="b@example.org")
    other = invite(store, event, LONG_NAME, company="Żagle z odzysku", email="m@example.org")
    admit(store, event, anna, bartek, other)
    talk = _know(store, event, anna, bartek, since)
    _know(store, event, other, bartek, since)
    for who in (anna, other):
        for kind in (ConsentKind.SUGGEST, ConsentKind.MAIL):
            decision = Decision(uuid4(), who.person_id, kind, True, "pl")
            decide(store, decision, source="kiosk", now=NOW + since)
    promise_something(store, talk, anna, PromiseKind.ARTICLE, days=3, at=since)
    ids = (bartek.attendee_id, anna.attendee_id, other.attendee_id)
    begun = propose(store, NewIntroduction(uuid4(), event, *ids), now=NOW + since)
    return Prepared(anna, talk, begun)


def _know(store: Store, event: Event, one: Listed, other: Listed, since: timedelta) -> Conversation:
    talk = begin_talk(store, event, one, other, at=since)
    answer(store, talk, one, "Pomaga małym sadom dowieźć owoce bez strat.", at=since)
    answer(store, talk, other, ABOUT_ME, at=since, is_second_try=True)
    return talk


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("links")
    with evening(folder, fill, **mail_environment(folder)) as running:
        yield running


def links_of_anna(server: LiveServer, test: str) -> dict[str, str]:
    """Each page by name, with its address on this server."""
    settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
    prepared = server.prepared[test]
    person, talk_id = prepared.anna.person_id, prepared.talk.conversation_id
    token = links.personal_token(settings, person, now=datetime.now(UTC))
    home = f"{server.url}{links.PERSONAL_PATH}{token}"
    acts = ("kept", "later", "drop", "confirm", "correct")
    found = {act: f"{home}/do/{act}/{talk_id}" for act in acts}
    found |= {act: f"{home}/do/{act}/{prepared.introduction_id}" for act in ("agree", "decline")}
    return found | {
        "no-reminder": f"{home}/do/no-reminder",
        "nothing": f"{home}/do/kept/{uuid4()}",
        "unsubscribe": f"{server.url}/u/{links.unsubscribe_token(settings, person)}",
        "ask-link": f"{server.url}/my-page",
        "ended": f"{server.url}/me/cut-off",
        "own": home,
    }


def pages_without_barrier(page: Page, name: str, language: str) -> None:
    found = found_by_axe(page)
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], name
    assert page.evaluate(TROUBLES, SMALLEST_TARGET) == [], name
    picture(page, f"mail-link-{name}-{language}")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_no_page_behind_a_mail_holds_a_barrier(chromium: Browser, server: LiveServer, language):
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    links_of_hers = links_of_anna(server, language)
    for name, address in links_of_hers.items():
        page.goto(f"{address}?lang={language}")
        pages_without_barrier(page, name, language)
    for name in ("confirm", "correct", "kept", "agree", "no-reminder", "unsubscribe", "ask-link"):
        page.goto(f"{links_of_hers[name]}?lang={language}")
        if page.locator("textarea").count():
            page.locator("textarea").fill("I uczy tego dzieci ze szkoły obok.")
        if page.locator("input[type=email]").count():
            page.locator("input[type=email]").fill("anna@example.org")
        with page.expect_navigation():
            page.locator("button.primary").click()
        pages_without_barrier(page, f"{name}-done", language)
    page.goto(f"{links_of_hers['own']}?lang={language}")
    pages_without_barrier(page, "own-without-mails", language)
    context.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone without JavaScript that asks nobody but the server."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="pl-PL", java_script_enabled=False
    )
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("http://localhost", "data:"))] == []


def test_a_guest_answers_their_mail_without_javascript(phone: Page, server: LiveServer):
    addresses = links_of_anna(server, "answers")
    week = (datetime.now(UTC) + timedelta(days=7)).date()

    phone.goto(addresses["later"])
    phone.get_by_role("button", name="Przełóż na ").click()
    expect(phone.locator("h1")).to_have_text("Obietnica ma nowy termin")
    phone.get_by_label("Albo inny dzień").fill((week + timedelta(days=9)).isoformat())
    phone.get_by_role("button", name="Przełóż", exact=True).click()
    expect(phone.locator("h1")).to_have_text("Obietnica ma nowy termin")

    phone.get_by_role("link", name="Tak, zrobione").click()
    phone.get_by_role("button", name="Tak, zrobione").click()
    expect(phone.get_by_role("status")).to_contain_text("Dziękujemy")

    phone.goto(addresses["confirm"])
    expect(phone.get_by_text(ABOUT_ME)).to_be_visible()
    phone.get_by_role("button", name="Zgadza się").click()
    phone.get_by_role("link", name="Dopowiedz").click()
    phone.get_by_label("Co dopowiedzieć?").fill("I uczy tego dzieci ze szkoły obok.")
    phone.get_by_role("button", name="Zapisz dopowiedzenie").click()
    expect(phone.get_by_role("status")).to_be_visible()

    phone.get_by_role("link", name="Moja strona").click()
    expect(phone.locator("main")).to_have_attribute("data-screen", "personal")
