"""I have no badge: a name on our keyboard, an e-mail that decides, a printed code."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import Kiosk, evening
from cast import invite, make_event
from fake_camera import draw_badge
from kept import scans_in
from live_server import LiveServer
from PIL import Image
from playwright.sync_api import expect

from matching.badge_codes import in_groups, new_badge_code
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

KioskAt = Callable[..., Kiosk]
NOT_FOUND = "Nie znajdujemy takiego wpisu"


def fill(store: Store) -> dict[str, Listed]:
    """Names with everything Polish in them, two of the same, and one nobody asks for."""
    event = make_event(store)
    names = {
        "keys": "Łucja Śnieżyńska",
        "plain": "Żółcisława Gęślą-Jaźń",
        "order": "Maria Curie-Skłodowska",
        "code": "Kornelia Szyfr",
        "photo": "Felicja Migawka",
        "spare": "Zdzisława Niepytana",
    }
    guests = {key: invite(store, event, name, language="pl") for key, name in names.items()}
    for number in [1, 2]:
        email = f"jan{number}@example.org"
        guests[f"jan{number}"] = invite(store, event, "Jan Kowalski", email=email, language="pl")
    return guests


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


@pytest.fixture
def kiosk(kiosk_at: KioskAt, server: LiveServer) -> Kiosk:
    """A kiosk where somebody has tapped that they have no badge."""
    opened = kiosk_at(server, "?photo=on")
    opened.tap("no-badge")
    opened.expect_screen("no-badge")
    return opened


def look_for(kiosk: Kiosk, name: str) -> None:
    """Type a name on hardware keys, over what was there."""
    kiosk.entry.fill("")
    kiosk.type(name, delay=20)
    kiosk.tap("look")


def test_a_name_is_tapped_on_our_keyboard_with_polish_letters_and_capitals(kiosk: Kiosk) -> None:
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    kiosk.tap_keys("ł", "u", "c", "j", "a", "space", "ś", "n", "i", "e", "ż", "y", "z")
    kiosk.tap_keys("backspace", "ń", "s", "k", "a")
    expect(kiosk.entry).to_have_value("Łucja Śnieżyńska")
    kiosk.tap_keys("shift", "x", "x", "backspace", "backspace")
    expect(kiosk.entry).to_have_value("Łucja Śnieżyńska")
    kiosk.tap_keys("enter")
    kiosk.expect_screen("greeting")
    kiosk.expect_text("Łucja Śnieżyńska")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zolcislawa gesla jazn", "Żółcisława Gęślą-Jaźń"),
        ("SKLODOWSKA-CURIE MARIA", "Maria Curie-Skłodowska"),
    ],
)
def test_accents_capitals_hyphens_and_order_do_not_matter(
    kiosk: Kiosk, typed: str, name: str
) -> None:
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    look_for(kiosk, typed)
    kiosk.expect_screen("greeting")
    kiosk.expect_text(name)


def test_nothing_is_listed_or_completed_while_a_name_is_typed(
    kiosk: Kiosk, server: LiveServer
) -> None:
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    for part in ["Z", "Zdzis", "Zdzisław Niepytan", "%"]:
        with kiosk.told(NOT_FOUND):
            look_for(kiosk, part)
        kiosk.expect_text(NOT_FOUND)
        assert "Niepytana" not in kiosk.everything()
    heard = b"".join(kiosk.heard)
    assert NOT_FOUND.encode() in heard  # we do hear what the server says
    for guest in server.prepared.values():
        family = guest.name.split()[-1]
        for secret in [family, json.dumps(family)[1:-1], guest.email or family]:
            assert secret.encode() not in heard


def test_after_five_names_that_nobody_has_only_the_desk_helps_and_the_next_guest_goes_on(
    kiosk: Kiosk,
) -> None:
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    for number in range(5):
        with kiosk.told(NOT_FOUND):
            look_for(kiosk, f"Nikt Taki{number}")
        kiosk.expect_text(NOT_FOUND)
    look_for(kiosk, "Zdzisława Niepytana")
    kiosk.expect_text("Zapraszamy do stolika obsługi")
    kiosk.back_to_welcome()
    kiosk.tap("no-badge")
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    look_for(kiosk, "Zdzisława Niepytana")
    kiosk.expect_screen("greeting")


def test_where_two_have_the_name_the_email_decides(kiosk: Kiosk, server: LiveServer) -> None:
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    look_for(kiosk, "jan kowalski")
    kiosk.expect_screen("email-entry")
    look_for(kiosk, "jan3@example.org")
    kiosk.expect_text("Nie znajdujemy takiego wpisu")
    kiosk.entry.fill("")
    kiosk.tap_keys("j", "a", "n", "2", "@", *"example", ".", *"org", "enter")
    kiosk.expect_screen("greeting")
    assert [scan["source"] for scan in scans_in(server)][-1] == "name"


def test_the_printed_code_is_typed_in_its_groups(kiosk: Kiosk, server: LiveServer) -> None:
    code = in_groups(server.prepared["code"].code)
    kiosk.tap("by-code")
    kiosk.expect_screen("code-entry")
    kiosk.tap_keys(*code.replace(" ", ""))
    expect(kiosk.entry).to_have_value(code)
    kiosk.tap_keys("enter")
    kiosk.expect_text("Kornelia Szyfr")


def test_a_photo_of_the_code_is_read_and_one_without_a_code_says_what_helps(
    kiosk: Kiosk, server: LiveServer, tmp_path: Path
) -> None:
    empty, photo = tmp_path / "wall.jpg", tmp_path / "badge.jpg"
    Image.new("L", (800, 600), 128).save(empty)
    draw_badge(server.prepared["photo"].code, 12).save(photo)
    for file in [empty, photo]:
        with kiosk.page.expect_file_chooser() as asked:
            kiosk.tap("photo-failed")
        asked.value.set_files(file)
        if file == empty:
            kiosk.expect_text("Nie widzimy kodu na tym zdjęciu")
    kiosk.expect_text("Felicja Migawka")
    assert [scan["source"] for scan in scans_in(server)][-1] == "photo"


def test_a_photo_that_nobody_looked_at_is_not_said_to_be_without_a_code(
    kiosk: Kiosk, server: LiveServer, tmp_path: Path
) -> None:
    photo = tmp_path / "badge.jpg"
    draw_badge(server.prepared["spare"].code, 12).save(photo)
    kiosk.page.evaluate("""async () => {
      const post = () => fetch("/api/photo", { method: "POST", body: "no picture" });
      while ((await post()).status !== 429);
    }""")
    with kiosk.page.expect_file_chooser() as asked:
        kiosk.tap("photo-failed")
    for _ in range(3):  # the next is let through after half a second
        kiosk.page.evaluate("() => fetch('/api/photo', { method: 'POST', body: 'no picture' })")
    asked.value.set_files(photo)
    kiosk.expect_text("Czytamy właśnie wiele zdjęć")


def test_a_slip_in_a_typed_code_is_told_and_the_code_stays_to_be_corrected(kiosk: Kiosk) -> None:
    code = in_groups(new_badge_code())
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    kiosk.tap("by-code")
    kiosk.expect_screen("code-entry")
    kiosk.type(wrong, delay=200)
    kiosk.page.keyboard.press("Enter")
    kiosk.expect_text("Nie rozpoznajemy tego kodu")
    expect(kiosk.entry).to_have_value(wrong)
