"""From the menu to the second badge: who may begin a talk at a kiosk, and who is ignored."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, invite, invite_many, make_event, rows, show_badge
from panel import ANNA_WROTE, CELINA_WROTE, Panel, come_in, ids, run, say
from talks import choose_entry_only, everything

from kiosk.kiosk_page import _act as react
from kiosk.scans import handle_scan
from kiosk.screens import SCREENS
from kiosk.session import AT_THE_MENU, BUSY
from kiosk.texts import text
from kiosk.visit import Visit
from matching.badge_codes import new_badge_code
from matching.consents import Decision, decide, has_agreed
from matching.desk import DENSE_ADMISSIONS
from matching.events import set_event
from matching.model import ConsentKind, Direction, Event
from matching.people import Listed

pytest_plugins = ["panel_fixtures"]
# What a camera's report may say of the screen that it was made on; it may be forged.
REPORTED_SCREENS = [*SCREENS, "refused-own-badge", "entry-only", "WELCOME", "x", "", None, 7, []]


def test_a_fresh_badge_is_greeted_with_a_button_that_leads_to_the_menu(panel, event):
    dorota = invite(panel.store, event, "Dorota Zero")

    shown = panel.scan(dorota.code)

    assert panel.screen == "greeting"
    assert ids(shown) == ["menu"]
    panel.tap("menu")
    assert panel.screen == "consent_suggest"
    assert panel.tap_through("no", "no")["screen"] == "menu"


def test_a_badge_that_came_in_before_opens_the_menu(panel, anna):
    panel.scan(anna.code)
    shown = panel.tap_through("yes", "no")

    assert panel.screen == "menu"
    assert ids(shown) == ["record", "meet", "more"]
    assert say(shown, "display") == ["Anna Nowak"]


def test_while_a_queue_stands_at_the_doors_a_kiosk_for_both_only_lets_in(panel, event, anna):
    queue = invite_many(panel.store, event, DENSE_ADMISSIONS)
    guests = [guest for guest in queue if guest.admitted_at_utc is None]
    for guest in guests:
        shown = panel.scan(guest.code)

    assert panel.screen == "greeting"
    assert ids(shown) == []
    panel.tap("menu")  # of a greeting that was drawn before the queue grew
    assert panel.screen == "greeting"
    panel.scan(anna.code)
    assert panel.screen == "already_in"


@pytest.mark.parametrize("mode", ["door", "exit"])
def test_a_kiosk_at_a_door_never_opens_a_menu(server, event, panel, anna, mode):
    door = Panel(server, event, mode=mode)
    for _ in range(2):
        shown = door.scan(anna.code)
        assert "menu" not in ids(shown)
        door.tap("menu")
        assert door.screen in {"greeting", "already_in"}
    assert rows(server.store, "SELECT * FROM consent") == []


def test_a_kiosk_for_talks_opens_the_menu_for_a_fresh_badge_at_once(server, event):
    dorota = invite(server.store, event, "Dorota Zero")
    place = Panel(server, event, mode="talk")

    place.scan(dorota.code)

    assert place.screen == "consent_suggest"
    assert rows(server.store, "SELECT outcome FROM scan") == [("admitted",)]


def test_whoever_is_refused_at_the_door_gets_no_menu_at_a_kiosk_for_talks(server, event):
    cancelled = invite(server.store, event, "Cezary Anulowany", status="cancelled")
    place = Panel(server, event, mode="talk")

    place.scan(cancelled.code)

    assert place.screen == "refused"


def test_somebody_who_left_and_comes_back_is_greeted_and_may_go_to_the_menu(server, event, panel):
    server, event = panel.view.server, set_event(panel.store, panel.view.event, re_entry=True)
    ola = invite(panel.store, event, "Ola Rak")
    come_in(panel.store, event, ola)
    show_badge(
        panel.store,
        event,
        ola.code,
        direction=Direction.OUT,
        at=datetime.now(UTC) - NOW - timedelta(minutes=30),
    )

    shown = Panel(server, event).scan(ola.code)

    assert shown["screen"] == "greeting"
    assert ids(shown) == ["menu"]


def test_six_hundred_admissions_in_a_row_start_no_conversation(server, event):
    door = Panel(server, event)
    for guest in invite_many(server.store, event, 600):
        handle_scan(door.view, {"id": str(uuid4()), "code": guest.code, "source": "camera"})
        assert door.screen == "greeting"
        assert door.visit.talk is None
    assert rows(server.store, "SELECT count(*) FROM scan WHERE outcome = 'admitted'") == [(600,)]
    assert rows(server.store, "SELECT * FROM conversation") == []
    assert rows(server.store, "SELECT * FROM consent") == []


def test_both_questions_come_once_before_the_first_menu_and_never_again(panel, celina, server):
    shown = panel.scan(celina.code)
    assert say(shown, "question") == [text("en", "consent.suggest_title")]
    assert {button["kind"] for button in shown["actions"]} == {"secondary"}
    shown = panel.tap("yes")
    assert say(shown, "question") == [text("en", "consent.mail_title")]
    panel.tap("no")
    assert panel.screen == "menu"
    panel.tap("home")

    panel.scan(celina.code)
    assert panel.screen == "menu"
    elsewhere = Panel(server, panel.view.event, number=2, mode="talk")
    elsewhere.scan(celina.code)
    assert elsewhere.screen == "menu"
    found = rows(
        panel.store,
        "SELECT kind, is_given, language, source, text_version <> '' FROM consent ORDER BY kind",
    )
    assert found == [("mail", False, "en", "kiosk", True), ("suggest", True, "en", "kiosk", True)]
    assert has_agreed(panel.store, celina.person_id, ConsentKind.SUGGEST)
    assert not has_agreed(panel.store, celina.person_id, ConsentKind.MAIL)


def test_a_question_is_kept_in_the_language_in_which_it_was_read(panel, celina):
    panel.scan(celina.code)
    shown = panel.tap("language-pl")
    assert say(shown, "question") == [text("pl", "consent.suggest_title")]
    panel.tap("yes")
    assert rows(panel.store, "SELECT language FROM consent") == [("pl",)]


def test_who_answered_one_question_before_is_asked_the_other_only(panel, anna):
    earlier = Decision(uuid4(), anna.person_id, ConsentKind.SUGGEST, False, "pl")
    decide(panel.store, earlier, source="page", now=NOW)

    panel.scan(anna.code)
    assert panel.screen == "consent_mail"
    panel.tap("yes")

    assert panel.screen == "menu"
    assert not has_agreed(panel.store, anna.person_id, ConsentKind.SUGGEST)


def test_two_taps_on_one_question_answer_one_question(panel, anna):
    panel.scan(anna.code)
    turn = panel.view.session.turn
    for _ in range(2):
        react(panel.view, {"id": "yes", "turn": turn, "field": None})

    assert panel.screen == "consent_mail"
    assert rows(panel.store, "SELECT kind FROM consent") == [("suggest",)]


def test_a_guest_who_left_a_question_open_is_asked_again_next_time(panel, anna):
    panel.scan(anna.code)
    panel.tap_through("yes", "home")

    panel.scan(anna.code)

    assert panel.screen == "consent_mail"


def test_whoever_takes_part_in_the_entry_only_is_asked_nothing(panel, anna):
    choose_entry_only(panel.store, anna)

    panel.scan(anna.code)

    assert panel.screen == "menu"
    assert rows(panel.store, "SELECT count(*) FROM consent") == [(1,)]


@pytest.mark.parametrize("screen", sorted(AT_THE_MENU))
def test_the_same_badge_at_the_menu_changes_nothing_there(panel, anna, screen):
    panel.scan(anna.code)
    panel.tap_through("no", "no")
    panel.view.go(screen)
    turn, visit = panel.view.session.turn, panel.visit

    for _ in range(3):
        panel.scan(anna.code)

    assert (panel.screen, panel.view.session.turn) == (screen, turn)
    assert panel.visit is visit


@pytest.mark.parametrize("screen", ["menu", "waiting"])
def test_another_badge_at_the_menu_begins_a_visit_with_nothing_of_the_one_before(
    panel, anna, celina, screen
):
    panel.scan(anna.code)
    panel.tap_through("no", "no", "language-en", "more")
    panel.visit.wants_phone = True
    panel.view.go(screen)

    shown = panel.scan(celina.code)

    assert shown["screen"] == "consent-suggest"
    assert panel.visit == Visit(check_in=panel.visit.check_in)
    assert panel.visit.check_in.attendee.name == "Celina O'Connor"
    assert "Nowak" not in panel.seen[-1]


@pytest.mark.parametrize("end", ["saved", "later_done", "declined", "over", "done", "not_me"])
def test_a_badge_shown_after_a_talk_begins_anew_without_that_talk(panel, anna, bartek, celina, end):
    panel.begin(anna, bartek)
    panel.view.go(end)

    panel.scan(celina.code)

    assert panel.screen == "consent_suggest"
    assert panel.visit.talk is None
    assert "Nowak" not in panel.seen[-1]
    assert "Bartek" not in panel.seen[-1]


def test_the_menu_says_that_an_answer_is_waited_for_and_more_says_whose(panel, anna, bartek):
    panel.begin(anna, bartek)
    panel.tap_through("later", "go-on", "later", "go-on", "home")

    shown = panel.scan(anna.code)

    assert text("pl", "menu.more_waiting") in [one["sub"] for one in shown["actions"]]
    shown = panel.tap("more")
    assert ids(shown) == ["waiting", "phone", "information", "consents", "entry-only", "menu"]
    assert shown["actions"][0]["sub"] == "Bartek Wójcik"


def test_people_to_meet_says_why_there_are_none_and_leads_back(panel, anna):
    panel.scan(anna.code)

    shown = panel.tap_through("no", "no", "meet")

    assert say(shown, "lead") == [text("pl", "meet.not_agreed")]
    panel.tap("menu")
    assert panel.screen == "menu"


def refused_partner(panel: Panel, event: Event, starter: Listed, code: str) -> str | None:
    """A badge that is refused for this reason, everything prepared for that."""
    store = panel.store
    if code == "own_badge":
        return starter.code
    if code == "other_event":
        return invite(store, make_event(store, "elsewhere"), "Zofia Obca").code
    if code == "not_admitted":
        return invite(store, event, "Dorota Zero").code
    if code in {"cancelled", "entry_only", "event_closed"}:
        guest = invite(store, event, "Ola Rak")
        come_in(store, event, guest)
        if code == "cancelled":
            run(store, "UPDATE person SET is_blocked = true WHERE name = 'Ola Rak'", [])
        elif code == "entry_only":
            choose_entry_only(store, guest)
        else:
            closed = set_event(store, event, closed_at=datetime.now(UTC) - timedelta(hours=1))
            panel.view.event = closed
        return guest.code
    return new_badge_code() if code == "unknown_badge" else None


@pytest.mark.parametrize(
    "code",
    [
        "own_badge",
        "unknown_badge",
        "not_a_badge",
        "other_event",
        "not_admitted",
        "entry_only",
        "cancelled",
        "event_closed",
    ],
)
def test_a_badge_that_cannot_take_part_gets_one_sentence_and_keeps_nothing(
    panel, event, anna, bartek, code
):
    panel.scan(anna.code)
    panel.tap_through("no", "no", "record")
    badge = refused_partner(panel, event, anna, code)
    code = "unknown_badge" if code == "not_a_badge" else code
    before = everything(panel.store)

    for language in ("en", "pl"):
        panel.tap(f"language-{language}")
        for _ in range(2):
            shown = panel.scan(badge)
            assert panel.screen == "partner"
            assert say(shown, "stop") == [text(language, f"partner.{code}")]
            assert shown["camera"]["active"]
    assert everything(panel.store) == before
    assert panel.visit.talk is None

    panel.view.event = event
    panel.scan(bartek.code)
    assert (panel.screen, panel.visit.error) == ("answer", None)


def test_why_somebody_cannot_be_talked_with_is_not_told(panel, event, anna):
    """Entry only and cancelled read the same (P14)."""
    for language in ("pl", "en"):
        assert text(language, "partner.entry_only") == text(language, "partner.cancelled")
    choose_entry_only(panel.store, anna)
    panel.scan(anna.code)
    panel.tap("record")
    guest = invite(panel.store, event, "Ola Rak")
    come_in(panel.store, event, guest)

    shown = panel.scan(guest.code)

    assert say(shown, "stop") == [text("pl", "partner.entry_only")]
    assert rows(panel.store, "SELECT * FROM conversation") == []


def test_the_same_report_of_the_second_badge_is_one_conversation(panel, anna, bartek):
    panel.scan(anna.code)
    panel.tap_through("no", "no", "record")
    scan_id = str(uuid4())
    panel.scan(bartek.code, id=scan_id)
    turn = panel.view.session.turn

    panel.scan(bartek.code, id=scan_id)

    assert (panel.screen, panel.view.session.turn) == ("answer", turn)
    assert rows(panel.store, "SELECT conversation_id FROM conversation") == [(UUID(scan_id),)]


def test_a_second_badge_reported_after_a_restart_lets_nobody_in_and_starts_nothing(
    panel, event, anna
):
    """The one who began that talk is not known to the new session."""
    dorota = invite(panel.store, event, "Dorota Zero")
    panel.scan(dorota.code, screen="partner")

    assert panel.screen == "welcome"
    assert rows(panel.store, "SELECT * FROM conversation") == []
    assert rows(panel.store, "SELECT count(*) FROM scan") == [(3,)]  # those of the cast


def test_other_badges_are_ignored_in_the_middle_of_a_talk(panel, anna, bartek, celina):
    panel.talk(anna, bartek)
    panel.tap("add-left")
    kept = everything(panel.store)
    for screen in sorted(BUSY):
        panel.view.go(screen)
        state = (panel.view.session.turn, repr(panel.visit))

        for made_on in REPORTED_SCREENS:
            for code in (celina.code, anna.code, bartek.code, new_badge_code(), None):
                report = {"id": str(uuid4()), "code": code, "screen": made_on}
                handle_scan(panel.view, report)

        assert panel.screen == screen
        assert (panel.view.session.turn, repr(panel.visit)) == state
    assert everything(panel.store) == kept


def test_a_badge_seen_in_the_middle_of_a_talk_is_ignored_after_a_restart_too(panel, celina):
    before = everything(panel.store)

    for screen in BUSY:
        panel.scan(celina.code, screen=screen.replace("_", "-"))

        assert panel.screen == "welcome"
    assert everything(panel.store) == before


def test_the_starter_cannot_use_the_badge_of_somebody_they_talked_with_before_to_read_again(
    panel, anna, celina
):
    panel.talk(anna, celina)
    panel.tap_through("next", "next", "home")
    before, count = everything(panel.store)["answer"], len(panel.seen)
    panel.scan(anna.code)
    panel.tap("record")

    panel.scan(celina.code)

    assert panel.screen == "already_recorded"
    assert everything(panel.store)["answer"] == before
    assert not [one for one in panel.seen[count:] if ANNA_WROTE in one or CELINA_WROTE in one]


def test_consents_can_be_answered_anew_from_the_menu_and_the_latest_counts(panel, anna):
    panel.scan(anna.code)
    panel.tap_through("no", "no", "more")

    shown = panel.tap("consents")
    assert shown["screen"] == "consent-suggest"
    assert panel.tap_through("yes", "yes")["screen"] == "menu"

    for kind in (ConsentKind.SUGGEST, ConsentKind.MAIL):
        assert has_agreed(panel.store, anna.person_id, kind)


def test_nobody_stands_there_without_a_word_for_their_name(panel, anna, celina):
    run(panel.store, "UPDATE person SET name = ''", [])

    shown = panel.begin(anna, celina)

    assert say(shown, "name") == [text("pl", "answer.about", name=text("pl", "greeting.nameless"))]
