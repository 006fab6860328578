"""The pictures of README.md, taken from the real kiosk: python -m benchmarks.screenshots"""

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from kiosk.clock import utc_now
from kiosk.sample import make_sample
from matching.people import Listed, list_attendees
from matching.store import Store
from tests.fake_camera import STEERED_CAMERA, qr_matrix
from tests.live_server import ROOT, LiveServer

PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1920, "height": 1080}
HEIGHT = 900
GAP = 28
PAPER = "#FFFFFF"
SHOWN = "Małgorzata Wiśniewska-Brzęczyszczykiewicz"


def main() -> None:
    """docs/images/kiosk.png: welcome and greeting, portrait and landscape, both languages."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder), prepare=_people)
        server.start()
        try:
            pictures = _take(server, Path(folder))
        finally:
            server.kill()
        target = ROOT / "docs" / "images" / "kiosk.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        _side_by_side([Image.open(file) for file in pictures]).save(target, optimize=True)
    print(target.relative_to(ROOT))


def _people(store: Store) -> list[Listed]:
    return list_attendees(store, make_sample(store, now=utc_now()))


def _take(server: LiveServer, folder: Path) -> list[Path]:
    codes = {person.name: person.code for person in server.prepared}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=PORTRAIT)
        page.add_init_script(STEERED_CAMERA)
        page.goto(f"{server.url}/?kiosk=1&mode=door")
        welcome = _picture(page, "welcome", folder / "welcome.png")
        page.evaluate("m => { steeredCamera.matrix = m; }", qr_matrix(codes[SHOWN] or ""))
        greeting = _picture(page, "greeting", folder / "greeting.png")
        page.set_viewport_size(LANDSCAPE)
        page.goto(f"{server.url}/?kiosk=2")
        page.get_by_role("button", name="English").click()
        english = _picture(page, "welcome", folder / "english.png")
        browser.close()
    return [welcome, greeting, english]


def _picture(page: Page, screen: str, file: Path) -> Path:
    page.locator(f"[data-screen={screen}]").wait_for()
    page.wait_for_timeout(900)
    page.screenshot(path=file)
    return file


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    scaled = [
        picture.resize((picture.width * HEIGHT // picture.height, HEIGHT)) for picture in pictures
    ]
    width = sum(picture.width for picture in scaled) + GAP * (len(scaled) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), PAPER)
    left = GAP
    for picture in scaled:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    return sheet.quantize(128).convert("RGB")


if __name__ == "__main__":
    main()
