"""A whole event day in real browsers: the organiser's laptop, a phone of the staff, a kiosk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import LAPTOP, PIN, Kiosk, picture, steered
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect

from benchmarks.first_greeting import first_code

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
GUESTS = "Imię i nazwisko;E-mail;Firma\nAnna Nowak;anna@example.org;Pracownia Nowak\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """An empty machine: no event, no guest, no kiosk."""
    started = LiveServer(tmp_path / "place", environment={"ROZMOWA_PIN": PIN})
    started.start()
    yield started
    started.kill()


@pytest.fixture
def laptop(chromium: Browser, server: LiveServer) -> Iterator[Page]:
    """The organiser's, signed in with the PIN."""
    width, height = LAPTOP
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="pl-PL", accept_downloads=True
    )
    page = context.new_page()
    page.goto(f"{server.url}/staff")
    page.locator("#pin").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff")
    yield page
    context.close()


def go(page: Page, server: LiveServer, path: str) -> None:
    page.goto(server.url + path)


def import_guests(laptop: Page, server: LiveServer, file: Path) -> None:
    """Upload, look at the preview, confirm; the event is made of the list."""
    file.write_text(GUESTS, encoding="cp1250")
    go(laptop, server, "/staff/import")
    laptop.locator("#f-list").set_input_files(file)
    laptop.locator("#f-name").fill("Śniadanie")
    laptop.locator("main form button.primary").click()
    expect(laptop.locator("main")).to_contain_text("Anna Nowak")
    laptop.locator("button[form=confirm]").click()
    expect(laptop.locator("main a[href^='/staff/print']").first).to_be_visible()


def print_badges(laptop: Page, server: LiveServer, file: Path) -> str:
    """Take the PDF and read the first badge as a camera would; its code."""
    go(laptop, server, "/staff/print")
    with laptop.expect_download() as download:
        laptop.locator("form[action='/staff/print/badges'] button").click()
    download.value.save_as(file)
    return first_code(file)


def enrol(laptop: Page, server: LiveServer, kiosk: Kiosk) -> None:
    """A code from the dashboard, typed at the kiosk."""
    go(laptop, server, "/staff/kiosks")
    laptop.locator("main #f-name").fill("Wejście")
    laptop.locator("form[action='/staff/kiosks/code'] button").click()
    code = laptop.locator("p.code").inner_text()
    kiosk.page.goto(server.url)
    kiosk.page.locator("[data-screen=enrol] #f-code").fill(code.lower())
    kiosk.page.keyboard.press("Enter")
    kiosk.expect_screen("welcome")


def invite(laptop: Page, server: LiveServer, chromium: Browser) -> Page:
    """A phone of the staff signs in with a link that works once."""
    go(laptop, server, "/staff/access")
    laptop.locator("main #f-name").fill("Bramka")
    laptop.locator("form[action='/staff/access/invite'] button").click()
    expect(laptop.locator("main")).to_contain_text("/invitation/")
    path = re.search(r"/invitation/[\w-]+", laptop.content())[0]
    phone = chromium.new_context(viewport=PHONE, locale="pl-PL").new_page()
    go(phone, server, path)
    phone.get_by_role("button", name="Zaloguj to urządzenie").click()
    phone.wait_for_url("**/staff")
    return phone


def test_a_day_from_an_empty_machine_to_the_last_export(
    chromium: Browser, server: LiveServer, laptop: Page, tmp_path: Path
) -> None:
    import_guests(laptop, server, tmp_path / "goście.csv")
    code = print_badges(laptop, server, tmp_path / "badges.pdf")
    kiosk = steered(chromium.new_context(viewport=dict(PHONE), locale="pl-PL"), server)
    kiosk.page.set_viewport_size({"width": 1280, "height": 800})
    enrol(laptop, server, kiosk)
    phone = invite(laptop, server, chromium)

    # A guest comes in, and the page of the organiser shows it by itself.
    go(laptop, server, "/staff/live")
    kiosk.hold(code)
    kiosk.expect_screen("greeting")
    kiosk.expect_text("Anna Nowak")
    kiosk.hold(None)
    expect(laptop.locator("[aria-labelledby=live-come]")).to_contain_text("1 osoba")
    picture(laptop, "event-day-live")

    # A guest at the kiosk calls; the phone rings; somebody goes.
    kiosk.expect_screen("welcome")
    kiosk.tap("call")
    kiosk.expect_screen("called")
    expect(phone.locator("#calls")).to_contain_text("Stanowisko 1 woła obsługę")
    picture(phone, "event-day-call")
    phone.get_by_role("button", name="Idę tam").click()
    kiosk.expect_text("Ktoś już idzie")
    kiosk.tap("back")

    # Somebody comes who is not on the list.
    go(phone, server, "/staff/walk-in")
    phone.locator("input[name=name]").fill("Celina Zając")
    phone.locator("form[action='/staff/walk-in'] button.primary").click()
    expect(phone.locator("main")).to_contain_text("Celina Zając")
    picture(phone, "event-day-walk-in")

    # What is the organiser's alone does not exist for staff.
    assert phone.request.get(f"{server.url}/staff/exports").status == 404
    go(phone, server, "/staff/live/evacuation")
    for name in ("Anna Nowak", "Celina Zając"):
        expect(phone.locator("main")).to_contain_text(name)

    # The announcement of the end, the export, and the doors close.
    go(laptop, server, "/staff/kiosks")
    laptop.locator("main #f-words_pl").fill("Do zobaczenia za tydzień")
    laptop.locator("form[action='/staff/kiosks/announcement'] button").click()
    kiosk.expect_text("Do zobaczenia za tydzień")
    go(laptop, server, "/staff/exports")
    with laptop.expect_download() as download:
        laptop.locator("a[href*='people'][href*='csv'], button[value*='csv']").first.click()
    download.value.save_as(tmp_path / "people.csv")
    people = (tmp_path / "people.csv").read_text("utf-8-sig")
    assert "Anna Nowak" in people
    assert "Celina Zając" in people
    go(laptop, server, "/staff/events")
    laptop.locator("button[value=close]").first.click()
    kiosk.scan(code)
    expect(kiosk.root).to_have_attribute("data-screen", re.compile("already-in|refused-not-open"))
    assert kiosk.errors == []
