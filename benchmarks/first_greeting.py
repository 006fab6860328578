"""From an empty machine to a printed badge and a first greeting, as the README tells a newcomer.

python -m benchmarks.first_greeting: clones this repository into an empty folder, runs `make run`
there (a new virtual environment, everything installed), signs in with the PIN that the console
prints, makes an event of a guest list of two lines, takes the badges as PDF, makes this browser a
kiosk, and holds the first badge, as printed, before its camera. Needs Debian's Chromium and
pdftoppm, and port 8501.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.figures import Figure, print_figures
from benchmarks.kiosk_browser import start_chromium
from kiosk import scanning
from tests.fake_camera import STEERED_CAMERA, qr_matrix

ROOT = Path(__file__).parent.parent
URL = "http://localhost:8501"
GOAL_SECONDS = 300
LONGEST_INSTALL = 280
PATIENCE_MS = 30_000
GUESTS = """Name;E-mail;Company
Anna Nowak;anna@example.org;Pracownia
Bartek Lis;bartek@example.org;Sad
"""


class StopWatch:
    """Seconds since the start, kept at each step."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self.figures: list[Figure] = []

    def note(self, step: str, goal: float | None = None) -> None:
        """A step is done."""
        self.figures.append(Figure(step, time.monotonic() - self._start, "s", goal))


def measure() -> list[Figure]:
    """Seconds from the clone until each step was done."""
    watch = StopWatch()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "rozmowa"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(place)], check=True)
        with _make_run(place) as console, sync_playwright() as playwright:
            watch.note("make run: installed and started, with the sample's badges")
            page = start_chromium(playwright).new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.add_init_script(STEERED_CAMERA)
            _show(page, first_code(place / "data" / "local" / "sample-badges.pdf"))
            page.locator("[data-screen]:not([data-screen=welcome])").wait_for()
            watch.note("a badge of the sample was read")
            _sign_in(page, console)
            _import(page, Path(name) / "guests.csv")
            watch.note("the own event was made of a guest list")
            badges = _print(page, Path(name) / "badges.pdf")
            watch.note("its badges were printed to a PDF")
            _enrol(page)
            _show(page, first_code(badges))
            page.locator("[data-screen=greeting]").wait_for()
            watch.note("its first guest was greeted", GOAL_SECONDS)
    return watch.figures


@contextmanager
def _make_run(place: Path) -> Iterator[Path]:
    console = place / "console.txt"
    with console.open("w") as output:
        process = subprocess.Popen(
            ["make", "run"], cwd=place, stdout=output, stderr=output, start_new_session=True
        )
        try:
            _wait_for(process, console)
            yield console
        finally:
            process.send_signal(signal.SIGINT)
            subprocess.run(["pkill", "-INT", "-g", str(process.pid)], check=False)
            process.wait(timeout=30)


def _wait_for(process: "subprocess.Popen[bytes]", console: Path) -> None:
    end = time.monotonic() + LONGEST_INSTALL
    while time.monotonic() < end and process.poll() is None:
        try:
            is_well = httpx.get(f"{URL}/healthz", trust_env=False).is_success
        except httpx.TransportError:
            is_well = False
        if is_well and "PIN:" in console.read_text():
            return
        time.sleep(0.2)
    raise SystemExit(f"make run did not start:\n{console.read_text()[-2000:]}")


def first_code(badges: Path) -> str:
    """What a camera reads of the first badge on paper."""
    command = ["pdftoppm", "-r", "200", "-png", "-singlefile", "-f", "1", "-l", "1"]
    subprocess.run([*command, str(badges), str(badges.with_suffix(""))], check=True)
    with Image.open(badges.with_suffix(".png")) as sheet:
        width, height = sheet.size
        first = sheet.crop((0, 0, width // 2, height // 4))
        part = badges.with_name("first.png")
        first.save(part)
    code = scanning.read_image(part.read_bytes()).code
    if code is None:
        raise SystemExit(f"the first badge of {badges.name} cannot be read")
    return code


def _show(page: Page, code: str) -> None:
    page.goto(URL)
    page.locator("[data-screen=welcome]").wait_for()
    page.evaluate("matrix => { steeredCamera.matrix = matrix; }", qr_matrix(code))


def _sign_in(page: Page, console: Path) -> None:
    pin = re.search(r"PIN: (\d{6})", console.read_text())
    assert pin is not None
    page.goto(f"{URL}/staff")
    page.locator("#pin").fill(pin[1])
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff")


def _import(page: Page, guests: Path) -> None:
    guests.write_text(GUESTS)
    page.goto(f"{URL}/staff/import")
    page.locator("#f-list").set_input_files(guests)
    page.locator("#f-name").fill("Breakfast")
    page.locator("main form button.primary").click()
    page.locator("#confirm").wait_for(state="attached")
    page.locator("button[form=confirm]").click()
    page.locator("main a[href^='/staff/print']").first.wait_for()


def _print(page: Page, target: Path) -> Path:
    page.goto(f"{URL}/staff/print")
    with page.expect_download() as download:
        page.locator("form[action='/staff/print/badges'] button").click()
    download.value.save_as(target)
    return target


def _enrol(page: Page) -> None:
    page.goto(f"{URL}/staff/kiosks")
    page.locator("form[action='/staff/kiosks/code'] button").click()
    code = page.locator("p.code").inner_text()
    page.goto(URL)
    page.locator("[data-screen=enrol] #f-code").fill(code)
    page.keyboard.press("Enter")
    page.locator("[data-screen=welcome]").wait_for()


if __name__ == "__main__":
    if shutil.which("pdftoppm") is None:
        raise SystemExit("pdftoppm is missing; install the package poppler-utils")
    sys.exit(0 if print_figures("From nothing to a first greeting", measure) else 1)
