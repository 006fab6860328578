"""Promises, contacts, wishes and replies in a badge's history, and "this was not me"."""

from datetime import timedelta

import pytest
from cast import NOW, invite, rows
from kiosk_acts import (
    ADDED,
    FIELDS,
    HEARD,
    add_words,
    do_all,
    note_wish,
    promise_something,
    say_it_is_right,
    share_contact,
)
from panel import ANNA_WROTE, CELINA_WROTE, Panel
from talks import ANNA_LEARNED, SECOND, admit, answer, begin_talk, connect, connections, tables_with

from matching.answers import answer_about_me, withdraw_answer
from matching.badge_history import Act, ActKind, list_acts, report_act
from matching.contacts import contacts_for, saved_choice, shared_by
from matching.desk import list_attention
from matching.follow_ups import PromiseKind, drop_promise, keep_promise, promise_of
from matching.seeking import seeking_about_me

pytest_plugins = ["panel_fixtures"]

NEW_KINDS = [
    ActKind.PROMISE,
    ActKind.SHARING,
    ActKind.SEEKING,
    ActKind.CONFIRMATION,
    ActKind.CORRECTION,
]
HOUR = timedelta(hours=1)


@pytest.fixture
def talk(store, event, anna, bartek):
    """Anna and Bartek are connected."""
    return connect(store, event, anna, bartek)


def acts(store, who, *kinds: ActKind) -> list[Act]:
    return [act for act in list_acts(store, who.person_id) if act.kind in (kinds or NEW_KINDS)]


def report(store, who, kind: ActKind) -> Act:
    """The newest act of this kind was not them."""
    act = acts(store, who, kind)[0]
    assert report_act(store, who.person_id, act.act_id, now=NOW + HOUR)
    return act


def said_about(store, talk, who):
    return answer_about_me(store, talk.conversation_id, reader_id=who.attendee_id)


def test_all_that_was_done_in_a_talk_at_a_kiosk_is_listed(store, talk, anna, bartek):
    do_all(store, talk, anna, kiosk=4)

    assert [(act.kind, act.detail, act.chips) for act in acts(store, anna)] == [
        (ActKind.CONFIRMATION, "", ()),
        (ActKind.CORRECTION, ADDED, ()),
        (ActKind.PROMISE, "coffee", ()),
        (ActKind.SEEKING, HEARD, ("tax",)),
        (ActKind.SHARING, " ".join(FIELDS), ()),
    ]
    for act in acts(store, anna):
        assert (act.kiosk, act.other_name, act.attendee_id, act.conversation_id) == (
            4,
            "Bartek Wójcik",
            anna.attendee_id,
            talk.conversation_id,
        )
        assert (act.is_standing, act.is_reported, act.happened_at_utc) == (True, False, NOW)
    assert acts(store, bartek) == []


def test_the_kiosk_says_its_number_with_each_act(server, panel, were_asked, event, anna, celina):
    kiosk = Panel(server, event, number=7)
    kiosk.begin(anna, celina)
    kiosk.save(ANNA_WROTE)
    kiosk.tap("seeks", promise=["coffee"], share=["email"])
    kiosk.tap("done", chips=["tax"])
    kiosk.tap("next", promise=[], share=["email"])
    kiosk.tap("answer")
    kiosk.save(CELINA_WROTE)
    kiosk.tap_through("confirm-right", "add-right")
    kiosk.save(ADDED)

    listed = acts(kiosk.store, anna)

    assert {(act.kind, act.kiosk) for act in listed} == {(kind, 7) for kind in NEW_KINDS}
    assert {act.detail for act in listed if act.kind is ActKind.PROMISE} == {"coffee", "none"}


def test_what_was_done_by_link_is_not_the_badges_doing(store, talk, anna):
    do_all(store, talk, anna, channel="link")
    drop_promise(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW, channel="link")

    assert acts(store, anna) == []


def test_what_was_taken_back_at_a_kiosk_is_listed_too(store, talk, anna):
    do_all(store, talk, anna, channel="link")

    drop_promise(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW, kiosk=2)
    share_contact(store, talk, anna, ())

    assert [(act.kind, act.detail, act.kiosk, act.is_standing) for act in acts(store, anna)] == [
        (ActKind.PROMISE, "none", 2, False),
        (ActKind.SHARING, "", None, False),
    ]


def test_a_promise_that_was_not_me_is_dropped(store, talk, anna, bartek):
    theirs = promise_something(store, talk, bartek)
    promise_something(store, talk, anna)

    report(store, anna, ActKind.PROMISE)

    assert promise_of(store, talk.conversation_id, author_id=anna.attendee_id) is None
    assert promise_of(store, talk.conversation_id, author_id=bartek.attendee_id) == theirs
    [listed] = acts(store, anna)
    assert (listed.detail, listed.is_reported, listed.is_standing) == ("coffee", True, False)


def test_a_promise_that_was_not_me_does_not_come_back_by_a_late_repeat(store, talk, anna):
    foreign = promise_something(store, talk, anna)
    report(store, anna, ActKind.PROMISE)

    keep_promise(store, foreign, now=NOW + 2 * HOUR)

    assert promise_of(store, talk.conversation_id, author_id=anna.attendee_id) is None


def test_my_own_later_promise_and_choice_outlive_the_report_of_earlier_ones(
    store, talk, anna, bartek
):
    promise_something(store, talk, anna)
    share_contact(store, talk, anna)
    mine = promise_something(store, talk, anna, PromiseKind.ASK, at=SECOND, channel="link")
    share_contact(store, talk, anna, FIELDS[1:], at=SECOND, channel="link")

    for kind in (ActKind.PROMISE, ActKind.SHARING):
        report(store, anna, kind)

    assert promise_of(store, talk.conversation_id, author_id=anna.attendee_id) == mine
    assert shared_by(store, talk.conversation_id, owner_id=anna.attendee_id) == FIELDS[1:]


def test_a_contact_that_was_not_shared_by_me_is_shared_no_more(store, talk, anna, bartek):
    share_contact(store, talk, anna)
    assert contacts_for(store, talk.conversation_id, reader_id=bartek.attendee_id) is not None

    report(store, anna, ActKind.SHARING)

    assert contacts_for(store, talk.conversation_id, reader_id=bartek.attendee_id) is None
    assert shared_by(store, talk.conversation_id, owner_id=anna.attendee_id) == ()
    assert saved_choice(store, anna.person_id) == ()


def test_a_note_on_what_they_seek_that_was_not_me_is_emptied(store, talk, anna, bartek):
    note_wish(store, talk, anna)

    report(store, anna, ActKind.SEEKING)

    told = seeking_about_me(store, talk.conversation_id, reader_id=bartek.attendee_id)
    assert (told.words, told.chips) == ("", ())
    assert tables_with(store, HEARD) == []
    [listed] = acts(store, anna)
    assert (listed.is_reported, listed.is_standing) == (True, False)


def test_a_confirmation_that_was_not_me_is_taken_back_and_can_be_given_by_me(store, talk, anna):
    say_it_is_right(store, talk, anna)

    report(store, anna, ActKind.CONFIRMATION)

    assert not said_about(store, talk, anna).is_confirmed
    assert acts(store, anna) == []
    say_it_is_right(store, talk, anna, kiosk=1)
    [again] = acts(store, anna)
    assert not again.is_reported


def test_words_that_were_not_added_by_me_go_and_my_own_stay(store, talk, anna):
    add_words(store, talk, anna, "Uczy też w szkole obok", channel="link")
    add_words(store, talk, anna, at=SECOND)
    assert said_about(store, talk, anna).correction == ADDED

    report(store, anna, ActKind.CORRECTION)

    assert said_about(store, talk, anna).correction == "Uczy też w szkole obok"
    assert tables_with(store, ADDED) == []


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_each_report_leaves_one_note_at_the_desk_and_the_connection_as_it_is(
    store, event, talk, anna, kind
):
    do_all(store, talk, anna, kiosk=4)

    act = report(store, anna, kind)

    [note] = list_attention(store, event)
    assert (note.reason, note.attendee_id, note.kiosk) == ("not_me", anna.attendee_id, 4)
    assert rows(store, "SELECT note_id FROM desk_note") == [(act.act_id,)]
    assert connections(store) == [(talk.conversation_id,)]
    assert tables_with(store, ANNA_LEARNED) == ["answer"]


def test_a_sentence_that_both_reported_is_two_notes(store, event, talk, anna, bartek):
    say_it_is_right(store, talk, bartek)

    report(store, bartek, ActKind.CONFIRMATION)
    report(store, anna, ActKind.ANSWER)

    assert {note.attendee_id for note in list_attention(store, event)} == {
        anna.attendee_id,
        bartek.attendee_id,
    }


def test_what_the_other_withdrew_is_not_in_my_history(store, talk, anna, bartek):
    do_all(store, talk, anna)

    withdraw_answer(store, talk.conversation_id, author_id=bartek.attendee_id, now=NOW)

    assert {act.kind for act in acts(store, anna)} == {
        ActKind.PROMISE,
        ActKind.SHARING,
        ActKind.SEEKING,
    }


def test_only_the_talk_of_the_act_is_touched(store, event, talk, anna):
    dawid = invite(store, event, "Dawid Nowy", email="d@example.org")
    admit(store, event, dawid)
    other = begin_talk(store, event, anna, dawid)
    answer(store, other, anna, "Szyje żagle z odzysku")
    promise_something(store, other, anna, at=-SECOND)
    promise_something(store, talk, anna)

    report(store, anna, ActKind.PROMISE)

    assert promise_of(store, talk.conversation_id, author_id=anna.attendee_id) is None
    assert promise_of(store, other.conversation_id, author_id=anna.attendee_id) is not None
