"""The whole talk before a real browser: at one kiosk, at two, and through all that goes wrong."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from browser import Kiosk, evening
from cast import NOW, invite, make_event, rows, show_badge
from kept import database_copy
from live_server import LiveServer
from playwright.sync_api import expect

from matching.consents import Decision, decide
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

OpenKiosk = Callable[..., Kiosk]
ANNA_WROTE = "Naprawia zegarmistrzowskie starocie w piwnicy"
CELINA_WROTE = "Teaches lighthouse keepers to bake bread"
PAIRS = ("camera", "sealed", "later", "race", "idle", "draft", "killed")
SEALED = ("zegarmistrz", "starocie")  # plain letters, so that no encoding hides them
CONNECTED_OR_SECOND_STEP = re.compile("connected|second-step")
_CLICK_AT = """(root, moment) => {
  const save = root.querySelector('[data-id="save"]');
  setTimeout(() => save.click(), moment - Date.now());
}"""


def fill(store: Store) -> dict[str, Listed]:
    """Pairs of guests, one for each test; all but the first came in and were asked before."""
    event = make_event(store)
    guests = {"dorota": invite(store, event, "Dorota Zero", language="pl")}
    for pair in PAIRS:
        for name, language in [("Anna", "pl"), ("Celina", "en")]:
            guest = invite(store, event, f"{name} {pair.title()}", language=language)
            guests[f"{name.lower()}-{pair}"] = guest
            if pair != "camera":
                come_in(store, event, guest)
    return guests


def come_in(store: Store, event: Event, guest: Listed) -> None:
    """An hour ago."""
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    show_badge(store, event, guest.code, at=an_hour_ago - NOW)
    for kind in (ConsentKind.SUGGEST, ConsentKind.MAIL):
        decision = Decision(uuid4(), guest.person_id, kind, False, "pl")
        decide(store, decision, source="kiosk", now=an_hour_ago)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One evening for the whole module."""
    with evening(tmp_path_factory.mktemp("evening"), fill) as running:
        yield running


def pair_of(server: LiveServer, pair: str) -> tuple[Listed, Listed]:
    """Anna, who speaks Polish, and Celina, who speaks English."""
    return server.prepared[f"anna-{pair}"], server.prepared[f"celina-{pair}"]


def record(kiosk: Kiosk, starter: Listed, partner: Listed) -> None:
    """By a scanner that types, to the question."""
    kiosk.scan(starter.code or "")
    kiosk.expect_screen("menu")
    kiosk.tap("record")
    kiosk.expect_screen("partner")
    kiosk.scan(partner.code or "")
    kiosk.expect_screen("answer")


def finish(kiosk: Kiosk, guest: Listed, partner: Listed) -> None:
    """From the badge through More to the question."""
    kiosk.scan(guest.code or "")
    kiosk.expect_screen("menu")
    follow(kiosk, ("more", "more"), ("waiting", "waiting"))
    kiosk.tap_button(partner.name)
    kiosk.expect_screen("answer")


def follow(kiosk: Kiosk, *steps: tuple[str, str]) -> None:
    """Tap one after the other; each step says which screen follows."""
    for action, screen in steps:
        kiosk.tap(action)
        kiosk.expect_screen(screen)


def write(kiosk: Kiosk, words: str) -> None:
    """On a real keyboard, then save."""
    expect(kiosk.entry).to_be_focused()
    kiosk.page.keyboard.insert_text(words)
    kiosk.tap("save")


def kept(server: LiveServer, sql: str) -> list[tuple]:
    """What is on disk."""
    with Store.open(database_copy(server)) as store:
        return rows(store, sql)


def words_between(server: LiveServer, starter: Listed) -> list[tuple]:
    """The kept answers of the starter's conversation, and whether they connect."""
    found = kept(
        server,
        "SELECT starter_id, words, connected_at_utc IS NOT NULL FROM answer"
        " JOIN conversation USING (conversation_id)"
        " LEFT JOIN connection USING (conversation_id) ORDER BY answered_at_utc",
    )
    return [(words, joined) for one, words, joined in found if one == starter.attendee_id]


def test_two_guests_talk_before_one_camera_each_in_their_own_language(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=1")
    anna, celina = pair_of(server, "camera")
    kiosk.scan(celina.code or "")
    kiosk.wait_for_heading(celina.name)
    kiosk.hold(anna.code)
    kiosk.wait_for_heading(anna.name)
    kiosk.hold(None)
    kiosk.tap("menu")
    kiosk.expect_screen("consent-suggest")
    follow(kiosk, ("yes", "consent-mail"), ("no", "menu"), ("record", "partner"))
    kiosk.hold(celina.code)
    kiosk.expect_screen("answer")
    kiosk.hold(None)
    expect(kiosk.root).to_have_attribute("lang", "pl")
    kiosk.tap_keys("ż", "y", "j", "e", "space")
    expect(kiosk.entry).to_have_value("Żyje ")
    kiosk.type("z muzyki dawnej", delay=5)
    follow(kiosk, ("save", "second-step"))
    kiosk.tap("choice promise coffee")
    follow(kiosk, ("next", "handover"))
    expect(kiosk.root).to_have_attribute("lang", "en")
    follow(kiosk, ("answer", "answer"))
    kiosk.expect_text("Answering: Celina Camera")
    expect(kiosk.entry).to_have_value("")
    write(kiosk, CELINA_WROTE)
    kiosk.expect_screen("connected")
    kiosk.expect_text("Żyje z muzyki dawnej")
    kiosk.expect_text(CELINA_WROTE)
    kiosk.expect_text("Invite for coffee")
    kiosk.tap("confirm-left")
    expect(kiosk.button("confirm-left")).to_be_hidden()
    follow(kiosk, ("next", "second-step"), ("next", "done"), ("home", "welcome"))
    expect(kiosk.root).to_have_attribute("lang", "pl")
    expected = [("Żyje z muzyki dawnej", True), (CELINA_WROTE, True)]
    assert words_between(server, anna) == expected


def test_the_second_guest_gets_no_byte_of_the_first_answer_before_their_own(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    """P4 at one kiosk: the page, and all that the server said to it."""
    kiosk = open_kiosk(server, "?kiosk=1")
    anna, celina = pair_of(server, "sealed")
    record(kiosk, anna, celina)
    write(kiosk, ANNA_WROTE)
    kiosk.expect_screen("second-step")
    kiosk.tap("choice promise article")
    kiosk.tap("next")
    kiosk.expect_screen("handover")
    since, pages = len(kiosk.heard), [kiosk.everything()]
    follow(kiosk, ("answer", "answer"))
    pages.append(kiosk.everything())
    assert kiosk.entry.input_value() == ""
    write(kiosk, "asdfgh jkl")
    kiosk.expect_text("We cannot read that")
    for code in (server.prepared["dorota"].code, anna.code):  # badges passing by
        kiosk.scan(code)
        kiosk.hold(code)
        kiosk.page.wait_for_timeout(700)
    kiosk.hold(None)
    expect(kiosk.entry).to_have_value("asdfgh jkl")
    kiosk.expect_text("Answering: Celina Sealed")
    follow(kiosk, ("later", "later"), ("answer", "answer"))
    pages.append(kiosk.everything())
    before = b"".join(kiosk.heard[since:])
    for word in SEALED:
        assert not [page for page in pages if word in page]
        assert word.encode() not in before
    kiosk.entry.fill("")
    write(kiosk, CELINA_WROTE)
    kiosk.expect_screen("connected")
    after = b"".join(kiosk.heard[since:])
    assert SEALED[0] in kiosk.everything()
    assert SEALED[0].encode() in after  # so the bytes were readable above as well
    follow(kiosk, ("next", "second-step"), ("next", "done"), ("home", "welcome"))
    page = kiosk.everything()
    assert not [word for word in (*SEALED, "lighthouse", "Sealed") if word in page]
    assert (server.prepared["dorota"].code,) not in kept(server, "SELECT code FROM scan")


def test_what_was_put_off_at_one_kiosk_is_finished_at_another(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    first, second = open_kiosk(server, "?kiosk=1"), open_kiosk(server, "?kiosk=2")
    anna, celina = pair_of(server, "later")
    record(first, anna, celina)
    follow(first, ("later", "later"), ("go-on", "handover"), ("later", "later"))
    follow(first, ("go-on", "later-done"), ("home", "welcome"))
    finish(second, celina, anna)
    expect(second.root).to_have_attribute("lang", "en")
    write(second, CELINA_WROTE)
    second.expect_screen("second-step")
    follow(second, ("next", "saved"), ("home", "welcome"))
    finish(first, anna, celina)
    write(first, ANNA_WROTE)
    first.expect_screen("connected")
    for kiosk in (first, second):  # one badge was shown: nobody reads at a kiosk (P13)
        assert not [word for word in (*SEALED, "lighthouse") if word in kiosk.everything()]
        assert b"lighthouse" not in b"".join(kiosk.heard)
    assert words_between(server, anna) == [(CELINA_WROTE, True), (ANNA_WROTE, True)]


def test_both_may_save_at_two_kiosks_in_the_same_moment(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    first, second = open_kiosk(server, "?kiosk=1"), open_kiosk(server, "?kiosk=2")
    anna, celina = pair_of(server, "race")
    record(first, anna, celina)
    finish(second, celina, anna)
    first.entry.fill(ANNA_WROTE)
    second.entry.fill(CELINA_WROTE)
    moment = first.page.evaluate("Date.now()") + 500
    for kiosk in (first, second):
        kiosk.root.evaluate(_CLICK_AT, moment)
    for kiosk in (first, second):
        expect(kiosk.root).to_have_attribute("data-screen", CONNECTED_OR_SECOND_STEP)
    assert "connected" in {first.screen, second.screen}
    assert sorted(words_between(server, anna)) == [(ANNA_WROTE, True), (CELINA_WROTE, True)]


def test_a_draft_is_covered_while_nobody_answers_and_goes_with_the_visit(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=1")
    anna, celina = pair_of(server, "idle")
    record(kiosk, anna, celina)
    kiosk.entry.fill("zegarmistrz na poddaszu")
    kiosk.pass_time(30)
    dialog = kiosk.page.get_by_role("alertdialog")
    expect(dialog).to_be_hidden()
    kiosk.pass_time(11)
    expect(dialog).to_be_visible()
    expect(kiosk.entry).to_have_value("")
    assert "zegarmistrz" not in kiosk.everything()
    kiosk.tap("more")
    expect(kiosk.entry).to_have_value("zegarmistrz na poddaszu")
    kiosk.pass_time(61)
    kiosk.expect_screen("welcome")
    assert not [one for one in kiosk.sent if "zegarmistrz" in str(one)]
    finish(kiosk, anna, celina)
    expect(kiosk.entry).to_have_value("")
    assert words_between(server, anna) == []


def test_a_draft_survives_every_look_and_can_be_hidden_from_those_behind(
    open_kiosk: OpenKiosk, server: LiveServer
) -> None:
    kiosk = open_kiosk(server, "?kiosk=1")
    anna, celina = pair_of(server, "draft")
    record(kiosk, anna, celina)
    draft = "Hoduje pszczoły i uczy"
    kiosk.entry.fill(draft)
    cover = "node => getComputedStyle(node).webkitTextSecurity"
    assert kiosk.entry.evaluate(cover) == "none"
    kiosk.tap("field-hide")
    assert kiosk.entry.evaluate(cover) != "none"
    for action in ("contrast", "larger"):
        kiosk.tap(action)
        expect(kiosk.button(action)).to_have_attribute("aria-pressed", "true")
        expect(kiosk.entry).to_have_value(draft)
    kiosk.tap("language-en")
    expect(kiosk.root).to_have_attribute("lang", "en")
    expect(kiosk.entry).to_have_value(draft)
    assert kiosk.entry.evaluate(cover) != "none"
    question = kiosk.root.locator("h1")
    asked = question.inner_text()
    kiosk.tap("other")
    expect(question).not_to_have_text(asked)
    for aside in ("help", "later"):
        back = "back" if aside == "help" else "answer"
        follow(kiosk, (aside, aside), (back, "answer"))
        expect(kiosk.entry).to_have_value(draft)
    kiosk.tap("field-hide")
    assert kiosk.entry.evaluate(cover) == "none"
    kiosk.tap("field-hide")
    kiosk.type(" dzieci", delay=5)
    follow(kiosk, ("save", "second-step"), ("next", "handover"), ("answer", "answer"))
    assert kiosk.entry.evaluate(cover) == "none"  # who comes next decides anew
    expect(kiosk.entry).to_have_value("")
    assert words_between(server, anna) == [(f"{draft} dzieci", False)]


def test_a_talk_in_which_the_server_died_is_finished_when_it_is_back(
    open_kiosk: OpenKiosk, tmp_path: Path
) -> None:
    with evening(tmp_path / "evening", fill) as server:
        kiosk = open_kiosk(server, "?kiosk=1")
        anna, celina = pair_of(server, "killed")
        record(kiosk, anna, celina)
        write(kiosk, ANNA_WROTE)
        kiosk.expect_screen("second-step")
        restart(server, kiosk)
        kiosk.expect_screen("welcome", within=30_000)
        assert words_between(server, anna) == [(ANNA_WROTE, False)]
        finish(kiosk, celina, anna)
        kiosk.type("Teaches light", delay=5)
        restart(server, kiosk)
        kiosk.expect_screen("lost", within=30_000)  # what was typed is gone, and that is said
        kiosk.tap("home")
        kiosk.expect_screen("welcome")
        finish(kiosk, celina, anna)
        write(kiosk, CELINA_WROTE)
        kiosk.expect_screen("connected")
        assert words_between(server, anna) == [(ANNA_WROTE, True), (CELINA_WROTE, True)]


def restart(server: LiveServer, kiosk: Kiosk) -> None:
    """A power cut, and the kiosk goes on by itself."""
    server.kill()
    expect(kiosk.page.locator(".offline")).to_be_visible(timeout=20_000)
    server.start()
    expect(kiosk.page.locator(".offline")).to_be_hidden(timeout=30_000)
