"""All screens of a talk as two guests come to them, with the longest names and words there are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from browser import Kiosk
from cast import LONG_NAME, NOW, invite, make_event, show_badge
from playwright.sync_api import expect
from tour import LONG_EVENT, LONG_WORD

from matching.answers import LONGEST
from matching.events import set_event
from matching.people import Listed
from matching.store import Store

LONG_ANSWER = (
    "Pomaga małym sadom spod Grójca dowieźć jabłka do szkół, zanim stracą smak. "
    "Mówi, że najwięcej daje jej chwila, gdy dziecko pyta, z którego drzewa jest owoc! "
) * 4
LONG_REPLY = (
    "They teach evening classes in bookkeeping, because somebody once did that for their mother. "
    "What they like best is the moment when a shop owner sleeps well before the twentieth. "
) * 4
Show = Callable[[str], None]


def fill(store: Store) -> dict[str, Listed]:
    """Two people with the longest names, and one with a common name."""
    event = set_event(store, make_event(store), name=LONG_EVENT)
    guests = {}
    for kind, name in {"long": LONG_NAME, "word": LONG_WORD, "short": "Ola Rak"}.items():
        guests[kind] = invite(store, event, name, email=f"{kind}@example.org", company=LONG_WORD)
        if kind != "long":
            show_badge(store, event, guests[kind].code, at=an_hour_ago() - NOW)
    return guests


def an_hour_ago() -> datetime:
    """So that nobody here stands in a queue."""
    return datetime.now(UTC) - timedelta(hours=1)


def talk_tour(kiosk: Kiosk, guests: dict[str, Listed], show: Show) -> None:
    """Through a whole talk; show is called on each screen with its name."""
    long, word = guests["long"], guests["word"]
    to_the_menu(kiosk, long, show)
    to_the_answer(kiosk, long, word, show)
    first_answer(kiosk, show)
    ways_round_an_answer(kiosk, show)
    both_sentences(kiosk, show)


def go(kiosk: Kiosk, show: Show, *steps: tuple[str, str]) -> None:
    """Tap one after the other; each step says which screen follows and is to be shown."""
    for action, screen in steps:
        kiosk.tap(action)
        kiosk.expect_screen(screen)
        show(screen)


def to_the_menu(kiosk: Kiosk, guest: Listed, show: Show) -> None:
    """The first visit, to the menu and what lies behind it."""
    kiosk.scan(guest.code or "")
    kiosk.expect_screen("greeting")
    show("greeting-and-menu")
    kiosk.tap("menu")
    kiosk.expect_screen("consent-suggest")
    show("consent-suggest")
    go(kiosk, show, ("yes", "consent-mail"), ("no", "menu"), ("meet", "meet"))
    kiosk.tap("menu")
    kiosk.expect_screen("menu")
    go(kiosk, show, ("more", "more"))
    kiosk.tap("menu")
    kiosk.expect_screen("menu")


def to_the_answer(kiosk: Kiosk, starter: Listed, partner: Listed, show: Show) -> None:
    """The second badge, first the wrong one."""
    go(kiosk, show, ("record", "partner"))
    kiosk.scan(starter.code or "")
    kiosk.expect_screen("refused-own-badge")
    show("refused-own-badge")
    kiosk.scan(partner.code or "")
    kiosk.expect_screen("answer")
    show("answer")


def first_answer(kiosk: Kiosk, show: Show) -> None:
    """A slip, then as many letters as there is room for."""
    problem = kiosk.page.locator(".problem")
    said = ""
    for words, name in [("", "answer-refused"), ("qwerty asdfgh", "answer-refused-twice")]:
        kiosk.entry.fill(words)
        kiosk.tap("save")
        expect(problem).not_to_have_text(said)
        show(name)
        said = problem.inner_text()
    kiosk.entry.fill(LONG_ANSWER[:LONGEST])
    show("answer-longest")
    kiosk.tap("field-hide")
    show("answer-hidden")
    kiosk.tap("field-hide")


def ways_round_an_answer(kiosk: Kiosk, show: Show) -> None:
    """Later, the phone, not at all; then the steps after an answer, to the hand-over."""
    go(kiosk, show, ("later", "later"), ("decline", "decline"))
    kiosk.tap("later")
    kiosk.expect_screen("later")
    go(kiosk, show, ("phone", "phone-code"))
    kiosk.tap("answer")
    kiosk.expect_screen("answer")
    kiosk.entry.fill(LONG_ANSWER[:LONGEST])
    go(kiosk, show, ("save", "second-step"))
    for chip in ("promise introduce", "share name_and_company", "share email"):
        kiosk.tap(f"choice {chip}")
    show("second-step-chosen")
    go(kiosk, show, ("seeks", "seeks"), ("words", "seeks-words"))
    kiosk.tap("save")
    kiosk.expect_screen("second-step")
    go(kiosk, show, ("next", "handover"), ("answer", "answer"))


def both_sentences(kiosk: Kiosk, show: Show) -> None:
    """The ring closes over two of the longest answers; replies beside them."""
    kiosk.entry.fill(LONG_REPLY[:LONGEST])
    go(kiosk, show, ("save", "connected"))
    kiosk.tap("confirm-left")
    expect(kiosk.button("confirm-left")).to_be_hidden()
    show("connected-confirmed")
    go(kiosk, show, ("add-right", "correction"))
    kiosk.entry.fill(LONG_ANSWER[:LONGEST])
    kiosk.tap("save")
    kiosk.expect_screen("connected")
    show("connected-added")
    kiosk.tap("next")
    kiosk.expect_screen("second-step")
    go(kiosk, show, ("next", "done"))
    kiosk.back_to_welcome()


def tour_of_endings(kiosk: Kiosk, guests: dict[str, Listed], show: Show) -> None:
    """After talk_tour: an answer put off, finished from More, and waiting for the other."""
    starter, partner = guests["long"], guests["short"]
    kiosk.scan(starter.code or "")
    kiosk.expect_screen("menu")
    kiosk.tap("record")
    kiosk.expect_screen("partner")
    kiosk.scan(partner.code or "")
    kiosk.expect_screen("answer")
    for action, screen in [("later", "later"), ("go-on", "handover"), ("later", "later")]:
        kiosk.tap(action)
        kiosk.expect_screen(screen)
    go(kiosk, show, ("go-on", "later-done"))
    kiosk.back_to_welcome()
    kiosk.scan(starter.code or "")
    kiosk.expect_screen("menu")
    go(kiosk, show, ("more", "more"), ("waiting", "waiting"))
    kiosk.tap_button(partner.name)
    kiosk.expect_screen("answer")
    kiosk.entry.fill("Prowadzi chór w przedszkolu")
    kiosk.tap("save")
    kiosk.expect_screen("second-step")
    go(kiosk, show, ("next", "saved"))
    kiosk.back_to_welcome()
