"""How every screen looks and sounds: nothing cut off, large targets, all within reach of a short
arm, and axe-core, which looks into shadow trees too, finds no barrier."""

from collections.abc import Callable, Iterator

import pytest
from browser import Kiosk, evening
from cast import invite, make_event
from chance import IS_FULL
from faces import SMALLEST, Face, Faces, panel, troubles_on, turn
from live_server import LiveServer
from playwright.sync_api import expect
from tour import fill, put_on, tour

from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

FACES = [
    Face("1080x1920", "pl", is_examined=True),
    Face("1920x1080", "en", has_contrast=True, is_examined=True),
    Face("1280x800", "pl", is_large=True, has_contrast=True),
    Face("390x844", "pl", is_large=True, has_contrast=True),
]
if IS_FULL:
    LOOKS = [("pl", False, False), ("en", False, True), ("pl", True, True)]
    FACES = [Face(size, *look, is_examined=True) for look in LOOKS for size in SMALLEST]
STILL_AFTER = 250  # ms
OpenKiosk = Callable[..., Kiosk]
SELDOM = [size for size in SMALLEST if IS_FULL or size in {"1080x1920", "390x844"}]


def check(kiosk: Kiosk, name: str) -> None:
    """Take a picture of every size and measure."""
    for size in SELDOM:
        turn(kiosk, size)
        kiosk.page.wait_for_timeout(STILL_AFTER)
        kiosk.screenshot(f"screens/{size}-{name}")
        assert troubles_on(kiosk.page, size) == [], f"{name} {size}"


def check_twice(kiosk: Kiosk, name: str) -> None:
    """As it is, and with larger letters and contrast; Polish is the longer language."""
    check(kiosk, name)
    put_on(kiosk, "pl", True, True)
    check(kiosk, f"{name}-both")
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


def test_nothing_is_cut_off_and_everything_can_be_reached(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=12&mode=door")
    faces = Faces(kiosk, FACES)
    tour(kiosk, server.prepared, faces.show)
    assert not faces.troubles, "\n".join(faces.troubles)


def test_what_is_seldom_seen_fits_as_well(open_kiosk: OpenKiosk, server: LiveServer) -> None:
    kiosk = open_kiosk(
        server, "?kiosk=12&arrow=up", panel(SELDOM[0]), camera_fails="NotAllowedError"
    )
    camera = kiosk.page.locator(".cam")
    expect(camera).to_have_attribute("data-state", "blocked", timeout=20_000)
    check_twice(kiosk, "camera-refused")
    kiosk.page.evaluate("steeredCamera.failure = null")
    kiosk.tap_button("Włącz kamerę jeszcze raz")
    expect(camera).to_have_attribute("data-state", "ok")
    check_twice(kiosk, "arrow")
    kiosk.tap("no-badge")
    kiosk.expect_screen("no-badge")
    kiosk.pass_time(11)
    expect(kiosk.page.get_by_role("alertdialog")).to_be_visible()
    check(kiosk, "idle")
    assert kiosk.violations() == []
    kiosk.tap("more")
    put_on(kiosk, "en", True, True)
    kiosk.pass_time(11)
    expect(kiosk.page.get_by_role("alertdialog")).to_be_visible()
    check(kiosk, "idle-en-both")
    for address in ["**/api/scan", "**/healthz"]:
        kiosk.page.route(address, lambda route: route.abort())
    expect(kiosk.page.locator(".offline")).to_be_visible(timeout=20_000)
    for size in SELDOM:
        turn(kiosk, size)
        kiosk.page.wait_for_timeout(STILL_AFTER)
        kiosk.screenshot(f"screens/{size}-offline")
        troubles = troubles_on(kiosk.page, size)
        assert [found for found in troubles if not found.startswith("covered by")] == []


def test_a_house_that_is_not_ready_says_what_to_do(
    open_kiosk: OpenKiosk, odd_servers: dict[str, LiveServer]
) -> None:
    for name, odd in odd_servers.items():
        kiosk = open_kiosk(odd, size=panel(SELDOM[0]))
        if name == "error":
            kiosk.scan(odd.prepared.code)
        kiosk.expect_screen(name)
        for language in ["en", "pl"]:
            put_on(kiosk, language, True, False)
            kiosk.expect_screen(name)
            check(kiosk, f"{name}-{language}")


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
