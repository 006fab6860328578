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
    take_to_phone,
)
from panel import ANNA_WROTE, CELINA_WROTE, Panel
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    SECOND,
    admit,
    answer,
    begin_talk,
    connect,
    connections,
    tables_with,
)

from matching.answers import answer_about_me, withdraw_answer
from matching.badge_history import Act, ActKind, list_acts, report_act
from matching.contacts import contacts_for, saved_choice, shared_by
from matching.desk import list_attention
from matching.follow_ups import PromiseKind, keep_promise, promise_of
from matching.phone_codes import open_phone_code, open_typed_code
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


def test_what_was_done_on_the_own_page_is_not_the_badges_doing(store, talk, anna):
    do_all(store, talk, anna, channel="page")
    promise_something(store, talk, anna, None, channel="page")

    assert acts(store, anna) == []


def test_what_was_taken_back_at_a_kiosk_is_listed_too(store, talk, anna):
    do_all(store, talk, anna, channel="page")

    promise_something(store, talk, anna, None, kiosk=2)
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
    kept = promise_of(store, talk.conversation_id, author_id=bartek.attendee_id)
    assert kept.promise_id == theirs.promise_id
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
    mine = promise_something(store, talk, anna, PromiseKind.ASK, at=SECOND, channel="page")
    share_contact(store, talk, anna, FIELDS[1:], at=SECOND, channel="page")

    for kind in (ActKind.PROMISE, ActKind.SHARING):
        report(store, anna, kind)

    kept = promise_of(store, talk.conversation_id, author_id=anna.attendee_id)
    assert kept.promise_id == mine.promise_id
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
    add_words(store, talk, anna, "Uczy też w szkole obok", channel="page")
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


# By link


def test_what_was_done_by_link_is_listed_too(store, talk, anna):
    do_all(store, talk, anna, channel="link")

    assert [(act.kind, act.is_by_link, act.kiosk) for act in acts(store, anna)] == [
        (kind, True, None) for kind in sorted(NEW_KINDS)
    ]


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_what_was_done_by_link_can_be_taken_back_each_for_itself(store, talk, anna, kind):
    do_all(store, talk, anna, channel="link")

    report(store, anna, kind)

    assert [act for act in acts(store, anna, kind) if act.is_standing] == []
    assert connections(store) == [(talk.conversation_id,)]


def test_a_code_for_a_phone_is_listed_for_whose_badge_it_was(store, talk, anna, bartek):
    given = take_to_phone(store, talk, anna)

    [listed] = acts(store, anna, ActKind.PHONE_CODE)
    assert (listed.act_id, listed.kiosk, listed.other_name, listed.is_standing) == (
        given.phone_code_id,
        5,
        "Bartek Wójcik",
        True,
    )
    assert acts(store, bartek, ActKind.PHONE_CODE) == []


def test_a_code_that_was_not_mine_takes_what_came_of_it_along(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, bartek, BARTEK_LEARNED)
    given = take_to_phone(store, talk, anna)
    answer(store, talk, anna, ANNA_LEARNED, channel="link", at=SECOND)
    promise_something(store, talk, anna, channel="link", at=SECOND)

    report(store, anna, ActKind.PHONE_CODE)

    assert open_phone_code(store, given.phone_code_id) is None
    assert open_typed_code(store, given.typed, key=b"k" * 32, now=NOW) is None
    assert connections(store) == []
    assert tables_with(store, ANNA_LEARNED) == []
    assert tables_with(store, BARTEK_LEARNED) == ["answer"]
    [listed] = acts(store, anna, ActKind.PHONE_CODE)
    assert (listed.is_reported, listed.is_standing) == (True, False)
    assert len(list_attention(store, event)) == 1


def test_a_code_that_was_not_mine_leaves_what_did_not_come_of_it(store, talk, anna, bartek):
    """An answer at the kiosk, one given before, what the other did, the other's own code."""
    theirs = take_to_phone(store, talk, bartek)
    add_words(store, talk, anna, "Uczy też w szkole obok", channel="link")
    take_to_phone(store, talk, anna, at=SECOND)
    say_it_is_right(store, talk, bartek, channel="link")

    report(store, anna, ActKind.PHONE_CODE)

    assert connections(store) == [(talk.conversation_id,)]
    assert said_about(store, talk, anna).correction == "Uczy też w szkole obok"
    assert said_about(store, talk, bartek).is_confirmed
    assert open_phone_code(store, theirs.phone_code_id) is not None


def test_the_kiosk_lists_a_code_once_when_it_hands_it_out(panel, event, anna, celina):
    panel.begin(anna, celina)
    assert acts(panel.store, anna, ActKind.PHONE_CODE) == []

    panel.tap_through("later", "phone", "contrast", "answer", "later", "phone")

    [listed] = acts(panel.store, anna, ActKind.PHONE_CODE)
    assert (listed.kiosk, listed.other_name) == (1, "Celina O'Connor")
    assert acts(panel.store, celina, ActKind.PHONE_CODE) == []


def test_another_kiosk_lists_the_code_of_a_conversation_to_finish(
    server, panel, event, anna, celina
):
    panel.begin(anna, celina)
    panel.tap_through("later", "go-on")
    elsewhere = Panel(server, event, number=2)
    elsewhere.scan(anna.code)

    door = elsewhere.tap_through("more", "phone")["actions"][0]
    elsewhere.tap(door["id"])

    [listed] = acts(panel.store, anna, ActKind.PHONE_CODE)
    assert listed.kiosk == 2
