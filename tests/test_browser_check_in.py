"""A badge before a real browser's camera: the greeting, every refusal, a queue, a lost camera."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import ALLOWED_CAMERA, Kiosk, evening, start_chromium
from cast import LONG_NAME, NOW, invite, invite_many, make_event
from chance import IS_FULL
from fake_camera import write_video
from kept import people_in, scans_in
from live_server import LiveServer
from playwright.sync_api import Playwright, expect

from matching.badge_codes import new_badge_code
from matching.people import replace_badge
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

QUEUE = 600 if IS_FULL else 30
KioskAt = Callable[..., Kiosk]


def fill(store: Store) -> dict[str, Any]:
    """An evening with everybody these tests need, and another event in the same house."""
    event = make_event(store)
    guests = {
        "anna": invite(store, event, "Anna Nowak", language="pl"),
        "bartek": invite(store, event, "Bartek Wójcik", language="pl"),
        "celina": invite(store, event, "Celina O'Connor", language="en"),
        "daria": invite(store, event, "Daria Lis", language="pl"),
        "emil": invite(store, event, LONG_NAME, language="pl"),
        "filip": invite(store, event, "Filip Kot", language="pl"),
        "cancelled": invite(store, event, "Cezary Anulowany", status="cancelled"),
        "blocked": invite(store, event, "Błażej Wstrzymany", blocked=True),
        "elsewhere": invite(store, make_event(store, "breakfast"), "Ewa Obca"),
        "old": invite(store, event, "Olga Wymieniona", language="pl"),
    }
    replace_badge(store, event, guests["old"].person_id, now=NOW)
    queue = [one for one in invite_many(store, event, QUEUE) if one.name.startswith("Gość ")]
    return guests | {"queue": queue}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module; each test has guests of its own."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture(scope="module")
def guests(server: LiveServer) -> dict[str, Any]:
    """Who is on the list, by short names."""
    return server.prepared


@pytest.fixture
def kiosk(kiosk_at: KioskAt, server: LiveServer) -> Kiosk:
    """Kiosk 3, with a camera that the test steers."""
    return kiosk_at(server, "?kiosk=3&mode=door")


def test_a_badge_before_chromiums_own_camera_is_greeted_and_admitted(
    playwright: Playwright, server: LiveServer, guests: dict[str, Any], tmp_path: Path
) -> None:
    anna, bartek = guests["anna"], guests["bartek"]
    film = [(None, 2), (anna.code, 1.5), (bartek.code, 1.5), (None, 9)]
    video = write_video(tmp_path / "badges.y4m", film)
    browser = start_chromium(
        playwright, ALLOWED_CAMERA, f"--use-file-for-fake-video-capture={video}"
    )
    kiosk = Kiosk(browser.new_page(), server).open("?kiosk=7")
    for guest in [anna, bartek]:  # the next badge replaces the greeting at once
        kiosk.expect_text(guest.name, within=30_000)
        kiosk.expect_screen("greeting")
    greeted = time.monotonic()
    kiosk.expect_screen("welcome")
    assert 3 < time.monotonic() - greeted < 12  # the server may be busy
    assert kiosk.errors == []
    assert kiosk.strangers() == []
    browser.close()
    people = people_in(server)
    assert people[anna.name].admitted_kiosk == people[bartek.name].admitted_kiosk == 7


def test_the_greeting_goes_after_four_seconds_and_no_name_stays_on_the_page(
    kiosk: Kiosk, guests: dict[str, Any]
) -> None:
    kiosk.hold(guests["daria"].code)
    kiosk.expect_screen("greeting")
    greeted = time.monotonic()
    kiosk.hold(None)
    assert "Daria Lis" in kiosk.words
    kiosk.expect_screen("welcome")
    assert 3.5 < time.monotonic() - greeted < 12
    assert "Daria" not in kiosk.everything()


def test_a_badge_held_on_and_on_is_one_scan(
    kiosk: Kiosk, server: LiveServer, guests: dict[str, Any]
) -> None:
    code = guests["filip"].code
    kiosk.hold(code)
    kiosk.expect_text("Filip Kot")
    kiosk.expect_screen("welcome")
    time.sleep(1)
    assert kiosk.screen == "welcome"
    assert [scan["outcome"] for scan in scans_in(server) if scan["code"] == code] == ["admitted"]


def test_a_badge_shown_again_is_told_when_and_where_it_came_in(
    kiosk: Kiosk, guests: dict[str, Any]
) -> None:
    kiosk.scan(guests["emil"].code)
    kiosk.expect_text(LONG_NAME)
    kiosk.hold(guests["emil"].code)
    kiosk.expect_screen("already-in")
    kiosk.expect_text("stanowisko 3")
    kiosk.tap("not-me")
    kiosk.expect_screen("not-me")
    assert LONG_NAME not in kiosk.words
    kiosk.tap("home")
    kiosk.expect_screen("welcome")
    assert LONG_NAME not in kiosk.everything()


@pytest.mark.parametrize(
    ("who", "screen"),
    [
        ("cancelled", "refused-cancelled"),
        ("blocked", "refused-blocked"),
        ("elsewhere", "refused-other-event"),
        ("old", "refused-replaced-code"),
    ],
)
def test_a_refusal_is_calm_and_says_no_reason(
    kiosk: Kiosk, guests: dict[str, Any], who: str, screen: str
) -> None:
    kiosk.hold(guests[who].code)
    kiosk.expect_screen(screen)
    kiosk.expect_text("Potrzebujemy chwili")
    words = kiosk.words.lower()
    for telling in ["anul", "wstrzym", "blok", "wymien", "innego", guests[who].name.lower()]:
        assert telling not in words
    kiosk.tap("home")
    kiosk.expect_screen("welcome")


def test_a_code_nobody_has_alone_says_why(kiosk: Kiosk) -> None:
    kiosk.hold(new_badge_code())
    kiosk.expect_screen("refused-unknown-code")
    kiosk.expect_text("Nie znamy tego kodu")


def test_a_foreign_qr_code_is_not_a_badge_and_is_never_kept(
    kiosk: Kiosk, server: LiveServer
) -> None:
    kiosk.hold("https://evil.example/?token=geheim")
    kiosk.expect_screen("refused-not-a-badge")
    kiosk.expect_text("Nie znamy tego kodu")
    kept = scans_in(server)[-1]
    assert (kept["outcome"], kept["code"]) == ("not_a_badge", None)


def test_a_refused_guest_is_replaced_by_the_next_badge(
    kiosk: Kiosk, guests: dict[str, Any]
) -> None:
    kiosk.hold(guests["cancelled"].code)
    kiosk.expect_screen("refused-cancelled")
    kiosk.hold(guests["celina"].code)
    kiosk.expect_screen("greeting")
    kiosk.expect_text("Celina O'Connor")


def test_a_whole_queue_is_admitted_badge_by_badge_without_a_conversation(
    kiosk: Kiosk, server: LiveServer, guests: dict[str, Any]
) -> None:
    queue = guests["queue"]
    before = kiosk.memory()
    taken = sorted(kiosk.hold_in_turn(queue))
    print(f"{QUEUE} badges, ms to greeting: p50 {taken[QUEUE // 2]:.0f}, max {taken[-1]:.0f}")
    assert taken[QUEUE // 2] < 1000
    codes = {guest.code for guest in queue}
    kept = [scan for scan in scans_in(server) if scan["code"] in codes]
    assert [scan["outcome"] for scan in kept] == ["admitted"] * QUEUE
    assert {scan["code"] for scan in kept} == codes
    assert kiosk.memory() - before < 40_000_000
    expect(kiosk.root).to_have_count(1)
