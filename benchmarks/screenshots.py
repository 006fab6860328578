"""The pictures of README.md, taken from the real kiosk: python -m benchmarks.screenshots"""

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.dashboard_pictures import PIN, take_dashboard
from benchmarks.kiosk_browser import KioskBrowser, start_chromium
from benchmarks.mail_pictures import mail_pages, mail_sheet, take_mails
from benchmarks.talk_pictures import SECOND, answer_path, take_phone, take_talk
from kiosk.clock import utc_now
from kiosk.sample import make_sample
from matching.people import Listed, list_attendees
from matching.store import Store
from tests.live_server import ROOT, LiveServer

TARGET = ROOT / "docs" / "images"
PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1920, "height": 1080}
HEIGHT = 900
GAP = 28
COLOURS = 192
PAPER = "#FFFFFF"
SHOWN = "Małgorzata Wiśniewska-Brzęczyszczykiewicz"


def main() -> None:
    """docs/images: kiosk, talk-*, meet, phone, mail and dashboard, each a PNG."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        server = LiveServer(
            place,
            prepare=lambda store: _prepare(place, store),
            environment={"ROZMOWA_PUBLIC_URL": "https://rozmowa.example", "ROZMOWA_PIN": PIN},
        )
        server.start()
        try:
            _take_all(server, place)
        finally:
            server.kill()


def _prepare(folder: Path, store: Store) -> tuple[dict[str, Listed], str, list[str]]:
    event = make_sample(store, now=utc_now())
    people = {person.name: person for person in list_attendees(store, event)}
    return people, answer_path(folder, store, people), mail_pages(folder, store, event)


def _take_all(server: LiveServer, folder: Path) -> None:
    people, path_on_phone, mails = server.prepared
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        door = _take_door(browser, server, people, folder)
        _keep(_side_by_side([Image.open(file) for file in door]), "kiosk")
        talk = take_talk(browser, server, people, folder)
        for screen, file in talk.items():
            _keep(_scaled(Image.open(file)), f"talk-{screen}")
        meet = _take_meet(browser, server, people, folder)
        _keep(_side_by_side([Image.open(file) for file in meet]), "meet")
        phone = take_phone(browser, server.url + path_on_phone, folder)
        _keep(_scaled(Image.open(phone)), "phone")
        _keep(mail_sheet(take_mails(browser, mails, folder)), "mail")
        # Last, as an open page of the dashboard lets guests at kiosks call for staff.
        dashboard = take_dashboard(browser, server, folder)
        _keep(_side_by_side([Image.open(file) for file in dashboard]), "dashboard")
        browser.close()


def _take_door(
    browser: Browser, server: LiveServer, people: dict[str, Listed], folder: Path
) -> list[Path]:
    """Welcome and greeting, portrait and landscape, both languages."""
    kiosk = KioskBrowser(browser, server, "?kiosk=1&mode=door", size=PORTRAIT)
    page = kiosk.page
    kiosk.show(people[SECOND.name].code, "greeting")
    welcome = _picture(page, "welcome", folder / "welcome.png")
    kiosk.hold(people[SHOWN].code)
    greeting = _picture(page, "greeting", folder / "greeting.png")
    page.set_viewport_size(LANDSCAPE)
    page.context.add_cookies([server.kiosk_cookie("?kiosk=2")])
    page.goto(f"{server.url}/?kiosk=2")
    page.get_by_role("button", name="English").click()
    english = _picture(page, "welcome", folder / "english.png")
    return [welcome, greeting, english]


def _take_meet(
    browser: Browser, server: LiveServer, people: dict[str, Listed], folder: Path
) -> list[Path]:
    """Who to talk with, and the first of them, as a guest of the sample finds it."""
    kiosk = KioskBrowser(browser, server, "?kiosk=4&mode=talk&sound=off", size=PORTRAIT)
    kiosk.show(people[SECOND.name].code, "consent-mail")
    kiosk.tap("yes")
    kiosk.expect("menu")
    kiosk.tap("meet")
    found = [_picture(kiosk.page, "meet", folder / "meet.png")]
    kiosk.page.locator('[data-id^="suggested "]').first.click()
    return [*found, _picture(kiosk.page, "suggested", folder / "suggested.png")]


def _picture(page: Page, screen: str, file: Path) -> Path:
    page.locator(f"[data-screen={screen}]").wait_for()
    page.wait_for_timeout(900)
    page.screenshot(path=file)
    return file


def _scaled(picture: Image.Image) -> Image.Image:
    width = picture.width * HEIGHT // picture.height
    return picture.convert("RGB").resize((width, HEIGHT), Image.Resampling.LANCZOS)


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    scaled = [_scaled(picture) for picture in pictures]
    width = sum(picture.width for picture in scaled) + GAP * (len(scaled) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), PAPER)
    left = GAP
    for picture in scaled:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    return sheet


def _keep(picture: Image.Image, name: str) -> None:
    file = TARGET / f"{name}.png"
    picture.quantize(COLOURS).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
