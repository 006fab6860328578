"""Who is the same person, and what an import may change."""

import uuid
from datetime import UTC, datetime

import pytest

from matching.consents import Decision, decide
from matching.errors import SeveralEventsError
from matching.events import add_event, find_event, list_events
from matching.guest_lists.errors import SampleEventError
from matching.guest_lists.importing import (
    ImportOptions,
    NewEvent,
    event_for_import,
    import_guest_list,
)
from matching.guest_lists.report import ImportReport
from matching.guest_lists.sheet import GuestListFile
from matching.model import ConsentKind
from matching.people import Listed, list_attendees
from matching.store import Store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def take(store: Store, text: str, *, slug: str = "meeting", **options: object) -> ImportReport:
    return import_guest_list(
        store,
        GuestListFile("list.csv", text.encode()),
        event=event_for_import(store, slug, "list.csv"),
        options=ImportOptions(**options),
        now=NOW,
    )


def guests(store: Store, slug: str = "meeting") -> list[Listed]:
    return list_attendees(store, find_event(store, slug))


def person(store: Store, name: str) -> dict[str, object]:
    series = find_event(store, "meeting").series_id
    rows = store.rows("guest_lists/list_persons", series_id=series)
    return next(row for row in rows if row["name"] == name)


CHANGES = {
    "company": "UPDATE person SET company = $value WHERE person_id = $person_id",
    "email": "UPDATE person SET email = $value, email_key = $value WHERE person_id = $person_id",
}


def type_here(store: Store, name: str, field: str, value: str) -> None:
    """What the person's own page does."""
    person_id = person(store, name)["person_id"]
    with store._cursor() as cursor:
        cursor.execute(CHANGES[field], {"value": value, "person_id": person_id})
        cursor.execute(
            "INSERT INTO person_edit VALUES ($1, $2, now()::TIMESTAMP)", [person_id, field]
        )


def test_the_same_list_twice_doubles_nobody_and_keeps_every_badge(store):
    text = "Name,Email\nAnna Mak,anna@example.org\nBartek Łoś,bartek@example.org\n"
    assert take(store, text).imported == 2
    codes = [guest.code for guest in guests(store)]
    report = take(store, text)
    assert (report.imported, report.updated, report.unchanged) == (0, 2, 2)
    assert [guest.code for guest in guests(store)] == codes
    assert all(codes)


def test_the_same_ticket_with_a_corrected_name_is_the_same_person(store):
    take(store, "Ticket secret,Name,Email\ns1,Ana Mak,ana@example.org\n")
    report = take(store, "Ticket secret,Name,Email\ns1,Anna Mak,anna@example.org\n")
    assert (report.imported, report.updated) == (0, 1)
    assert [(guest.name, guest.email) for guest in guests(store)] == [
        ("Anna Mak", "anna@example.org")
    ]


def test_the_same_e_mail_and_name_in_another_spelling_are_the_same_person(store):
    take(store, "Name,Email\nŁucja Żak,lucja@example.org\n")
    report = take(store, "Name,Email\nZAK LUCJA, LUCJA@example.org \n")
    assert (report.imported, report.updated) == (0, 1)


def test_two_people_may_share_an_e_mail(store):
    take(store, "Name,Email\nAnna Mak,home@example.org\nBartek Mak,home@example.org\n")
    assert len(guests(store)) == 2


def test_two_people_may_share_a_name(store):
    text = "Name,Email\nJan Nowak,jan1@example.org\nJan Nowak,jan2@example.org\n"
    take(store, text)
    assert take(store, text).imported == 0
    assert len(guests(store)) == 2


def test_two_tickets_of_one_name_without_e_mail_are_two_people(store):
    text = "Ticket secret,Name,Email\ns1,Jan Nowak,\ns2,Jan Nowak,\n"
    assert take(store, text).imported == 2
    assert take(store, text).updated == 2
    assert len(guests(store)) == 2


def test_namesakes_without_e_mail_are_told_apart_by_their_companies(store):
    text = "Name,Company\nJan Nowak,Piekarnia\nJan Nowak,Kuźnia\nJan Nowak,Kuźnia\n"
    assert take(store, text).as_json()["skipped"] == {"duplicate": 1}
    assert take(store, text).imported == 0
    assert len(guests(store)) == 2


def test_an_e_mail_that_is_filled_in_later_makes_no_second_person(store):
    take(store, "Name,Email\nAnna Mak,\n")
    take(store, "Name,Email\nAnna Mak,anna@example.org\n")
    assert [guest.email for guest in guests(store)] == ["anna@example.org"]
    take(store, "Name,Email\nAnna Mak,\n")
    assert [guest.email for guest in guests(store)] == ["anna@example.org"]


def test_an_empty_cell_never_wipes_a_value(store):
    take(store, "Name,Email,Company,Role\nAnna Mak,anna@example.org,Maki,member\n")
    take(store, "Name,Email,Company,Role\nAnna Mak,anna@example.org,,\n")
    assert person(store, "Anna Mak")["company"] == "Maki"
    assert guests(store)[0].role == "member"


def test_what_a_guest_typed_here_survives_the_next_import(store):
    text = "Name,Email,Company\nAnna Mak,anna@example.org,Maki\n"
    take(store, text)
    type_here(store, "Anna Mak", "company", "Maki i Chabry")
    take(store, text)
    assert person(store, "Anna Mak")["company"] == "Maki i Chabry"


def test_a_guest_who_changed_the_e_mail_here_is_not_doubled(store):
    text = "Name,Email\nAnna Mak,anna@example.org\n"
    take(store, text)
    type_here(store, "Anna Mak", "email", "new@example.org")
    assert take(store, text).imported == 0
    assert [guest.email for guest in guests(store)] == ["new@example.org"]


def test_a_cancelled_row_cancels_who_was_known_and_a_valid_one_brings_them_back(store):
    take(store, "Ticket secret,Name,Status\ns1,Anna Mak,paid\n")
    report = take(
        store, "Ticket secret,Name,Status\ns1,Anna Mak,canceled\ns2,Bartek Łoś,refunded\n"
    )
    assert (report.cancelled_now, report.skipped) == (1, {"cancelled": 1, "refunded": 1})
    assert [guest.status for guest in guests(store)] == ["cancelled"]
    take(store, "Ticket secret,Name,Status\ns1,Anna Mak,paid\n")
    assert [guest.status for guest in guests(store)] == ["expected"]


@pytest.mark.parametrize("status", ["anulowane", "zwrócone", "odrzucone", "w toku"])
def test_without_ids_a_row_that_is_not_valid_any_more_cancels_by_name_and_e_mail(store, status):
    take(store, "Name,Email,Status\nAnna Mak,a@example.org,opłacone\n")
    take(store, f"Name,Email,Status\nAnna Mak,a@example.org,{status}\n")
    assert [guest.status for guest in guests(store)] == ["cancelled"]


def test_who_has_a_second_ticket_that_is_valid_stays_expected(store):
    head = "Ticket secret,Name,Email,Status\n"
    take(store, head + "s1,Anna Mak,a@example.org,paid\ns2,Anna Mak,a@example.org,paid\n")
    take(store, head + "s1,Anna Mak,a@example.org,canceled\ns2,Anna Mak,a@example.org,paid\n")
    assert [guest.status for guest in guests(store)] == ["expected"]


def test_a_cancelled_parking_place_leaves_its_owner_on_the_list(store):
    head = "Name,Email,Product,Status\n"
    take(store, head + "Anna Mak,a@example.org,Bilet + parking,paid\n")
    report = take(store, head + "Anna Mak,a@example.org,Parking,canceled\n")
    assert report.skipped == {"not_a_person": 1}
    assert [guest.status for guest in guests(store)] == ["expected"]


def test_a_row_without_name_and_e_mail_is_skipped_and_named(store):
    report = take(store, 'Name,Email,Company\n"Anna\nMak",,Maki\n,,Nobody Ltd\n')
    assert report.as_json()["bad_rows"] == [{"line": 4, "reason": "no_name_no_email"}]
    assert [guest.name for guest in guests(store)] == ["Anna Mak"]


def test_imported_updated_and_skipped_rows_add_up(store):
    take(store, "Name,Email\nAnna Mak,a@example.org\n")
    report = take(
        store, "Name,Email\nAnna Mak,a@example.org\nAnna Mak,a@example.org\nOla,\n,\n;,\n"
    )
    assert report.imported + report.updated + sum(report.skipped.values()) == 4


def test_a_no_given_here_outlives_a_yes_of_the_list(store):
    text = "Name,Email,Zgoda na e-mail po wydarzeniu\nAnna Mak,a@example.org,tak\n"
    take(store, text)
    person_id = person(store, "Anna Mak")["person_id"]
    no = Decision(uuid.uuid4(), person_id, ConsentKind.MAIL, False, "pl")
    decide(store, no, source="kiosk", now=NOW.replace(hour=9))
    take(store, text)
    rows = store.rows("consents/find_consents", person_id=person_id)
    assert [(row["kind"], row["is_given"]) for row in rows] == [("mail", False)]


def test_a_dry_run_reports_the_same_and_keeps_nothing(store):
    text = "Name,Email\nAnna Mak,a@example.org\n"
    rehearsed = take(store, text, dry_run=True)
    assert list_events(store) == []
    assert rehearsed.as_json() == take(store, text).as_json()


def test_an_import_without_an_event_makes_one_and_the_next_goes_there(store):
    event = event_for_import(store, None, "/home/anna/Śniadanie_23.11.csv")
    assert event == NewEvent("sniadanie-23-11", "Śniadanie 23.11")
    take(store, "Name\nAnna Mak\n", slug="meeting")
    assert event_for_import(store, None, "other.csv") == find_event(store, "meeting")


def test_several_events_have_to_be_chosen_from(store):
    take(store, "Name\nAnna Mak\n", slug="first")
    take(store, "Name\nAnna Mak\n", slug="second")
    with pytest.raises(SeveralEventsError, match="first, second"):
        event_for_import(store, None, "list.csv")


def test_nothing_is_imported_into_the_sample(store):
    store.write(lambda change: add_event(change, slug="sample", name="S", now=NOW, is_sample=True))
    with pytest.raises(SampleEventError):
        event_for_import(store, "sample", "list.csv")
    assert isinstance(event_for_import(store, None, "sample.csv"), NewEvent)
    with pytest.raises(SampleEventError):
        import_guest_list(
            store,
            GuestListFile("list.csv", b"Name\nAnna\n"),
            event=find_event(store, "sample"),
            options=ImportOptions(),
            now=NOW,
        )


def test_members_who_know_each_other_are_marked_in_their_series(store):
    take(store, "Name\nAnna Mak\n", members_know_each_other=True)
    with store._cursor() as cursor:
        cursor.execute("SELECT members_know_each_other FROM series")
        assert cursor.fetchall() == [(True,)]


def test_people_are_found_again_across_the_events_of_their_series(store):
    text = "Ticket secret,Name,Email\ns1,Anna Mak,a@example.org\n"
    take(store, text)
    first = find_event(store, "meeting")
    with store._cursor() as cursor:
        cursor.execute(
            "INSERT INTO event SELECT gen_random_uuid(), series_id, 'next', name, time_zone,"
            " language, is_sample, re_entry, opens_at_utc, closed_at_utc, chosen_at_utc,"
            " created_at_utc FROM event"
        )
    report = take(store, "Ticket secret,Name,Email\nt9,Anna Mak,a@example.org\n", slug="next")
    assert report.imported == 1
    assert guests(store, "next")[0].person_id == list_attendees(store, first)[0].person_id
    assert guests(store, "next")[0].code == list_attendees(store, first)[0].code


def test_the_progress_only_rises_and_ends_with_the_last_row(store):
    told: list[tuple[int, int]] = []
    text = "Name,Email\n" + "".join(f"Anna Mak,a{number}@example.org\n" for number in range(2500))
    import_guest_list(
        store,
        GuestListFile("list.csv", text.encode()),
        event=NewEvent("meeting", "Meeting"),
        options=ImportOptions(),
        now=NOW,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert told[-1] == (2500, 2500)
    assert len(told) > 6
