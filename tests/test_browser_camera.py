"""A camera that is refused, missing, torn off or frozen: calm words, and entry goes on."""

from collections.abc import Callable, Iterator

import pytest
from browser import REFUSED_CAMERA, Kiosk, evening, start_chromium
from cast import invite, make_event
from live_server import LiveServer
from playwright.sync_api import Playwright, expect

from matching.badge_codes import PREFIX
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]


def fill(store: Store) -> dict[str, Listed]:
    """Three guests."""
    event = make_event(store)
    names = {"anna": "Anna Nowak", "bartek": "Bartek Wójcik", "daria": "Daria Lis"}
    return {key: invite(store, event, name, language="pl") for key, name in names.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


def expect_camera(kiosk: Kiosk, state: str) -> None:
    """Wait for a state of the camera card."""
    expect(kiosk.page.locator(".cam")).to_have_attribute("data-state", state, timeout=20_000)


def test_a_refused_camera_is_explained_and_the_printed_code_still_admits(
    playwright: Playwright, server: LiveServer
) -> None:
    browser = start_chromium(playwright, REFUSED_CAMERA)
    kiosk = Kiosk(browser.new_page(), server).open()
    expect_camera(kiosk, "blocked")
    kiosk.expect_text("Kamera nie działa")
    kiosk.expect_text("kod z identyfikatora można wpisać")
    kiosk.screenshot("camera-refused")
    kiosk.tap("no-badge")
    kiosk.expect_screen("no-badge")
    kiosk.tap("by-code")
    kiosk.expect_screen("code-entry")
    kiosk.type(server.prepared["anna"].code.removeprefix(PREFIX))
    kiosk.page.keyboard.press("Enter")
    kiosk.expect_screen("greeting")
    kiosk.expect_text("Anna Nowak")
    assert kiosk.errors == []
    browser.close()


def test_a_kiosk_without_a_camera_says_so_and_finds_one_that_is_plugged_in(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, camera_fails="NotFoundError")
    expect_camera(kiosk, "none")
    kiosk.expect_text("Nie widzimy kamery")
    kiosk.page.evaluate("steeredCamera.failure = null")
    kiosk.tap_button("Włącz kamerę jeszcze raz")
    expect_camera(kiosk, "ok")
    kiosk.hold(server.prepared["bartek"].code)
    kiosk.expect_text("Bartek Wójcik")


def test_a_camera_that_is_torn_off_comes_back_by_itself(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server)
    expect_camera(kiosk, "ok")
    kiosk.page.evaluate("steeredCamera.failure = 'NotReadableError'")
    kiosk.page.evaluate("steeredCamera.track.stop()")
    kiosk.page.evaluate("steeredCamera.track.dispatchEvent(new Event('ended'))")
    expect_camera(kiosk, "lost")
    kiosk.expect_text("Obraz z kamery się urwał")
    kiosk.page.evaluate("steeredCamera.failure = null")
    expect_camera(kiosk, "ok")
    kiosk.hold(server.prepared["daria"].code)
    kiosk.expect_text("Daria Lis")


def test_a_camera_that_sends_nothing_more_is_opened_anew(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server)
    expect_camera(kiosk, "ok")
    kiosk.page.evaluate("steeredCamera.frozen = true")
    expect_camera(kiosk, "lost")
    kiosk.page.evaluate("steeredCamera.frozen = false")
    expect_camera(kiosk, "ok")
    assert kiosk.page.evaluate("steeredCamera.opened") >= 2


def test_a_camera_behind_another_screen_stays_open(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server)
    expect_camera(kiosk, "ok")
    kiosk.scan("5901234123457")
    kiosk.expect_screen("refused-not-a-badge")
    kiosk.page.wait_for_timeout(7000)
    expect_camera(kiosk, "ok")
    assert kiosk.page.evaluate("steeredCamera.opened") == 1
