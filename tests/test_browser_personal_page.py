"""Somebody's own page in a real browser, and the way to it from the dashboard."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy
import pytest
import zxingcpp
from barriers import found_by_axe
from browser import ARTIFACTS, LAPTOP, PIN, evening, picture
from cast import LONG_NAME, NOW, invite, make_event
from chance import ways
from live_server import LiveServer
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from talks import admit, answer, begin_talk

from kiosk import links
from kiosk.settings import load_settings
from matching.contacts import ContactField, Sharing, share
from matching.conversations import Conversation
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PUBLIC = "https://rozmowa.example.org"
SIZES = {"phone": (390, 844), "laptop": LAPTOP}
SMALLEST_TARGET = 48
LEARNED = "Pomaga małym sadom dowieźć owoce bez strat."
ABOUT_ME = "Piecze chleb, na który ludzie czekają od piątej rano."

TROUBLES = """smallest => [
  ...[...document.querySelectorAll("a, button, summary, textarea, select, .pills label")]
    .filter((node) => node.checkVisibility())
    .filter((node) => node.getBoundingClientRect().height < smallest - 0.5)
    .map((node) => `small: ${node.textContent}`),
  ...(document.documentElement.scrollWidth > innerWidth ? ["too wide"] : []),
]"""


def fill(store: Store) -> tuple[Listed, Listed, list[Conversation]]:
    """Anna has talked: connected, waiting for her, waiting for the other."""
    event, since = make_event(store), datetime.now(UTC) - NOW - timedelta(hours=1)
    anna = invite(store, event, "Anna Nowak", email="anna@example.org", language="pl")
    names = ("Bartek Wójcik", LONG_NAME, "Celina O'Connor")
    others = [invite(store, event, name, email="x@example.org") for name in names]
    admit(store, event, anna, *others)
    made = [begin_talk(store, event, anna, other, at=since) for other in others]
    answer(store, made[0], anna, LEARNED, at=since)
    answer(store, made[0], others[0], ABOUT_ME, at=since)
    answer(store, made[1], others[1], "Układa mozaiki z potłuczonych talerzy.", at=since)
    answer(store, made[2], anna, "Naprawia stare radia i zbiera ich historie.", at=since)
    talk_id, owner = made[0].conversation_id, others[0].attendee_id
    everything = tuple(ContactField)
    share(store, Sharing(uuid4(), talk_id, owner, everything), now=NOW + since)
    return anna, others[0], made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("personal")
    with evening(folder, fill, ROZMOWA_PUBLIC_URL=PUBLIC) as running:
        yield running


def own_page(server: LiveServer, who: Listed) -> str:
    """The address of somebody's own page on this server."""
    settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
    token = links.personal_token(settings, who.person_id, now=datetime.now(UTC))
    return f"{server.url}{links.PERSONAL_PATH}{token}"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone without JavaScript that asks nobody but the server."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="pl-PL", java_script_enabled=False
    )
    page, asked, errors = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("http://localhost", "data:"))] == []
    assert errors == []


@pytest.mark.parametrize(("language", "size"), ways(("pl", "en"), SIZES))
def test_no_page_holds_a_barrier(chromium: Browser, server: LiveServer, language, size):
    anna, _, talks = server.prepared
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    page, home = context.new_page(), own_page(server, anna)
    below = {"list": "", "badge": "/badge"}
    for name, talk in zip(("connected", "mine", "other"), talks, strict=True):
        below[name] = f"/talk/{talk.conversation_id}"
    below["withdraw"] = below["connected"] + "/withdraw"

    for name, path in below.items():
        page.goto(f"{home}{path}?lang={language}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found = found_by_axe(page)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], name
        assert page.evaluate(TROUBLES, SMALLEST_TARGET) == [], name
        picture(page, f"personal-{name}-{language}-{size}")
    context.close()


def test_a_guest_does_everything_without_javascript(phone: Page, server: LiveServer):
    anna, _, _ = server.prepared
    phone.goto(own_page(server, anna))
    phone.get_by_role("link", name="Otwórz rozmowę Bartek Wójcik").click()

    phone.get_by_role("button", name="Zgadza się").click()
    expect(phone.locator(".good")).to_have_text("Zgadza się")
    phone.get_by_text("Dopowiedz", exact=True).click()
    phone.get_by_label("Co dopowiedzieć?").fill("I uczy tego dzieci ze szkoły obok.")
    phone.get_by_role("button", name="Zapisz dopowiedzenie").click()
    expect(phone.get_by_text("I uczy tego dzieci", exact=False).first).to_be_visible()

    phone.get_by_label("Wyślę artykuł").check()
    day = (datetime.now(UTC) + timedelta(days=5)).date()
    phone.get_by_label("Do kiedy?", exact=False).fill(day.isoformat())
    phone.get_by_role("button", name="Zapisz obietnicę").click()
    with phone.expect_download() as calendar:
        phone.get_by_role("link", name="Do kalendarza", exact=False).click()
    with phone.expect_download() as contact:
        phone.get_by_role("link", name="Zapisz w kontaktach").click()
    assert calendar.value.suggested_filename == "bartek-wojcik.ics"
    assert contact.value.suggested_filename == "bartek-wojcik.vcf"

    phone.get_by_role("link", name="Wszystkie rozmowy").click()
    phone.get_by_role("group", name="Moje rozmowy e-mailem").get_by_text("Tak").click()
    pressed = phone.get_by_role("group", name="Moje rozmowy e-mailem").get_by_role("button")
    expect(pressed.first).to_have_attribute("aria-pressed", "true")


def test_withdrawing_in_two_taps_covers_the_other_sentence(phone: Page, server: LiveServer):
    _, bartek, _ = server.prepared
    phone.goto(own_page(server, bartek))
    expect(phone.get_by_text(LEARNED)).to_be_visible()

    phone.get_by_role("link", name="Otwórz rozmowę Anna Nowak").click()
    phone.get_by_role("link", name="Wycofaj swoją odpowiedź").click()
    phone.get_by_role("button", name="Tak, wycofaj").click()

    expect(phone.get_by_text("zapisana i zakryta", exact=False)).to_be_visible()
    assert LEARNED not in phone.content()


def test_staff_hand_out_the_page_by_a_code_for_the_phone(chromium: Browser, server: LiveServer):
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="pl-PL")
    desk = context.new_page()
    desk.goto(f"{server.url}/staff")
    desk.get_by_label("PIN").fill(PIN)
    desk.get_by_role("button", name="Wejdź").click()
    desk.get_by_role("searchbox").fill("celina")
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="Celina O'Connor", exact=True).click()
    desk.get_by_role("link", name="Strona osobista").click()
    desk.get_by_role("button", name="Pokaż kod").click()

    code = desk.locator(".qr svg")
    expect(code).to_be_visible()
    link = desk.locator(".sheet .strong").inner_text().strip()
    file = ARTIFACTS / "staff-personal-link.png"
    ARTIFACTS.mkdir(exist_ok=True)
    code.screenshot(path=file)
    read = zxingcpp.read_barcodes(numpy.asarray(Image.open(file).convert("L")))

    assert [one.text for one in read] == [link]
    assert link.startswith(f"{PUBLIC}/me/")
    desk.goto(link.replace(PUBLIC, server.url))
    expect(desk.get_by_text("Celina O'Connor")).to_be_visible()
    context.close()
