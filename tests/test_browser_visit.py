"""One guest's visit: the language, the look they need, and a kiosk that forgets them again."""

from collections.abc import Callable, Iterator

import pytest
from browser import Kiosk, evening
from cast import invite, make_event
from live_server import LiveServer
from playwright.sync_api import expect

from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

KioskAt = Callable[..., Kiosk]


def fill(store: Store) -> dict[str, Listed]:
    """Anna speaks Polish, Celina English."""
    event = make_event(store)
    return {
        "anna": invite(store, event, "Anna Nowak", language="pl"),
        "celina": invite(store, event, "Celina O'Connor", language="en"),
        "ewa": invite(store, event, "Ewa Pierwsza", language="pl"),
        "fred": invite(store, event, "Fred Second", language="en"),
        "dorota": invite(store, event, "Dorota Zero"),
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture
def kiosk(kiosk_at: KioskAt, server: LiveServer) -> Kiosk:
    """A kiosk that speaks Polish before anybody says otherwise."""
    return kiosk_at(server, "?mode=door")


def expect_language(kiosk: Kiosk, language: str) -> None:
    """The screen's and the whole document's."""
    expect(kiosk.root).to_have_attribute("lang", language)
    expect(kiosk.page.locator("html")).to_have_attribute("lang", language)


def test_one_tap_changes_the_language_of_screen_and_document(kiosk: Kiosk) -> None:
    expect_language(kiosk, "pl")
    kiosk.tap("language-en")
    expect_language(kiosk, "en")
    kiosk.expect_text("I have no badge")
    kiosk.tap("language-pl")
    expect_language(kiosk, "pl")
    kiosk.expect_text("Nie mam identyfikatora")


def test_a_guest_is_greeted_in_their_own_language_and_the_next_in_theirs(
    kiosk: Kiosk, server: LiveServer
) -> None:
    kiosk.scan(server.prepared["celina"].code)
    kiosk.expect_text("Celina O'Connor")
    expect_language(kiosk, "en")
    kiosk.scan(server.prepared["anna"].code)
    kiosk.expect_text("Anna Nowak")
    expect_language(kiosk, "pl")
    kiosk.scan(server.prepared["celina"].code)
    kiosk.expect_screen("already-in")
    expect_language(kiosk, "en")
    kiosk.back_to_welcome()
    expect_language(kiosk, "pl")


def test_a_tapped_language_stays_for_the_visit_and_goes_with_it(
    kiosk: Kiosk, server: LiveServer
) -> None:
    kiosk.tap("language-en")
    kiosk.expect_text("I have no badge")
    kiosk.scan(server.prepared["dorota"].code)
    kiosk.expect_text("Dorota Zero")
    expect_language(kiosk, "en")
    kiosk.expect_screen("welcome")
    expect_language(kiosk, "pl")


def test_contrast_and_larger_letters_stay_for_the_visit_and_go_with_it(kiosk: Kiosk) -> None:
    size = "node => parseFloat(getComputedStyle(node.querySelector('h1')).fontSize)"
    before = kiosk.root.evaluate(size)
    kiosk.tap("larger")
    expect(kiosk.button("larger")).to_have_attribute("aria-pressed", "true")
    kiosk.tap("contrast")
    expect(kiosk.button("contrast")).to_have_attribute("aria-pressed", "true")
    assert kiosk.root.evaluate(size) > before
    for action, screen in [("no-badge", "no-badge"), ("by-name", "name-entry")]:
        kiosk.tap(action)
        kiosk.expect_screen(screen)
        expect(kiosk.button("larger")).to_have_attribute("aria-pressed", "true")
        expect(kiosk.button("contrast")).to_have_attribute("aria-pressed", "true")
    kiosk.back_to_welcome()
    expect(kiosk.button("larger")).to_have_attribute("aria-pressed", "false")
    expect(kiosk.button("contrast")).to_have_attribute("aria-pressed", "false")


def test_a_draft_survives_a_change_of_contrast_and_of_the_language(kiosk: Kiosk) -> None:
    kiosk.tap("no-badge")
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    kiosk.type("Ola Rak")
    kiosk.tap("contrast")
    expect(kiosk.button("contrast")).to_have_attribute("aria-pressed", "true")
    kiosk.tap("language-en")
    expect_language(kiosk, "en")
    expect(kiosk.entry).to_have_value("Ola Rak")


def test_an_abandoned_form_counts_down_hides_the_draft_and_is_forgotten(kiosk: Kiosk) -> None:
    kiosk.tap("no-badge")
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    kiosk.type("Ola Rak")
    kiosk.pass_time(30)  # far from forty: the looks between take seconds on a busy machine
    dialog = kiosk.page.get_by_role("alertdialog")
    expect(dialog).to_be_hidden()
    kiosk.pass_time(11)
    expect(dialog).to_be_visible()
    assert "Ola" not in kiosk.everything()
    assert kiosk.entry.input_value() == ""
    kiosk.tap("more")
    expect(dialog).to_be_hidden()
    expect(kiosk.entry).to_have_value("Ola Rak")
    kiosk.pass_time(61)
    kiosk.expect_screen("welcome")
    kiosk.tap("no-badge")
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    expect(kiosk.entry).to_have_value("")


def test_a_screen_without_a_form_goes_back_after_thirty_seconds(kiosk: Kiosk) -> None:
    kiosk.tap("no-badge")
    kiosk.expect_screen("no-badge")
    kiosk.pass_time(11)
    expect(kiosk.page.get_by_role("alertdialog")).to_be_visible()
    kiosk.pass_time(9)
    assert kiosk.screen == "no-badge"
    kiosk.pass_time(11)
    kiosk.expect_screen("welcome")


def test_no_name_of_an_earlier_guest_is_left_on_the_page(kiosk: Kiosk, server: LiveServer) -> None:
    ewa, fred = server.prepared["ewa"], server.prepared["fred"]
    kiosk.scan(ewa.code)
    kiosk.expect_text(ewa.name)
    kiosk.scan(fred.code)
    kiosk.expect_text(fred.name)
    assert "Pierwsza" not in kiosk.everything()
    kiosk.scan(ewa.code)
    kiosk.expect_screen("already-in")
    assert "Second" not in kiosk.everything()
    kiosk.back_to_welcome()
    assert "Pierwsza" not in kiosk.everything()
