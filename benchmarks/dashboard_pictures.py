"""Pictures of the dashboard: the live page on a laptop, the first page on a phone of the staff."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.live_server import LiveServer

PIN = "246810"
LAPTOP = {"width": 1440, "height": 1320}
PHONE = {"width": 430, "height": 1320}
_SCALE = 2


def take_dashboard(browser: Browser, server: LiveServer, folder: Path) -> list[Path]:
    """Files of both, English. The server has this module's PIN."""
    laptop = browser.new_page(viewport=LAPTOP, locale="en-GB")
    laptop.goto(f"{server.url}/staff")
    laptop.locator("#pin").fill(PIN)
    laptop.keyboard.press("Enter")
    laptop.wait_for_url("**/staff")
    laptop.goto(f"{server.url}/staff/live", wait_until="networkidle")
    live = folder / "live.png"
    laptop.screenshot(path=live)
    signed_in = laptop.context.storage_state()
    context = browser.new_context(
        viewport={side: length // _SCALE for side, length in PHONE.items()} | {"width": 400},
        device_scale_factor=_SCALE,
        locale="en-GB",
        storage_state=signed_in,
    )
    phone = context.new_page()
    phone.goto(f"{server.url}/staff/guests?search=nowak", wait_until="networkidle")
    first = folder / "desk.png"
    phone.screenshot(path=first)
    return [live, first]
