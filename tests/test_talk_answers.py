"""What did you learn about them? The box, the hand-over, and what nobody sees before it is time."""

import pytest
from cast import invite, rows
from panel import ANNA_WROTE, CELINA_WROTE, HEARD, come_in, say, written

from kiosk.kiosk_page import _act as react
from kiosk.setup import KioskSetup
from kiosk.texts import text
from matching.prompts import load_prompts

pytest_plugins = ["panel_fixtures"]
pytestmark = pytest.mark.usefixtures("were_asked")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [("", "blank"), ("  \n ", "blank"), ("123 456", "no_letters"), ("asdfgh jkl", "mash")],
)
def test_an_answer_that_nobody_can_read_is_asked_for_again_and_then_later_is_offered(
    panel, anna, bartek, words, verdict
):
    field = panel.begin(anna, bartek)["field"]
    shown = panel.save(words)
    assert shown["screen"] == "answer"
    assert shown["field"]["error"] == text("pl", f"verdict.{verdict}")
    assert shown["field"]["id"] == field["id"]  # so the browser keeps the draft

    shown = panel.save(words)

    assert shown["field"]["error"].endswith(text("pl", "answer.or_later"))
    assert shown["field"]["value"] == ""
    assert written(panel.store) == []
    panel.save(ANNA_WROTE)
    assert panel.screen == "second_step"
    assert written(panel.store) == [ANNA_WROTE]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [("bardzo miła osoba", "empty_words"), ("Bartek Wójcik", "badge_words")],
)
def test_an_answer_that_says_little_is_asked_for_once_more_and_then_kept(
    panel, anna, bartek, words, verdict
):
    panel.begin(anna, bartek)
    shown = panel.save(words)
    assert shown["field"]["error"] == text("pl", f"verdict.{verdict}")
    assert written(panel.store) == []

    panel.save(words)

    assert panel.screen == "second_step"
    assert written(panel.store) == [words]


def test_the_sentence_about_a_slip_is_in_the_language_of_the_one_who_writes(panel, anna, celina):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.hand_over()

    shown = panel.save("asdfgh jkl")

    assert shown["field"]["error"] == text("en", "verdict.mash")


def test_somebody_else_begins_with_a_first_try(panel, anna, celina):
    panel.begin(anna, celina)
    for words in ("", "", ANNA_WROTE):
        panel.save(words)
    panel.hand_over()

    panel.save("a very nice person")

    assert panel.screen == "answer"
    assert written(panel.store) == [ANNA_WROTE]


def test_copying_the_sealed_answer_does_not_reveal_that_it_is_one(panel, anna, bartek):
    panel.begin(anna, bartek)
    panel.save(ANNA_WROTE)
    panel.hand_over()

    for _ in range(3):
        shown = panel.save(ANNA_WROTE)
        assert shown["field"]["error"].startswith(text("pl", "verdict.own_copy"))
    assert written(panel.store) == [ANNA_WROTE]


def test_an_answer_sent_twice_is_one(panel, anna, bartek):
    panel.begin(anna, bartek)
    tap = {"id": "save", "turn": panel.view.session.turn, "field": ANNA_WROTE}
    for _ in range(3):
        react(panel.view, tap)

    assert panel.screen == "second_step"
    assert written(panel.store) == [ANNA_WROTE]


def test_another_question_is_another_one_and_never_the_partners(panel, anna, bartek):
    field = panel.begin(anna, bartek)["field"]
    asked = [panel.view.conversation().me.prompt_id]
    theirs = panel.view.conversation().other.prompt_id
    for _ in range(8):
        shown = panel.tap("other")
        asked.append(panel.view.conversation().me.prompt_id)
        assert shown["field"]["id"] == field["id"]  # what was begun stays
        assert say(shown, "question") == [load_prompts()[asked[-1]].texts["pl"]]
    assert len(set(asked)) == len(asked)
    assert theirs not in asked
    assert panel.view.conversation().other.prompt_id == theirs


def test_the_answer_is_kept_with_question_language_and_kiosk(panel, anna, celina):
    panel.view.session.setup = KioskSetup(number=9)
    panel.begin(celina, anna)
    prompt = panel.view.conversation().me.prompt_id
    panel.tap("language-pl")
    panel.save(ANNA_WROTE)

    found = rows(panel.store, "SELECT author_id, prompt_id, language, kiosk, channel FROM answer")
    assert found == [(celina.attendee_id, prompt, "pl", 9, "kiosk")]


@pytest.mark.parametrize(("tapped", "expected"), [("en", "en"), ("pl", "en"), (None, "en")])
def test_the_hand_over_speaks_the_language_of_whoever_is_next(
    panel, anna, celina, tapped, expected
):
    panel.begin(anna, celina)
    if tapped:
        panel.tap(f"language-{tapped}")
    panel.save(ANNA_WROTE)

    shown = panel.tap("next")

    assert (shown["screen"], shown["lang"]) == ("handover", expected)
    assert panel.tap("answer")["lang"] == expected


def test_a_language_tapped_by_the_first_does_not_stay_for_the_second(panel, anna, bartek, event):
    dorota = invite(panel.store, event, "Dorota Zero")
    come_in(panel.store, event, dorota)
    for partner in (bartek, dorota):  # who speaks Polish, and who never said what
        panel.begin(anna, partner)
        panel.tap("language-en")
        panel.save(f"{ANNA_WROTE} ({partner.name})")
        assert panel.tap("next")["lang"] == "pl"
        panel.tap("home")


def test_the_second_finds_an_empty_box_and_another_question(panel, anna, bartek):
    first = panel.begin(anna, bartek)
    panel.save(ANNA_WROTE)

    second = panel.hand_over()

    assert first["field"]["id"] != second["field"]["id"]
    assert say(first, "question") != say(second, "question")
    assert say(second, "caption") == ["Odpowiada: Bartek Wójcik"]
    assert (second["ring"]["left"], second["ring"]["writes"]) == ("solid", "right")


def test_nothing_of_the_first_words_reaches_the_kiosk_before_the_second_has_answered(
    panel, anna, celina
):
    """P4, over every way the second can take before they answer."""
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    panel.tap("seeks", promise=["coffee"])
    panel.tap("words")
    panel.save(HEARD)
    panel.tap("next", promise=["coffee"], share=["email"])
    count = len(panel.seen) - 1
    assert panel.screen == "handover"
    panel.tap_through("contrast", "larger", "language-pl", "language-en", "later", "phone")
    panel.tap_through("answer", "other", "later", "decline", "later", "answer", "help", "back")
    panel.save("")
    panel.save(ANNA_WROTE[:-1])
    assert panel.screen == "answer"

    sealed = panel.seen[count:]
    panel.save(CELINA_WROTE)

    assert len(sealed) > 15
    for words in (ANNA_WROTE, ANNA_WROTE[:12], HEARD, "kawę", "Invite for coffee"):
        assert not [one for one in sealed if words in one], words
    assert ANNA_WROTE in panel.seen[-1]
    assert HEARD not in panel.seen[-1]


def test_after_the_talk_no_sentence_is_left_in_the_session_or_on_the_screen(panel, anna, celina):
    panel.talk(anna, celina)
    panel.tap_through("next", "next")
    assert panel.screen == "done"
    count = len(panel.seen) - 1
    panel.tap("home")
    panel.scan(anna.code)

    for one in panel.seen[count:]:
        assert ANNA_WROTE not in one
        assert CELINA_WROTE not in one


def test_the_session_never_holds_what_was_written(panel, anna, celina):
    steps = [
        lambda: panel.begin(anna, celina),
        lambda: panel.save("bardzo miła osoba"),
        lambda: panel.save(ANNA_WROTE),
        lambda: panel.tap("seeks"),
        lambda: panel.tap("words"),
        lambda: panel.save(HEARD),
        lambda: panel.hand_over(),
        lambda: panel.save(CELINA_WROTE),
        lambda: panel.tap("add-left"),
        lambda: panel.save(""),
        lambda: panel.save("Also pears"),
    ]
    for step in steps:
        step()
        session = repr(panel.view.session)
        for words in ("bardzo miła", ANNA_WROTE, HEARD, CELINA_WROTE, "pears"):
            assert words not in session
