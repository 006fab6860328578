"""axe-core, which looks into shadow trees too, finds no barrier on any page."""

from collections.abc import Callable, Iterator

import pytest
from browser import LAPTOP, PIN, Kiosk, evening
from chance import IS_FULL
from live_server import LiveServer
from playwright.sync_api import expect
from tour import fill, put_on, tour

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.mark.parametrize(
    ("number", "language", "has_contrast", "size"),
    [(0, "pl", False, (1080, 1920)), (1, "en", True, LAPTOP), (2, "pl", False, (390, 844))][
        : None if IS_FULL else 2
    ],
)
def test_no_screen_has_a_barrier(
    open_kiosk: OpenKiosk,
    server: LiveServer,
    number: int,
    language: str,
    has_contrast: bool,
    size: tuple[int, int],
) -> None:
    kiosk = open_kiosk(server, "?mode=door", size=size)
    barriers: list[str] = []

    def show(name: str) -> None:
        put_on(kiosk, language, False, has_contrast)
        barriers.extend(f"{name}: {found}" for found in kiosk.violations())

    tour(kiosk, server.prepared, number, show)
    kiosk.tap("no-badge")
    kiosk.expect_screen("no-badge")
    kiosk.pass_time(15)
    expect(kiosk.page.get_by_role("alertdialog")).to_be_visible()
    kiosk.page.wait_for_timeout(300)
    barriers.extend(f"idle: {found}" for found in kiosk.violations())
    assert not barriers, "\n".join(barriers)


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


def test_the_check_sees_into_the_kiosks_shadow_tree(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server)
    kiosk.root.evaluate("root => root.querySelector('.top').append(document.createElement('img'))")
    assert [found for found in kiosk.violations() if found.startswith("image-alt")]
