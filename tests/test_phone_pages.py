"""The phone: one link for one person and one conversation, from the question to two answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows
from kiosk_acts import promise_something
from phones import form_with, screen, state_of, words_of
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connections,
    everything,
    revise,
)

from kiosk.server import Server
from matching.answers import Correction, answer_about_me, confirm, correct, my_answer
from matching.consents import Decision, decide
from matching.contacts import ContactField, Sharing, contacts_for, share, shared_by
from matching.conversations import State
from matching.follow_ups import promise_of
from matching.model import ConsentKind
from matching.prompts import load_prompts
from matching.store import Store

pytest_plugins = ["phone_fixtures"]


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


# The path


def test_the_link_asks_about_the_other_person(talk, bartek, pick_up):
    page = pick_up(bartek, talk).look()

    assert page.status_code == 200
    assert screen(page) == "phone-answer"
    assert "Anna Nowak" in page.text
    assert load_prompts()[talk.other.prompt_id].texts["pl"] in page.text


def test_an_answer_alone_connects_nobody_and_shows_only_itself(store, talk, bartek, pick_up):
    phone = pick_up(bartek, talk)

    sent = phone.press("answer", words=BARTEK_LEARNED)
    page = phone.look()

    assert sent.status_code == 303
    assert sent.headers["location"] == phone.path
    assert screen(page) == "phone-waiting"
    assert BARTEK_LEARNED in page.text
    assert connections(store) == []


def test_the_second_answer_opens_both(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    phone = pick_up(bartek, talk)

    phone.press("answer", words=BARTEK_LEARNED)
    page = phone.look()

    assert screen(page) == "phone-connected"
    assert ANNA_LEARNED in page.text
    assert BARTEK_LEARNED in page.text
    assert connections(store) == [(talk.conversation_id,)]


def test_an_answer_by_link_is_kept_as_one(store, talk, bartek, pick_up):
    pick_up(bartek, talk).press("answer", words=BARTEK_LEARNED)

    assert rows(store, "SELECT channel, kiosk, language FROM answer") == [("link", None, "pl")]


def test_promise_and_sharing_come_with_the_answer(store, talk, bartek, pick_up):
    phone = pick_up(bartek, talk)
    day = (NOW + timedelta(days=4)).date()

    phone.press(
        "answer", words=BARTEK_LEARNED, promise="coffee", due_on=day.isoformat(), share="email"
    )

    promised = promise_of(store, talk.conversation_id, author_id=bartek.attendee_id)
    chosen = shared_by(store, talk.conversation_id, owner_id=bartek.attendee_id)
    assert (promised.kind, promised.due_on) == ("coffee", day)
    assert chosen == (ContactField.EMAIL,)
    assert "Zaproszę na kawę" in phone.look().text


def test_without_promise_and_ticks_nothing_is_promised_or_shared(
    store, talk, anna, bartek, pick_up
):
    answer(store, talk, anna, ANNA_LEARNED)

    pick_up(bartek, talk).press("answer", words=BARTEK_LEARNED)

    assert promise_of(store, talk.conversation_id, author_id=bartek.attendee_id) is None
    assert contacts_for(store, talk.conversation_id, reader_id=anna.attendee_id) is None


def test_only_ones_own_earlier_choice_is_ticked_beforehand(store, talk, bartek, pick_up):
    untouched = form_with(pick_up(bartek, talk).look(), "answer")
    mine = Sharing(uuid4(), talk.conversation_id, bartek.attendee_id, (ContactField.EMAIL,))
    share(store, mine, now=NOW)

    assert "share" not in untouched
    assert form_with(pick_up(bartek, talk).look(), "answer")["share"] == ["email"]


def test_nobody_is_offered_to_share_what_they_do_not_have(store, talk, bartek, pick_up):
    page = pick_up(bartek, talk).look()

    assert 'value="email"' in page.text
    assert 'value="phone"' not in page.text


def test_a_date_that_is_past_or_none_is_asked_for_again(store, talk, bartek, pick_up):
    phone = pick_up(bartek, talk)
    for day in ("2026-11-22", "27.11.", "9999-12-31", "2026-02-30"):
        page = phone.press("answer", words=BARTEK_LEARNED, promise="ask", due_on=day)

        assert page.status_code == 422
        assert BARTEK_LEARNED in page.text
        assert "Tej daty nie da się wybrać. Przykład: 2026-11-23" in page.text
    assert words_of(store, bartek, talk) is None


def test_a_form_sent_again_on_another_day_is_still_one(store, talk, bartek, pick_up, clock):
    phone = pick_up(bartek, talk)
    form = form_with(phone.look(), "answer")
    form |= {"words": [BARTEK_LEARNED], "promise": ["ask"], "due_on": ["2026-11-23"]}
    phone.send(form)
    before = everything(store)

    clock.now += timedelta(days=1)

    assert phone.send(form).status_code == 303
    assert everything(store) == before


def test_nothing_sent_again_does_not_drop_a_newer_promise(store, talk, bartek, pick_up):
    promise_something(store, talk, bartek)
    phone = pick_up(bartek, talk)
    form = form_with(phone.look(), "answer")
    form |= {"words": [BARTEK_LEARNED], "promise": ["none"]}
    phone.send(form)
    assert promise_of(store, talk.conversation_id, author_id=bartek.attendee_id) is None
    newer = promise_something(store, talk, bartek)
    before = everything(store)

    phone.send(form)

    assert everything(store) == before
    kept = promise_of(store, talk.conversation_id, author_id=bartek.attendee_id)
    assert kept.promise_id == newer.promise_id


def test_the_sentence_about_oneself_can_be_confirmed(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    phone = pick_up(bartek, talk)

    sent = phone.press("confirm")

    about = answer_about_me(store, talk.conversation_id, reader_id=bartek.attendee_id)
    assert sent.status_code == 303
    assert about.is_confirmed
    assert 'value="confirm"' not in phone.look().text


def test_one_can_add_to_the_sentence_about_oneself(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    phone = pick_up(bartek, talk)

    phone.press("correct", words="Od niedawna także do Berlina")

    page = phone.look()
    assert "Od niedawna także do Berlina" in page.text
    assert ANNA_LEARNED in page.text


def test_an_addition_that_cannot_be_read_is_asked_for_again(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)

    page = pick_up(bartek, talk).press("correct", words="?!?!")

    assert page.status_code == 422
    assert "?!?!" in page.text
    assert rows(store, "SELECT count(*) FROM correction") == [(0,)]


def test_the_others_promise_is_shown_only_with_both_answers(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    promise_something(store, talk, anna)
    phone = pick_up(bartek, talk)
    phone.look()
    phone.press("answer", words=BARTEK_LEARNED)
    assert b"Obiecuje" not in phone.heard

    assert "Obiecuje Anna Nowak, do 24 lis 2026: Zaproszę na kawę" in phone.look().text


def test_all_that_is_done_on_the_phone_is_kept_as_done_by_link(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    phone = pick_up(bartek, talk)
    phone.press("answer", words=BARTEK_LEARNED, promise="coffee", share=["email"])
    phone.press("confirm")
    phone.press("correct", words="Od niedawna także do Berlina")

    assert (
        rows(
            store,
            "SELECT channel, kiosk FROM promise UNION ALL SELECT channel, kiosk FROM sharing"
            " UNION ALL SELECT channel, kiosk FROM confirmation"
            " UNION ALL SELECT channel, kiosk FROM correction",
        )
        == [("link", None)] * 4
    )


def test_what_the_other_says_to_ones_own_sentence_is_shown(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    mine = my_answer(store, talk.conversation_id, author_id=bartek.attendee_id)
    confirm(store, mine.answer_id, by_id=anna.attendee_id, now=NOW)
    added = Correction(uuid4(), mine.answer_id, anna.attendee_id, "I w sobotę rano")
    correct(store, added, now=NOW)

    page = pick_up(bartek, talk).look().text

    assert "Ta osoba mówi: zgadza się." in page
    assert "I w sobotę rano" in page


def test_vulgar_words_are_not_shown_to_the_other(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, "kurwa, jaka nuda")
    answer(store, talk, bartek, BARTEK_LEARNED)

    page = pick_up(bartek, talk).look().text

    assert "kurwa" not in page
    assert "Tych słów nie pokazujemy." in page


def test_an_earlier_revision_stands_beside_the_new_words(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    revise(store, talk, anna, "Pomaga też piekarniom dowieźć chleb")

    page = pick_up(bartek, talk).look().text

    assert ANNA_LEARNED in page
    assert "Pomaga też piekarniom dowieźć chleb" in page


# Another question, not recorded


def test_another_question_keeps_what_was_written(talk, bartek, pick_up):
    phone = pick_up(bartek, talk)
    first = form_with(phone.look(), "answer")["prompt_id"]

    page = phone.press("other_question", words="Uczy w szkole", promise="ask")

    again = form_with(page, "answer")
    assert again["prompt_id"] != first
    assert again["words"] == ["Uczy w szkole"]
    assert again["promise"] == ["ask"]
    assert form_with(phone.look(), "answer")["prompt_id"] == again["prompt_id"]


def test_no_question_comes_twice_while_another_is_left(talk, bartek, pick_up):
    phone = pick_up(bartek, talk)
    page, seen = phone.look(), []
    for _ in range(8):
        seen += form_with(page, "answer")["prompt_id"]
        page = phone.press("other_question", on=page)

    assert len(set(seen)) == len(seen)
    assert talk.me.prompt_id not in seen


def test_not_recording_is_asked_once_more(store, talk, bartek, pick_up):
    phone = pick_up(bartek, talk)
    form_with(phone.look(), "")

    asked = phone.look("?ask=decline")

    assert screen(asked) == "phone-decline"
    assert state_of(store, bartek, talk) is State.OPEN
    phone.press("decline", on=asked)
    assert state_of(store, bartek, talk) is State.EXPIRED


def test_what_was_not_recorded_is_gone_for_both_and_the_other_learns_nothing(
    store, talk, anna, bartek, pick_up, clock
):
    answer(store, talk, anna, ANNA_LEARNED)
    phone = pick_up(bartek, talk)
    phone.press("decline", on=phone.look("?ask=decline"))

    theirs = pick_up(anna, talk).look()

    assert theirs.status_code == 410
    assert ANNA_LEARNED not in str(everything(store))
    assert theirs.text == pick_up(bartek, talk).look().text


def test_declining_after_both_have_answered_changes_nothing(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    phone = pick_up(bartek, talk)
    asked = phone.look("?ask=decline")
    answer(store, talk, bartek, BARTEK_LEARNED)

    assert phone.press("decline", on=asked).status_code == 303
    assert connections(store) == [(talk.conversation_id,)]
    assert screen(phone.look("?ask=decline")) == "phone-connected"


# Refused and thin answers


@pytest.mark.parametrize("words", ["", "   \r\n ", "12345", "asdf asdf asdf", "tak tak tak tak"])
def test_a_refused_answer_comes_back_with_its_words_and_one_sentence(
    store, talk, bartek, pick_up, words
):
    phone = pick_up(bartek, talk)

    page = phone.press("answer", words=words)

    assert page.status_code == 422
    assert page.text.count('role="alert"') == 1
    assert form_with(page, "answer")["words"] == [words.replace("\r\n", "\n")]
    assert words_of(store, bartek, talk) is None


def test_a_thin_answer_is_asked_once_more_and_then_kept(store, talk, bartek, pick_up):
    phone = pick_up(bartek, talk)

    page = phone.press("answer", words="bardzo miła osoba")
    kept_at_first = words_of(store, bartek, talk)
    again = phone.press("answer", on=page)

    assert page.status_code == 422
    assert kept_at_first is None
    assert again.status_code == 303
    assert words_of(store, bartek, talk) == "bardzo miła osoba"


def test_after_the_second_refusal_one_may_come_back_later(talk, bartek, pick_up):
    phone = pick_up(bartek, talk)

    first = phone.press("answer", words="asdf asdf")
    second = phone.press("answer", on=first)

    assert "Można też wrócić tu później." not in first.text
    assert "Można też wrócić tu później." in second.text


def test_a_copy_of_the_sealed_answer_looks_like_a_copy_of_ones_own(
    store, event, talk, anna, bartek, celina, pick_up
):
    admit(store, event, celina)
    with_celina = begin_talk(store, event, bartek, celina)
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, with_celina, bartek, BARTEK_LEARNED)
    phone = pick_up(bartek, talk)

    pages = []
    for words in (ANNA_LEARNED, BARTEK_LEARNED):
        page = phone.press("answer", words=words)
        form = form_with(page, "answer")
        pages.append(page.text.replace(words, "").replace(form["answer_id"][0], ""))

    assert pages[0] == pages[1]


def test_five_hundred_characters_are_kept_and_one_more_is_told(store, talk, bartek, pick_up):
    phone = pick_up(bartek, talk)
    longest = ("Uczy zażółconej gęśli jaźni 😀 " * 50)[:500].strip().ljust(500, "ż")

    page = phone.press("answer", words=longest + "ż")
    phone.press("answer", words=longest)

    assert page.status_code == 422
    assert "Najwyżej 500 znaków." in page.text
    assert words_of(store, bartek, talk) == longest


def test_lines_of_a_browser_count_as_one_character_each(store, talk, bartek, pick_up):
    words = "Uczy księgowości\r\nw szkole"

    pick_up(bartek, talk).press("answer", words=words)

    assert words_of(store, bartek, talk) == "Uczy księgowości\nw szkole"


def test_after_choosing_entry_only_nothing_can_be_recorded(store, talk, anna, bartek, pick_up):
    entry_only = Decision(uuid4(), anna.person_id, ConsentKind.ENTRY_ONLY, True, "pl")
    decide(store, entry_only, source="kiosk", now=NOW)

    page = pick_up(bartek, talk).press("answer", words=BARTEK_LEARNED)

    assert screen(page) == "phone-cannot"
    assert "Anna" not in page.text
    assert words_of(store, bartek, talk) is None
