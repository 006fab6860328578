"""The rights in a real browser: the guest's own pages without script, the organiser's dashboard."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from barriers import OPENED, TROUBLES, found_by_axe
from browser import LAPTOP, PIN, picture
from cast import NOW, invite, make_event
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect
from talks import admit, answer, begin_talk

from kiosk import links
from kiosk.settings import load_settings
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "laptop": LAPTOP}
ABOUT_ANNA = "Piecze chleb, na który ludzie czekają od piątej rano."
SEALED = "Układa mozaiki z potłuczonych talerzy."


def fill(store: Store) -> tuple[Listed, Listed]:
    """Anna is connected with Bartek; Celina has written about her."""
    event, since = make_event(store), datetime.now(UTC) - NOW - timedelta(hours=1)
    names = ("Anna Nowak", "Bartek Wójcik", "Celina Żur")
    people = [
        invite(store, event, name, email=f"{name[0].lower()}@example.org", language="pl")
        for name in names
    ]
    admit(store, event, *people)
    anna, bartek, celina = people
    talk = begin_talk(store, event, anna, bartek, at=since)
    answer(store, talk, anna, "Naprawia stare radia i zbiera ich historie.", at=since)
    answer(store, talk, bartek, ABOUT_ANNA, at=since)
    other = begin_talk(store, event, celina, anna, at=since)
    answer(store, other, celina, SEALED, at=since)
    return anna, bartek


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("rights")
    running = LiveServer(folder, prepare=fill, environment={"ROZMOWA_PIN": PIN})
    running.be_public()
    try:
        running.start()
        yield running
    finally:
        running.kill()


def own_page(server: LiveServer, who: Listed) -> str:
    settings = load_settings({"ROZMOWA_DATA": str(server.folder)})
    token = links.personal_token(settings, who.person_id, now=datetime.now(UTC))
    return f"{server.url}{links.PERSONAL_PATH}{token}"


def look_at(page: Page, address: str, name: str, smallest: int) -> None:
    """No barrier in either size, and a picture for people; languages take turns."""
    for language, (size, (width, height)) in zip(("pl", "en"), SIZES.items(), strict=True):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}?lang={language}")
        page.evaluate(OPENED)
        found = found_by_axe(page)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], name
        assert page.evaluate(TROUBLES, smallest) == [], name
        picture(page, f"rights-{name}-{language}-{size}")


def test_a_guest_reads_reports_and_erases_and_the_organiser_decides(
    chromium: Browser, server: LiveServer
):
    anna, _ = server.prepared
    home = own_page(server, anna)
    looker = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    for below in ("", "/words", "/data", "/erase"):
        look_at(looker, f"{home}/rights{below}", f"own{below.replace('/', '-')}", 48)

    phone = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="pl-PL", java_script_enabled=False
    ).new_page()
    phone.goto(home)
    phone.get_by_role("link", name="Moje dane i prawa").click()
    with phone.expect_download() as copy:
        phone.get_by_role("link", name="CSV (ZIP)").click()
    assert copy.value.suggested_filename.endswith(".zip")
    phone.get_by_role("link", name="Pokaż słowa").click()
    expect(phone.get_by_text(ABOUT_ANNA)).to_be_visible()
    assert SEALED not in phone.content()
    phone.get_by_role("link", name="Chcę je przeczytać bez odpowiedzi").click()
    look_at(looker, phone.url.partition("?")[0], "own-sealed", 48)
    phone.get_by_role("button", name="Odsłoń i zakończ rozmowę").click()
    expect(phone.get_by_text(SEALED)).to_be_visible()

    phone.goto(home)
    phone.get_by_role("link", name="Otwórz rozmowę Bartek Wójcik").click()
    phone.get_by_text("Zgłoś to zdanie").click()
    phone.get_by_role("button", name="Zgłoś", exact=True).click()
    expect(phone.get_by_text(ABOUT_ANNA)).to_have_count(0)

    desk = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="pl-PL").new_page()
    desk.goto(f"{server.url}/sign-in")
    desk.locator("input[type=password]").fill(PIN)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/staff")
    for below in ("privacy", "withheld", "audit"):
        look_at(desk, f"{server.url}/staff/{below}", below, 44)
    desk.goto(f"{server.url}/staff/withheld?lang=pl")
    desk.get_by_role("button", name="Przeczytaj").click()
    expect(desk.get_by_text(ABOUT_ANNA)).to_be_visible()
    assert found_by_axe(desk) == []
    picture(desk, "rights-withheld-one")
    desk.get_by_role("button", name="Pokaż je osobie").click()
    expect(desk.get_by_text("Zdanie znów można przeczytać.")).to_be_visible()

    phone.goto(f"{home}/rights/erase")
    phone.get_by_role("button", name="Usuń wszystko").click()
    expect(phone.get_by_role("heading", name="Dane usunięte")).to_be_visible()

    desk.goto(f"{server.url}/staff/privacy")
    desk.get_by_label("Kod identyfikatora lub e-mail").fill("b@example.org")
    desk.get_by_role("button", name="Dalej").click()
    expect(desk.get_by_text("Bartek Wójcik")).to_be_visible()
    assert found_by_axe(desk) == []
    desk.get_by_role("button", name="Usuń dane").click()
    expect(desk.get_by_text("Dane usunięto.")).to_be_visible()
    desk.goto(f"{server.url}/staff/audit")
    expect(desk.get_by_role("rowheader", name="Usunięto dane osoby")).to_have_count(2)
