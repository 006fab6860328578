"""A phone of the staff at the door: somebody not on the list, their label, a mistake taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from browser import evening
from cast import invite, make_event
from decoded import codes_in_pdf
from kept import database_copy, people_in
from live_server import LiveServer
from playwright.sync_api import Browser, Page, expect

from matching.events import find_event
from matching.people import list_attendees
from matching.staff import Role
from matching.staff import invite as invite_staff
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
# The print dialog would wait for somebody.
NO_DIALOG = "window.print = () => { window.printed = (window.printed ?? 0) + 1; };"


def fill(store: Store) -> list[str]:
    """Two guests of one name, and invitations for phones of the staff."""
    event = make_event(store)
    for company in ("Kłos", "Snop"):
        invite(store, event, "Jan Nowak", email=f"{company[0]}@example.org", company=company)
    now = datetime.now(UTC)
    return [
        invite_staff(store, name="Wejście", role=Role.STAFF, actor="cli", now=now) for _ in range(2)
    ]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture
def phone(chromium: Browser, server: LiveServer) -> Iterator[Page]:
    """A phone that is signed in; it asks nobody but us for anything."""
    context = chromium.new_context(viewport=PHONE, locale="pl-PL", has_touch=True)
    page = context.new_page()
    page.add_init_script(NO_DIALOG)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}/invitation/{server.prepared.pop()}")
    page.get_by_role("button", name="Zaloguj to urządzenie").click()
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((server.url, "data:"))] == []


def screen(page: Page, name: str) -> None:
    expect(page.locator("main")).to_have_attribute("data-screen", name)


def test_somebody_not_on_the_list_is_let_in_gets_a_label_and_a_mistake_is_taken_back(
    phone: Page, server: LiveServer
) -> None:
    phone.get_by_role("main").get_by_role("link", name="Osoba spoza listy").click()
    screen(phone, "staff-walk-in")
    phone.get_by_label("Imię i nazwisko").fill("Zofia Nowa")
    phone.get_by_label("Firma").fill("Źdźbło")
    phone.locator("summary", has_text="Czego szuka?").click()
    phone.get_by_label("Podatki").check(force=True)
    phone.get_by_role("button", name="Dodaj i wpuść").click()
    screen(phone, "staff-guest")
    expect(phone.get_by_role("status")).to_contain_text("Zofia Nowa")
    person = people_in(server)["Zofia Nowa"]
    assert person.admitted_at_utc is not None

    phone.get_by_role("link", name="Etykieta").click()
    phone.get_by_role("button", name="Drukuj").click()
    expect(phone.get_by_text("już wydrukowano")).to_be_visible()
    phone.wait_for_function("window.printed === 1")
    assert "?" not in phone.url  # loaded again, it prints nothing
    paper = phone.pdf(prefer_css_page_size=True, print_background=True)
    ((width, height, codes),) = codes_in_pdf(paper)
    assert (width, height) == (pytest.approx(100, abs=0.5), pytest.approx(62, abs=0.5))
    assert codes == [person.code]

    phone.get_by_role("link", name="← Zofia Nowa").click()
    phone.get_by_role("button", name="Cofnij wejście").click()
    expect(phone.get_by_role("status")).to_contain_text("Wejście cofnięte")
    assert people_in(server)["Zofia Nowa"].admitted_at_utc is None


def test_of_two_of_one_name_the_right_one_is_let_in_by_a_button_of_their_own(
    phone: Page, server: LiveServer
) -> None:
    search = phone.get_by_role("searchbox")
    search.fill("jan")
    search.press("Enter")
    expect(phone.get_by_text("co najmniej 4 litery")).to_be_visible()
    phone.get_by_role("searchbox").fill("jan nowak")
    phone.get_by_role("searchbox").press("Enter")
    cards = phone.locator(".guest")
    expect(cards).to_have_count(2)
    cards.filter(has_text="Snop").get_by_role("button", name="Wpuść").click()
    screen(phone, "staff-guest")
    expect(phone.locator(".person")).to_contain_text("Snop")
    expect(phone.locator(".person")).to_contain_text("Na miejscu od")
    with Store.open(database_copy(server)) as store:
        people = list_attendees(store, find_event(store, "evening"))
    assert [one.company for one in people if one.admitted_at_utc] == ["Snop"]
