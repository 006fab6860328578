"""Fixtures of the browser tests; they take them with pytest_plugins = ["browser_fixtures"]."""

from collections.abc import Callable, Generator, Iterator

import pytest
from browser import ALLOWED_CAMERA, LAPTOP, Kiosk, start_chromium, steered
from live_server import LiveServer
from playwright.sync_api import Browser, Playwright, sync_playwright


class SharedBrowser:
    """One Chromium for all browser tests of this process that follow each other."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._chromium: Browser | None = None

    def playwright(self) -> Playwright:
        """What drives it."""
        if self._playwright is None:
            self._playwright = sync_playwright().start()
        return self._playwright

    def chromium(self) -> Browser:
        """Its cameras are allowed; one that died is replaced."""
        if self._chromium is None or not self._chromium.is_connected():
            self._chromium = start_chromium(self.playwright(), ALLOWED_CAMERA)
        return self._chromium

    def end(self) -> None:
        """Until somebody asks again."""
        if self._chromium is not None:
            self._chromium.close()
        if self._playwright is not None:
            self._playwright.stop()
        self._playwright = self._chromium = None


shared = SharedBrowser()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Playwright's event loop would stand in the way of what other tests do: it ends before."""
    done = yield
    if nextitem is None or nextitem.get_closest_marker("browser") is None:
        shared.end()
    return done


@pytest.fixture(scope="module")
def playwright() -> Playwright:
    """For a test that starts a Chromium with options of its own."""
    return shared.playwright()


@pytest.fixture(scope="module")
def chromium() -> Browser:
    """The browser that tests share; each opens a fresh profile in it."""
    return shared.chromium()


@pytest.fixture
def open_kiosk(chromium: Browser) -> Iterator[Callable[..., Kiosk]]:
    """Opens a kiosk with a steered camera in a fresh profile; nothing on it may have gone wrong."""
    opened: list[Kiosk] = []

    def open_one(
        server: LiveServer,
        query: str = "",
        size: tuple[int, int] = LAPTOP,
        camera_fails: str | None = None,
        **options: object,
    ) -> Kiosk:
        viewport = {"width": size[0], "height": size[1]}
        kiosk = steered(chromium.new_context(viewport=viewport, **options), server)
        if camera_fails:
            kiosk.page.add_init_script(f"steeredCamera.failure = {camera_fails!r}")
        opened.append(kiosk)
        return kiosk.open(query)

    yield open_one
    for kiosk in opened:
        kiosk.page.context.close()
    assert [error for kiosk in opened for error in kiosk.errors] == []
    assert [url for kiosk in opened for url in kiosk.strangers()] == []


@pytest.fixture(scope="module")
def standing(chromium: Browser) -> Iterator[dict[tuple[str, str], Kiosk]]:
    """Kiosks that stand there for a whole module, by server and query."""
    kiosks: dict[tuple[str, str], Kiosk] = {}
    yield kiosks
    for kiosk in kiosks.values():
        kiosk.page.context.close()


@pytest.fixture
def kiosk_at(
    chromium: Browser, standing: dict[tuple[str, str], Kiosk], request: pytest.FixtureRequest
) -> Iterator[Callable[[LiveServer, str], Kiosk]]:
    """A kiosk as guests find it, used by others before: the last visit is over, nothing of it is
    left. Opening one takes more of a processor than most visits; after a failure it is a new one.
    """
    used: dict[tuple[str, str], Kiosk] = {}

    def stand_before(server: LiveServer, query: str = "") -> Kiosk:
        place = server.url, query
        if place in standing:
            used[place] = standing.pop(place)
            used[place].begin_anew()
        else:
            viewport = {"width": LAPTOP[0], "height": LAPTOP[1]}
            used[place] = steered(chromium.new_context(viewport=viewport), server)
            used[place].open(query)
        return used[place]

    failed = request.session.testsfailed
    yield stand_before
    try:
        assert [error for kiosk in used.values() for error in kiosk.errors] == []
        assert [url for kiosk in used.values() for url in kiosk.strangers()] == []
        if request.session.testsfailed == failed:
            standing.update(used)
            used = {}
    finally:
        for kiosk in used.values():
            kiosk.page.context.close()
