"""How every screen looks and sounds: nothing cut off, large targets, all within reach of a short
arm, and axe-core, which looks into shadow trees too, finds no barrier."""

from collections.abc import Callable, Iterator

import pytest
from browser import Kiosk, evening
from cast import invite, make_event
from chance import IS_FULL
from layout_probe import MEASURE
from live_server import LiveServer
from playwright.sync_api import Page, expect
from tour import TOURS, fill, put_on, tour

from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

SIZES = {"1080x1920": 64, "1920x1080": 64, "1280x800": 64, "390x844": 48}
LOOKS = [("pl", False, False), ("en", False, True), ("pl", True, True)]
NAMES_OF_LOOKS = ["pl", "en-contrast", "pl-both"]
# Every size, language and look; every one with every other in `make looks`.
SHORT = [("1080x1920", 0), ("1920x1080", 1), ("1280x800", 2), ("390x844", 2)]
EXAMINED = {("1080x1920", 0), ("1920x1080", 1), ("390x844", 0)}  # axe-core looks as well
FULL = [(size, look) for size in SIZES for look in range(len(LOOKS))]
TOURED = [
    pytest.param(size, look, id=f"{size}-{NAMES_OF_LOOKS[look]}")
    for size, look in (FULL if IS_FULL else SHORT)
]
STILL_AFTER = 250  # ms
REACH = {"1080x1920": 768}  # y above which a person in a wheelchair does not reach
OpenKiosk = Callable[..., Kiosk]
assert len(SIZES) * len(LOOKS) <= TOURS
SELDOM = [size for size in SIZES if IS_FULL or size in {"1080x1920", "390x844"}]


def troubles_on(page: Page, size: str) -> list[str]:
    """What is wrong with the screen as it stands."""
    is_phone = size == "390x844"
    measure = {"side": SIZES[size], "top": REACH.get(size, 0), "scrolls": is_phone}
    return list(page.evaluate(MEASURE, measure))


def panel(size: str) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = map(int, size.split("x"))
    return width, height


def check(kiosk: Kiosk, size: str, name: str) -> None:
    """Take a picture and measure."""
    kiosk.page.wait_for_timeout(STILL_AFTER)
    kiosk.screenshot(f"screens/{size}-{name}")
    assert troubles_on(kiosk.page, size) == [], name


def check_twice(kiosk: Kiosk, size: str, name: str) -> None:
    """As it is, and with larger letters and contrast; Polish is the longer language."""
    check(kiosk, size, name)
    put_on(kiosk, "pl", True, True)
    check(kiosk, size, f"{name}-both")
    put_on(kiosk, "pl", False, False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture(scope="module")
def odd_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, LiveServer]]:
    """Houses that are not ready: no event, two events, a database with a table missing."""

    def two(store: Store) -> None:
        make_event(store)
        make_event(store, "breakfast")

    def broken(store: Store) -> Listed:
        guest = invite(store, make_event(store), "Anna Nowak")
        with store._cursor() as cursor:
            cursor.execute("DROP TABLE badge")
        return guest

    servers = {
        name: LiveServer(tmp_path_factory.mktemp(name), prepare=prepare)
        for name, prepare in {"no-event": None, "choose-event": two, "error": broken}.items()
    }
    for one in servers.values():
        one.start()
    yield servers
    for one in servers.values():
        one.kill()


@pytest.mark.parametrize(("size", "look"), TOURED)
def test_nothing_is_cut_off_and_everything_can_be_reached(
    open_kiosk: OpenKiosk, server: LiveServer, size: str, look: int
) -> None:
    kiosk = open_kiosk(server, "?kiosk=12&mode=door", size=panel(size))
    number = list(SIZES).index(size) * len(LOOKS) + look
    language, is_large, has_contrast = LOOKS[look]
    troubles: list[str] = []

    def show(name: str) -> None:
        put_on(kiosk, language, is_large, has_contrast)
        kiosk.page.wait_for_timeout(50)
        kiosk.screenshot(f"screens/{size}-{NAMES_OF_LOOKS[look]}-{name}")
        found = troubles_on(kiosk.page, size)
        if (size, look) in EXAMINED:
            found += kiosk.violations()
        troubles.extend(f"{name}: {one}" for one in found)

    tour(kiosk, server.prepared, number, show)
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("size", SELDOM)
def test_what_is_seldom_seen_fits_as_well(
    open_kiosk: OpenKiosk, server: LiveServer, size: str
) -> None:
    kiosk = open_kiosk(server, "?kiosk=12&arrow=up", panel(size), camera_fails="NotAllowedError")
    camera = kiosk.page.locator(".cam")
    expect(camera).to_have_attribute("data-state", "blocked", timeout=20_000)
    check_twice(kiosk, size, "camera-refused")
    kiosk.page.evaluate("steeredCamera.failure = null")
    kiosk.tap_button("Włącz kamerę jeszcze raz")
    expect(camera).to_have_attribute("data-state", "ok")
    check_twice(kiosk, size, "arrow")
    kiosk.tap("no-badge")
    kiosk.expect_screen("no-badge")
    kiosk.pass_time(11)
    expect(kiosk.page.get_by_role("alertdialog")).to_be_visible()
    check(kiosk, size, "idle")
    assert kiosk.violations() == []
    kiosk.tap("more")
    put_on(kiosk, "en", True, True)
    kiosk.pass_time(11)
    expect(kiosk.page.get_by_role("alertdialog")).to_be_visible()
    check(kiosk, size, "idle-en-both")
    for address in ["**/api/scan", "**/healthz"]:
        kiosk.page.route(address, lambda route: route.abort())
    expect(kiosk.page.locator(".offline")).to_be_visible(timeout=20_000)
    kiosk.page.wait_for_timeout(STILL_AFTER)
    kiosk.screenshot(f"screens/{size}-offline")
    troubles = troubles_on(kiosk.page, size)
    assert [found for found in troubles if not found.startswith("covered by")] == []


@pytest.mark.parametrize("size", SELDOM)
def test_a_house_that_is_not_ready_says_what_to_do(
    open_kiosk: OpenKiosk, odd_servers: dict[str, LiveServer], size: str
) -> None:
    for name, odd in odd_servers.items():
        kiosk = open_kiosk(odd, size=panel(size))
        if name == "error":
            kiosk.scan(odd.prepared.code)
        kiosk.expect_screen(name)
        for language in ["en", "pl"]:
            put_on(kiosk, language, True, False)
            kiosk.expect_screen(name)
            check(kiosk, size, f"{name}-{language}")


def test_axe_sees_into_the_kiosks_shadow_tree(open_kiosk: OpenKiosk, server: LiveServer) -> None:
    kiosk = open_kiosk(server)
    kiosk.root.evaluate("root => root.querySelector('.top').append(document.createElement('img'))")
    assert [found for found in kiosk.violations() if found.startswith("image-alt")]


def test_the_measure_sees_what_is_broken(open_kiosk: OpenKiosk, server: LiveServer) -> None:
    kiosk = open_kiosk(server, size=panel("1080x1920"))
    spoil = """(root, css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.getRootNode().adoptedStyleSheets.push(sheet);
    }"""
    assert troubles_on(kiosk.page, "1080x1920") == []
    for rule, complaint in {
        "h1 { white-space: nowrap; font-size: 300px !important; }": "outside the panel",
        ".util .btn { min-height: 0; height: 40px; }": "only",
        ".util { position: fixed; top: 0; }": "too high to reach",
        ".hint { position: fixed; inset: 0; background: red; }": "covered by",
        ".words { height: 20px; overflow: hidden; }": "cut off",
    }.items():
        kiosk.root.evaluate(spoil, rule)
        assert any(complaint in found for found in troubles_on(kiosk.page, "1080x1920")), rule
        kiosk.root.evaluate("root => { root.getRootNode().adoptedStyleSheets.pop(); }")
