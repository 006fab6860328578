"""USB scanners that type: whole, slow, in small letters, into a form, six hundred in a row."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser import Kiosk, evening
from cast import invite, invite_many, make_event
from chance import IS_FULL
from kept import scans_in
from live_server import LiveServer
from playwright.sync_api import expect

from matching.badge_codes import PREFIX, check_characters
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

QUEUE = 600 if IS_FULL else 40
HOTKEYS = "RCRCRCRCRCRCRCRC"  # Streamlit reruns on R and offers to clear its caches on C
KioskAt = Callable[..., Kiosk]


def fill(store: Store) -> dict[str, Any]:
    """A queue, and single guests."""
    event = make_event(store)
    guests = {
        "hotkeys": invite(store, event, "Radek Cichy", language="pl"),
        "slow": invite(store, event, "Sława Wolna", language="pl"),
        "small": invite(store, event, "Marek Mały", language="pl"),
        "tab": invite(store, event, "Tabita Enter", language="pl"),
        "form": invite(store, event, "Fred Formularz", language="pl"),
    }
    code = PREFIX + HOTKEYS + check_characters(HOTKEYS)
    before = guests["hotkeys"].code
    with store._cursor() as cursor:
        cursor.execute("UPDATE badge SET code = $1 WHERE code = $2", [code, before])
    queue = [one for one in invite_many(store, event, QUEUE) if one.name.startswith("Gość ")]
    return guests | {"queue": queue}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture
def kiosk(kiosk_at: KioskAt, server: LiveServer) -> Kiosk:
    """Kiosk 4."""
    return kiosk_at(server, "?kiosk=4")


def kept_of(server: LiveServer, code: str | None) -> list[object]:
    """The outcomes of one code's scans, in their order."""
    return [scan["outcome"] for scan in scans_in(server) if scan["code"] == code]


def test_letters_of_a_code_are_never_shortcuts_and_one_scan_is_one_run(
    kiosk: Kiosk, server: LiveServer
) -> None:
    code = PREFIX + HOTKEYS + check_characters(HOTKEYS)
    kiosk.page.wait_for_timeout(1000)
    before = len(kiosk.sent)
    kiosk.scan(code)
    kiosk.expect_text("Radek Cichy")
    kiosk.page.wait_for_timeout(1000)
    assert len(kiosk.sent) - before == 1
    expect(kiosk.page.get_by_role("dialog")).to_have_count(0)
    assert kept_of(server, code) == ["admitted"]


def test_a_scanner_that_pauses_between_keys_loses_nothing(kiosk: Kiosk, server: LiveServer) -> None:
    code = server.prepared["slow"].code
    kiosk.scan(code, delay=300)
    kiosk.expect_text("Sława Wolna")
    assert kept_of(server, code) == ["admitted"]


def test_a_scanner_with_a_keyboard_layout_of_small_letters_is_understood(
    kiosk: Kiosk, server: LiveServer
) -> None:
    kiosk.scan(server.prepared["small"].code.lower())
    kiosk.expect_text("Marek Mały")


@pytest.mark.parametrize("end", ["Tab", ""])
def test_a_code_may_end_with_tab_or_with_nothing(
    kiosk: Kiosk, server: LiveServer, end: str
) -> None:
    kiosk.scan(server.prepared["tab"].code, end=end)
    kiosk.expect_text("Tabita Enter")


def test_other_codes_that_are_typed_fast_are_not_a_badge(kiosk: Kiosk, server: LiveServer) -> None:
    kiosk.scan("5901234123457")
    kiosk.expect_screen("refused-not-a-badge")
    assert kept_of(server, None) == ["not_a_badge"]


def test_a_badge_scanned_while_somebody_types_a_name_is_a_scan_and_not_a_name(
    kiosk: Kiosk, server: LiveServer
) -> None:
    kiosk.tap("no-badge")
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    kiosk.type("Anna No")
    kiosk.page.wait_for_timeout(300)
    kiosk.page.keyboard.type(server.prepared["form"].code)
    expect(kiosk.entry).to_have_value("Anna No")
    kiosk.page.keyboard.press("Enter")
    kiosk.expect_text("Fred Formularz")
    assert kept_of(server, server.prepared["form"].code) == ["admitted"]


def test_a_long_queue_of_badges_is_admitted_one_by_one_each_once(
    kiosk: Kiosk, server: LiveServer
) -> None:
    queue = server.prepared["queue"]
    before = kiosk.memory()
    for guest in queue:
        kiosk.scan(guest.code)
        kiosk.wait_for_heading(guest.name)
        assert kiosk.screen == "greeting"  # no menu, no conversation
    codes = [guest.code for guest in queue]
    kept = [scan for scan in scans_in(server) if scan["code"] in codes]
    assert [scan["code"] for scan in kept] == codes
    assert {scan["outcome"] for scan in kept} == {"admitted"}
    assert kiosk.memory() - before < 40_000_000
