"""What was done with a badge, and "this was not me"."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, invite, make_event, rows, show_badge
from kiosk_acts import do_all
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connect,
    connections,
    everything,
    revise,
)

from matching.badge_history import ACTS_A_PAGE, Act, ActKind, find_owner, list_acts, report_act
from matching.consents import Decision, decide, has_agreed
from matching.conversations import State, view_conversation
from matching.desk import admit_anyway, list_attention
from matching.model import ConsentKind, Direction
from matching.people import set_blocked

HOUR = timedelta(hours=1)


def acts(store, who, kind: ActKind | None = None) -> list[Act]:
    return [act for act in list_acts(store, who.person_id) if kind in (None, act.kind)]


def agree(store, who, kind=ConsentKind.SUGGEST, *, given=True, source="kiosk", at=NOW) -> UUID:
    decision = Decision(uuid4(), who.person_id, kind, given, "pl")
    decide(store, decision, source=source, now=at)
    return decision.consent_id


def report(store, who, act: Act) -> bool:
    return report_act(store, who.person_id, act.act_id, now=NOW + HOUR)


def test_every_scan_is_listed_the_newest_first(store, event, anna):
    show_badge(store, event, anna.code)
    show_badge(store, event, anna.code, kiosk=2, at=HOUR)
    show_badge(store, event, anna.code, kiosk=3, at=2 * HOUR, direction=Direction.OUT)
    set_blocked(store, anna.person_id, is_blocked=True)
    show_badge(store, event, anna.code, at=3 * HOUR)

    assert [(act.detail, act.kiosk) for act in acts(store, anna)] == [
        ("blocked", 1),
        ("left", 3),
        ("already_admitted", 2),
        ("admitted", 1),
    ]
    assert acts(store, anna)[-1].happened_at_utc == NOW


def test_what_staff_did_is_told_apart(store, event, anna):
    admit_anyway(store, event, anna.attendee_id, now=NOW)

    assert [act.detail for act in acts(store, anna)] == ["staff"]


def test_only_who_started_the_conversation_has_it_in_their_history(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    begin_talk(store, event, anna, bartek, kiosk=4)

    [started] = acts(store, anna, ActKind.CONVERSATION)
    assert (started.other_name, started.kiosk, started.detail) == ("Bartek Wójcik", 4, "")
    assert acts(store, bartek, ActKind.CONVERSATION) == []


def test_answers_at_a_kiosk_are_listed_and_those_by_link_are_not(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, ANNA_LEARNED, kiosk=2)
    answer(store, talk, bartek, BARTEK_LEARNED, channel="link")

    [given] = acts(store, anna, ActKind.ANSWER)
    assert (given.detail, given.other_name, given.kiosk) == (ANNA_LEARNED, "Bartek Wójcik", 2)
    assert acts(store, bartek, ActKind.ANSWER) == []


def test_only_consents_of_a_kiosk_are_the_badges_doing(store, anna):
    agree(store, anna, ConsentKind.MAIL, given=False)
    agree(store, anna, ConsentKind.SUGGEST, source="page")
    agree(store, anna, ConsentKind.SUGGEST, source="import")

    assert [(act.detail, act.is_given) for act in acts(store, anna)] == [("mail", False)]


def test_a_long_history_comes_in_pages(store, event, anna):
    for number in range(ACTS_A_PAGE + 3):
        show_badge(store, event, anna.code, at=timedelta(minutes=number))

    pages = [list_acts(store, anna.person_id, page=page) for page in (0, 1, 2)]

    assert [len(page) for page in pages] == [ACTS_A_PAGE, 3, 0]
    moments = [act.happened_at_utc for page in pages for act in page]
    assert moments == sorted(moments, reverse=True)


def test_the_history_holds_nothing_of_others(store, event, anna, bartek, celina):
    connect(store, event, anna, bartek)

    assert acts(store, celina) == []
    assert BARTEK_LEARNED not in str(acts(store, anna))


def test_the_history_goes_over_all_events_of_a_person(store, event, anna):
    other = make_event(store, "other")
    show_badge(store, event, anna.code)
    twin = invite(store, other, "Anna Nowak")
    show_badge(store, other, twin.code)

    assert [act.event_id for act in acts(store, anna)] == [event.event_id]
    assert [act.event_id for act in acts(store, twin)] == [other.event_id]


def test_a_scan_that_was_not_me_leaves_a_note_at_the_desk(store, event, anna):
    show_badge(store, event, anna.code, kiosk=3)
    [scan] = acts(store, anna)

    assert report(store, anna, scan)

    [note] = list_attention(store, event)
    assert (note.reason, note.attendee_id, note.kiosk) == ("not_me", anna.attendee_id, 3)
    assert note.happened_at_utc == NOW + HOUR
    assert [act.is_reported for act in acts(store, anna)] == [True]


def test_an_answer_that_was_not_me_is_withdrawn(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    [given] = acts(store, anna, ActKind.ANSWER)

    report(store, anna, given)

    assert connections(store) == []
    assert ANNA_LEARNED not in str(everything(store))
    assert BARTEK_LEARNED in str(everything(store))
    assert [note.reason for note in list_attention(store, event)] == ["not_me"]


def test_an_answer_revised_elsewhere_goes_as_a_whole(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    revise(store, talk, anna, "Wozi owoce nocą, żeby były świeże", channel="link")

    report(store, anna, acts(store, anna, ActKind.ANSWER)[0])

    assert connections(store) == []
    assert rows(store, "SELECT author_id FROM answer") == [(bartek.attendee_id,)]


def test_a_conversation_that_was_not_me_ends_like_a_declined_one(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, bartek, BARTEK_LEARNED)
    [started] = acts(store, anna, ActKind.CONVERSATION)

    report(store, anna, started)

    seen = view_conversation(
        store, talk.conversation_id, reader_id=bartek.attendee_id, now=NOW + HOUR
    )
    assert seen.state is State.EXPIRED
    assert BARTEK_LEARNED not in str(everything(store))
    assert [act.detail for act in acts(store, anna, ActKind.CONVERSATION)] == ["ended"]


def test_a_connected_conversation_that_was_not_me_ends_too(store, event, anna, bartek):
    connect(store, event, anna, bartek)

    report(store, anna, acts(store, anna, ActKind.CONVERSATION)[0])

    assert connections(store) == []
    assert rows(store, "SELECT words FROM answer") == []


@pytest.mark.parametrize("kind", ConsentKind)
def test_a_yes_that_was_not_me_becomes_a_no(store, anna, kind):
    agree(store, anna, kind)

    report(store, anna, acts(store, anna)[0])

    assert not has_agreed(store, anna.person_id, kind)
    assert rows(store, "SELECT is_given, source FROM consent ORDER BY decided_at_utc") == [
        (True, "kiosk"),
        (False, "page"),
    ]


def test_a_no_that_was_not_me_never_becomes_a_yes(store, event, anna):
    agree(store, anna, given=False)

    report(store, anna, acts(store, anna)[0])

    assert not has_agreed(store, anna.person_id, ConsentKind.SUGGEST)
    assert len(list_attention(store, event)) == 1


def test_my_own_later_decision_outlives_the_report_of_an_earlier_one(store, anna):
    agree(store, anna)
    agree(store, anna, source="page", at=NOW + timedelta(minutes=1))

    report(store, anna, acts(store, anna)[0])

    assert has_agreed(store, anna.person_id, ConsentKind.SUGGEST)


@pytest.mark.parametrize("kind", ActKind)
def test_the_same_report_again_is_the_same_report(store, event, anna, bartek, kind):
    do_all(store, connect(store, event, anna, bartek), anna)
    agree(store, anna)
    [act] = acts(store, anna, kind)

    report(store, anna, act)
    once = everything(store)
    for _ in range(2):
        report(store, anna, act)

    assert everything(store) == once


@pytest.mark.parametrize("kind", ActKind)
def test_nobody_reports_what_the_badge_of_another_did(store, event, anna, bartek, celina, kind):
    do_all(store, connect(store, event, anna, bartek), anna)
    agree(store, anna)
    [act] = acts(store, anna, kind)
    before = everything(store)

    for other in (bartek, celina):
        assert not report(store, other, act)
    assert not report_act(store, anna.person_id, uuid4(), now=NOW)
    assert everything(store) == before


def test_a_report_cut_off_after_the_note_can_be_made_again(store, event, anna, bartek, monkeypatch):
    connect(store, event, anna, bartek)
    [given] = acts(store, anna, ActKind.ANSWER)

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("matching.badge_history.withdraw_answer", cut_off)
        with pytest.raises(KeyboardInterrupt):
            report(store, anna, given)
    assert connections(store) != []
    report(store, anna, given)

    assert connections(store) == []
    assert len(list_attention(store, event)) == 1


def test_the_owner_of_a_badge_is_found_by_id(store, celina):
    owner = find_owner(store, celina.person_id)

    assert owner is not None
    assert (owner.name, owner.language) == ("Celina O'Connor", "en")
    assert find_owner(store, uuid4()) is None
