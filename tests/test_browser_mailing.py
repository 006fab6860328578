"""An organiser writes to the guests after the event: the real server, a real mail server, Chromium.

From the preview to a promise that a guest reports as kept by a link of the mail that arrived.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from barriers import found_by_axe
from browser import LAPTOP, PIN, evening, picture
from cast import invite, make_event, rows
from kept import database_copy
from kiosk_acts import promise_something
from live_server import LiveServer
from mail_list import agree_to_mail
from mail_server import FROM, Fault, MailServerHere, trust
from playwright.sync_api import Browser, Page, expect
from talks import admit, connect
from test_browser_dashboard_looks import _SMALL, SMALLEST_TARGET

from matching.store import Store

pytest_plugins = ["browser_fixtures", "mail_fixtures"]
pytestmark = pytest.mark.browser

PUBLIC = "https://rozmowa.example"
MATCHES = "/staff/mail/matches"
PHONE = {"width": 390, "height": 844}
GUESTS = {
    "Anna Nowak": "anna@example.org",
    "Bartek Wójcik": "bartek@example.org",
    "Celina O'Connor": "zly@example.org",
    "Dawid Nowy": "urwany@example.org",
    "Ewa Łąka": "ewa@example.org",
}


def fill(store: Store) -> None:
    """Five guests came and want a mail; two of them are connected, Anna promised something."""
    event = make_event(store)
    guests = [invite(store, event, name, email=email) for name, email in GUESTS.items()]
    anna, bartek, *others = guests
    talk = connect(store, event, anna, bartek)
    admit(store, event, *others)
    agree_to_mail(store, *guests)
    promise_something(store, talk, anna, days=None)


def choose(to: str, times: int) -> Fault | None:
    """One mailbox does not exist, one connection breaks; all others wait until they are let go."""
    if to.startswith("zly@"):
        return Fault.NO_SUCH
    if to.startswith("urwany@") and times == 0:
        return Fault.KEPT_AFTER_DOT
    return None if to.startswith("ja@") else Fault.SLOW


@pytest.fixture(scope="module")
def office(mail_authority: trustme.CA) -> Iterator[MailServerHere]:
    """Where the mails are handed in."""
    with MailServerHere(mail_authority, choose=choose) as running:
        yield running


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, mail_authority: trustme.CA, office: MailServerHere
) -> Iterator[LiveServer]:
    """The server, which knows the mail server and believes its certificate."""
    folder: Path = tmp_path_factory.mktemp("evening")
    environment = {
        "ROZMOWA_PUBLIC_URL": PUBLIC,
        "ROZMOWA_SMTP": office.setting,
        "ROZMOWA_MAIL_FROM": FROM,
        "ROZMOWA_MAIL_RATE": "100",
        "SSL_CERT_FILE": str(trust(mail_authority, folder)),
    }
    with evening(folder, fill, **environment) as running:
        yield running


@pytest.fixture
def desk(chromium: Browser, house: LiveServer) -> Iterator[Page]:
    """The organiser's laptop, signed in; nothing complains, nobody else is asked for anything."""
    width, height = LAPTOP
    context = chromium.new_context(locale="pl-PL", viewport={"width": width, "height": height})
    page, complaints, asked = context.new_page(), [], []
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{house.url}/staff")
    page.locator("#pin").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff")
    yield page
    context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((house.url, "data:"))] == []


def look(page: Page, name: str) -> None:
    """A picture in both sizes, without a barrier and without scrolling aside."""
    width, height = LAPTOP
    for size, view in (("phone", PHONE), ("laptop", {"width": width, "height": height})):
        page.set_viewport_size(view)
        picture(page, f"mail-{name}-{size}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate(_SMALL, SMALLEST_TARGET) == [], name
        found = found_by_axe(page)
        assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == []


def stage(page: Page, name: str) -> None:
    expect(page.locator("#progress [data-stage]").first).to_have_attribute("data-stage", name)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def test_an_organiser_writes_to_the_guests_and_a_guest_keeps_a_promise(
    desk: Page, house: LiveServer, office: MailServerHere, chromium: Browser
) -> None:
    previews(desk, house)
    tries(desk, office)
    sends_pauses_and_goes_on(desk, house, office)
    corrects_what_came_back(desk, office)
    decides_what_is_uncertain(desk, office)
    looks_at_what_came_of_it(desk, house, reacted=0)
    keeps_a_promise(chromium, house, office)
    looks_at_what_came_of_it(desk, house, reacted=1)
    plans_a_reminder(desk, house)


def previews(desk: Page, house: LiveServer) -> None:
    desk.goto(f"{house.url}/staff/mail")
    look(desk, "ready")
    desk.locator("#matches").get_by_role("link", name="Podgląd").click()
    expect(desk.get_by_text("zmyślone")).to_be_visible()
    follow(desk, "angielski")
    message = desk.frame_locator("iframe.phone")
    expect(message.get_by_text("Hello,")).to_be_visible()
    expect(message.get_by_text("Ewa Łąka")).to_have_count(0)
    look(desk, "preview")


def tries(desk: Page, office: MailServerHere) -> None:
    follow(desk, "Wyślij do siebie na próbę")
    desk.get_by_label("Adres e-mail").fill("ja@example.org")
    press(desk, "Wyślij na próbę")
    expect(desk.get_by_role("status")).to_contain_text("ja@example.org")
    assert office.to == ["ja@example.org"]
    look(desk, "test")


def sends_pauses_and_goes_on(desk: Page, house: LiveServer, office: MailServerHere) -> None:
    desk.goto(f"{house.url}/staff/mail")
    follow(desk, "Wyślij do 5 osób")
    look(desk, "send")
    press(desk, "Wyślij teraz do 5 osób")
    stage(desk, "moving")
    assert office.is_waited_for.wait(20)
    look(desk, "moving")
    press(desk, "Wstrzymaj")
    stage(desk, "paused")
    look(desk, "paused")
    office.let_go.set()
    press(desk, "Wznów")
    stage(desk, "decide")  # by itself: the page is not loaded again
    expect(desk.get_by_role("progressbar")).to_have_attribute("value", "5")
    look(desk, "decide")


def corrects_what_came_back(desk: Page, office: MailServerHere) -> None:
    expect(desk.get_by_text("Takiej skrzynki nie ma.")).to_be_visible()
    follow(desk, "Popraw adres")
    desk.get_by_label("E-mail").fill("celina@example.org")
    with desk.expect_navigation():
        press(desk, "Zapisz")
    desk.goto(desk.url.split("/staff")[0] + MATCHES)
    press(desk, "Poprawione, wyślij")
    expect(desk.get_by_text("Takiej skrzynki nie ma.")).to_have_count(0)
    expect(desk.locator(".tally.good .figure")).to_have_text("4")
    assert office.to.count("celina@example.org") == 1


def decides_what_is_uncertain(desk: Page, office: MailServerHere) -> None:
    before = list(office.to)
    expect(desk.get_by_role("heading", name="1 e-mail niepewny")).to_be_visible()
    press(desk, "Dotarł")
    stage(desk, "done")
    expect(desk.locator(".tally.good .figure")).to_have_text("5")
    look(desk, "done")
    assert office.to == before
    assert len(office.to) == len(set(office.to)) == 6


def plans_a_reminder(desk: Page, house: LiveServer) -> None:
    """It goes a week after the event by itself, or not, as the organiser likes."""
    desk.goto(f"{house.url}{MATCHES}?lang=en")
    follow(desk, "Plan the reminder…")
    look(desk, "reminder")
    desk.goto(f"{house.url}/staff/mail/files")
    look(desk, "files")
    desk.goto(f"{house.url}/staff/mail?lang=pl")
    look(desk, "afterwards")


def looks_at_what_came_of_it(desk: Page, house: LiveServer, *, reacted: int) -> None:
    desk.goto(f"{house.url}/staff/mail")
    expect(desk.locator("[data-figure=sent]")).to_have_text("5")
    expect(desk.locator("[data-figure=reacted]")).to_have_text(str(reacted))
    expect(desk.locator("[data-figure=silent]")).to_have_text(str(5 - reacted))
    assert not any(name in desk.locator("main").inner_text() for name in GUESTS)


def keeps_a_promise(chromium: Browser, house: LiveServer, office: MailServerHere) -> None:
    """Anna opens the link of the mail on her phone; opened only, it changes nothing."""
    [came] = [one for one in office.received if one.to == "anna@example.org"]
    text = came.message.get_body(("plain",)).get_content()
    [link] = re.findall(rf"{PUBLIC}(/me/\S+/do/kept/\S+)", text)
    context = chromium.new_context(viewport=PHONE, locale="pl-PL", has_touch=True)
    phone = context.new_page()
    phone.goto(house.url + link)
    assert kept(house) == 0
    phone.get_by_role("button", name="Tak, zrobione").click()
    expect(phone.get_by_role("heading", name="Obietnica dotrzymana")).to_be_visible()
    assert kept(house) == 1
    context.close()


def kept(house: LiveServer) -> int:
    with Store.open(database_copy(house)) as store:
        [(count,)] = rows(store, "SELECT count(*) FROM promise_kept")
    return count
