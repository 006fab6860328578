"""Who or what somebody is looking for, as their partner heard it: kept apart, sealed as long."""

import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    SECOND,
    WEEK,
    admit,
    answer,
    begin_talk,
    counts,
    everything,
    refuse,
    tables_with,
)

from matching.answers import LONGEST, withdraw_answer
from matching.chips import load_chips
from matching.errors import (
    AnswerLengthError,
    AnswerRefusedError,
    ConversationClosedError,
    UnknownConversationError,
    UnknownPromptError,
)
from matching.seeking import Seeking, note_seeking, seeking_about_me, seeking_of

HEARD = "Drukarni offsetowej w Łodzi"
VULGAR = "Kurwa, byle jakiego mechanika"


@pytest.fixture
def talk(store, event, anna, bartek, celina):
    """Anna and Bartek have begun to talk."""
    admit(store, event, anna, bartek, celina)
    return begin_talk(store, event, anna, bartek)


def heard(talk, author, words=HEARD, *, chips=(), seeking_id=None) -> Seeking:
    return Seeking(
        seeking_id or uuid4(), talk.conversation_id, author.attendee_id, chips, words, "pl"
    )


def note(store, talk, author, words=HEARD, *, at=timedelta(), **options) -> None:
    note_seeking(store, heard(talk, author, words, **options), now=NOW + at)


def noted(store, talk, author) -> Seeking | None:
    return seeking_of(store, talk.conversation_id, author_id=author.attendee_id)


def told(store, talk, reader) -> Seeking | None:
    return seeking_about_me(store, talk.conversation_id, reader_id=reader.attendee_id)


def connect_by_answers(store, talk, anna, bartek) -> None:
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)


@pytest.mark.parametrize("words", [HEARD, ""])
@pytest.mark.parametrize("chips", [(), ("tax",), tuple(load_chips())])
def test_words_chips_both_or_nothing_are_kept(store, talk, anna, words, chips):
    mine = heard(talk, anna, words, chips=chips)

    note_seeking(store, mine, now=NOW)

    assert noted(store, talk, anna) == mine


def test_what_was_heard_stays_out_of_the_profile(store, talk, anna, bartek):
    before = sorted(rows(store, "SELECT * FROM person"), key=str)

    note(store, talk, anna, chips=("tax",))

    assert sorted(rows(store, "SELECT * FROM person"), key=str) == before
    assert tables_with(store, HEARD) == ["seeking"]
    assert rows(store, "SELECT author_id, about_id FROM seeking") == [
        (anna.attendee_id, bartek.attendee_id)
    ]


def test_a_wish_noted_is_no_answer_and_connects_nobody(store, talk, anna, bartek):
    note(store, talk, anna)
    note(store, talk, bartek)

    assert counts(store)["answer"] == 0
    assert rows(store, "SELECT count(*) FROM connection") == [(0,)]


def test_nobody_reads_what_was_heard_about_them_before_both_answered(store, talk, anna, bartek):
    note(store, talk, anna)
    assert told(store, talk, bartek) is None
    answer(store, talk, bartek, BARTEK_LEARNED)
    assert told(store, talk, bartek) is None
    answer(store, talk, anna, ANNA_LEARNED)

    assert told(store, talk, bartek).words == HEARD
    assert told(store, talk, anna) is None


@pytest.mark.parametrize("place", [0, 1])
def test_a_withdrawal_seals_it_again(store, talk, anna, bartek, place):
    connect_by_answers(store, talk, anna, bartek)
    note(store, talk, anna)

    author = (anna, bartek)[place]
    withdraw_answer(store, talk.conversation_id, author_id=author.attendee_id, now=NOW)

    assert told(store, talk, bartek) is None
    assert tables_with(store, HEARD) == ([] if author is anna else ["seeking"])


def test_somebody_else_reads_and_notes_nothing(store, talk, anna, bartek, celina):
    connect_by_answers(store, talk, anna, bartek)
    note(store, talk, anna)

    assert told(store, talk, celina) is None
    refuse(store, UnknownConversationError, lambda: note(store, talk, celina))


def test_the_latest_note_counts_even_within_the_same_second(store, talk, anna):
    for words in ("Drukarni", "Introligatora", ""):
        note(store, talk, anna, words)

        assert noted(store, talk, anna).words == words


def test_the_same_note_sent_twice_is_one_and_brings_no_earlier_one_back(store, talk, anna):
    late = heard(talk, anna)
    note_seeking(store, late, now=NOW)
    note(store, talk, anna, "Introligatora", at=SECOND)
    before = everything(store)

    note_seeking(store, late, now=NOW + 2 * SECOND)

    assert everything(store) == before


def test_a_late_repeat_brings_no_words_back_after_a_withdrawal(store, talk, anna):
    late = heard(talk, anna)
    note_seeking(store, late, now=NOW)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    # It may be refused or left unheard.
    with contextlib.suppress(ConversationClosedError):
        note_seeking(store, late, now=NOW + SECOND)

    assert tables_with(store, HEARD) == []


def test_vulgar_words_are_withheld_from_the_other(store, talk, anna, bartek):
    connect_by_answers(store, talk, anna, bartek)
    note(store, talk, anna, VULGAR, chips=("tax",))

    assert (told(store, talk, bartek).words, told(store, talk, bartek).chips) == ("", ("tax",))
    assert noted(store, talk, anna).words == VULGAR


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"words": "42"}, AnswerRefusedError),
        ({"words": "fdsafdsa"}, AnswerRefusedError),
        ({"words": "ą" * (LONGEST + 1)}, AnswerLengthError),
        ({"chips": ("no-such-chip",)}, UnknownPromptError),
    ],
)
def test_what_nobody_can_read_is_refused_and_keeps_nothing(store, talk, anna, options, error):
    refuse(store, error, lambda: note(store, talk, anna, **options))


def test_after_seven_days_nothing_is_noted(store, talk, anna):
    refuse(store, ConversationClosedError, lambda: note(store, talk, anna, at=WEEK))
