"""A chapter's meetings: the next one from the last, roles, the attendance sheet, the door."""

from datetime import UTC, date, datetime
from threading import Thread
from uuid import uuid4

import pytest
from cast import make_event, rows
from chapter import ACTOR, FIRST, HOUR, LIST, MINUTE, SECOND, THIRD, Chapter
from talks import refuse

from matching.agenda import AgendaItem, agenda_of, set_agenda
from matching.chapters import (
    AttendeeRole,
    Payment,
    Presence,
    RoleChange,
    amount_in,
    attendance_over,
    change_role,
    following_id,
    grace_of,
    make_all_members,
    meetings_of,
    next_meeting,
    note_payment,
    series_of,
    set_grace,
    set_members_know_each_other,
)
from matching.chapters.meetings import name_on
from matching.errors import (
    AmountError,
    GraceError,
    MeetingNotBegunError,
    NoMembersError,
    RoleError,
    SampleMeetingError,
)
from matching.event_plan import EventPlan, plan_of, set_plan
from matching.events import current_event, find_event, reopen_event, set_event
from matching.model import ConsentKind, Outcome
from matching.privacy.log_reading import read_log
from matching.store import Store
from matching.suggestions.event_lists import state_of
from matching.suggestions.event_picture import picture_of
from matching.suggestions.nouns import Relation
from matching.table_rounds import plan_event_rounds


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """The chapter on the eve of its first meeting."""
    return Chapter(store)


def details_of(store: Store, act: str) -> list[str]:
    """What the log says of these acts, newest first."""
    lines, _ = read_log(store, act=act)
    return [line.detail for line in lines]


def test_the_next_meeting_is_a_week_later_at_the_same_time_of_day_though_the_clocks_change(chapter):
    second = chapter.next(chapter.first, now=FIRST + 3 * HOUR)

    assert second.opens_at_utc == SECOND  # seven o'clock in winter time
    assert second.series_id == chapter.first.series_id
    assert second.slug == "chapter-2026-10-30"
    assert second.name == "Śniadanie 30.10"
    assert find_event(chapter.store, second.slug) == second


def test_in_spring_it_is_still_at_seven(store):
    chapter = Chapter(store)
    begins = datetime(2027, 3, 26, 6, tzinfo=UTC)
    event = set_event(store, chapter.first, opens_at=begins)

    assert chapter.next(event, now=begins + HOUR).opens_at_utc == datetime(
        2027, 4, 2, 5, tzinfo=UTC
    )


def test_members_and_helpers_are_expected_again_and_visitors_and_substitutes_are_not(chapter):
    second = chapter.next(chapter.first, now=FIRST + HOUR)

    assert chapter.names(second) == [
        ("Anna", "member"),
        ("Celina", "member"),
        ("Bartek", "member"),
        ("Filip", "staff"),
    ]
    statuses = rows(chapter.store, "SELECT DISTINCT status FROM attendee")
    assert statuses == [("expected",)]


def test_a_member_who_could_not_come_is_expected_the_next_time(chapter):
    cancelled = "Name;Email;Status\nAnna Nowak;anna@example.org;cancelled\n"
    chapter.take(cancelled, chapter.first.slug, now=FIRST)
    assert chapter.who(chapter.first, "Anna").status == "cancelled"

    second = chapter.next(chapter.first, now=FIRST + HOUR)

    assert chapter.who(second, "Anna").status == "expected"


def test_last_weeks_badge_admits_at_the_new_meeting_and_a_visitors_does_not(chapter):
    code = chapter.who(chapter.first, "Anna").code
    visitor = chapter.who(chapter.first, "Dawid").code
    second = chapter.next(chapter.first, now=FIRST + HOUR)

    assert chapter.come(second, "Anna", at=SECOND, code=code).outcome is Outcome.ADMITTED
    assert chapter.who(second, "Anna").code == code
    assert chapter.come(second, "", at=SECOND, code=visitor).outcome is Outcome.OTHER_EVENT


def test_a_blocked_member_stays_blocked_at_the_next_meeting(chapter):
    rows(chapter.store, "UPDATE person SET is_blocked = TRUE WHERE name = 'Anna Nowak'")
    second = chapter.next(chapter.first, now=FIRST + HOUR)

    assert chapter.come(second, "Anna", at=SECOND).outcome is Outcome.BLOCKED


def test_the_last_meeting_is_closed_and_the_next_one_runs(chapter):
    now = FIRST + HOUR
    second = chapter.next(chapter.first, now=now)
    first = find_event(chapter.store, chapter.first.slug)

    assert first.closed_at_utc == now
    assert current_event(chapter.store) == second
    assert not second.is_open(SECOND - MINUTE)
    assert second.is_open(SECOND)


def test_the_next_one_runs_though_another_series_is_open(chapter):
    make_event(chapter.store, "other")

    second = chapter.next(chapter.first, now=FIRST + HOUR)

    assert current_event(chapter.store).event_id == second.event_id


def test_a_first_meeting_that_is_opened_again_does_not_run_in_place_of_the_next(chapter):
    second = chapter.next(chapter.first, now=FIRST + HOUR)
    reopen_event(chapter.store, find_event(chapter.store, chapter.first.slug))

    assert current_event(chapter.store).event_id == second.event_id
    assert chapter.next(chapter.first, now=SECOND + HOUR).event_id == second.event_id


def test_two_taps_make_one_meeting(chapter):
    made = {chapter.next(chapter.first, now=FIRST + HOUR + n * MINUTE).event_id for n in range(3)}

    assert len(made) == 1
    assert len(meetings_of(chapter.store, chapter.first.series_id)) == 2
    assert following_id(chapter.store, chapter.first) in made


def test_two_devices_that_tap_at_the_same_moment_make_one_meeting(chapter):
    made = []
    taps = [
        Thread(target=lambda: made.append(chapter.next(chapter.first, now=FIRST + HOUR)))
        for _ in range(8)
    ]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()

    assert len(made) == 8
    assert len({meeting.event_id for meeting in made}) == 1
    assert len(meetings_of(chapter.store, chapter.first.series_id)) == 2


def test_a_late_tap_on_the_first_meeting_gives_its_own_follower_not_a_fourth(chapter):
    second = chapter.next(chapter.first, now=FIRST + HOUR)
    third = chapter.next(second, now=SECOND + HOUR)

    assert third.opens_at_utc == THIRD
    assert chapter.next(chapter.first, now=THIRD + HOUR).event_id == second.event_id
    assert len(meetings_of(chapter.store, chapter.first.series_id)) == 3
    assert [one.slug for one in meetings_of(chapter.store, chapter.first.series_id)][1:] == [
        "chapter-2026-10-30",
        "chapter-2026-11-06",
    ]


def test_a_meeting_that_has_not_begun_has_no_next_one(chapter):
    second = chapter.next(chapter.first, now=FIRST + HOUR)

    refusal = refuse(
        chapter.store, MeetingNotBegunError, lambda: chapter.next(second, now=SECOND - MINUTE)
    )
    assert refusal.opens_at == SECOND


def test_after_weeks_without_a_meeting_the_next_one_is_still_to_come(chapter):
    second = chapter.next(chapter.first, now=datetime(2026, 11, 20, 12, tzinfo=UTC))

    assert second.opens_at_utc == datetime(2026, 11, 27, 6, tzinfo=UTC)


def test_a_list_without_members_has_no_next_meeting_until_somebody_says_who_they_are(store):
    chapter = Chapter(store, "Name\nAnna Nowak\nBartek Wójcik\nDawid Kruk\n")
    refuse(store, NoMembersError, lambda: chapter.next(chapter.first, now=FIRST + HOUR))
    chapter.role(chapter.first, "Dawid", "visitor", now=FIRST)

    assert make_all_members(store, chapter.first, actor=ACTOR, now=FIRST) == 2
    assert make_all_members(store, chapter.first, actor=ACTOR, now=FIRST) == 0

    second = chapter.next(chapter.first, now=FIRST + HOUR)
    assert [name for name, _ in chapter.names(second)] == ["Anna", "Bartek"]


def test_the_sample_event_stays_what_it_is(store):
    sample = make_event(store, "sample", is_sample=True)

    refuse(
        store,
        SampleMeetingError,
        lambda: next_meeting(store, sample, actor=ACTOR, now=FIRST),
    )


def test_without_a_time_to_open_the_next_meeting_opens_as_its_day_begins(store):
    chapter = Chapter(store)
    with store._cursor() as cursor:
        cursor.execute("UPDATE event SET opens_at_utc = NULL")
    event = find_event(store, chapter.first.slug)
    chapter.come(event, "Anna", at=FIRST)

    second = chapter.next(event, now=FIRST + HOUR)

    assert second.opens_at_utc == datetime(2026, 10, 29, 23, tzinfo=UTC)  # midnight in Warsaw


def test_agenda_plan_and_grace_go_on_at_the_same_time_of_day(chapter):
    item = AgendaItem(uuid4(), "Otwarte rozmowy", FIRST + HOUR, FIRST + 2 * HOUR, True)
    set_agenda(chapter.store, chapter.first, [item], actor=ACTOR, now=FIRST)
    plan = EventPlan(place="Hotel", starts_at_utc=FIRST + 30 * MINUTE, retention_days=30)
    set_plan(chapter.store, chapter.first, plan, actor=ACTOR, now=FIRST)
    set_grace(chapter.store, chapter.first, 12, actor=ACTOR, now=FIRST)

    second = chapter.next(chapter.first, now=FIRST + 3 * HOUR)

    [later] = agenda_of(chapter.store, second)
    assert (later.title, later.is_open_talk) == ("Otwarte rozmowy", True)
    assert later.starts_at_utc == SECOND + HOUR
    assert later.item_id != item.item_id
    kept = plan_of(chapter.store, second)
    assert (kept.place, kept.retention_days) == ("Hotel", 30)
    assert kept.starts_at_utc == SECOND + 30 * MINUTE
    assert grace_of(chapter.store, second) == 12


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("Śniadanie", "Śniadanie"),
        ("Śniadanie 3.10", "Śniadanie 10.10"),
        ("Śniadanie 03.10.2026", "Śniadanie 10.10.2026"),
        ("2026-10-03 Breakfast", "2026-10-10 Breakfast"),
        ("Klub 13.10", "Klub 13.10"),
        ("Klub 3.100", "Klub 3.100"),
    ],
)
def test_the_day_in_a_meetings_name_moves_on(name, later):
    assert name_on(name, date(2026, 10, 3), date(2026, 10, 10)) == later


# Roles


def test_a_visitor_who_joins_is_expected_the_next_time(chapter):
    chapter.role(chapter.first, "Dawid", "visitor", of="Anna", now=FIRST)
    assert chapter.sheet(chapter.first, now=FIRST)["Dawid"].of_name == "Anna Nowak"
    chapter.role(chapter.first, "Dawid", "member", now=FIRST + MINUTE)

    assert chapter.sheet(chapter.first, now=FIRST)["Dawid"].of_name == ""
    second = chapter.next(chapter.first, now=FIRST + HOUR)
    assert ("Dawid", "member") in chapter.names(second)


def test_what_staff_said_of_a_role_outlives_the_next_import_of_the_list(chapter):
    chapter.role(chapter.first, "Dawid", "member", now=FIRST)
    chapter.take(LIST, chapter.first.slug, now=FIRST + MINUTE)

    assert ("Dawid", "member") in chapter.names(chapter.first)
    assert ("Ewa", "substitute") in chapter.names(chapter.first)


def test_the_same_change_sent_twice_is_one_fact(chapter):
    change = uuid4()
    for _ in range(2):
        chapter.role(chapter.first, "Dawid", "speaker", now=FIRST, id=change)

    assert rows(chapter.store, "SELECT count(*) FROM role_change") == [(1,)]
    assert details_of(chapter.store, "role_changed") == ["speaker"]


def test_nobody_comes_through_themselves_a_visitor_or_somebody_elsewhere(chapter):
    elsewhere = Chapter.who(chapter, chapter.first, "Dawid")
    for role, of in (("visitor", "Dawid"), ("visitor", "Ewa"), ("member", "Anna")):
        refuse(
            chapter.store,
            RoleError,
            lambda role=role, of=of: chapter.role(chapter.first, "Dawid", role, of=of, now=FIRST),
        )
    other = make_event(chapter.store, "other")
    change = RoleChange(uuid4(), elsewhere.attendee_id, AttendeeRole.MEMBER)
    refuse(
        chapter.store,
        RoleError,
        lambda: change_role(chapter.store, other, change, actor=ACTOR, now=FIRST),
    )


# The sheet


def test_the_sheet_says_present_late_absent_and_substitute(chapter):
    chapter.come(chapter.first, "Anna", at=FIRST + 5 * MINUTE)
    chapter.come(chapter.first, "Bartek", at=FIRST + 6 * MINUTE)
    chapter.come(chapter.first, "Ewa", at=FIRST)

    sheet = chapter.sheet(chapter.first, now=FIRST + HOUR)

    assert {name: row.presence for name, row in sheet.items()} == {
        "Anna": Presence.PRESENT,
        "Bartek": Presence.LATE,
        "Celina": Presence.SUBSTITUTE,
        "Dawid": Presence.ABSENT,
        "Ewa": Presence.PRESENT,
        "Filip": Presence.ABSENT,
    }
    assert sheet["Celina"].substitute_name == "Ewa Mazur"
    assert sheet["Ewa"].of_name == "Celina O'Connor"


def test_before_the_grace_is_over_nobody_is_absent(chapter):
    sheet = chapter.sheet(chapter.first, now=FIRST + 4 * MINUTE)

    assert {row.presence for row in sheet.values()} == {Presence.EXPECTED}


def test_the_grace_counts_from_the_agenda_if_there_is_one(chapter):
    item = AgendaItem(uuid4(), "Start", FIRST + HOUR, FIRST + 2 * HOUR, False)
    set_agenda(chapter.store, chapter.first, [item], actor=ACTOR, now=FIRST)
    set_grace(chapter.store, chapter.first, 0, actor=ACTOR, now=FIRST)
    chapter.come(chapter.first, "Anna", at=FIRST + HOUR)
    chapter.come(chapter.first, "Bartek", at=FIRST + HOUR + MINUTE)

    sheet = chapter.sheet(chapter.first, now=FIRST + 3 * HOUR)

    assert sheet["Anna"].presence is Presence.PRESENT
    assert sheet["Bartek"].presence is Presence.LATE


@pytest.mark.parametrize("minutes", [-1, 241])
def test_a_grace_beyond_its_limits_is_refused(chapter, minutes):
    refuse(
        chapter.store,
        GraceError,
        lambda: set_grace(chapter.store, chapter.first, minutes, actor=ACTOR, now=FIRST),
    )


def test_a_substitute_named_by_hand_counts_and_one_who_did_not_come_does_not(chapter):
    chapter.role(chapter.first, "Dawid", "substitute", of="Anna", now=FIRST)
    chapter.come(chapter.first, "Dawid", at=FIRST)

    sheet = chapter.sheet(chapter.first, now=FIRST + HOUR)

    assert (sheet["Anna"].presence, sheet["Anna"].substitute_name) == (
        Presence.SUBSTITUTE,
        "Dawid Kruk",
    )
    assert sheet["Celina"].presence is Presence.ABSENT  # Ewa did not come


def test_whoever_takes_part_in_the_entry_only_is_on_no_sheet_by_name(chapter):
    chapter.come(chapter.first, "Celina", at=FIRST)
    chapter.consent(chapter.first, "Celina", ConsentKind.ENTRY_ONLY, now=FIRST)

    sheet = chapter.sheet(chapter.first, now=FIRST + HOUR)

    assert "Celina" not in sheet
    assert (sheet[""].presence, sheet[""].role) == (Presence.PRESENT, "member")
    assert sheet["Ewa"].of_name == ""


def test_attendance_over_three_meetings_stands_side_by_side(chapter):
    chapter.come(chapter.first, "Anna", at=FIRST)
    second = chapter.next(chapter.first, now=FIRST + 3 * HOUR)
    chapter.come(second, "Anna", at=SECOND + HOUR)
    chapter.take("Name;Role\nGosia Lis;member\n", second.slug, now=SECOND)
    third = chapter.next(second, now=SECOND + 3 * HOUR)
    meetings = meetings_of(chapter.store, third.series_id)

    over = attendance_over(chapter.store, meetings, now=THIRD + HOUR)

    lines = {line.name.split()[0]: line.presences for line in over.members}
    assert lines["Anna"] == (Presence.PRESENT, Presence.LATE, Presence.ABSENT)
    assert lines["Gosia"] == (None, Presence.ABSENT, Presence.ABSENT)
    assert list(lines) == ["Gosia", "Anna", "Celina", "Bartek"]  # never by a count (P9)


# The door


def test_who_paid_at_the_door_is_noted_and_taken_back(chapter):
    dawid = chapter.who(chapter.first, "Dawid").attendee_id

    def pay(is_paid: bool, cents: int | None = None) -> None:
        payment = Payment(uuid4(), dawid, is_paid, cents)
        note_payment(chapter.store, chapter.first, payment, actor=ACTOR, now=FIRST)

    pay(True, 3550)
    assert chapter.sheet(chapter.first, now=FIRST)["Dawid"].amount_cents == 3550
    pay(False)
    assert not chapter.sheet(chapter.first, now=FIRST)["Dawid"].is_paid
    pay(True)
    row = chapter.sheet(chapter.first, now=FIRST)["Dawid"]

    assert (row.is_paid, row.amount_cents) == (True, None)
    assert rows(chapter.store, "SELECT actor, place FROM door_payment ORDER BY place") == [
        (ACTOR, 0),
        (ACTOR, 1),
        (ACTOR, 2),
    ]


def test_a_payment_sent_twice_is_one_and_one_of_another_event_is_refused(chapter):
    payment = Payment(uuid4(), chapter.who(chapter.first, "Dawid").attendee_id, True, 100)
    other = make_event(chapter.store, "other")
    refuse(
        chapter.store,
        RoleError,
        lambda: note_payment(chapter.store, other, payment, actor=ACTOR, now=FIRST),
    )
    for _ in range(2):
        note_payment(chapter.store, chapter.first, payment, actor=ACTOR, now=FIRST)

    assert rows(chapter.store, "SELECT count(*) FROM door_payment") == [(1,)]


@pytest.mark.parametrize(
    ("written", "cents"),
    [("", None), ("35", 3500), ("35,5", 3550), ("35.05", 3505), (" 1 000 ", 100_000), ("0", 0)],
)
def test_an_amount_is_read_as_people_write_it(written, cents):
    assert amount_in(written) == cents


@pytest.mark.parametrize("written", ["-5", "abc", "1,234", "1e3", "100001", "٣٥", "5 zł"])
def test_what_is_no_amount_is_refused(written):
    with pytest.raises(AmountError):
        amount_in(written)


# Members who know each other


def test_members_are_met_from_the_start_at_every_new_meeting_and_at_tables(chapter):
    for name in ("Anna", "Bartek", "Celina", "Dawid"):
        chapter.consent(chapter.first, name, ConsentKind.SUGGEST, now=FIRST)
    second = chapter.next(chapter.first, now=FIRST + HOUR)
    chapter.take("Name;Email\nDawid Kruk;dawid@example.org\n", second.slug, now=SECOND)
    for name in ("Anna", "Bartek", "Celina", "Dawid"):
        chapter.come(second, name, at=SECOND)

    rounds = plan_event_rounds(chapter.store, second, rounds=3)
    dawid = chapter.who(second, "Dawid").attendee_id
    pairs = [pair for one in rounds.rounds for pair in one.pairs]

    picture = chapter.store.read(lambda reader: picture_of(reader, second, now=SECOND))
    met = [tie for tie in picture.ties if tie.relation is Relation.MET]
    assert len(met) == 3  # Anna, Bartek and Celina
    assert pairs
    assert all(dawid in (pair.one, pair.other) for pair in pairs)


def test_that_members_know_each_other_can_be_taken_back_and_is_noted(chapter):
    assert series_of(chapter.store, chapter.first).members_know_each_other
    before = state_of(chapter.store, chapter.first)

    set_members_know_each_other(chapter.store, chapter.first, do_they=False, actor=ACTOR, now=FIRST)

    assert not series_of(chapter.store, chapter.first).members_know_each_other
    assert state_of(chapter.store, chapter.first) != before  # lists are worked out anew
    assert sorted(details_of(chapter.store, "members_know_each_other")) == ["no", "yes"]
