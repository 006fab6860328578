"""A kiosk in a real Chromium, with a camera that shows what it is told to."""

import shutil

from playwright.sync_api import Browser, Page, Playwright

from tests.fake_camera import STEERED_CAMERA, qr_matrix
from tests.live_server import LiveServer

PATIENCE_MS = 20_000


def start_chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox"]
    )


class KioskBrowser:
    """An enrolled kiosk's window, width and height in pixels; query: such as ?kiosk=2&mode=door"""

    def __init__(
        self, browser: Browser, server: LiveServer, query: str, *, size: dict[str, int]
    ) -> None:
        self.page: Page = browser.new_page(viewport=size)
        self.page.context.add_cookies([server.kiosk_cookie(query)])
        self.page.add_init_script(STEERED_CAMERA)
        self.page.goto(f"{server.url}/{query}")
        self.expect("welcome")

    def expect(self, screen: str) -> None:
        """Wait until this screen stands."""
        self.page.locator(f"[data-screen={screen}]").wait_for(timeout=PATIENCE_MS)

    def hold(self, code: str | None) -> None:
        """Hold a badge before the camera, or take it away."""
        matrix = qr_matrix(code) if code else None
        self.page.evaluate("matrix => { steeredCamera.matrix = matrix; }", matrix)

    def show(self, code: str | None, screen: str) -> None:
        """Hold a badge until the kiosk shows this screen."""
        self.hold(code)
        self.expect(screen)
        self.hold(None)

    def tap(self, action: str) -> None:
        """Tap a button, or an option of a group by what it stands for."""
        self.page.locator(f'[data-id="{action}"]').first.click(timeout=PATIENCE_MS)

    def key(self, name: str) -> None:
        """Tap a key of our keyboard."""
        self.page.locator(f'[data-key="{name}"]').click(timeout=PATIENCE_MS)
