"""The staff page: who gets in, and what may be done there by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
import pytest
from browser import ARTIFACTS, PIN, Kiosk, evening
from cast import invite, make_event
from kept import people_in, scans_in
from live_server import LiveServer
from playwright.sync_api import Browser, Locator, Page, expect

from matching.badge_codes import in_groups, new_badge_code
from matching.people import new_spare_badges
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]


def fill(store: Store) -> dict[str, object]:
    """Somebody for each thing that staff may do."""
    event = make_event(store)
    guests: dict[str, object] = {
        "cancelled": invite(store, event, "Cezary Anulowany", status="cancelled"),
        "here": invite(store, event, "Urszula Cofnięta"),
        "spare": invite(store, event, "Zenon Zapasowy", email="zenon@example.org"),
        "paper": invite(store, event, "Paulina Papierowa"),
        "markup": invite(store, event, "<b>Bold</b> ![x](http://evil.example/x.png)"),
    }
    guests["codes"] = new_spare_badges(store, event, 1, now=datetime.now(UTC))
    return guests


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A laptop of the staff, not signed in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="pl-PL")
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(page: Page, server: LiveServer) -> Page:
    """The staff page, signed in."""
    sign_in(page, server, PIN)
    expect(page.get_by_role("heading", name="Stolik obsługi")).to_be_visible(timeout=20_000)
    return page


def sign_in(page: Page, server: LiveServer, pin: str) -> None:
    """Ask for the staff page and type a PIN where it asks."""
    page.goto(f"{server.url}/staff")
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Wejdź").click()


def search(desk: Page, words: str) -> Locator:
    """Type into the search; the card of the one who is found."""
    box = desk.get_by_label("Imię, nazwisko albo e-mail")
    box.fill(words)
    box.press("Enter")
    return desk.locator("[data-testid=stMain]")


def test_a_stranger_is_asked_for_the_pin_and_sees_no_name(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/staff")
    assert page.url == f"{server.url}/sign-in"
    assert "Zenon" not in page.content()
    answer = httpx.get(f"{server.url}/staff", trust_env=False)
    assert answer.status_code == 303


def test_a_wrong_pin_opens_nothing_and_the_right_one_the_page(
    page: Page, server: LiveServer
) -> None:
    sign_in(page, server, "13579")
    expect(page.get_by_role("alert")).to_have_text("Ten PIN nie pasuje.")
    page.goto(f"{server.url}/staff")
    assert page.url.endswith("/sign-in")
    sign_in(page, server, PIN)
    expect(page.get_by_role("heading", name="Stolik obsługi")).to_be_visible(timeout=20_000)


def test_signing_out_closes_the_page_again(desk: Page, server: LiveServer) -> None:
    desk.get_by_text("Wyloguj").click()
    desk.locator("[data-screen=welcome]").wait_for(timeout=20_000)
    desk.goto(f"{server.url}/staff")
    assert desk.url.endswith("/sign-in")


def test_a_search_needs_four_letters_so_that_nobody_browses_the_list(desk: Page) -> None:
    found = search(desk, "zen")
    expect(found).to_contain_text("Wpisz co najmniej 4 litery")
    expect(found).not_to_contain_text("Zenon")
    found = search(desk, "zenon")
    expect(found).to_contain_text("Zenon Zapasowy")


def test_somebody_who_is_refused_is_let_in_anyway_and_the_refusal_has_its_reason(
    desk: Page, open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    guest = server.prepared["cancelled"]
    kiosk = open_kiosk(server, "?kiosk=8")
    kiosk.scan(guest.code)
    kiosk.expect_screen("refused-cancelled")
    desk.reload()
    table = desk.locator("[data-testid=stDataFrame]")
    expect(table).to_be_visible(timeout=20_000)
    desk.screenshot(path=ARTIFACTS / "staff-refused.png")
    found = search(desk, "anulowany")
    expect(found).to_contain_text("Zapis anulowany")
    desk.get_by_role("button", name="Wpuść mimo to").click()
    expect(found).to_contain_text("Wejście zapisane: Cezary Anulowany")
    assert people_in(server)[guest.name].admitted_at_utc is not None


def test_an_entry_is_undone_and_the_badge_is_greeted_again(
    desk: Page, open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    guest = server.prepared["here"]
    kiosk = open_kiosk(server)
    kiosk.scan(guest.code)
    kiosk.expect_screen("greeting")
    found = search(desk, "cofnięta")
    desk.get_by_role("button", name="Cofnij wejście").click()
    expect(found).to_contain_text("Wejście cofnięte: Urszula Cofnięta")
    kiosk.expect_screen("welcome")
    kiosk.page.wait_for_timeout(1600)  # the same code at once would be the scanner's repeat
    kiosk.scan(guest.code)
    kiosk.expect_screen("greeting")


def test_a_spare_badge_takes_the_place_of_the_old_one(
    desk: Page, open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    guest, spare = server.prepared["spare"], server.prepared["codes"][0]
    found = search(desk, "zenon@example.org")
    desk.get_by_role("button", name="Daj zapasowy identyfikator").click()
    label = desk.get_by_label("Kod zapasowego identyfikatora")
    label.fill(in_groups(new_badge_code()))
    label.press("Enter")
    desk.get_by_role("button", name="Przypisz").click()
    expect(desk.get_by_text("Tego zapasowego kodu nie znamy")).to_be_visible()
    label.fill(in_groups(spare))
    label.press("Enter")
    desk.get_by_role("button", name="Przypisz").click()
    expect(found).to_contain_text("Identyfikator przypisany: Zenon Zapasowy")
    kiosk = open_kiosk(server)
    kiosk.scan(guest.code)
    kiosk.expect_screen("refused-replaced-code")
    kiosk.scan(spare)
    kiosk.expect_text("Zenon Zapasowy")


def test_a_tick_of_the_paper_list_is_entered_with_its_time(desk: Page, server: LiveServer) -> None:
    found = search(desk, "papierowa")
    desk.get_by_role("button", name="Przepisz listę papierową").click()
    desk.get_by_role("button", name="Zapisz wejścia").click()
    expect(found).to_contain_text("Zapisano 1 wejście.")
    assert people_in(server)["Paulina Papierowa"].admitted_at_utc is not None
    assert scans_in(server)[-1]["source"] == "paper"


def test_names_on_the_staff_page_are_text_and_nothing_else(desk: Page, server: LiveServer) -> None:
    requests: list[str] = []
    desk.on("request", lambda request: requests.append(request.url))
    found = search(desk, "bold evil")
    expect(found).to_contain_text("<b>Bold</b> ![x](http://evil.example/x.png)")
    expect(found.locator("b, img, a[href*=evil]")).to_have_count(0)
    assert [url for url in requests if "evil" in url] == []


def test_the_staff_page_speaks_english_after_one_tap(desk: Page) -> None:
    desk.get_by_role("button", name="English").click()
    expect(desk.get_by_role("heading", name="Staff table")).to_be_visible()
