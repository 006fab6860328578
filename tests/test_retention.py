"""What is known of guests ends by itself, and the server says what it did."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, invite_many, make_event, rows, show_badge
from command_line import kiosk
from talks import connect, next_meeting

from matching.chapters import NewTalk, set_members_know_each_other, talk_between
from matching.conversations import conversations_of_person
from matching.events import set_event
from matching.guest_lists.importing import ImportOptions, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.merging_people import merge_people
from matching.model import Event
from matching.people import Listed, list_attendees
from matching.people_editing import PersonFields, edit_person
from matching.privacy import count_suppressed, erase_again, erase_person, erased_before
from matching.privacy.retention import (
    next_retention,
    run_retention,
    run_retention_when_due,
    terms,
)
from matching.privacy.rewriting import is_rewrite_due, rewrite_when_due, waits_since
from matching.privacy.runs import Run, last_run, note_run
from matching.privacy.suppression import lift_by_hand
from matching.store import Store

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KEY = b"k" * 32


def close(store: Store, event: Event, at: datetime = NOW) -> None:
    set_event(store, event, closed_at=at)


def insert(store: Store, sql: str, *values: object) -> None:
    with store._cursor() as cursor:
        cursor.execute(sql, list(values)).fetchall()


def make_member(store: Store, person: Listed) -> None:
    insert(store, "UPDATE attendee SET role = 'member' WHERE person_id = $1", person.person_id)


def begin_between(store: Store, one: Listed, other: Listed, *, at: datetime) -> None:
    talk_between(store, NewTalk(uuid4(), one.person_id, other.person_id), now=at)


def names(store: Store) -> set[str]:
    return {name for (name,) in rows(store, "SELECT name FROM person")}


def test_guests_of_a_single_event_go_ninety_days_after_it_closed(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    make_member(store, anna)  # of a series of one
    close(store, event)

    assert run_retention(store, now=NOW + 90 * DAY - HOUR) == 0
    assert run_retention(store, now=NOW + 90 * DAY) == 2
    assert names(store) == set()
    assert rows(store, "SELECT count(*) FROM conversation") == [(0,)]


def test_an_event_that_nobody_closed_is_over_when_the_last_one_came(store, event, anna):
    show_badge(store, event, anna.code, at=5 * DAY)

    assert run_retention(store, now=NOW + 90 * DAY) == 0
    assert run_retention(store, now=NOW + 95 * DAY) == 1


def test_the_organiser_may_set_another_time_for_an_event(store, event, anna):
    insert(
        store,
        "INSERT INTO event_plan (event_id, place, desk_place, languages, asks_seeks, asks_promise,"
        " retention_days, registration_is_open, changed_at_utc)"
        " VALUES ($1, '', '', 'pl', TRUE, TRUE, 7, FALSE, $2)",
        event.event_id,
        NOW.replace(tzinfo=None),
    )
    close(store, event)

    assert run_retention(store, now=NOW + 6 * DAY) == 0
    assert run_retention(store, now=NOW + 7 * DAY) == 1


def test_members_of_a_series_stay_while_they_are_members_and_visitors_go(
    store, event, anna, bartek, celina
):
    _, [anna_again, _] = next_meeting(store, event, "second", anna, bartek)
    make_member(store, anna_again)
    close(store, event)

    assert run_retention(store, now=NOW + 400 * DAY) == 2
    assert names(store) == {anna.name}


def test_who_is_no_longer_a_member_on_the_newest_list_goes(store, event, anna, bartek):
    second, [anna_again] = next_meeting(store, event, "second", anna)
    for person in (anna, bartek):
        make_member(store, person)
    close(store, event)
    close(store, second, NOW + DAY)
    insert(
        store,
        "INSERT INTO role_change VALUES ($1,$2,$3,'visitor',NULL,0,'self',$4)",
        *(uuid4(), second.event_id, anna_again.attendee_id, NOW.replace(tzinfo=None)),
    )

    assert run_retention(store, now=NOW + 90 * DAY) == 1  # Bartek, who is not on it
    assert names(store) == {anna.name}
    assert run_retention(store, now=NOW + 91 * DAY) == 1


def test_what_members_do_between_meetings_keeps_nobody_who_left(store, event, anna, bartek, celina):
    for person in (anna, bartek, celina):
        make_member(store, person)
    set_members_know_each_other(store, event, do_they=True, actor="cli", now=NOW)
    begin_between(store, anna, celina, at=NOW + DAY)
    second, again = next_meeting(store, event, "second", anna, bartek)
    for person in again:
        make_member(store, person)
    close(store, event)
    close(store, second, NOW + 7 * DAY)

    begin_between(store, anna, bartek, at=NOW + 80 * DAY)

    assert run_retention(store, now=NOW + 91 * DAY - HOUR) == 0
    assert run_retention(store, now=NOW + 91 * DAY) == 1
    assert names(store) == {anna.name, bartek.name}


def test_people_of_the_sample_are_invented_and_stay(store):
    event = make_event(store, "sample", is_sample=True)
    invite(store, event, "Ola Zmyślona")

    assert run_retention(store, now=NOW + 1000 * DAY) == 0


def test_a_list_that_came_late_is_not_forgotten_on_the_same_day(store, event):
    close(store, event, NOW - 200 * DAY)
    invite(store, event, "Anna Nowak")

    assert [one.due_at_utc for one in terms(store)] == [NOW + 90 * DAY]


def test_many_people_go_in_parts_and_the_log_has_one_line_with_their_number(store, event):
    invite_many(store, event, 120)
    close(store, event)

    assert run_retention(store, now=NOW + 90 * DAY) == 120
    assert rows(store, "SELECT actor, act, detail FROM audit") == [
        ("upkeep", "retention_ran", "120")
    ]


def test_whoever_went_by_time_may_come_back_by_a_list(store, event, anna):
    close(store, event)
    run_retention(store, now=NOW + 90 * DAY)

    report = take(store, event, f"name,email\n{anna.name},{anna.email}\n")

    assert (report.imported, report.skipped) == (1, {})


def test_a_member_is_not_left_with_a_list_of_conversations_with_nobody(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    _, [anna_again] = next_meeting(store, event, "second", anna)
    make_member(store, anna_again)
    close(store, event)

    erase_person(store, bartek.person_id, key=KEY, actor="self", now=NOW)
    assert len(conversations_of_person(store, anna.person_id, now=NOW)) == 1

    run_retention(store, now=NOW + 90 * DAY)
    assert conversations_of_person(store, anna.person_id, now=NOW) == []


# When it runs


def test_it_runs_once_a_day(store, event, anna):
    close(store, event)
    run_retention(store, now=NOW)

    assert run_retention_when_due(store, now=NOW + 23 * HOUR) is None
    assert run_retention_when_due(store, now=NOW + DAY) == 0


def test_after_a_long_pause_it_looks_first_so_that_a_wrong_clock_erases_nobody(store, event, anna):
    close(store, event)

    assert run_retention_when_due(store, now=NOW + 1000 * DAY) is None
    assert run_retention_when_due(store, now=NOW) is None  # the clock was put right
    assert run_retention_when_due(store, now=NOW + HOUR) == 0
    assert names(store) == {anna.name}


def test_the_page_can_say_when_it_runs_next(store, event):
    assert next_retention(store, now=NOW) == NOW + HOUR
    run_retention_when_due(store, now=NOW)
    assert next_retention(store, now=NOW + HOUR / 2) == NOW + HOUR
    run_retention_when_due(store, now=NOW + HOUR)
    assert next_retention(store, now=NOW + 2 * HOUR) == NOW + HOUR + DAY


def test_after_a_long_pause_people_go_an_hour_later(store, event, anna):
    close(store, event)

    assert run_retention_when_due(store, now=NOW + 100 * DAY) is None
    assert run_retention_when_due(store, now=NOW + 100 * DAY + HOUR / 2) is None
    assert run_retention_when_due(store, now=NOW + 100 * DAY + HOUR) == 1


# When the file is rewritten


@pytest.fixture
def rewritten(store, event) -> Store:
    """The file was rewritten NOW."""
    store.write(lambda change: note_run(change, Run.REWRITE, pieces=0, now=NOW))
    return store


def test_without_an_erasure_the_file_is_rewritten_once_a_day(rewritten):
    assert not is_rewrite_due(rewritten, now=NOW + 19 * HOUR)
    assert is_rewrite_due(rewritten, now=NOW + 20 * HOUR)


def test_after_an_erasure_it_is_rewritten_as_soon_as_the_kiosks_are_quiet(
    rewritten, event, anna, bartek
):
    erase_person(rewritten, anna.person_id, key=KEY, actor="self", now=NOW + HOUR)
    show_badge(rewritten, event, bartek.code, at=HOUR)

    assert not is_rewrite_due(rewritten, now=NOW + HOUR + timedelta(minutes=9))
    assert is_rewrite_due(rewritten, now=NOW + HOUR + timedelta(minutes=10))


def test_however_busy_it_is_the_file_is_rewritten_within_a_day_of_an_erasure(
    rewritten, event, anna, bartek
):
    erase_person(rewritten, anna.person_id, key=KEY, actor="self", now=NOW + HOUR)
    late = timedelta(hours=23, minutes=40)
    for at in (late, late + HOUR):
        show_badge(rewritten, event, bartek.code, at=at)

    assert not is_rewrite_due(rewritten, now=NOW + late - HOUR)
    assert is_rewrite_due(rewritten, now=NOW + late)


def test_after_the_rewrite_nothing_waits(rewritten, event, anna):
    erase_person(rewritten, anna.person_id, key=KEY, actor="self", now=NOW + HOUR)
    assert waits_since(rewritten, now=NOW + 2 * HOUR) == NOW + HOUR

    assert rewrite_when_due(rewritten, now=NOW + 2 * HOUR)

    assert waits_since(rewritten, now=NOW + 2 * HOUR) is None
    assert last_run(rewritten, Run.REWRITE, now=NOW + 2 * HOUR) == (NOW + 2 * HOUR, 0)


# Guest lists


def take(store: Store, event: Event, text: str, **options: object):
    return import_guest_list(
        store,
        GuestListFile("list.csv", text.encode()),
        event=event,
        options=ImportOptions(**options),
        now=NOW,
    )


@pytest.mark.parametrize("is_dry", [False, True])
def test_somebody_who_asked_to_be_erased_is_skipped_in_a_guest_list_and_counted(
    store, event, anna, bartek, is_dry
):
    erase_person(store, anna.person_id, key=KEY, actor="self", now=NOW)

    text = "name,email\nNOWAK Anna,Anna@example.org\nDorota Lis,dorota@example.org\n"
    report = take(store, event, text, suppression_key=KEY, dry_run=is_dry)

    assert (report.imported, report.skipped) == (1, {"suppressed": 1})
    assert "Anna Nowak" not in {one.name for one in list_attendees(store, event)}


def test_another_person_of_the_same_name_or_address_comes_in(store, event, anna):
    erase_person(store, anna.person_id, key=KEY, actor="self", now=NOW)

    text = "name,email\nAnna Nowak,nowak@firma.example.org\nJan Nowak,anna@example.org\n"

    assert take(store, event, text, suppression_key=KEY).imported == 2


def test_a_list_does_not_bring_me_back_under_the_name_i_corrected_before_i_was_erased(store, event):
    text = "name,email\nAnna Nowak,anna@example.org\n"
    take(store, event, text, suppression_key=KEY)
    [anna] = list_attendees(store, event)
    corrected = PersonFields("Anna Kowal", email="ania@elsewhere.example.org")
    edit_person(store, event, anna.person_id, corrected, actor="self", now=NOW)
    erase_person(store, anna.person_id, key=KEY, actor="self", now=NOW)

    report = take(store, event, text, suppression_key=KEY)

    assert (report.imported, report.skipped) == (0, {"suppressed": 1})
    old = ("Anna Nowak", "anna@example.org")
    assert lift_by_hand(store, *old, key=KEY, actor="cli", now=NOW)
    assert take(store, event, text, suppression_key=KEY).imported == 1


def test_a_list_does_not_bring_me_back_under_the_record_that_was_merged_into_mine(store, event):
    text = "name,email\nAnna Nowak,anna@example.org\nAnia Nowak,ania@elsewhere.example.org\n"
    take(store, event, text, suppression_key=KEY)
    kept, gone = list_attendees(store, event)
    merge_people(store, event, kept.person_id, gone.person_id, actor="cli", now=NOW)
    erase_person(store, kept.person_id, key=KEY, actor="self", now=NOW)

    report = take(store, event, text, suppression_key=KEY)

    assert (report.imported, report.skipped) == (0, {"suppressed": 2})
    assert count_suppressed(store) == 1


def test_an_older_copy_forgets_the_records_that_became_one_before_they_were_erased(
    store, event, anna, bartek, celina, tmp_path
):
    older = tmp_path / "older.duckdb"
    store.backup(older)
    merge_people(store, event, bartek.person_id, celina.person_id, actor="cli", now=NOW)
    merge_people(store, event, anna.person_id, bartek.person_id, actor="cli", now=NOW)
    erase_person(store, anna.person_id, key=KEY, actor="self", now=NOW)

    with Store.open(older) as copy:
        assert erase_again(copy, erased_before(store), actor="cli", now=NOW) == 3
        assert names(copy) == set()


# The command line


def folder_with_anna(tmp_path):
    with Store.open(tmp_path / "rozmowa.duckdb") as store:
        event = make_event(store)
        invite(store, event, "Anna Wyjątkowa", email="anna@example.org")
    return tmp_path


def test_the_command_line_says_first_whom_it_would_erase(tmp_path):
    folder = folder_with_anna(tmp_path)

    asked = kiosk(folder, "erase", "anna@example.org")
    assert (asked.code, "would erase Anna Wyjątkowa" in asked.out) == (0, True)
    done = kiosk(folder, "erase", "anna@example.org", "--yes")

    assert done.code == 0
    assert "about 4 hours" in done.out
    assert "Wyjątkowa".encode() not in (folder / "rozmowa.duckdb").read_bytes()
    assert kiosk(folder, "erase", "anna@example.org", "--yes").code == 2


def test_the_command_line_runs_retention(tmp_path):
    folder = folder_with_anna(tmp_path)

    assert kiosk(folder, "retention").out.startswith("erased ")


def test_whoever_was_erased_is_not_brought_back_by_restoring_an_older_backup(tmp_path):
    folder = folder_with_anna(tmp_path)
    backup = tmp_path / "backups" / "copy.duckdb"
    kiosk(folder, "backup", backup)
    kiosk(folder, "erase", "anna@example.org", "--yes")

    restored = kiosk(folder, "restore", backup)

    assert "erased again: 1" in restored.out
    assert "Wyjątkowa".encode() not in (folder / "rozmowa.duckdb").read_bytes()
    with Store.open(folder / "rozmowa.duckdb") as store:
        assert names(store) == set()
        assert len(rows(store, "SELECT * FROM suppression")) == 1
