"""Every system's file, as it writes it, imported into a real store."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from matching.events import find_event
from matching.guest_lists.importing import (
    ImportOptions,
    NewEvent,
    event_for_import,
    import_guest_list,
)
from matching.guest_lists.report import ImportReport
from matching.guest_lists.sheet import GuestListFile
from matching.people import list_attendees
from matching.store import Store

FOLDER = Path(__file__).parent / "guest_lists"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
PRETIX = (
    "pretix_positions_en.csv",
    "pretix_positions_pl.csv",
    "pretix_positions_de.csv",
    "pretix_workbook.xlsx",
    "pretix_data.json",
)
HAND_MADE = {
    "hand_made_cp1250.csv": "cp1250",
    "hand_made_iso_8859_2.csv": "iso8859-2",
    "hand_made_utf16.csv": "utf-16",
    "hand_made_mac.csv": "utf-8",
    "hand_made_decomposed.csv": "utf-8",
}


def imported(store: Store, name: str) -> ImportReport:
    event = event_for_import(store, "meeting", name)
    assert isinstance(event, NewEvent)
    source = GuestListFile(name, (FOLDER / name).read_bytes())
    return import_guest_list(store, source, event=event, options=ImportOptions(), now=NOW)


def names(store: Store) -> list[str]:
    return [person.name for person in list_attendees(store, find_event(store, "meeting"))]


def person(store: Store, name: str) -> dict[str, object]:
    event = find_event(store, "meeting")
    rows = store.rows("guest_lists/list_persons", series_id=event.series_id)
    return next(row for row in rows if row["name"] == name)


@pytest.mark.parametrize("name", PRETIX)
def test_pretix_in_every_language_and_shape_brings_the_same_people(store, name):
    report = imported(store, name)
    assert report.format == "pretix"
    assert sorted(names(store)) == ["", "Anna Żółć", "Bartek Łoś", "Celina Gęś", "Hania Sęk"]
    assert report.skipped == {"cancelled": 1, "unpaid": 2, "not_a_person": 2}
    assert report.nameless == 1
    assert report.bad_rows == []


@pytest.mark.parametrize("name", PRETIX)
def test_the_order_e_mail_is_nobodys_where_an_order_has_two_people(store, name):
    imported(store, name)
    assert person(store, "Anna Żółć")["email"] == "anna@example.org"
    assert person(store, "Bartek Łoś")["email"] == ""
    assert person(store, "Hania Sęk")["email"] == "hania@example.org"


@pytest.mark.parametrize("name", PRETIX)
def test_a_guarded_phone_number_loses_its_apostrophe_and_none_is_no_number(store, name):
    imported(store, name)
    assert person(store, "Anna Żółć")["phone"] == "+48601000001"
    assert person(store, "Bartek Łoś")["phone"] == ""


def test_a_question_about_needs_is_read_with_its_line_break(store):
    imported(store, "pretix_positions_en.csv")
    assert person(store, "Celina Gęś")["needs"] == "A printer\nwho likes paper"
    assert person(store, "Celina Gęś")["language"] == "en"


def test_a_pretix_check_in_list_skips_who_has_not_paid(store):
    report = imported(store, "pretix_checkin_list.csv")
    assert sorted(names(store)) == ["", "Anna Żółć", "Bartek Łoś", "Celina Gęś"]
    assert report.skipped["unpaid"] == 3


def test_eventbrite_lets_in_who_attends_and_nobody_else(store):
    report = imported(store, "eventbrite.csv")
    assert (report.format, sorted(names(store))) == ("Eventbrite", ["Olga Nowak", "Sam Hill"])
    assert report.skipped == {"cancelled": 1, "refunded": 1, "declined": 1}
    assert report.unknown_columns == ["How did you hear about this event?"]
    assert person(store, "Olga Nowak")["job_title"] == "Baker"


def test_luma_keeps_the_approved_also_when_they_are_called_null(store):
    report = imported(store, "luma.csv")
    assert (report.format, sorted(names(store))) == ("Luma", ["Tola Ziarno", "Wiktor Null"])
    assert person(store, "Tola Ziarno")["offers"] == "Grain logistics"


def test_indico_keeps_completed_registrations_and_reads_position_as_job(store):
    report = imported(store, "indico.csv")
    assert (report.format, sorted(names(store))) == ("Indico", ["Bruno Pan", "Xawery Młot"])
    assert report.skipped == {"cancelled": 1, "declined": 1, "unpaid": 1}
    assert person(store, "Xawery Młot")["job_title"] == "Kowal"


def test_alf_io_lets_in_who_pays_at_the_door(store):
    report = imported(store, "alfio.csv")
    assert (report.format, sorted(names(store))) == ("alf.io", ["Cyryl Dom", "Diana Sad"])
    assert person(store, "Diana Sad")["language"] == "en"


def test_hi_events_lets_in_the_active_and_takes_a_second_ticket_as_duplicate(store):
    report = imported(store, "hievents.csv")
    assert (report.format, names(store)) == ("Hi.Events", ["Gosia Rzeka"])
    assert report.skipped == {"cancelled": 1, "unpaid": 1, "duplicate": 1}
    assert person(store, "Gosia Rzeka")["offers"] == "Maps of rivers"


@pytest.mark.parametrize(("name", "encoding"), HAND_MADE.items())
def test_a_hand_made_list_keeps_its_polish_letters_in_every_encoding(store, name, encoding):
    report = imported(store, name)
    assert (report.encoding, report.encoding_in_doubt) == (encoding, False)
    assert names(store) == [
        "Świętopełk Ćma",
        "Małgorzata Gżegżółka",
        "Kazimierz Jaź",
        "Łukasz Źdźbło",
    ]
    assert person(store, "Małgorzata Gżegżółka")["sector"] == "Ogrody"
    assert report.unknown_columns == ["Uwagi do stołu"]


def test_a_hand_made_list_tells_roles_needs_and_only_clear_consents(store):
    imported(store, "hand_made_cp1250.csv")
    event = find_event(store, "meeting")
    roles = {guest.name: guest.role for guest in list_attendees(store, event)}
    assert list(roles.values()) == ["substitute", "visitor", "speaker", "member"]
    seats = store.rows("guest_lists/list_attendees", event_id=event.event_id)
    assert {seat["substitute_for"] for seat in seats} == {"", "Jan Nowak"}
    assert person(store, "Łukasz Źdźbło")["needs"] == "Śrubek i nakrętek"
    decisions = store.rows("guest_lists/list_decisions", series_id=event.series_id)
    agreed = {person(store, name)["person_id"] for name in ("Łukasz Źdźbło", "Kazimierz Jaź")}
    assert {row["person_id"] for row in decisions} == agreed


def test_an_address_that_is_none_is_kept_out_and_its_line_is_named(store):
    report = imported(store, "hand_made_mac.csv")
    assert report.as_json()["bad_rows"] == [{"line": 9, "reason": "invalid_email"}]
    assert person(store, "Kazimierz Jaź")["email"] == ""


def test_vcards_of_every_version_become_people(store):
    report = imported(store, "contacts.vcf")
    assert (report.format, names(store)) == ("vCard", ["Karol Dąb", "Jagoda Kowal", "Lena Łąka"])
    assert person(store, "Jagoda Kowal")["company"] == "Kuźnia"


def test_a_workbook_is_read_from_the_sheet_with_people_and_numbers_stay_whole(store):
    report = imported(store, "workbook.xlsx")
    assert names(store) == ["Oliwia Grab", "Maja Śliwa"]
    assert person(store, "Maja Śliwa")["phone"] == "601000003"
    assert report.skipped == {"unpaid": 1}
    event = find_event(store, "meeting")
    seats = store.rows("guest_lists/list_attendees", event_id=event.event_id)
    assert '{"Urodziny firmy": "2020-05-01"}' in {seat["extra"] for seat in seats}
