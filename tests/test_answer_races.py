"""Both answer at the same moment. Six rounds each; a thousand with ROZMOWA_TEST_FULL=1."""

import random
import threading
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cast import NOW, invite_many, make_event, rows
from chance import rounds
from places import KINDS, new_place
from talks import ANNA_LEARNED, BARTEK_LEARNED, admit, answer, begin_talk, new_answer, view_of
from test_races import together

from matching.answers import (
    answer_about_me,
    record_answer,
    revise_answer,
    withdraw_answer,
)
from matching.conversations import (
    Conversation,
    NewConversation,
    State,
    another_question,
    decline,
    expire_old,
    is_connected,
    start_conversation,
)
from matching.errors import (
    AlreadyAnsweredError,
    AlreadyConnectedError,
    AnswerWithdrawnError,
    ConversationClosedError,
    RefusedError,
)
from matching.people import Listed
from matching.store import Store

ROUNDS = rounds(1000)

WORDS_OF_ENDED_TALKS = (
    "SELECT count(*) FROM answer WHERE conversation_id IN"
    " (SELECT conversation_id FROM conversation_end)"
)
ANSWERS_KEPT_AND_GONE = (
    "SELECT count(*) FROM answer WHERE answer_id IN (SELECT fact_id FROM gone_fact)"
)
RUNNING_TALKS_OF_A_PAIR = (
    "SELECT lower_id, higher_id FROM conversation WHERE conversation_id NOT IN"
    " (SELECT conversation_id FROM conversation_end) "
    " GROUP BY lower_id, higher_id HAVING count(*) > 1"
)


@pytest.fixture(params=KINDS)
def room(tmp_path: Path, request: pytest.FixtureRequest):
    """A database on disk, an event, and as many pairs who came in as there are rounds."""
    with Store.open(new_place(request.param, tmp_path)) as store:
        event = make_event(store)
        people = invite_many(store, event, 2 * ROUNDS)
        admit(store, event, *people)
        yield store, event, list(zip(people[::2], people[1::2], strict=True))


def count_answers(store: Store, talk: Conversation) -> int:
    with store._cursor() as cursor:
        [(count,)] = cursor.execute(
            "SELECT count(*) FROM answer WHERE conversation_id = $1", [talk.conversation_id]
        ).fetchall()
    return count


def test_both_answer_at_the_same_instant_and_are_connected_once(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        written = [
            new_answer(store, talk, anna, ANNA_LEARNED, is_second_try=True),
            new_answer(store, talk, bartek, BARTEK_LEARNED, is_second_try=True),
        ]
        said = together([lambda one=one: record_answer(store, one, now=NOW) for one in written])

        # Whoever came second knows of the connection; nobody is refused.
        assert sorted(said) == [False, True]
        assert is_connected(store, talk.conversation_id)
    assert rows(store, "SELECT count(*), count(DISTINCT conversation_id) FROM connection") == [
        (ROUNDS, ROUNDS)
    ]


def test_the_same_two_answers_from_many_threads_are_two_answers(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        written = [
            new_answer(store, talk, anna, ANNA_LEARNED, is_second_try=True),
            new_answer(store, talk, bartek, BARTEK_LEARNED, is_second_try=True),
        ]
        said = together([lambda one=one: record_answer(store, one, now=NOW) for one in written * 3])

        assert {type(one) for one in said} == {bool}
        assert True in said
        assert count_answers(store, talk) == 2


def test_two_different_answers_of_one_author_at_once_are_one(room):
    """A form and a kiosk; one of the two is told that there is an answer already."""
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        written = [
            new_answer(store, talk, anna, words, is_second_try=True)
            for words in (ANNA_LEARNED, BARTEK_LEARNED)
        ]
        said = together([lambda one=one: record_answer(store, one, now=NOW) for one in written])

        assert [one for one in said if one is not False] == [AlreadyAnsweredError()]
        assert count_answers(store, talk) == 1


def test_two_kiosks_start_the_same_pair_at_once_and_it_is_one_conversation(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        news = [
            NewConversation(uuid4(), event, anna.attendee_id, bartek.code, 1),
            NewConversation(uuid4(), event, bartek.attendee_id, anna.code, 2),
        ]
        begun = together([lambda new=new: start_conversation(store, new, now=NOW) for new in news])

        assert len({one.conversation_id for one in begun}) == 1
        assert begun[0].me.prompt_id == begun[1].other.prompt_id
        assert [one.me.attendee_id for one in begun] == [anna.attendee_id, bartek.attendee_id]
    assert rows(store, "SELECT count(*) FROM conversation") == [(ROUNDS,)]


def test_an_answer_against_do_not_record_ends_in_nothing_kept_or_a_connection(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        answer(store, talk, anna, ANNA_LEARNED, is_second_try=True)
        last = new_answer(store, talk, bartek, BARTEK_LEARNED, is_second_try=True)
        answered, declined = together(
            [
                lambda last=last: record_answer(store, last, now=NOW),
                lambda talk=talk, anna=anna: decline(
                    store, talk.conversation_id, by_id=anna.attendee_id, now=NOW
                ),
            ]
        )

        if answered is True:
            assert declined == AlreadyConnectedError()
            assert is_connected(store, talk.conversation_id)
        else:
            assert (answered, declined) == (ConversationClosedError(), None)
            assert count_answers(store, talk) == 0


def test_an_answer_against_a_withdrawal_of_the_other_leaves_half_a_talk(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        answer(store, talk, anna, ANNA_LEARNED, is_second_try=True)
        last = new_answer(store, talk, bartek, BARTEK_LEARNED, is_second_try=True)
        answered, withdrawn = together(
            [
                lambda last=last: record_answer(store, last, now=NOW),
                lambda talk=talk, anna=anna: withdraw_answer(
                    store, talk.conversation_id, author_id=anna.attendee_id, now=NOW
                ),
            ]
        )

        assert answered in (True, False)
        assert withdrawn is None
        assert not is_connected(store, talk.conversation_id)
        assert view_of(store, talk, bartek).state is State.OPEN
        assert count_answers(store, talk) == 1


def test_a_withdrawal_against_its_own_late_repeat_brings_nothing_back(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        mine = new_answer(store, talk, anna, ANNA_LEARNED, is_second_try=True)
        record_answer(store, mine, now=NOW)
        repeated, _ = together(
            [
                lambda mine=mine: record_answer(store, mine, now=NOW),
                lambda talk=talk, anna=anna: withdraw_answer(
                    store, talk.conversation_id, author_id=anna.attendee_id, now=NOW
                ),
            ]
        )

        assert repeated in (False, AnswerWithdrawnError())
        assert count_answers(store, talk) == 0


def test_a_revision_against_the_others_answer_replaces_or_is_added(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        answer(store, talk, anna, ANNA_LEARNED, is_second_try=True)
        other_words = new_answer(store, talk, anna, "Wozi śliwki chłodnią", is_second_try=True)
        last = new_answer(store, talk, bartek, BARTEK_LEARNED, is_second_try=True)
        revised, answered = together(
            [
                lambda one=other_words: revise_answer(store, one, now=NOW),
                lambda one=last: record_answer(store, one, now=NOW),
            ]
        )

        assert (revised, answered) == (None, True)
        read = answer_about_me(store, talk.conversation_id, reader_id=bartek.attendee_id)
        assert read.words == "Wozi śliwki chłodnią"
        assert read.words_before in ((), (ANNA_LEARNED,))


def test_both_ask_for_another_question_at_once_and_never_get_the_same(room):
    store, event, pairs = room

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        sides = (talk.me, talk.other)
        together(
            [
                lambda side=side, talk=talk: another_question(
                    store,
                    talk.conversation_id,
                    author_id=side.attendee_id,
                    shown=[side.prompt_id],
                    now=NOW,
                )
                for side in sides
            ]
        )

        now = view_of(store, talk, anna)
        assert len({now.me.prompt_id, now.other.prompt_id}) == 2
        assert now.me.prompt_id != talk.me.prompt_id


def test_the_last_second_ends_in_a_connection_or_in_nothing(room):
    store, event, pairs = room
    week, second = timedelta(days=7), timedelta(seconds=1)

    for anna, bartek in pairs:
        talk = begin_talk(store, event, anna, bartek)
        answer(store, talk, anna, ANNA_LEARNED, is_second_try=True)
        last = new_answer(store, talk, bartek, BARTEK_LEARNED, is_second_try=True)
        answered, expired = together(
            [
                lambda last=last: record_answer(store, last, now=NOW + week - second),
                lambda: expire_old(store, now=NOW + week),
            ]
        )

        if answered is True:
            assert (expired, is_connected(store, talk.conversation_id)) == (0, True)
        else:
            assert (answered, expired) == (ConversationClosedError(), 1)
            assert count_answers(store, talk) == 0


def test_whoever_reads_while_answers_come_and_go_never_sees_a_sealed_one(room):
    """Anna writes a new sentence only while Bartek has taken his answer back: he never reads it."""
    store, event, pairs = room
    anna, bartek = pairs[0]
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, "Open: uczy żeglarstwa")
    is_done = threading.Event()

    def read() -> set[str]:
        seen = set()
        while not is_done.is_set():
            about = answer_about_me(store, talk.conversation_id, reader_id=bartek.attendee_id)
            seen |= {about.words} if about else set()
        return seen

    def write() -> None:
        try:
            for number in range(3 * ROUNDS):
                _replace(store, talk, anna, "Open: uczy żeglarstwa")
                answer(store, talk, bartek, f"Wozi śliwki {number}", is_second_try=True)
                withdraw_answer(store, talk.conversation_id, author_id=bartek.attendee_id, now=NOW)
                _replace(store, talk, anna, f"Sealed: uczy szermierki {number}")
        finally:
            is_done.set()

    seen, wrote = together([read, write])

    assert wrote is None
    assert seen <= {"Open: uczy żeglarstwa"}


def _replace(store: Store, talk: Conversation, author: Listed, words: str) -> None:
    revise_answer(store, new_answer(store, talk, author, words, is_second_try=True), now=NOW)


def test_eight_threads_do_everything_at_once_and_the_end_is_consistent(room, chance):
    store, event, pairs = room
    talks = [(begin_talk(store, event, *pair), pair) for pair in pairs[:10]]

    def act(seed: int) -> list[Exception]:
        mine, broken = random.Random(seed), []
        for number in range(ROUNDS):
            talk, pair = mine.choice(talks)
            try:
                _any_act(store, event, talk, pair, f"{seed} {number}", mine)
            except RefusedError:
                continue
            except Exception as error:
                broken.append(error)
        return broken

    seeds = [chance.randrange(2**32) for _ in range(8)]
    results = together([lambda seed=seed: act(seed) for seed in seeds])

    assert results == [[]] * 8
    assert rows(store, WORDS_OF_ENDED_TALKS) == [(0,)]
    assert rows(store, ANSWERS_KEPT_AND_GONE) == [(0,)]
    assert rows(store, RUNNING_TALKS_OF_A_PAIR) == []


def _any_act(store, event, talk, pair, tag, mine) -> None:
    author = mine.choice(pair)
    ours = {"conversation_id": talk.conversation_id, "now": NOW}
    act = mine.choice(["answer", "answer", "revise", "withdraw", "decline", "start"])
    words = f"Uczy rzeczy {tag}"
    if act == "answer":
        answer(store, talk, author, words, is_second_try=True)
    if act == "revise":
        new = new_answer(store, talk, author, words, is_second_try=True)
        revise_answer(store, new, now=NOW)
    if act == "withdraw":
        withdraw_answer(store, **ours, author_id=author.attendee_id)
    if act == "decline":
        decline(store, **ours, by_id=author.attendee_id)
    if act == "start":
        begin_talk(store, event, *pair)
