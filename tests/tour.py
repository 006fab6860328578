"""All screens of the kiosk as a guest comes to them, with the longest names there are."""

from collections.abc import Callable

from browser import Kiosk
from cast import LONG_NAME, NOW, invite, make_event
from playwright.sync_api import expect

from matching.badge_codes import new_badge_code
from matching.events import set_event
from matching.people import Listed
from matching.store import Store
from matching.walk_ins import allow_at_kiosks

LONG_EVENT = "Śniadanie przedsiębiorców Wielkopolski i gości z zagranicy"
LONG_WORD = "Konstantynopolitańczykowianeczkowatopodobnościówniewiadomojak"[:60]


def fill(store: Store) -> dict[str, Listed]:
    """The longest names there are, and twins whom only the e-mail tells apart."""
    event = set_event(store, make_event(store), name=LONG_EVENT)
    allow_at_kiosks(store, event, is_allowed=True, actor="cli", now=NOW)
    guests: dict[str, Listed] = {}
    for kind, name in {"long": LONG_NAME, "word": LONG_WORD}.items():
        guests[kind] = invite(store, event, name, email=f"{kind}@example.org", company=LONG_WORD)
    guests["cancelled"] = invite(store, event, "Cezary Anulowany", status="cancelled")
    return guests


def put_on(kiosk: Kiosk, language: str, is_large: bool, has_contrast: bool) -> None:
    """Make the screen look so, by the buttons that every screen has."""
    if kiosk.root.get_attribute("lang") != language:
        kiosk.tap(f"language-{language}")
        expect(kiosk.root).to_have_attribute("lang", language)
    for action, wanted in [("larger", is_large), ("contrast", has_contrast)]:
        pressed = "true" if wanted else "false"
        if kiosk.button(action).get_attribute("aria-pressed") != pressed:
            kiosk.tap(action)
            expect(kiosk.button(action)).to_have_attribute("aria-pressed", pressed)


def tour(kiosk: Kiosk, guests: dict[str, Listed], show: Callable[[str], None]) -> None:
    """Through all screens as a guest comes to them; show is called on each with its name."""
    for action, screen in [("help", "help"), ("information", "information")]:
        kiosk.tap(action)
        kiosk.expect_screen(screen)
        show(screen)
        if screen == "information":
            kiosk.tap("entry-only")
            kiosk.expect_screen("entry-only")
            show("entry-only")
            kiosk.scan(guests["cancelled"].code)
            kiosk.expect_screen("entry-only-done")
            show("entry-only-done")
        kiosk.back_to_welcome()
    show("welcome")
    tour_without_badge(kiosk, guests, show)
    tour_with_badge(kiosk, guests, show)


def tour_without_badge(
    kiosk: Kiosk, guests: dict[str, Listed], show: Callable[[str], None]
) -> None:
    """The forms, with a mistake in each."""
    kiosk.tap("no-badge")
    kiosk.expect_screen("no-badge")
    show("no-badge")
    kiosk.tap("by-code")
    kiosk.expect_screen("code-entry")
    show("code-entry")
    kiosk.entry.fill("ABCD EFGH JKLM NPQR ST")
    kiosk.tap("look")
    expect(kiosk.page.locator(".problem")).not_to_be_empty()
    show("code-entry-wrong")
    kiosk.back_to_welcome()
    tour_of_a_walk_in(kiosk, show)
    kiosk.tap("no-badge")
    kiosk.tap("by-name")
    kiosk.expect_screen("name-entry")
    show("name-entry")
    kiosk.tap("look")
    expect(kiosk.page.locator(".problem")).not_to_be_empty()
    show("name-entry-empty")
    kiosk.entry.fill(LONG_NAME)
    kiosk.tap("look")
    kiosk.expect_screen("email-entry")
    show("email-entry")
    kiosk.entry.fill("nobody@example.org")
    kiosk.tap("look")
    expect(kiosk.page.locator(".problem")).not_to_be_empty()
    show("email-entry-wrong")
    kiosk.entry.fill(guests["long"].email)
    kiosk.tap("look")
    kiosk.expect_screen("greeting")
    show("greeting")


def tour_of_a_walk_in(kiosk: Kiosk, show: Callable[[str], None]) -> None:
    """Somebody who is not on the list, with a mistake in the last field."""
    kiosk.tap("no-badge")
    kiosk.tap("walk-in")
    kiosk.expect_screen("walk-in-name")
    kiosk.entry.fill(LONG_NAME)
    kiosk.tap("next")
    kiosk.expect_screen("walk-in-company")
    show("walk-in-company")
    kiosk.tap("skip")
    kiosk.expect_screen("walk-in-email")
    kiosk.entry.fill("nobody")
    kiosk.tap("next")
    expect(kiosk.page.locator(".problem")).not_to_be_empty()
    show("walk-in-email-wrong")
    kiosk.tap("skip")
    kiosk.expect_screen("walk-in-done")
    show("walk-in-done")
    kiosk.back_to_welcome()


def tour_with_badge(kiosk: Kiosk, guests: dict[str, Listed], show: Callable[[str], None]) -> None:
    """What comes of badges."""
    word, long = guests["word"], guests["long"]
    steps = [
        (word.code, "greeting", "greeting-word"),
        (long.code, "already-in", "already-in"),
        (new_badge_code(), "refused-unknown-code", "refused-unknown-code"),
        ("5901234123457", "refused-not-a-badge", "refused-not-a-badge"),
        (guests["cancelled"].code, "refused-cancelled", "refused-cancelled"),
        (word.code, "already-in", "already-in-word"),
    ]
    for code, screen, name in steps:
        kiosk.scan(code or "")
        if screen == "greeting":  # it follows another greeting
            kiosk.wait_for_heading(word.name)
        kiosk.expect_screen(screen)
        show(name)
    kiosk.tap("not-me")
    kiosk.expect_screen("not-me")
    show("not-me")
    kiosk.back_to_welcome()
