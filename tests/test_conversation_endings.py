"""Do not record, and what is left after seven days: nothing."""

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
    connect,
    connections,
    counts,
    everything,
    refuse,
    tables_with,
    view_of,
)

from matching.answers import Correction, answer_about_me, confirm, correct, my_answer
from matching.answers import withdraw_answer as withdraw
from matching.contacts import ContactField, Sharing, share
from matching.conversations import (
    State,
    another_question,
    decline,
    expire_old,
)
from matching.errors import (
    AlreadyConnectedError,
    AnswerWithdrawnError,
    ConversationClosedError,
)
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.seeking import Seeking, note_seeking


@pytest.fixture
def room(store, event, anna, bartek, celina):
    """All three have come in."""
    admit(store, event, anna, bartek, celina)


# --- do not record ---

WRITTEN = ["answer", "confirmation", "correction", "promise", "sharing", "seeking", "typed_code"]
WORDS = {
    "anna": "Pomaga sadownikom dowieźć śliwki",
    "bartek": "Uczy księgowości po nocach",
    "anna heard": "Szuka drukarni offsetowej",
    "bartek heard": "Szuka tłumaczki jidysz",
}


def write_all(store, conversation, anna, bartek) -> None:
    """Anna has answered; both have noted, promised and shared what they can before the other."""
    answer(store, conversation, anna, WORDS["anna"], chips=("accounting",))
    for author, name in ((anna, "anna"), (bartek, "bartek")):
        ours = (conversation.conversation_id, author.attendee_id)
        note_seeking(
            store, Seeking(uuid4(), *ours, ("tax",), WORDS[f"{name} heard"], "pl"), now=NOW
        )
        keep_promise(store, Promise(uuid4(), *ours, PromiseKind.COFFEE, NOW.date()), now=NOW)
        share(store, Sharing(uuid4(), *ours, (ContactField.EMAIL,)), now=NOW)


def assert_nothing_stays(store) -> None:
    """No words, no choice and no promise of anybody in any table."""
    assert not any(tables_with(store, words) for words in WORDS.values())
    kept = counts(store)
    assert not any(kept[table] for table in WRITTEN)


@pytest.mark.parametrize("place", [0, 1])
def test_do_not_record_takes_the_words_of_both_whoever_says_it(
    store, event, anna, bartek, room, place
):
    conversation = begin_talk(store, event, anna, bartek)
    write_all(store, conversation, anna, bartek)
    with store._cursor() as cursor:
        cursor.execute(
            "INSERT INTO typed_code VALUES ('hash', $1, $2, $3)",
            [conversation.conversation_id, anna.attendee_id, NOW.replace(tzinfo=None)],
        ).fetchall()
    assert all(tables_with(store, words) for name, words in WORDS.items() if name != "bartek")

    by = (anna, bartek)[place]
    decline(store, conversation.conversation_id, by_id=by.attendee_id, now=NOW)

    assert_nothing_stays(store)
    for one in (anna, bartek):
        assert my_answer(store, conversation.conversation_id, author_id=one.attendee_id) is None


def test_after_do_not_record_the_other_sees_what_an_expired_one_shows(
    store, event, anna, bartek, celina, room
):
    declined = begin_talk(store, event, anna, bartek)
    expired = begin_talk(store, event, anna, celina)
    decline(store, declined.conversation_id, by_id=anna.attendee_id, now=NOW)

    seen = view_of(store, declined, bartek, at=WEEK)
    old = view_of(store, expired, celina, at=WEEK)

    same = ("state", "connected_at", "started_at", "ends_at", "is_open", "i_started")
    assert [getattr(seen, name) for name in same] == [getattr(old, name) for name in same]
    assert seen.state is State.EXPIRED


def test_the_database_does_not_know_who_declined_nor_whether_anybody_did(
    store, event, anna, bartek, room
):
    conversation = begin_talk(store, event, anna, bartek)
    decline(store, conversation.conversation_id, by_id=anna.attendee_id, now=NOW)

    assert rows(store, "SELECT * FROM conversation_end") == [(conversation.conversation_id,)]


def test_do_not_record_said_twice_and_by_both_changes_nothing_more(
    store, event, anna, bartek, room
):
    conversation = begin_talk(store, event, anna, bartek)
    decline(store, conversation.conversation_id, by_id=anna.attendee_id, now=NOW)
    before = everything(store)

    for one in (anna, bartek):
        decline(store, conversation.conversation_id, by_id=one.attendee_id, now=NOW + SECOND)

    assert everything(store) == before


def test_do_not_record_is_refused_once_both_have_answered(store, event, anna, bartek):
    conversation = connect(store, event, anna, bartek)

    for one in (anna, bartek):
        refuse(
            store,
            AlreadyConnectedError,
            lambda one=one: decline(
                store, conversation.conversation_id, by_id=one.attendee_id, now=NOW
            ),
        )


def test_a_talk_can_be_declined_once_a_connection_was_withdrawn(store, event, anna, bartek):
    conversation = connect(store, event, anna, bartek)
    theirs = {"conversation_id": conversation.conversation_id}
    for author in (anna, bartek):
        other = bartek if author is anna else anna
        about = answer_about_me(store, **theirs, reader_id=other.attendee_id).answer_id
        confirm(store, about, by_id=other.attendee_id, now=NOW)
        correct(store, Correction(uuid4(), about, other.attendee_id, WORDS["anna heard"]), now=NOW)
    withdraw(store, **theirs, author_id=anna.attendee_id, now=NOW)

    decline(store, **theirs, by_id=bartek.attendee_id, now=NOW)

    assert_nothing_stays(store)
    assert tables_with(store, ANNA_LEARNED) == tables_with(store, BARTEK_LEARNED) == []


@pytest.mark.parametrize("place", [0, 1])
def test_after_do_not_record_nothing_more_is_taken(store, event, anna, bartek, room, place):
    conversation = begin_talk(store, event, anna, bartek)
    decline(store, conversation.conversation_id, by_id=anna.attendee_id, now=NOW)
    author = (anna, bartek)[place]
    ours = (conversation.conversation_id, author.attendee_id)

    for act in (
        lambda: answer(store, conversation, author, ANNA_LEARNED),
        lambda: note_seeking(store, Seeking(uuid4(), *ours, (), "drukarni", "pl"), now=NOW),
        lambda: keep_promise(store, Promise(uuid4(), *ours, PromiseKind.ASK, None), now=NOW),
        lambda: share(store, Sharing(uuid4(), *ours, (ContactField.EMAIL,)), now=NOW),
        lambda: another_question(
            store, ours[0], author_id=author.attendee_id, shown=["helps"], now=NOW
        ),
    ):
        refuse(store, ConversationClosedError, act)


def test_after_do_not_record_the_same_pair_can_begin_again(store, event, anna, bartek, room):
    first = begin_talk(store, event, anna, bartek)
    answer(store, first, anna, ANNA_LEARNED)
    decline(store, first.conversation_id, by_id=bartek.attendee_id, now=NOW)

    second = begin_talk(store, event, bartek, anna, at=SECOND)

    assert second.conversation_id != first.conversation_id
    assert (second.state, second.other.has_answered) == (State.OPEN, False)
    answer(store, second, anna, ANNA_LEARNED, at=SECOND)
    assert answer(store, second, bartek, BARTEK_LEARNED, at=SECOND)
    assert view_of(store, first, anna).state is State.EXPIRED
    assert connections(store) == [(second.conversation_id,)]


def test_a_pair_may_decline_as_often_as_it_likes(store, event, anna, bartek, room):
    for _ in range(5):
        conversation = begin_talk(store, event, anna, bartek)
        decline(store, conversation.conversation_id, by_id=anna.attendee_id, now=NOW)

    assert rows(store, "SELECT turn FROM conversation ORDER BY turn") == [(n,) for n in range(5)]


# --- after seven days ---


def test_a_talk_expires_after_exactly_seven_days(store, event, anna, bartek, room):
    conversation = begin_talk(store, event, anna, bartek)

    assert view_of(store, conversation, anna, at=WEEK - SECOND).state is State.OPEN
    assert view_of(store, conversation, anna, at=WEEK).state is State.EXPIRED
    assert conversation.ends_at == NOW + WEEK


def test_an_answer_is_taken_until_the_last_second_and_no_longer(
    store, event, anna, bartek, celina, room
):
    in_time, too_late = [begin_talk(store, event, anna, one) for one in (bartek, celina)]
    for conversation in (in_time, too_late):
        answer(store, conversation, anna, ANNA_LEARNED, is_second_try=True)

    assert answer(store, in_time, bartek, BARTEK_LEARNED, at=WEEK - SECOND)
    refuse(
        store,
        ConversationClosedError,
        lambda: answer(store, too_late, celina, BARTEK_LEARNED, at=WEEK),
    )


def test_a_half_answered_talk_is_deleted_after_seven_days(store, event, anna, bartek, room):
    conversation = begin_talk(store, event, anna, bartek)
    write_all(store, conversation, anna, bartek)

    assert expire_old(store, now=NOW + WEEK - SECOND) == 0
    assert tables_with(store, WORDS["anna"]) == ["answer"]
    assert expire_old(store, now=NOW + WEEK) == 1
    assert_nothing_stays(store)
    assert expire_old(store, now=NOW + WEEK) == 0


def test_an_unanswered_talk_ends_too(store, event, anna, bartek, room):
    begin_talk(store, event, anna, bartek)

    assert expire_old(store, now=NOW + 2 * WEEK) == 1


def test_a_connection_stays_for_good(store, event, anna, bartek):
    conversation = connect(store, event, anna, bartek)
    before = everything(store)

    assert expire_old(store, now=NOW + 100 * WEEK) == 0

    assert everything(store) == before
    assert view_of(store, conversation, bartek, at=100 * WEEK).state is State.CONNECTED


def test_a_connection_undone_after_seven_days_is_expired_and_its_rest_is_deleted(
    store, event, anna, bartek
):
    conversation = connect(store, event, anna, bartek)
    late = NOW + 2 * WEEK
    withdraw(store, conversation.conversation_id, author_id=anna.attendee_id, now=late)

    assert view_of(store, conversation, bartek, at=2 * WEEK).state is State.EXPIRED
    assert expire_old(store, now=late) == 1
    assert tables_with(store, BARTEK_LEARNED) == []


def test_after_it_expired_the_same_pair_can_begin_again_and_the_old_words_are_gone(
    store, event, anna, bartek, room
):
    first = begin_talk(store, event, anna, bartek)
    answer(store, first, anna, WORDS["anna"])

    second = begin_talk(store, event, anna, bartek, at=WEEK)

    assert second.conversation_id != first.conversation_id
    assert (second.state, second.me.has_answered) == (State.OPEN, False)
    assert tables_with(store, WORDS["anna"]) == []
    assert expire_old(store, now=NOW + WEEK) == 0


def test_a_late_repeat_brings_no_answer_back_after_the_end(store, event, anna, bartek, room):
    conversation = begin_talk(store, event, anna, bartek)
    answer_id = uuid4()
    answer(store, conversation, anna, ANNA_LEARNED, answer_id=answer_id)
    decline(store, conversation.conversation_id, by_id=bartek.attendee_id, now=NOW)

    refuse(
        store,
        AnswerWithdrawnError,
        lambda: answer(store, conversation, anna, ANNA_LEARNED, answer_id=answer_id),
    )


def test_an_id_used_for_two_kinds_of_facts_keeps_nobody_from_withdrawing(
    store, event, room, anna, bartek
):
    talk = begin_talk(store, event, anna, bartek)
    same = uuid4()
    answer(store, talk, anna, ANNA_LEARNED, answer_id=same)
    note = Seeking(same, talk.conversation_id, anna.attendee_id, (), "Szuka drukarni", "pl")
    note_seeking(store, note, now=NOW)

    withdraw(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)
    withdraw(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    assert tables_with(store, ANNA_LEARNED) == []
    assert tables_with(store, "Szuka drukarni") == []


def test_an_id_used_twice_keeps_no_conversation_from_expiring(
    store, event, room, anna, bartek, celina
):
    talk = begin_talk(store, event, anna, bartek)
    beside = begin_talk(store, event, bartek, celina)
    same = uuid4()
    answer(store, talk, anna, ANNA_LEARNED, answer_id=same)
    note = Seeking(same, talk.conversation_id, anna.attendee_id, (), "Szuka drukarni", "pl")
    note_seeking(store, note, now=NOW)
    answer(store, beside, bartek, BARTEK_LEARNED)

    assert expire_old(store, now=NOW + WEEK) == 2

    for words in (ANNA_LEARNED, BARTEK_LEARNED, "Szuka drukarni"):
        assert tables_with(store, words) == []
