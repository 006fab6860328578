"""What was done with a badge, and "this was not me"."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, invite, make_event, rows, show_badge
from kiosk_acts import do_all, take_to_phone
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connect,
    connections,
    everything,
    new_answer,
    revise,
)

from matching.answers import record_answer, withdraw_answer
from matching.badge_history import ACTS_A_PAGE, Act, ActKind, find_owner, list_acts, report_act
from matching.consents import Decision, decide, has_agreed
from matching.conversations import State, view_conversation
from matching.desk import admit_anyway, list_attention
from matching.errors import RefusedError
from matching.model import ConsentKind, Direction
from matching.people import set_blocked
from matching.suggestions import Reply, ReplyKind, reply_to_suggestion

HOUR = timedelta(hours=1)


def acts(store, who, kind: ActKind | None = None) -> list[Act]:
    return [act for act in list_acts(store, who.person_id) if kind in (None, act.kind)]


def agree(store, who, kind=ConsentKind.SUGGEST, *, given=True, source="kiosk", at=NOW) -> UUID:
    decision = Decision(uuid4(), who.person_id, kind, given, "pl")
    decide(store, decision, source=source, now=at)
    return decision.consent_id


def report(store, who, act: Act) -> bool:
    return report_act(store, who.person_id, act.act_id, now=NOW + HOUR)


def do_each_kind(store, event, anna, bartek, celina) -> None:
    """Each kind of act once, all with Anna's badge."""
    talk = connect(store, event, anna, bartek)
    do_all(store, talk, anna)
    take_to_phone(store, talk, anna)
    agree(store, anna)
    admit(store, event, celina)
    begin_talk(store, event, celina, anna)
    say_yes_to_introduction(store, event, anna, bartek, celina)
    say_yes_to_introduction(store, event, bartek, anna, celina, by=anna)
    reply = Reply(uuid4(), event, anna.attendee_id, celina.attendee_id, ReplyKind.MET)
    reply_to_suggestion(store, reply, now=NOW)


def say_yes_to_introduction(store, event, introducer, one, other, *, by=None) -> None:
    """As the introducer, or as a side; who knows whom is left out."""
    introduction_id, moment = uuid4(), NOW.replace(tzinfo=None)
    sides = sorted([one.attendee_id, other.attendee_id])
    with store._cursor() as cursor:
        cursor.execute(
            "INSERT INTO introduction VALUES ($1,$2,$3,$4,$5,'own',$6,0)",
            [introduction_id, event.event_id, introducer.attendee_id, *sides, moment],
        ).fetchall()
        cursor.execute(
            "INSERT INTO introduction_decision VALUES ($1,$2,$3,'yes',0,'kiosk',1,$4)",
            [uuid4(), introduction_id, (by or introducer).attendee_id, moment],
        ).fetchall()


def test_every_scan_is_listed_the_newest_first(store, event, anna):
    show_badge(store, event, anna.code)
    show_badge(store, event, anna.code, kiosk=2, at=HOUR)
    show_badge(store, event, anna.code, kiosk=3, at=2 * HOUR, direction=Direction.OUT)
    set_blocked(store, anna.person_id, is_blocked=True, now=NOW)
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


def test_a_conversation_is_listed_for_both_whose_badges_were_shown(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    begin_talk(store, event, anna, bartek, kiosk=4)

    [first] = acts(store, anna, ActKind.CONVERSATION)
    [second] = acts(store, bartek, ActKind.PARTNER)
    assert (first.other_name, first.kiosk, first.detail) == ("Bartek Wójcik", 4, "")
    assert (second.other_name, second.kiosk, second.detail) == ("Anna Nowak", 4, "")
    assert acts(store, anna, ActKind.PARTNER) == acts(store, bartek, ActKind.CONVERSATION) == []


def test_answers_at_a_kiosk_or_by_link_are_listed_and_those_on_the_own_page_are_not(
    store, event, anna, bartek, celina
):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, ANNA_LEARNED, kiosk=2)
    answer(store, talk, bartek, BARTEK_LEARNED, channel="link")
    admit(store, event, celina)
    answer(store, begin_talk(store, event, celina, anna), celina, "Szyje żagle", channel="page")

    [given] = acts(store, anna, ActKind.ANSWER)
    assert (given.detail, given.other_name, given.kiosk) == (ANNA_LEARNED, "Bartek Wójcik", 2)
    assert [act.is_by_link for act in (given, *acts(store, bartek, ActKind.ANSWER))] == [
        False,
        True,
    ]
    assert acts(store, celina, ActKind.ANSWER) == []


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
    revise(store, talk, anna, "Wozi owoce nocą, żeby były świeże", channel="page")

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


@pytest.mark.parametrize("place", [0, 1])
def test_a_connected_conversation_that_was_not_me_ends_too_whichever_badge_was_mine(
    store, event, anna, bartek, place
):
    connect(store, event, anna, bartek)
    me, kind = [(anna, ActKind.CONVERSATION), (bartek, ActKind.PARTNER)][place]

    report(store, me, acts(store, me, kind)[0])

    assert connections(store) == []
    assert rows(store, "SELECT words FROM answer") == []
    assert [act.is_standing for act in acts(store, me, kind)] == [False]


def test_what_one_of_the_two_reported_is_not_reported_by_the_other(store, event, anna, bartek):
    connect(store, event, anna, bartek)

    for me in (bartek, anna):
        kinds = (ActKind.CONVERSATION, ActKind.PARTNER)
        [mine] = [act for act in acts(store, me) if act.kind in kinds]
        assert not mine.is_reported
        report(store, me, mine)

    reported = {note.attendee_id for note in list_attention(store, event)}
    assert reported == {anna.attendee_id, bartek.attendee_id}


def test_a_report_ends_the_conversation_however_fast_a_finder_answers(store, event, anna, bartek):
    """Whatever comes first: in the end nothing stands, and nobody meets an error."""
    talk = connect(store, event, anna, bartek)
    [begun] = acts(store, anna, ActKind.CONVERSATION)
    refused: list[Exception] = []

    def go_on_answering() -> None:
        written = new_answer(store, talk, anna, "Wozi owoce nocą", is_second_try=True)
        while not refused:
            withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)
            try:
                record_answer(store, replace(written, answer_id=uuid4()), now=NOW)
            except RefusedError as refusal:
                refused.append(refusal)

    with ThreadPoolExecutor(1) as finder:
        going = finder.submit(go_on_answering)
        time.sleep(0.05)
        assert report(store, anna, begun)
        going.result(timeout=30)

    assert connections(store) == []
    assert rows(store, "SELECT words FROM answer") == []


def test_two_acts_that_share_an_id_are_reported_together(store, event, anna, bartek):
    """A client makes these ids, so one that means harm can repeat one."""
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, ANNA_LEARNED, answer_id=talk.conversation_id)

    assert report_act(store, anna.person_id, talk.conversation_id, now=NOW)

    assert rows(store, "SELECT words FROM answer") == []
    assert [act.detail for act in acts(store, anna, ActKind.CONVERSATION)] == ["ended"]


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
def test_the_same_report_again_is_the_same_report(store, event, anna, bartek, celina, kind):
    do_each_kind(store, event, anna, bartek, celina)
    [act] = acts(store, anna, kind)

    report(store, anna, act)
    once = everything(store)
    for _ in range(2):
        report(store, anna, act)

    assert everything(store) == once


@pytest.mark.parametrize("kind", ActKind)
def test_nobody_reports_what_the_badge_of_another_did(store, event, anna, bartek, celina, kind):
    do_each_kind(store, event, anna, bartek, celina)
    [act] = acts(store, anna, kind)
    before = everything(store)

    for other in (bartek, celina):
        assert not report(store, other, act)
    assert not report_act(store, anna.person_id, uuid4(), now=NOW)
    assert everything(store) == before


def test_a_report_cut_off_halfway_keeps_nothing_and_can_be_made_again(
    store, event, anna, bartek, monkeypatch
):
    connect(store, event, anna, bartek)
    [begun], before = acts(store, anna, ActKind.CONVERSATION), everything(store)

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("matching.badge_history.reports.end_conversation", cut_off)
        with pytest.raises(KeyboardInterrupt):
            report(store, anna, begun)
    assert everything(store) == before
    report(store, anna, begun)

    assert connections(store) == []
    assert len(list_attention(store, event)) == 1


def test_the_owner_of_a_badge_is_found_by_id(store, celina):
    owner = find_owner(store, celina.person_id)

    assert owner is not None
    assert (owner.name, owner.language) == ("Celina O'Connor", "en")
    assert find_owner(store, uuid4()) is None
