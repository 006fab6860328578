"""How a talk ends at a kiosk without two answers, or meanwhile, or at another kiosk."""

from datetime import UTC, datetime

import pytest
from cast import rows
from panel import ANNA_WROTE, CELINA_WROTE, HEARD, Panel, answer_by_phone, ids, run, say, written
from talks import counts, everything, tables_with

from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.texts import text
from matching.chips import load_chips
from matching.conversations import decline
from matching.desk import list_attention
from matching.people import Listed

pytest_plugins = ["panel_fixtures"]
pytestmark = pytest.mark.usefixtures("were_asked")


def test_both_may_answer_later_and_nothing_is_written(panel, anna, bartek):
    panel.begin(anna, bartek)
    shown = panel.tap("later")
    assert ids(shown) == ["go-on", "phone", "answer", "decline"]
    panel.tap("go-on")
    assert panel.screen == "handover"
    panel.tap_through("later", "go-on")

    assert panel.screen == "later_done"
    assert written(panel.store) == []
    for guest in (anna, bartek):
        panel.scan(guest.code)
        panel.tap_through("more", "waiting")
        assert len(ids(panel.draw())) == 2  # the conversation, and the way back


def test_a_ring_half_is_solid_only_after_an_answer(panel, anna, bartek):
    """Anna chose later: at the hand-over nothing of hers is covered."""
    panel.begin(anna, bartek)

    shown = panel.tap_through("later", "go-on")

    assert shown["screen"] == "handover"
    assert shown["ring"]["left"] == "dotted"


def test_the_second_answers_though_the_first_chose_later(panel, anna, bartek):
    panel.begin(anna, bartek)
    panel.tap_through("later", "go-on", "answer")
    panel.save(ANNA_WROTE)
    shown = panel.tap("next")

    assert shown["screen"] == "saved"
    assert (shown["ring"]["left"], shown["ring"]["right"]) == ("dotted", "solid")


def test_whoever_chose_later_by_mistake_comes_back_to_the_box(panel, anna, bartek):
    field = panel.begin(anna, bartek)["field"]

    shown = panel.tap_through("later", "answer")

    assert (shown["screen"], shown["field"]["id"]) == ("answer", field["id"])


def test_a_declined_conversation_takes_the_words_of_both_and_tells_the_other_nothing(
    panel, anna, bartek
):
    panel.begin(anna, bartek)
    panel.save(ANNA_WROTE)
    panel.tap("seeks")
    panel.tap("words")
    panel.save(HEARD)
    panel.hand_over()

    panel.tap_through("later", "decline", "decline")

    assert panel.screen == "declined"
    for words in (ANNA_WROTE, HEARD):
        assert tables_with(panel.store, words) == []
    panel.tap("home")
    shown = panel.scan(anna.code)
    assert text("pl", "menu.more_sub") in [one["sub"] for one in shown["actions"]]


def test_the_question_about_declining_can_be_left(panel, anna, bartek):
    panel.begin(anna, bartek)

    panel.tap_through("later", "decline", "later")

    assert panel.screen == "later"
    assert rows(panel.store, "SELECT * FROM conversation_end") == []


def test_somebody_else_at_the_hand_over_tells_the_desk_and_writes_nothing(
    panel, event, anna, celina
):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap_through("next", "not-me")

    assert panel.screen == "not_me"
    (note,) = list_attention(panel.store, event)
    assert (note.reason, note.name) == ("not_me", "Celina O'Connor")
    assert written(panel.store) == [ANNA_WROTE]
    assert rows(panel.store, "SELECT * FROM connection") == []


def test_the_phone_gets_one_code_however_often_the_screen_is_drawn(panel, anna, bartek):
    panel.begin(anna, bartek)
    first = panel.tap_through("later", "phone")
    second = panel.tap("contrast")

    assert first["code"] == second["code"]
    assert first["code"]["typed"] not in str(everything(panel.store))
    shown = panel.tap("go-on")
    assert shown["screen"] == "handover"
    other = panel.tap_through("later", "phone")
    assert other["code"]["typed"] != first["code"]["typed"]
    assert other["code"]["rows"] != first["code"]["rows"]


def test_without_a_public_address_no_screen_offers_a_phone(
    store, event, tmp_path, panel, anna, bartek
):
    inside = Panel(Server(load_settings({"ROZMOWA_DATA": str(tmp_path)}), store), event)
    inside.begin(anna, bartek)
    assert "phone" not in ids(inside.tap("later"))
    inside.tap_through("go-on", "later", "go-on", "home")
    inside.scan(anna.code)
    assert "phone" not in ids(inside.tap("more"))


def test_an_answer_that_came_by_phone_meanwhile_closes_the_ring(panel, anna, celina):
    panel.begin(anna, celina)
    answer_by_phone(panel, celina, CELINA_WROTE)

    shown = panel.save(ANNA_WROTE)

    assert shown["screen"] == "connected"
    assert [card["quote"] for card in shown["cards"]] == [ANNA_WROTE, CELINA_WROTE]


def test_a_conversation_finished_by_phone_while_the_first_thinks_about_later_is_shown(
    panel, anna, celina
):
    panel.begin(anna, celina)
    panel.tap("later")
    for author, words in [(anna, ANNA_WROTE), (celina, CELINA_WROTE)]:
        answer_by_phone(panel, author, words)

    assert panel.tap("go-on")["screen"] == "connected"


def test_an_answer_given_here_and_by_phone_at_once_is_one(panel, anna, celina):
    panel.begin(anna, celina)
    answer_by_phone(panel, anna, ANNA_WROTE)

    panel.save("To samo jeszcze raz innymi słowami")

    assert panel.screen == "second_step"
    assert written(panel.store) == [ANNA_WROTE]


def test_whoever_answered_by_phone_during_the_hand_over_is_not_asked_to_write_for_nothing(
    panel, anna, celina
):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap("next")
    answer_by_phone(panel, celina, CELINA_WROTE)

    panel.tap("answer")
    if panel.screen == "answer":
        panel.save("Something else entirely")

    assert panel.screen != "error"
    assert written(panel.store) == [ANNA_WROTE, CELINA_WROTE]


def test_the_ring_closes_before_the_eyes_of_whoever_is_at_the_second_step_meanwhile(
    panel, anna, celina
):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    answer_by_phone(panel, celina, CELINA_WROTE)

    panel.tap("next")

    assert panel.screen == "connected"


def expire(panel: Panel, _by: Listed) -> None:
    sql = "UPDATE conversation SET started_at_utc = started_at_utc - INTERVAL 8 DAY"
    run(panel.store, sql, [])


def decline_by_phone(panel: Panel, by: Listed) -> None:
    conversation = panel.conversation_id
    decline(panel.store, conversation, by_id=by.attendee_id, now=datetime.now(UTC))


STEPS = [
    ([], ("save", ANNA_WROTE, {})),
    ([], ("other", None, {})),
    (["later"], ("go-on", None, {})),
    (["later", "phone"], ("go-on", None, {})),
    (["save"], ("next", None, {})),
    (["save"], ("next", None, {"promise": ["coffee"]})),
    (["save"], ("next", None, {"share": ["email"]})),
    (["save", "seeks"], ("done", None, {"chips": ["clients"]})),
    (["save", "seeks", "words"], ("save", HEARD, {})),
    (["save", "next", "answer"], ("save", CELINA_WROTE, {})),
    (["save", "next", "later"], ("go-on", None, {})),
]


@pytest.mark.parametrize(
    ("ends", "before", "last"),
    [(decline_by_phone, *step) for step in STEPS] + [(expire, *step) for step in STEPS[::4]],
)
def test_a_conversation_that_ended_meanwhile_is_told_calmly_wherever_one_stands(
    panel, anna, celina, ends, before, last
):
    panel.begin(anna, celina)
    for action in before:
        panel.tap(action, ANNA_WROTE if action == "save" else None)
    ends(panel, celina)
    panel.draw()
    kept = everything(panel.store)
    action, words, choices = last
    if "chips" in choices:
        choices = {"chips": [next(iter(load_chips()))]}

    shown = panel.tap(action, words, **choices)

    assert shown["screen"] == "over"
    assert shown["timer"] == {"seconds": 8, "action": "home"}
    assert everything(panel.store) == kept


@pytest.mark.parametrize("ends", [expire, decline_by_phone])
def test_an_ended_conversation_can_be_begun_anew(panel, anna, celina, ends):
    panel.begin(anna, celina)
    ends(panel, celina)
    panel.save(ANNA_WROTE)
    panel.tap("home")

    panel.begin(anna, celina)

    assert rows(panel.store, "SELECT count(*) FROM conversation") == [(2,)]


def wait_for_anna(panel: Panel, anna: Listed, celina: Listed) -> None:
    """Anna chose later, Celina has answered, both are gone."""
    panel.begin(anna, celina)
    panel.tap_through("later", "go-on", "answer")
    panel.save(CELINA_WROTE)
    panel.tap_through("next", "home")


def test_a_conversation_is_finished_at_another_kiosk_by_name_and_without_sentences(
    panel, server, event, anna, celina
):
    wait_for_anna(panel, anna, celina)
    elsewhere = Panel(server, event, number=2)
    elsewhere.scan(anna.code)
    shown = elsewhere.tap_through("more", "waiting")
    door = shown["actions"][0]
    assert door["label"] == "Celina O'Connor"
    assert "Sad Owocowy" not in elsewhere.seen[-1]
    shown = elsewhere.tap(door["id"])
    assert (shown["screen"], elsewhere.view.talk().both_are_here) == ("answer", False)
    assert (shown["ring"]["left"], shown["ring"]["right"]) == ("dotted", "solid")

    shown = elsewhere.save(ANNA_WROTE)

    assert (shown["screen"], shown["layout"], shown["cards"]) == ("connected", "message", [])
    assert say(shown, "lead") == [text("pl", "connected.elsewhere")]
    for forged in ("confirm-left", "confirm-right", "add-left", "add-right"):
        elsewhere.tap(forged)
        assert elsewhere.screen == "connected"
    elsewhere.tap_through("next", "next")
    assert elsewhere.screen == "done"
    assert not [one for one in elsewhere.seen if CELINA_WROTE in one or ANNA_WROTE in one]
    kept = counts(panel.store)
    assert (kept["confirmation"], kept["correction"]) == (0, 0)


def test_a_conversation_is_taken_to_the_phone_from_another_kiosk(
    panel, server, event, anna, celina
):
    wait_for_anna(panel, anna, celina)
    elsewhere = Panel(server, event, number=2)
    elsewhere.scan(anna.code)
    door = elsewhere.tap_through("more", "phone")["actions"][0]
    assert elsewhere.tap(door["id"])["screen"] == "phone-code"
    assert elsewhere.tap("go-on")["screen"] == "later-done"


def test_a_list_of_conversations_offers_nobody_elses(panel, server, event, anna, bartek, celina):
    wait_for_anna(panel, anna, celina)
    conversation = rows(panel.store, "SELECT conversation_id FROM conversation")[0][0]
    elsewhere = Panel(server, event)
    elsewhere.scan(bartek.code)
    shown = elsewhere.tap_through("more")
    assert "waiting" not in ids(shown)

    elsewhere.tap("waiting")
    elsewhere.tap(str(conversation))

    assert elsewhere.screen == "waiting"
    assert elsewhere.visit.talk is None


def test_the_first_answers_and_the_second_comes_to_another_kiosk_with_both_badges(
    panel, server, event, anna, celina
):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap_through("next", "later", "go-on", "home")
    elsewhere = Panel(server, event, number=2)
    elsewhere.scan(celina.code)
    elsewhere.tap_through("record")
    elsewhere.scan(anna.code)
    assert elsewhere.screen == "answer"

    shown = elsewhere.save(CELINA_WROTE)

    assert [(card["half"], card["name"]) for card in shown["cards"]] == [
        ("left", "Anna Nowak"),
        ("right", "Celina O'Connor"),
    ]
