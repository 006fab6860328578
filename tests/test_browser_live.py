"""The live page in a real browser: no barriers, on phone and laptop, fresh without a reload."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from barriers import OPENED, found_by_axe
from browser import LAPTOP, PIN, picture
from cast import NOW, invite, make_event, show_badge
from chance import ways
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect
from room import furnished
from talks import begin_talk, choose_entry_only

from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "laptop": LAPTOP, "wide": (1680, 1050)}
PAGES = {"live": "/staff/live?names=1", "evacuation": "/staff/live/evacuation?"}
TROUBLES = """() => [
  ...[...document.querySelectorAll("main a, main button, main summary")]
    .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 43.5)
    .map((node) => `small: ${node.outerHTML}`),
  ...(document.documentElement.scrollWidth > innerWidth ? ["too wide"] : []),
]"""


def fill(store: Store) -> None:
    """An hour ago seven people came in; one for the entry only, one half waits."""
    event = make_event(store)
    cast = [
        invite(store, event, name) for name in ("Anna Nowak", "Bartek Wójcik", "Celina O'Connor")
    ]
    room = furnished(store, event, *cast)
    quiet = invite(store, event, "Franek Cichy")
    long = invite(
        store, event, "Małgorzata Wiśniewska-Brzęczyszczykiewicz", company="Żagle i Szycie"
    )
    since = datetime.now(UTC) - timedelta(hours=1) - NOW
    for place, guest in enumerate([*room.everybody, quiet, long]):
        show_badge(store, event, guest.code, at=since + timedelta(minutes=2 * place))
    choose_entry_only(store, quiet)
    begin_talk(store, event, room.celina, room.anna, at=since)
    room.refresh(at=since)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("live")
    running = LiveServer(folder, prepare=fill, environment={"ROZMOWA_PIN": PIN})
    try:
        running.start()
        yield running
    finally:
        running.kill()


@pytest.fixture
def laptop(chromium: Browser, server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(locale="pl-PL")
    page = context.new_page()
    page.goto(f"{server.url}/staff")
    page.locator("#pin").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff")
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_has_no_barrier_at_any_size_in_any_language(laptop, server, name):
    for size, language in ways(SIZES, ("en", "pl")):
        width, height = SIZES[size]
        laptop.set_viewport_size({"width": width, "height": height})
        laptop.goto(f"{server.url}{PAGES[name]}&lang={language}")
        laptop.evaluate(OPENED)
        found = found_by_axe(laptop)
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert laptop.evaluate(TROUBLES) == []
        picture(laptop, f"{name}-{language}-{size}")


def test_what_is_suggested_elsewhere_shows_here_without_a_reload(laptop, server):
    laptop.goto(f"{server.url}/staff/live")
    laptop.locator("#live-who summary").click()
    laptop.evaluate("window.wasHere = true")
    other = laptop.context.new_page()
    other.goto(f"{server.url}/staff/live")
    other.locator("#live-who summary").click()
    other.locator(".helped button").first.click()
    expect(other.locator(".notice[role=status]")).to_be_visible()

    expect(laptop.locator(".helped .pill").first).to_be_visible()

    assert laptop.evaluate("window.wasHere")
    assert laptop.locator("#live-who").get_attribute("open") is not None
