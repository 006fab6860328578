"""axe-core finds no barrier on the pages that staff go through, also after a wrong PIN."""

from collections.abc import Callable, Iterator

import pytest
from browser import PIN, Kiosk, evening
from live_server import LiveServer
from playwright.sync_api import expect
from tour import fill

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


def test_the_pages_for_staff_have_no_barrier(open_kiosk: OpenKiosk, server: LiveServer) -> None:
    kiosk = open_kiosk(server, locale="pl-PL")
    kiosk.scan(server.prepared["cancelled"].code)
    kiosk.expect_screen("refused-cancelled")
    page = kiosk.page
    page.goto(f"{server.url}/staff")
    assert kiosk.violations() == []
    page.get_by_label("PIN").fill("13579")
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert kiosk.violations() == []
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button").click()
    expect(page.locator(".eyes").last).to_contain_text("Zapis anulowany")
    assert kiosk.violations() == []
    page.get_by_role("searchbox").fill("anulowany")
    page.keyboard.press("Enter")
    expect(page.locator(".guest")).to_be_visible()
    assert kiosk.violations() == []
    page.get_by_role("link", name="Cezary Anulowany", exact=True).click()
    expect(page.get_by_role("button", name="Wpuść mimo to")).to_be_visible()
    kiosk.screenshot("staff")
    assert kiosk.violations() == []
    here = page.url
    for path in ("/staff/walk-in", "/staff/guests/new", f"{here}/label", f"{here}/edit"):
        page.goto(path if path.startswith("http") else server.url + path)
        assert kiosk.violations() == [], path
