"""Fixtures of the browser tests; they take them with pytest_plugins = ["browser_fixtures"]."""

from collections.abc import Callable, Iterator

import pytest
from browser import ALLOWED_CAMERA, LAPTOP, Kiosk, start_chromium, steered
from live_server import LiveServer
from playwright.sync_api import Browser, Playwright, sync_playwright


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Per module, as its event loop would stand in the way of other modules' own."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for the module, its cameras allowed."""
    browser = start_chromium(playwright, ALLOWED_CAMERA)
    yield browser
    browser.close()


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
