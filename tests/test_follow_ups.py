"""Promises: the planned follow-up with a date (P7)."""

import contextlib
from datetime import date, timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows
from talks import SECOND, WEEK, admit, begin_talk, connect, counts, everything, refuse

from matching.answers import withdraw_answer
from matching.conversations import decline
from matching.errors import ConversationClosedError, UnknownConversationError
from matching.follow_ups import DAYS, Promise, PromiseKind, drop_promise, keep_promise, promise_of

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def talk(store, event, anna, bartek, celina):
    """Anna and Bartek have begun to talk."""
    admit(store, event, anna, bartek, celina)
    return begin_talk(store, event, anna, bartek)


def promise(talk, author, kind=PromiseKind.COFFEE, *, due_on=FRIDAY) -> Promise:
    return Promise(uuid4(), talk.conversation_id, author.attendee_id, kind, due_on)


def promised(store, talk, author) -> Promise | None:
    return promise_of(store, talk.conversation_id, author_id=author.attendee_id)


@pytest.mark.parametrize("kind", list(PromiseKind))
@pytest.mark.parametrize("due_on", [FRIDAY, None])
def test_a_promise_is_kept_with_its_day(store, talk, anna, bartek, kind, due_on):
    mine = promise(talk, anna, kind, due_on=due_on)

    keep_promise(store, mine, now=NOW)

    assert promised(store, talk, anna) == mine
    assert promised(store, talk, bartek) is None


def test_a_promise_is_for_a_week_and_never_a_sales_pitch():
    assert DAYS == 7
    assert set(PromiseKind) == {"article", "introduce", "coffee", "ask", "talk"}


def test_both_can_promise_something(store, talk, anna, bartek):
    hers, his = promise(talk, anna), promise(talk, bartek, PromiseKind.ARTICLE)
    for one in (hers, his):
        keep_promise(store, one, now=NOW)

    assert (promised(store, talk, anna), promised(store, talk, bartek)) == (hers, his)


def test_the_latest_promise_counts_even_within_the_same_second(store, talk, anna):
    for kind in PromiseKind:
        latest = promise(talk, anna, kind)
        keep_promise(store, latest, now=NOW)

        assert promised(store, talk, anna) == latest


def test_a_promise_can_be_dropped_and_made_again(store, talk, anna, bartek):
    keep_promise(store, promise(talk, bartek), now=NOW)
    keep_promise(store, promise(talk, anna), now=NOW)

    drop_promise(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    assert promised(store, talk, anna) is None
    assert promised(store, talk, bartek) is not None
    again = promise(talk, anna, PromiseKind.ASK)
    keep_promise(store, again, now=NOW + SECOND)
    assert promised(store, talk, anna) == again


def test_the_same_promise_sent_twice_is_one(store, talk, anna):
    mine = promise(talk, anna)
    keep_promise(store, mine, now=NOW)
    before = everything(store)

    keep_promise(store, mine, now=NOW + SECOND)

    assert everything(store) == before


def test_a_late_repeat_does_not_bring_back_a_promise_that_was_dropped_or_replaced(
    store, talk, anna
):
    late, other = promise(talk, anna), promise(talk, anna, PromiseKind.ARTICLE)
    keep_promise(store, late, now=NOW)
    drop_promise(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)
    keep_promise(store, late, now=NOW + SECOND)
    assert promised(store, talk, anna) is None

    keep_promise(store, other, now=NOW + SECOND)
    keep_promise(store, late, now=NOW + 2 * SECOND)
    assert promised(store, talk, anna) == other


def test_a_late_repeat_does_not_bring_back_a_promise_that_was_withdrawn(store, talk, anna):
    late = promise(talk, anna)
    keep_promise(store, late, now=NOW)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    # It may be refused or left unheard.
    with contextlib.suppress(ConversationClosedError):
        keep_promise(store, late, now=NOW + SECOND)

    assert promised(store, talk, anna) is None


def test_only_the_two_of_a_talk_promise(store, talk, celina):
    refuse(
        store, UnknownConversationError, lambda: keep_promise(store, promise(talk, celina), now=NOW)
    )
    refuse(
        store,
        UnknownConversationError,
        lambda: drop_promise(store, talk.conversation_id, author_id=celina.attendee_id, now=NOW),
    )
    unknown = Promise(uuid4(), uuid4(), celina.attendee_id, PromiseKind.ASK, None)
    refuse(store, UnknownConversationError, lambda: keep_promise(store, unknown, now=NOW))


@pytest.mark.parametrize("is_declined", [True, False])
def test_nothing_is_promised_in_a_talk_that_has_ended(store, talk, anna, bartek, is_declined):
    if is_declined:
        decline(store, talk.conversation_id, by_id=bartek.attendee_id, now=NOW)
    now = NOW if is_declined else NOW + WEEK

    for act in (
        lambda: keep_promise(store, promise(talk, anna), now=now),
        lambda: drop_promise(store, talk.conversation_id, author_id=anna.attendee_id, now=now),
    ):
        refuse(store, ConversationClosedError, act)


def test_withdrawing_takes_ones_own_promise_and_leaves_the_others(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    his = promise(talk, bartek)
    for one in (promise(talk, anna), promise(talk, anna, PromiseKind.ASK), his):
        keep_promise(store, one, now=NOW)

    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    assert promised(store, talk, anna) is None
    assert promised(store, talk, bartek) == his
    assert counts(store)["promise"] == 1


def test_a_promise_can_be_changed_as_long_as_the_connection_stands(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    late = promise(talk, anna, due_on=FRIDAY + timedelta(weeks=10))

    keep_promise(store, late, now=NOW + 10 * WEEK)

    assert promised(store, talk, anna) == late


def test_the_id_of_somebody_elses_promise_changes_nothing(store, talk, anna, bartek):
    hers = promise(talk, anna)
    keep_promise(store, hers, now=NOW)
    stolen = Promise(
        hers.promise_id, talk.conversation_id, bartek.attendee_id, PromiseKind.ASK, None
    )

    with contextlib.suppress(UnknownConversationError):
        keep_promise(store, stolen, now=NOW)

    assert promised(store, talk, anna) == hers
    assert rows(store, "SELECT count(*) FROM promise") == [(1,)]
