"""Both have answered: the sentences, replies, promises, and what never stands on a kiosk."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from cast import NOW, make_event, rows
from panel import ANNA_WROTE, CELINA_WROTE, HEARD, PHONE, Panel, chosen, ids, run, say, written
from talks import counts, new_answer

from kiosk.kiosk_page import _act as react
from kiosk.texts import text
from matching.answers import revise_answer, withdraw_answer
from matching.chips import load_chips
from matching.contacts import contacts_for
from matching.follow_ups import Promise, PromiseKind, keep_promise, promise_of
from matching.people import Listed

pytest_plugins = ["panel_fixtures"]
pytestmark = pytest.mark.usefixtures("were_asked")


def today() -> date:
    """At the event."""
    return datetime.now(ZoneInfo("Europe/Warsaw")).date()


def promise_on_the_phone(panel: Panel, who: Listed, *, days: int) -> str:
    """A coffee so many days from today, promised on that day where it has passed."""
    due_on, now = today() + timedelta(days=days), datetime.now(UTC)
    promise = Promise(
        uuid4(), panel.conversation_id, who.attendee_id, PromiseKind.COFFEE, due_on, channel="link"
    )
    keep_promise(panel.store, promise, now=now + timedelta(days=min(days, 0)))
    return due_on.isoformat()


def test_each_sentence_stands_under_the_one_it_is_about(panel, anna, celina):
    shown = panel.talk(anna, celina)

    left, right = shown["cards"]
    assert (left["half"], left["name"], left["quote"]) == ("left", "Celina O'Connor", ANNA_WROTE)
    assert (right["half"], right["name"], right["quote"]) == ("right", "Anna Nowak", CELINA_WROTE)
    assert ids(left) == ["confirm-left", "add-left"]
    assert (shown["ring"]["left"], shown["ring"]["right"], shown["ring"]["gap"]) == (
        "solid",
        "solid",
        "closed",
    )


@pytest.mark.parametrize("half", ["left", "right"])
def test_a_reply_is_that_of_the_one_the_sentence_is_about(panel, anna, celina, half):
    panel.talk(anna, celina)
    about = {"left": celina, "right": anna}[half]

    shown = panel.tap(f"confirm-{half}")

    cards = {card["half"]: card for card in shown["cards"]}
    assert cards.pop(half)["actions"] == []
    (other,) = cards.values()
    assert other["good"] is None
    confirmed = rows(
        panel.store, "SELECT answer.about_id FROM confirmation JOIN answer USING (answer_id)"
    )
    assert confirmed == [(about.attendee_id,)]


@pytest.mark.parametrize("half", ["left", "right"])
def test_an_addition_stands_beside_the_sentence_and_under_the_name_of_whoever_adds(
    panel, anna, celina, half
):
    panel.talk(anna, celina)
    about = {"left": celina, "right": anna}[half]
    shown = panel.tap(f"add-{half}")
    assert say(shown, "name") == [about.name]
    shown = panel.save(" ")
    assert shown["field"]["error"] == text("en", "verdict.blank")

    shown = panel.save("I też gruszki")

    assert shown["screen"] == "connected"
    card = {card["half"]: card for card in shown["cards"]}[half]
    assert card["captions"] == ["Added: I też gruszki"]
    assert card["quote"] == {"left": ANNA_WROTE, "right": CELINA_WROTE}[half]
    assert rows(panel.store, "SELECT words FROM correction") == [("I też gruszki",)]


def test_an_addition_can_be_left_unwritten(panel, anna, celina):
    panel.talk(anna, celina)

    panel.tap_through("add-left", "back")

    assert panel.screen == "connected"
    assert rows(panel.store, "SELECT * FROM correction") == []


def test_a_sentence_revised_meanwhile_is_shown_anew_rather_than_confirmed(panel, anna, celina):
    panel.talk(anna, celina)
    at = datetime.now(UTC) - NOW
    conversation = panel.conversation_id
    changed = new_answer(panel.store, conversation, anna, "Uczy też córkę", at=at)
    card = panel.draw()["cards"][0]
    assert card["quote"] == ANNA_WROTE
    revise_answer(panel.store, changed, now=datetime.now(UTC))

    shown = panel.tap("confirm-left")

    assert "Uczy też córkę" in shown["cards"][0]["quote"]


def test_a_withdrawn_answer_is_gone_from_the_screen_at_once(panel, anna, celina):
    """P6: the next drawing shows neither sentence."""
    panel.talk(anna, celina)
    withdraw_answer(
        panel.store, panel.conversation_id, author_id=anna.attendee_id, now=datetime.now(UTC)
    )
    count = len(panel.seen)

    panel.tap("contrast")
    panel.tap("confirm-right")
    panel.draw()

    assert not [one for one in panel.seen[count:] if ANNA_WROTE in one or CELINA_WROTE in one]


def test_a_vulgar_addition_is_not_shown_on_the_screen_that_both_read(panel, anna, celina):
    panel.talk(anna, celina)
    panel.tap("add-left")

    shown = panel.tap("save", "To jest kurwa nieprawda")

    assert shown["screen"] == "connected"
    assert "kurwa" not in str(panel.seen)


def test_vulgar_words_are_not_shown_and_cannot_be_replied_to(panel, anna, celina):
    panel.begin(anna, celina)
    panel.save("To kurwa najlepszy stolarz w mieście")
    panel.hand_over()

    shown = panel.save(CELINA_WROTE)

    left = shown["cards"][0]
    assert (left["quote"], left["actions"]) == (text("en", "connected.withheld"), [])
    assert "stolarz" not in "".join(panel.seen)


def test_the_last_writer_has_a_second_step_too_and_then_it_is_done(panel, anna, celina):
    panel.talk(anna, celina)
    shown = panel.tap("next")
    assert shown["screen"] == "second-step"
    assert say(shown, "caption") == ["Answering: Celina O'Connor"]

    assert panel.tap("next")["screen"] == "done"


def test_nothing_is_ticked_beforehand_and_a_way_on_without_choosing_keeps_nothing(
    panel, anna, celina
):
    panel.begin(anna, celina)
    shown = panel.save(ANNA_WROTE)
    for group in ("promise", "due", "share"):
        assert chosen(shown, group) == []

    panel.tap("next")

    kept = counts(panel.store)
    assert (kept["promise"], kept["sharing"], kept["seeking"]) == (0, 0, 0)


def test_a_promise_and_what_is_shared_are_kept_once(panel, anna, celina):
    panel.begin(anna, celina)
    shown = panel.save(ANNA_WROTE)
    day = next(one for one in shown["groups"] if one["id"] == "due")["options"][1]["id"]
    choices = {"promise": ["coffee"], "due": [day], "share": ["email", "phone"]}
    panel.tap("seeks", **choices)
    shown = panel.tap("done")
    assert [chosen(shown, group) for group in choices] == list(choices.values())

    panel.tap("next", **choices)

    assert rows(panel.store, "SELECT kind, CAST(due_on AS TEXT) FROM promise") == [("coffee", day)]
    assert rows(panel.store, "SELECT fields FROM sharing") == [("email phone",)]


def test_a_promise_given_up_again_is_none(panel, anna, celina):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap("seeks", promise=["coffee"])
    panel.tap("done")
    panel.tap("next", promise=[])

    conversation = panel.conversation_id
    assert promise_of(panel.store, conversation, author_id=anna.attendee_id) is None


@pytest.mark.parametrize("ahead", [2, 5])
def test_a_day_promised_elsewhere_is_offered_chosen_and_kept(panel, anna, celina, ahead):
    panel.begin(anna, celina)
    day = promise_on_the_phone(panel, anna, days=ahead)

    shown = panel.save(ANNA_WROTE)

    (due,) = (group for group in shown["groups"] if group["id"] == "due")
    days = ids(due, "options")
    assert chosen(shown, "due") == [day]
    assert days == sorted(set(days))
    panel.tap("next", promise=["ask"], due=[day])
    assert rows(
        panel.store, "SELECT kind, CAST(due_on AS TEXT) FROM promise ORDER BY place DESC"
    ) == [("ask", day), ("coffee", day)]


@pytest.mark.parametrize("ahead", [0, 1, 13, 14, 16])
def test_a_day_shown_before_midnight_or_before_the_clock_was_moved_can_still_be_chosen(
    panel, anna, celina, ahead
):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    day = (today() + timedelta(days=ahead)).isoformat()

    panel.tap("next", promise=["coffee"], due=[day])

    assert rows(panel.store, "SELECT kind, CAST(due_on AS TEXT) FROM promise") == [("coffee", day)]


def test_a_day_that_has_passed_is_told_when_something_else_is_promised_for_it(panel, anna, celina):
    panel.begin(anna, celina)
    day = promise_on_the_phone(panel, anna, days=-1)
    panel.save(ANNA_WROTE)

    shown = panel.tap("next", promise=["ask"], due=[day], share=["email"])

    wrong = text("pl", "phone.due_wrong", example=today().isoformat())
    assert (shown["screen"], say(shown, "stop")) == ("second-step", [wrong])
    assert chosen(shown, "share") == ["email"]
    assert panel.tap("next", promise=["coffee"], due=[day])["screen"] == "handover"
    assert rows(panel.store, "SELECT kind FROM promise") == [("coffee",)]


def test_ones_own_saved_choice_is_ticked_the_next_time_and_nobody_elses(
    panel, anna, bartek, celina
):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap("next", share=["email"])
    panel.tap_through("later", "go-on", "home")
    panel.begin(anna, bartek)
    shown = panel.save("Gra na wiolonczeli w kwartecie")
    assert chosen(shown, "share") == ["email"]
    panel.tap("next", share=["email"])
    panel.tap("answer")

    shown = panel.save("Ma pasiekę na dachu biurowca")
    assert shown["screen"] == "connected"
    assert chosen(panel.tap("next"), "share") == []


def test_a_saved_choice_taken_back_stays_taken_back(panel, anna, bartek, celina):
    """P3: only what the owner chose; a field they unticked is not ticked again behind them."""
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap("next", share=["email"])
    panel.tap_through("later", "go-on", "home")
    panel.begin(anna, bartek)
    panel.save("Gra na wiolonczeli w kwartecie")

    panel.tap("seeks", share=[])
    shown = panel.tap("done")

    assert chosen(shown, "share") == []


def test_a_browser_can_share_nothing_that_there_is_not_and_choose_no_day_that_is_over(
    panel, anna, celina
):
    run(panel.store, "UPDATE person SET phone = ''", [])
    panel.begin(anna, celina)
    shown = panel.save(ANNA_WROTE)
    assert ids({"actions": shown["groups"][2]["options"]}) == ["name_and_company", "email"]

    for day in ("1999-01-01", "soon"):
        forged = panel.tap("next", promise=["coffee"], due=[day], share=["phone", "pin", "email"])
        assert forged["screen"] == "second-step"

    assert rows(panel.store, "SELECT kind, due_on FROM promise") == []
    assert rows(panel.store, "SELECT fields FROM sharing") == [("email",)]


@pytest.mark.parametrize("forged", [{"promise": "coffee", "share": None}, ["x"], 5])
def test_forged_choices_count_as_none(panel, anna, celina, forged):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    turn = panel.view.session.turn
    react(panel.view, {"id": "next", "turn": turn, "field": None, "choices": forged})

    assert panel.screen == "handover"
    assert rows(panel.store, "SELECT * FROM promise") == []


def test_what_they_look_for_is_kept_as_chips_and_words(panel, anna, celina):
    chips = list(load_chips())
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap("seeks")
    shown = panel.tap("words", chips=[chips[3], "forged", chips[0]])
    assert shown["screen"] == "seeks-words"
    shown = panel.save("asdfgh jkl")
    assert shown["field"]["error"] == text("pl", "verdict.mash")
    panel.save(HEARD)
    assert panel.screen == "second_step"

    shown = panel.tap("seeks")
    ticked = chosen(shown, "chips")
    assert {chips[0], chips[3]} <= set(ticked)
    assert "forged" not in ticked
    kept = rows(panel.store, "SELECT words, language FROM seeking ORDER BY place DESC LIMIT 1")
    assert kept == [(HEARD, "pl")]
    assert panel.tap("words")["field"]["value"] == HEARD
    panel.save("")
    assert rows(panel.store, "SELECT words FROM seeking ORDER BY place DESC LIMIT 1") == [("",)]


def test_no_screen_of_a_kiosk_ever_holds_a_contact(panel, server, event, anna, celina):
    """P3: what both share reaches the other by their own page only."""
    everything_shared = {"share": ["name_and_company", "email", "phone"]}
    panel.begin(anna, celina)
    panel.tap_through("later", "phone", "answer")
    panel.save(ANNA_WROTE)
    panel.tap("next", **everything_shared)
    panel.tap("answer")
    panel.save(CELINA_WROTE)
    panel.tap_through("confirm-left", "add-right", "back", "next")
    panel.tap("next", **everything_shared)
    assert panel.screen == "done"
    conversation = panel.conversation_id
    panel.tap("home")
    panel.scan(anna.code)
    panel.tap_through("meet", "menu", "more", "menu", "record")
    panel.scan(celina.code)

    contact = contacts_for(panel.store, conversation, reader_id=anna.attendee_id)
    assert (contact.email, contact.phone) == ("celina@example.org", PHONE)
    assert panel.screen == "already_recorded"
    for value in ("@example.org", PHONE, PHONE.replace(" ", "")):
        assert not [one for one in panel.seen if value in one]


def test_help_in_the_middle_of_a_talk_leads_back_into_it(panel, anna, bartek, celina):
    """Somebody reads how it works: a badge that passes the camera does not end their talk."""
    panel.begin(anna, bartek)
    panel.tap("help")

    panel.scan(celina.code)
    panel.scan(anna.code)
    panel.tap("back")

    assert panel.screen == "answer"
    assert panel.visit.check_in.attendee.name == "Anna Nowak"


def test_more_than_the_box_takes_is_not_kept(panel, anna, bartek):
    """The box takes 500 characters; only a forged report has more."""
    panel.begin(anna, bartek)

    panel.save("Buduje mosty. " * 40)

    assert panel.screen != "error"
    assert written(panel.store) == []


def test_words_that_look_like_a_format_or_markup_are_shown_as_they_are(panel, anna, celina):
    odd = "Mówi {name} i <b>robi</b> %s 50% taniej {0} \\ 'cudzysłów\""
    panel.begin(anna, celina)
    panel.save(odd)
    panel.hand_over()
    panel.save(CELINA_WROTE)

    panel.tap("add-left")
    shown = panel.save("{words} too")

    assert shown["cards"][0]["quote"] == odd
    assert shown["cards"][0]["captions"] == ["Added: {words} too"]


def test_a_kiosk_set_for_another_event_of_the_series_knows_nothing_of_this_talk(
    panel, server, anna, bartek
):
    panel.begin(anna, bartek)
    other = make_event(panel.store, "breakfast")

    place = Panel(server, replace(other), mode="talk")
    place.scan(anna.code)

    assert place.screen == "refused"


def test_a_withdrawal_elsewhere_opens_the_ring_again_at_once(panel, anna, celina):
    panel.talk(anna, celina)
    withdraw_answer(
        panel.store, panel.conversation_id, author_id=anna.attendee_id, now=datetime.now(UTC)
    )

    shown = panel.tap("contrast")

    assert say(shown, "title") == [text("en", "undone.title")]
    assert (shown["ring"]["left"], shown["ring"]["right"]) == ("dotted", "solid")
    assert shown["ring"]["gap"] == "open"
