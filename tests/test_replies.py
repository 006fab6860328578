"""What the other says or promises to me is told only while both answers are there."""

import pytest
from cast import NOW
from kiosk_acts import ADDED, add_words, promise_something, say_it_is_right
from talks import ANNA_LEARNED, admit, answer, begin_talk, connect

from matching.answers import my_answer, withdraw_answer
from matching.follow_ups import promise_to_me


@pytest.fixture
def talk(store, event, anna, bartek):
    """Anna and Bartek are connected."""
    return connect(store, event, anna, bartek)


def test_the_others_reply_to_my_words_goes_with_their_answer(store, talk, anna, bartek):
    say_it_is_right(store, talk, bartek)
    add_words(store, talk, bartek)
    mine = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    assert (mine.is_confirmed, mine.correction) == (True, ADDED)

    withdraw_answer(store, talk.conversation_id, author_id=bartek.attendee_id, now=NOW)

    alone = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    assert (alone.words, alone.is_confirmed, alone.correction) == (ANNA_LEARNED, False, None)
    answer(store, talk, bartek, "Prowadzi też kurs dla sadowników")
    assert my_answer(store, talk.conversation_id, author_id=anna.attendee_id) == alone


def test_their_promise_is_told_once_both_have_answered(store, talk, anna, bartek, celina):
    talk_id = talk.conversation_id
    theirs = promise_something(store, talk, bartek)
    promise_something(store, talk, anna)

    told = promise_to_me(store, talk_id, reader_id=anna.attendee_id)
    assert told.promise_id == theirs.promise_id
    assert promise_to_me(store, talk_id, reader_id=celina.attendee_id) is None

    withdraw_answer(store, talk_id, author_id=anna.attendee_id, now=NOW)
    for reader in (anna, bartek):
        assert promise_to_me(store, talk_id, reader_id=reader.attendee_id) is None


def test_their_promise_is_not_told_before_my_answer(store, event, bartek, celina):
    admit(store, event, bartek, celina)
    talk = begin_talk(store, event, celina, bartek)
    answer(store, talk, bartek, "Drives apples to small shops before dawn")
    promise_something(store, talk, bartek)

    assert promise_to_me(store, talk.conversation_id, reader_id=celina.attendee_id) is None
    answer(store, talk, celina, "Szyje żagle z odzysku")
    assert promise_to_me(store, talk.conversation_id, reader_id=celina.attendee_id) is not None


def test_a_promise_counts_its_revisions(store, talk, anna, bartek):
    for number in range(3):
        promise_something(store, talk, anna)

        told = promise_to_me(store, talk.conversation_id, reader_id=bartek.attendee_id)
        assert told.revision == number
