"""Who comes in: every outcome, in which order the rules count, and what is kept of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, invite, listed, make_event, rows, scan_of, show_badge
from talks import counts

from matching.badge_codes import new_badge_code
from matching.check_in import check_in, identify
from matching.desk import admit_anyway, list_attention, undo_admission
from matching.events import reopen_event, set_event
from matching.model import Direction, Outcome
from matching.people import assign_spare_badge, new_spare_badges, replace_badge

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
FACTS = {"scan", "admission"}


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


# Outcomes


def test_a_badge_admits_once_and_then_says_when_and_where(store, event, anna):
    first = show_badge(store, event, anna.code, kiosk=2)
    second = show_badge(store, event, anna.code, kiosk=3, at=MINUTE)

    assert first.outcome is Outcome.ADMITTED
    assert first.attendee.name == "Anna Nowak"
    assert (second.outcome, second.first_kiosk) == (Outcome.ALREADY_ADMITTED, 2)
    assert second.first_at == first.first_at == NOW


def test_an_unknown_code_names_nobody_and_makes_no_person(store, event, anna):
    before = counts(store)

    answer = show_badge(store, event, new_badge_code())

    assert (answer.outcome, answer.attendee) == (Outcome.UNKNOWN_CODE, None)
    after = counts(store)
    assert {name for name in after if after[name] != before[name]} == {"scan"}


def test_what_is_no_badge_is_refused(store, event, anna):
    assert show_badge(store, event, None).outcome is Outcome.NOT_A_BADGE


@pytest.mark.parametrize(
    "content",
    [
        "https://evil.example/?q=1",
        "BEGIN:VCARD\nFN:Jan Kowalski",
        "EV1:TOOSHORT",
        "",
        "'; DROP",
        "\0",
    ],
)
def test_what_a_foreign_code_says_is_never_kept(store, event, anna, content):
    assert show_badge(store, event, content).outcome is Outcome.NOT_A_BADGE

    assert rows(store, "SELECT code, outcome FROM scan") == [(None, "not_a_badge")]


def test_the_ids_of_our_own_rows_are_no_codes(store, event, anna):
    for wrong in (anna.attendee_id, anna.person_id, event.event_id):
        assert show_badge(store, event, str(wrong)).outcome is Outcome.NOT_A_BADGE
    assert listed(store, event, anna.attendee_id).admitted_at_utc is None


def test_a_code_in_small_letters_or_with_one_wrong_letter_is_no_badge_to_the_rules(
    store, event, anna
):
    swapped = anna.code[:-1] + ("A" if anna.code[-1] != "A" else "B")
    for wrong in (anna.code.lower(), anna.code[4:], swapped, anna.code + "A", " " + anna.code):
        assert show_badge(store, event, wrong).outcome is Outcome.NOT_A_BADGE


def test_a_badge_of_another_organiser_is_of_another_event(store, event, anna):
    elsewhere = make_event(store, "elsewhere")
    stranger = invite(store, elsewhere, "Zofia Obca")

    answer = show_badge(store, event, stranger.code)

    assert (answer.outcome, answer.attendee) == (Outcome.OTHER_EVENT, None)


def test_a_badge_of_the_series_is_of_another_event_for_who_is_not_on_tonights_list(
    store, event, anna
):
    store.write(
        lambda change: change._cursor.execute(
            "UPDATE attendee SET event_id = gen_random_uuid() WHERE attendee_id = $1",
            [anna.attendee_id],
        ).fetchall()
    )

    assert show_badge(store, event, anna.code).outcome is Outcome.OTHER_EVENT


def test_an_attendee_of_another_event_cannot_come_in_by_id(store, event, anna):
    elsewhere = make_event(store, "elsewhere")

    answer = admit_anyway(store, elsewhere, anna.attendee_id, now=NOW)

    assert answer.outcome is Outcome.OTHER_EVENT
    assert rows(store, "SELECT * FROM admission") == []


def test_a_spare_badge_that_nobody_got_is_unknown_and_works_once_it_is_given(store, event, anna):
    (spare,) = new_spare_badges(store, event, 1, now=NOW)
    assert show_badge(store, event, spare).outcome is Outcome.UNKNOWN_CODE

    assign_spare_badge(store, event, anna.person_id, spare, now=NOW)

    assert show_badge(store, event, spare).outcome is Outcome.ADMITTED
    assert show_badge(store, event, anna.code).outcome is Outcome.REPLACED_CODE


def test_a_replaced_badge_is_refused_and_the_new_one_admits(store, event, anna):
    fresh = replace_badge(store, event, anna.person_id, now=NOW)

    refused = show_badge(store, event, anna.code)

    assert refused.outcome is Outcome.REPLACED_CODE
    assert refused.attendee.attendee_id == anna.attendee_id
    assert listed(store, event, anna.attendee_id).admitted_at_utc is None
    assert show_badge(store, event, fresh).outcome is Outcome.ADMITTED


def test_who_cancelled_and_who_is_blocked_is_refused_with_the_reason_at_the_desk(store, event):
    cancelled = invite(store, event, "Ewa Odwołana", status="cancelled")
    blocked = invite(store, event, "Jan Wstrzymany", blocked=True)

    assert show_badge(store, event, cancelled.code).outcome is Outcome.CANCELLED
    assert show_badge(store, event, blocked.code, at=MINUTE).outcome is Outcome.BLOCKED

    facts = list_attention(store, event)
    assert [(fact.reason, fact.name, fact.kiosk) for fact in facts] == [
        ("blocked", "Jan Wstrzymany", 1),
        ("cancelled", "Ewa Odwołana", 1),
    ]


def test_before_the_opening_nobody_comes_in_and_from_its_second_on_everybody(store, event, anna):
    event = set_event(store, event, opens_at=NOW + HOUR)

    early = show_badge(store, event, anna.code, at=HOUR - timedelta(seconds=1))
    on_time = show_badge(store, event, anna.code, at=HOUR)

    assert (early.outcome, on_time.outcome) == (Outcome.NOT_OPEN, Outcome.ADMITTED)


def test_after_the_closing_nobody_comes_in_until_it_is_opened_again(store, event, anna):
    event = set_event(store, event, closed_at=NOW)
    assert show_badge(store, event, anna.code).outcome is Outcome.NOT_OPEN

    event = reopen_event(store, event)

    assert show_badge(store, event, anna.code).outcome is Outcome.ADMITTED


def test_a_scan_seen_before_the_closing_counts_although_it_arrives_after_it(store, event, anna):
    event = set_event(store, event, closed_at=NOW)
    scan = scan_of(event, anna.code, at=-MINUTE)

    assert check_in(store, scan, now=NOW + MINUTE).outcome is Outcome.ADMITTED


def test_staff_can_admit_anyway_whom_the_rules_refuse(store, event):
    event = set_event(store, event, closed_at=NOW - HOUR)
    cancelled = invite(store, event, "Ewa Odwołana", status="cancelled")
    blocked = invite(store, event, "Jan Wstrzymany", blocked=True)

    for person in (cancelled, blocked):
        answer = admit_anyway(store, event, person.attendee_id, now=NOW)
        assert answer.outcome is Outcome.ADMITTED
        assert listed(store, event, person.attendee_id).admitted_at_utc == NOW
    assert admit_anyway(store, event, blocked.attendee_id, now=NOW).outcome is (
        Outcome.ALREADY_ADMITTED
    )


# In which order the rules count


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        ({"replaced", "blocked", "cancelled", "closed"}, Outcome.REPLACED_CODE),
        ({"blocked", "cancelled", "closed"}, Outcome.BLOCKED),
        ({"cancelled", "closed"}, Outcome.CANCELLED),
        ({"closed"}, Outcome.NOT_OPEN),
        (set(), Outcome.ADMITTED),
    ],
)
def test_of_several_reasons_the_one_the_desk_must_know_first_is_kept(
    store, event, trouble, outcome
):
    person = invite(
        store,
        event,
        "Ola Wszystko",
        blocked="blocked" in trouble,
        status="cancelled" if "cancelled" in trouble else "expected",
    )
    if "closed" in trouble:
        event = set_event(store, event, closed_at=NOW)
    if "replaced" in trouble:
        replace_badge(store, event, person.person_id, now=NOW)

    assert show_badge(store, event, person.code).outcome is outcome


def test_who_is_in_and_is_blocked_then_is_refused_the_next_time(store, event, anna):
    show_badge(store, event, anna.code)
    store.write(
        lambda change: change._cursor.execute("UPDATE person SET is_blocked = true").fetchall()
    )

    assert show_badge(store, event, anna.code, at=MINUTE).outcome is Outcome.BLOCKED


# The same scan again


def test_the_same_scan_sent_twice_is_one_fact_and_the_same_answer(store, event, anna):
    scan = scan_of(event, anna.code)

    first = check_in(store, scan, now=NOW)
    again = check_in(store, scan, now=NOW + HOUR)

    assert again == first
    assert counts(store)["scan"] == counts(store)["admission"] == 1


@pytest.mark.parametrize(
    "outcome", ["already", "unknown", "replaced", "cancelled", "left", "foreign"]
)
def test_a_refusal_sent_twice_is_one_fact_too(store, event, anna, outcome):
    cancelled = invite(store, event, "Ewa Odwołana", status="cancelled")
    code, direction = anna.code, Direction.IN
    if outcome == "already":
        show_badge(store, event, anna.code, at=-MINUTE)
    elif outcome == "replaced":
        replace_badge(store, event, anna.person_id, now=NOW)
    elif outcome == "left":
        direction = Direction.OUT
    else:
        code = {"unknown": new_badge_code(), "cancelled": cancelled.code, "foreign": "x"}[outcome]
    scan = scan_of(event, code, direction=direction)

    first = check_in(store, scan, now=NOW)
    count = counts(store)["scan"]

    assert check_in(store, scan, now=NOW + HOUR) == first
    assert counts(store)["scan"] == count


def test_the_same_scan_has_the_same_answer_after_everything_that_came_later(store, event, anna):
    event = set_event(store, event, re_entry=True)
    admitting = scan_of(event, anna.code, kiosk=4)
    repeating = scan_of(event, anna.code, at=MINUTE, kiosk=5)
    answers = [check_in(store, scan, now=scan.happened_at) for scan in (admitting, repeating)]

    undo_admission(store, event, anna.attendee_id, now=NOW + minutes(2))
    after_undo = [check_in(store, scan, now=NOW + minutes(3)) for scan in (admitting, repeating)]
    show_badge(store, event, anna.code, at=minutes(4), kiosk=9)
    show_badge(store, event, anna.code, at=minutes(5), direction=Direction.OUT)
    replace_badge(store, event, anna.person_id, now=NOW + minutes(6))
    at_last = [check_in(store, scan, now=NOW + minutes(7)) for scan in (admitting, repeating)]

    assert [answer.outcome for answer in answers] == [Outcome.ADMITTED, Outcome.ALREADY_ADMITTED]
    assert after_undo == answers
    assert at_last == answers
    assert counts(store)["admission"] == 2


def test_a_scan_id_used_for_another_badge_admits_nobody_else(store, event, anna, bartek):
    scan_id = uuid4()
    show_badge(store, event, anna.code, scan_id=scan_id)

    forged = show_badge(store, event, bartek.code, scan_id=scan_id)

    assert forged.attendee.attendee_id == anna.attendee_id
    assert listed(store, event, bartek.attendee_id).admitted_at_utc is None


# Ways out and back in


def test_a_way_out_never_blocks(store, event, anna):
    event = set_event(store, event, closed_at=NOW - HOUR)
    cancelled = invite(store, event, "Ewa Odwołana", status="cancelled")
    blocked = invite(store, event, "Jan Wstrzymany", blocked=True)

    for person in (anna, cancelled, blocked):
        answer = show_badge(store, event, person.code, direction=Direction.OUT)
        assert answer.outcome is Outcome.LEFT
    assert counts(store)["admission"] == 0


def test_leaving_first_does_not_use_up_the_admission(store, event, anna):
    show_badge(store, event, anna.code, direction=Direction.OUT)

    assert show_badge(store, event, anna.code, at=MINUTE).outcome is Outcome.ADMITTED


@pytest.mark.parametrize(
    ("allowed", "outcome"), [(True, Outcome.RE_ENTERED), (False, Outcome.ALREADY_ADMITTED)]
)
def test_coming_back_after_leaving_is_as_the_event_says(store, event, anna, allowed, outcome):
    event = set_event(store, event, re_entry=allowed)
    show_badge(store, event, anna.code)
    show_badge(store, event, anna.code, at=MINUTE, direction=Direction.OUT)

    assert show_badge(store, event, anna.code, at=minutes(2)).outcome is outcome
    assert counts(store)["admission"] == 1


def test_coming_back_twice_after_leaving_once_is_told(store, event, anna):
    event = set_event(store, event, re_entry=True)
    show_badge(store, event, anna.code)
    show_badge(store, event, anna.code, at=MINUTE, direction=Direction.OUT)

    outcomes = [show_badge(store, event, anna.code, at=minutes(m)).outcome for m in (2, 3)]

    assert outcomes == [Outcome.RE_ENTERED, Outcome.ALREADY_ADMITTED]


def test_who_never_left_is_already_in_even_where_coming_back_is_allowed(store, event, anna):
    event = set_event(store, event, re_entry=True)
    show_badge(store, event, anna.code)

    assert show_badge(store, event, anna.code, at=MINUTE).outcome is Outcome.ALREADY_ADMITTED


def test_a_late_message_of_an_earlier_entry_does_not_undo_the_exit(store, event, anna):
    event = set_event(store, event, re_entry=True)
    show_badge(store, event, anna.code)
    show_badge(store, event, anna.code, at=minutes(10), direction=Direction.OUT)

    late = check_in(store, scan_of(event, anna.code, at=minutes(5)), now=NOW + minutes(12))
    back = show_badge(store, event, anna.code, at=minutes(13))

    assert (late.outcome, back.outcome) == (Outcome.ALREADY_ADMITTED, Outcome.RE_ENTERED)


def test_a_late_message_of_an_earlier_exit_does_not_open_the_door_again(store, event, anna):
    event = set_event(store, event, re_entry=True)
    show_badge(store, event, anna.code)
    show_badge(store, event, anna.code, at=minutes(10))
    late = scan_of(event, anna.code, at=minutes(5), direction=Direction.OUT)
    assert check_in(store, late, now=NOW + minutes(12)).outcome is Outcome.LEFT

    assert show_badge(store, event, anna.code, at=minutes(13)).outcome is Outcome.ALREADY_ADMITTED


# What is kept


def test_a_scan_keeps_its_kiosk_source_and_both_moments(store, event, anna):
    scan = scan_of(event, anna.code, at=-MINUTE, kiosk=7)

    check_in(store, scan, now=NOW)

    kept = rows(
        store,
        "SELECT scan_id, attendee_id, code, kiosk, direction, source, outcome,"
        " happened_at_utc, received_at_utc FROM scan",
    )
    naive = NOW.replace(tzinfo=None)
    assert kept == [
        (
            scan.scan_id,
            anna.attendee_id,
            anna.code,
            7,
            "in",
            "camera",
            "admitted",
            naive - MINUTE,
            naive,
        )
    ]
    assert rows(store, "SELECT scan_id, kiosk, admitted_at_utc FROM admission") == [
        (scan.scan_id, 7, naive - MINUTE)
    ]


def test_every_refusal_is_kept_with_its_reason(store, event, anna):
    show_badge(store, event, new_badge_code())
    show_badge(store, event, None)
    show_badge(store, set_event(store, event, closed_at=NOW - HOUR), anna.code)

    reasons = {reason for (reason,) in rows(store, "SELECT outcome FROM scan")}

    assert reasons == {"unknown_code", "not_a_badge", "not_open"}
    assert {fact.reason for fact in list_attention(store, event)} == reasons


def test_the_outcomes_are_the_ones_others_rely_on():
    assert {outcome.value for outcome in Outcome} == {
        "admitted",
        "already_admitted",
        "left",
        "re_entered",
        "unknown_code",
        "replaced_code",
        "not_a_badge",
        "cancelled",
        "blocked",
        "other_event",
        "not_open",
    }


def test_no_scan_ever_connects_anybody(store, event, anna, bartek, celina):
    """P1: whatever is shown in whatever order, only scans and admissions come to be."""
    event = set_event(store, event, re_entry=True)
    before = counts(store)
    codes = [anna.code, bartek.code, celina.code, anna.code, None, new_badge_code()]

    for place, code in enumerate(codes * 3):
        for direction in Direction:
            show_badge(store, event, code, at=minutes(place), direction=direction)

    after = counts(store)
    assert {name for name in after if after[name] != before[name]} == FACTS


# Whose badge is this?


def test_identifying_a_badge_keeps_nothing(store, event, anna):
    before = counts(store)

    found = identify(store, event, anna.code)

    assert found.attendee_id == anna.attendee_id
    assert counts(store) == before


def test_only_a_valid_badge_of_this_event_identifies(store, event, anna):
    elsewhere = make_event(store, "elsewhere")
    (spare,) = new_spare_badges(store, event, 1, now=NOW)
    replace_badge(store, event, anna.person_id, now=NOW)

    assert identify(store, event, anna.code) is None
    assert identify(store, event, spare) is None
    assert identify(store, event, new_badge_code()) is None
    assert identify(store, elsewhere, listed(store, event, anna.attendee_id).code) is None


def test_an_answer_names_the_person_as_the_list_does(store, event):
    guest = invite(store, event, "Żółć-Gęś <b>&", company="A & B", language="en")

    attendee = show_badge(store, event, guest.code).attendee

    assert (attendee.name, attendee.company, attendee.language) == ("Żółć-Gęś <b>&", "A & B", "en")
    assert isinstance(attendee.attendee_id, UUID)
