"""Promises: the planned follow-up with a date (P7)."""

import contextlib
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from cast import NOW, rows
from talks import SECOND, WEEK, admit, begin_talk, connect, counts, everything, refuse

from matching.answers import withdraw_answer
from matching.conversations import decline
from matching.errors import ConversationClosedError, PromiseDayError, UnknownConversationError
from matching.follow_ups import (
    KeptPromise,
    Promise,
    PromiseKind,
    check_promise,
    day_promised,
    keep_promise,
    promise_of,
)

TODAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
DAY = timedelta(days=1)


@pytest.fixture
def talk(store, event, anna, bartek, celina):
    """Anna and Bartek have begun to talk."""
    admit(store, event, anna, bartek, celina)
    return begin_talk(store, event, anna, bartek)


def promise(talk, author, kind=PromiseKind.COFFEE, *, due_on=FRIDAY) -> Promise:
    return Promise(uuid4(), talk.conversation_id, author.attendee_id, kind, due_on)


def nothing(talk, author) -> Promise:
    return promise(talk, author, None, due_on=None)


def promised(store, talk, author) -> KeptPromise | None:
    return promise_of(store, talk.conversation_id, author_id=author.attendee_id)


def promised_id(store, talk, author) -> UUID | None:
    kept = promised(store, talk, author)
    return kept.promise_id if kept else None


@pytest.mark.parametrize("kind", list(PromiseKind))
@pytest.mark.parametrize("due_on", [FRIDAY, None])
def test_a_promise_is_kept_with_its_day(store, talk, anna, bartek, kind, due_on):
    mine = promise(talk, anna, kind, due_on=due_on)

    keep_promise(store, mine, now=NOW)

    assert promised(store, talk, anna) == KeptPromise(mine.promise_id, kind, due_on, revision=0)
    assert promised(store, talk, bartek) is None


def test_a_promise_is_never_a_sales_pitch():
    assert set(PromiseKind) == {"article", "introduce", "coffee", "ask", "talk"}


def test_both_can_promise_something(store, talk, anna, bartek):
    hers, his = promise(talk, anna), promise(talk, bartek, PromiseKind.ARTICLE)
    for one in (hers, his):
        keep_promise(store, one, now=NOW)

    assert promised_id(store, talk, anna) == hers.promise_id
    assert promised_id(store, talk, bartek) == his.promise_id


def test_the_latest_promise_counts_even_within_the_same_second(store, talk, anna):
    for kind in PromiseKind:
        latest = promise(talk, anna, kind)
        keep_promise(store, latest, now=NOW)

        assert promised_id(store, talk, anna) == latest.promise_id


def test_a_promise_can_be_dropped_and_made_again(store, talk, anna, bartek):
    keep_promise(store, promise(talk, bartek), now=NOW)
    keep_promise(store, promise(talk, anna), now=NOW)

    keep_promise(store, nothing(talk, anna), now=NOW)

    assert promised(store, talk, anna) is None
    assert promised(store, talk, bartek) is not None
    again = promise(talk, anna, PromiseKind.ASK)
    keep_promise(store, again, now=NOW + SECOND)
    assert promised_id(store, talk, anna) == again.promise_id


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
    keep_promise(store, nothing(talk, anna), now=NOW)
    keep_promise(store, late, now=NOW + SECOND)
    assert promised(store, talk, anna) is None

    keep_promise(store, other, now=NOW + SECOND)
    keep_promise(store, late, now=NOW + 2 * SECOND)
    assert promised_id(store, talk, anna) == other.promise_id


def test_a_late_repeat_does_not_bring_back_a_promise_that_was_withdrawn(store, talk, anna):
    late = promise(talk, anna)
    keep_promise(store, late, now=NOW)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    # It may be refused or left unheard.
    with contextlib.suppress(ConversationClosedError):
        keep_promise(store, late, now=NOW + SECOND)

    assert promised(store, talk, anna) is None


def test_a_late_repeat_of_nothing_does_not_drop_a_newer_promise(store, talk, anna):
    keep_promise(store, promise(talk, anna), now=NOW)
    taken_back, newer = nothing(talk, anna), promise(talk, anna, PromiseKind.ASK)
    for one in (taken_back, newer):
        keep_promise(store, one, now=NOW)
    before = everything(store)

    keep_promise(store, taken_back, now=NOW + SECOND)

    assert everything(store) == before
    assert promised_id(store, talk, anna) == newer.promise_id


def test_to_promise_nothing_where_nothing_is_promised_changes_nothing(store, talk, anna):
    before = everything(store)
    keep_promise(store, nothing(talk, anna), now=NOW)
    assert everything(store) == before

    keep_promise(store, promise(talk, anna), now=NOW)
    keep_promise(store, nothing(talk, anna), now=NOW)
    before = everything(store)
    keep_promise(store, nothing(talk, anna), now=NOW + SECOND)
    assert everything(store) == before


def test_whoever_promises_nothing_keeps_no_day(store, talk, anna):
    keep_promise(store, promise(talk, anna), now=NOW)

    keep_promise(store, promise(talk, anna, None, due_on=date(1999, 1, 1)), now=NOW)

    assert rows(store, "SELECT kind, due_on FROM promise ORDER BY place DESC")[0] == ("none", None)


@pytest.mark.parametrize("ahead", [0, 1, 366])
def test_a_promise_is_for_a_day_from_today_on_within_a_year(store, talk, anna, ahead):
    last = promise(talk, anna, due_on=TODAY + timedelta(days=ahead))

    keep_promise(store, last, now=NOW)

    assert promised_id(store, talk, anna) == last.promise_id


@pytest.mark.parametrize("due_on", [TODAY - DAY, TODAY + 367 * DAY, date.min, date.max])
def test_another_day_is_refused_with_the_days_that_can_be(store, talk, anna, due_on):
    wrong = promise(talk, anna, due_on=due_on)

    for act in (keep_promise, check_promise):
        refusal = refuse(store, PromiseDayError, lambda act=act: act(store, wrong, now=NOW))
        assert (refusal.today, refusal.latest) == (TODAY, TODAY + 366 * DAY)


def test_the_day_begins_at_midnight_of_the_event(store, talk, anna):
    evening = datetime(2026, 11, 27, 23, 59, tzinfo=ZoneInfo("Europe/Warsaw"))
    refuse(
        store,
        PromiseDayError,
        lambda: keep_promise(store, promise(talk, anna), now=evening + timedelta(minutes=1)),
    )

    keep_promise(store, promise(talk, anna), now=evening)

    assert promised(store, talk, anna).due_on == FRIDAY


def test_a_repeat_is_not_refused_for_its_day(store, talk, anna):
    mine = promise(talk, anna)
    keep_promise(store, mine, now=NOW)

    for act in (keep_promise, check_promise):
        act(store, mine, now=NOW + 6 * DAY)

    assert promised_id(store, talk, anna) == mine.promise_id


@pytest.mark.parametrize("written", ["27.11.", "2026-13-01", "2026-02-30", "jutro", "٢٠٢٦"])
def test_a_day_that_cannot_be_read_is_refused_as_one_that_cannot_be(written):
    with pytest.raises(PromiseDayError) as refusal:
        day_promised(written, today=TODAY)

    assert str(refusal.value) == "a promise is for a day from 2026-11-23 to 2027-11-24"


def test_only_the_two_of_a_talk_promise(store, talk, celina):
    refuse(
        store, UnknownConversationError, lambda: keep_promise(store, promise(talk, celina), now=NOW)
    )
    refuse(
        store,
        UnknownConversationError,
        lambda: keep_promise(store, nothing(talk, celina), now=NOW),
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
        lambda: keep_promise(store, nothing(talk, anna), now=now),
    ):
        refuse(store, ConversationClosedError, act)


def test_withdrawing_takes_ones_own_promise_and_leaves_the_others(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    his = promise(talk, bartek)
    for one in (promise(talk, anna), promise(talk, anna, PromiseKind.ASK), his):
        keep_promise(store, one, now=NOW)

    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    assert promised(store, talk, anna) is None
    assert promised_id(store, talk, bartek) == his.promise_id
    assert counts(store)["promise"] == 1


def test_a_promise_can_be_changed_as_long_as_the_connection_stands(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    late = promise(talk, anna, due_on=FRIDAY + timedelta(weeks=10))

    keep_promise(store, late, now=NOW + 10 * WEEK)

    assert promised_id(store, talk, anna) == late.promise_id


def test_the_id_of_somebody_elses_promise_changes_nothing(store, talk, anna, bartek):
    hers = promise(talk, anna)
    keep_promise(store, hers, now=NOW)
    stolen = Promise(
        hers.promise_id, talk.conversation_id, bartek.attendee_id, PromiseKind.ASK, None
    )

    with contextlib.suppress(UnknownConversationError):
        keep_promise(store, stolen, now=NOW)

    assert promised_id(store, talk, anna) == hers.promise_id
    assert rows(store, "SELECT count(*) FROM promise") == [(1,)]
