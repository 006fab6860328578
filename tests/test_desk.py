"""What staff do by hand: undo, admit anyway, the paper list, what needs eyes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, invite_many, listed, make_event, rows, show_badge

from matching.badge_codes import new_badge_code
from matching.desk import (
    ATTENTION_ROWS,
    UNDO_MINUTES,
    Arrivals,
    admit_anyway,
    count_arrivals,
    enter_paper_tick,
    label_printed_at,
    list_attention,
    list_without_label,
    note_label,
    note_personal_link,
    report_not_me,
    undo_admission,
    undo_ends_at,
)
from matching.errors import NothingToUndoError
from matching.events import set_event
from matching.model import Direction, Outcome
from matching.people import replace_badge
from matching.people_editing import PersonFields
from matching.walk_ins import WalkIn, welcome

MINUTE = timedelta(minutes=1)


def test_an_admission_can_be_undone_for_fifteen_minutes_and_not_a_second_longer(store, event):
    in_time, too_late = invite(store, event, "Adam W Porę"), invite(store, event, "Ula Za Późno")
    limit = timedelta(minutes=UNDO_MINUTES)
    for person in (in_time, too_late):
        show_badge(store, event, person.code)

    undo_admission(store, event, in_time.attendee_id, now=NOW + limit)
    with pytest.raises(NothingToUndoError, match="for 15 minutes"):
        undo_admission(store, event, too_late.attendee_id, now=NOW + limit + timedelta(seconds=1))

    assert listed(store, event, in_time.attendee_id).admitted_at_utc is None
    assert listed(store, event, too_late.attendee_id).admitted_at_utc == NOW


def test_after_an_undo_the_badge_admits_again_as_for_the_first_time(store, event, anna):
    show_badge(store, event, anna.code, kiosk=1)
    undo_admission(store, event, anna.attendee_id, now=NOW + MINUTE)

    again = show_badge(store, event, anna.code, kiosk=2, at=2 * MINUTE)

    assert (again.outcome, again.first_kiosk, again.first_at) == (
        Outcome.ADMITTED,
        2,
        NOW + 2 * MINUTE,
    )


def test_what_was_undone_stays_on_record(store, event, anna):
    show_badge(store, event, anna.code)
    undo_admission(store, event, anna.attendee_id, now=NOW + MINUTE)

    assert rows(store, "SELECT count(*) FROM admission") == [(1,)]
    assert rows(store, "SELECT turn, annulled_at_utc FROM annulment") == [
        (0, (NOW + MINUTE).replace(tzinfo=None))
    ]
    assert rows(store, "SELECT kind, attendee_id FROM desk_note") == [("undone", anna.attendee_id)]


def test_an_undo_of_nothing_or_twice_is_refused_and_keeps_nothing(store, event, anna):
    with pytest.raises(NothingToUndoError):
        undo_admission(store, event, anna.attendee_id, now=NOW)
    show_badge(store, event, anna.code)
    undo_admission(store, event, anna.attendee_id, now=NOW)
    with pytest.raises(NothingToUndoError):
        undo_admission(store, event, anna.attendee_id, now=NOW)

    assert rows(store, "SELECT count(*) FROM annulment") == [(1,)]
    assert rows(store, "SELECT count(*) FROM desk_note") == [(1,)]


def test_admitting_and_undoing_can_go_on_and_on(store, event, anna):
    for turn in range(4):
        assert show_badge(store, event, anna.code, at=turn * MINUTE).outcome is Outcome.ADMITTED
        undo_admission(store, event, anna.attendee_id, now=NOW + turn * MINUTE)

    assert rows(store, "SELECT turn FROM admission ORDER BY turn") == [(0,), (1,), (2,), (3,)]
    assert listed(store, event, anna.attendee_id).admitted_at_utc is None


def test_the_undo_of_one_guest_leaves_all_others_in(store, event):
    people = invite_many(store, event, 5)
    for person in people:
        show_badge(store, event, person.code)

    undo_admission(store, event, people[2].attendee_id, now=NOW)

    states = [listed(store, event, p.attendee_id).admitted_at_utc for p in people]
    assert [state is None for state in states] == [False, False, True, False, False]


def test_a_tick_of_the_paper_list_is_an_admission_at_the_time_on_paper(store, event, anna):
    ticked = NOW - 90 * MINUTE

    answer = enter_paper_tick(store, event, anna.attendee_id, ticked_at=ticked, now=NOW)

    assert (answer.outcome, answer.first_at, answer.first_kiosk) == (
        Outcome.ADMITTED,
        ticked,
        None,
    )
    assert rows(store, "SELECT source, received_at_utc FROM scan") == [
        ("paper", NOW.replace(tzinfo=None))
    ]


def test_a_tick_from_the_future_counts_as_now(store, event, anna):
    answer = enter_paper_tick(store, event, anna.attendee_id, ticked_at=NOW + 60 * MINUTE, now=NOW)

    assert answer.first_at == NOW


def test_a_tick_for_who_is_in_already_changes_no_time(store, event, anna):
    show_badge(store, event, anna.code, kiosk=3)

    answer = enter_paper_tick(
        store, event, anna.attendee_id, ticked_at=NOW - 60 * MINUTE, now=NOW + MINUTE
    )

    assert (answer.outcome, answer.first_at) == (Outcome.ALREADY_ADMITTED, NOW)
    assert listed(store, event, anna.attendee_id).admitted_at_utc == NOW


def test_a_tick_is_taken_after_the_event_is_closed_and_can_be_undone(store, event, anna):
    event = set_event(store, event, closed_at=NOW)

    answer = enter_paper_tick(
        store, event, anna.attendee_id, ticked_at=NOW - 60 * MINUTE, now=NOW + 60 * MINUTE
    )
    undo_admission(store, event, anna.attendee_id, now=NOW + 70 * MINUTE)

    assert answer.outcome is Outcome.ADMITTED
    assert listed(store, event, anna.attendee_id).admitted_at_utc is None


def test_admitting_by_hand_has_no_kiosk_and_is_on_record(store, event, anna):
    admit_anyway(store, event, anna.attendee_id, now=NOW)

    line = listed(store, event, anna.attendee_id)
    assert (line.admitted_at_utc, line.admitted_kiosk) == (NOW, None)
    assert rows(store, "SELECT source, outcome FROM scan") == [("staff", "admitted")]
    assert rows(store, "SELECT source, kiosk FROM scan") == [("staff", None)]


def test_this_is_not_me_is_on_the_desks_list_with_kiosk_and_name(store, event, anna):
    report_not_me(store, event, anna.attendee_id, kiosk=4, now=NOW)

    (fact,) = list_attention(store, event)
    assert (fact.reason, fact.kiosk, fact.name, fact.happened_at_utc) == (
        "not_me",
        4,
        "Anna Nowak",
        NOW,
    )


def test_a_personal_link_handed_out_is_on_record_and_needs_nobodys_eyes(store, event, anna):
    note_personal_link(store, event, anna.attendee_id, now=NOW)

    assert rows(store, "SELECT event_id, attendee_id, kiosk, kind FROM desk_note") == [
        (event.event_id, anna.attendee_id, None, "personal_link")
    ]
    assert list_attention(store, event) == []


def test_what_went_well_needs_nobodys_eyes(store, event, anna):
    event = set_event(store, event, re_entry=True)
    show_badge(store, event, anna.code)
    show_badge(store, event, anna.code, at=MINUTE)
    show_badge(store, event, anna.code, at=2 * MINUTE, direction=Direction.OUT)
    show_badge(store, event, anna.code, at=3 * MINUTE)

    assert list_attention(store, event) == []


def test_the_newest_fifty_facts_of_this_event_come_newest_first(store, event):
    elsewhere = make_event(store, "elsewhere")
    show_badge(store, elsewhere, new_badge_code())
    for minute in range(ATTENTION_ROWS + 5):
        show_badge(store, event, new_badge_code(), at=minute * MINUTE)

    moments = [fact.happened_at_utc for fact in list_attention(store, event)]

    newest = NOW + (ATTENTION_ROWS + 4) * MINUTE
    assert moments == [newest - place * MINUTE for place in range(ATTENTION_ROWS)]


def test_arrivals_count_who_is_expected_and_who_is_in(store, event):
    people = invite_many(store, event, 4)
    cancelled = invite(store, event, "Ewa Odwołana", status="cancelled")
    assert count_arrivals(store, event) == Arrivals(expected=4, admitted=0)

    for person in people[:2]:
        show_badge(store, event, person.code)
    admit_anyway(store, event, cancelled.attendee_id, now=NOW)
    undo_admission(store, event, people[0].attendee_id, now=NOW)

    assert count_arrivals(store, event) == Arrivals(expected=5, admitted=2)


def test_arrivals_of_an_empty_event_are_none(store, event):
    assert count_arrivals(store, event) == Arrivals(0, 0)


def test_until_when_an_admission_can_be_undone_is_told_until_it_cannot(store, event, anna):
    assert undo_ends_at(store, anna.attendee_id, now=NOW) is None
    show_badge(store, event, anna.code)
    ends_at = NOW + timedelta(minutes=UNDO_MINUTES)

    assert undo_ends_at(store, anna.attendee_id, now=ends_at) == ends_at
    assert undo_ends_at(store, anna.attendee_id, now=ends_at + timedelta(seconds=1)) is None


def test_what_staff_did_is_in_the_log_with_who_did_it(store, event, anna):
    admit_anyway(store, event, anna.attendee_id, actor="staff:a", now=NOW)
    admit_anyway(store, event, anna.attendee_id, actor="staff:b", now=NOW + MINUTE)
    undo_admission(store, event, anna.attendee_id, actor="staff:c", now=NOW + 2 * MINUTE)

    assert rows(store, "SELECT actor, act FROM audit ORDER BY noted_at_utc") == [
        ("staff:a", "admitted_by_hand"),
        ("staff:c", "admission_undone"),
    ]


def test_a_label_counts_as_printed_until_the_badge_is_replaced(store, event, anna, bartek):
    assert label_printed_at(store, anna.attendee_id) is None
    note_label(store, event, anna.attendee_id, now=NOW)
    note_label(store, event, anna.attendee_id, now=NOW + MINUTE)

    assert label_printed_at(store, anna.attendee_id) == NOW + MINUTE
    assert label_printed_at(store, bartek.attendee_id) is None
    assert list_attention(store, event) == []
    replace_badge(store, event, anna.person_id, now=NOW + 2 * MINUTE)
    assert label_printed_at(store, anna.attendee_id) is None
    note_label(store, event, anna.attendee_id, now=NOW + 3 * MINUTE)
    assert label_printed_at(store, anna.attendee_id) == NOW + 3 * MINUTE


def test_who_came_unlisted_waits_for_a_label_until_one_is_printed_or_they_are_out(store, event):
    ids = [
        welcome(
            store,
            WalkIn(uuid4(), event, PersonFields(f"Gość {place}")),
            actor="staff:test",
            now=NOW + place * MINUTE,
        ).attendee_id
        for place in range(3)
    ]
    assert [one.attendee_id for one in list_without_label(store, event)] == ids[::-1]

    note_label(store, event, ids[1], now=NOW + 5 * MINUTE)
    undo_admission(store, event, ids[2], now=NOW + 5 * MINUTE)

    assert [one.attendee_id for one in list_without_label(store, event)] == ids[:1]
