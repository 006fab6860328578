"""The .ics and .vcf files, read back by another reader than ours where there is one."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
import vobject
from cast import LONG_NAME, NOW
from icalendar import Calendar

from kiosk.files.calendar_file import PromiseEntry, calendar_file
from kiosk.files.contact_file import contact_file
from kiosk.files.plain_words import file_name, plain_words
from matching.contacts import Contact

HOSTILE = 'Ev;il, "x" \\n\r\nEND:VCARD\r\nEND:VEVENT\nTEL:112\u2028BEGIN:VCARD\x00\x1b\ud800'
ENTRY = PromiseEntry(
    conversation_id=uuid4(),
    author_id=uuid4(),
    summary="Wyślę artykuł: Bartek Wójcik",
    due_on=date(2026, 11, 27),
    time_zone="Europe/Warsaw",
    revision=0,
)
CONTACT = Contact("Bartek Wójcik", "Sady; Sp. z o.o., Łódź", "b@example.org", "+48 600 100 200")


def event_in(written: bytes):
    [event] = Calendar.from_ical(written).walk("VEVENT")
    return event


def unfolded(written: bytes) -> list[str]:
    return written.decode().replace("\r\n ", "").split("\r\n")


# Calendar


def test_a_promise_is_due_at_nine_at_the_events_place_written_in_utc():
    lines = unfolded(calendar_file(ENTRY, now=NOW))

    assert "DTSTART:20261127T080000Z" in lines
    assert "DTEND:20261127T081500Z" in lines
    assert f"DTSTAMP:{NOW:%Y%m%dT%H%M%SZ}" in lines
    assert not [line for line in lines if "TZID" in line or "VTIMEZONE" in line]


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("Europe/Warsaw", date(2026, 7, 1), "20260701T070000Z"),
        ("Europe/Warsaw", date(2026, 10, 25), "20261025T080000Z"),
        ("Europe/Warsaw", date(2026, 3, 29), "20260329T070000Z"),
        ("Asia/Tokyo", date(2026, 7, 1), "20260701T000000Z"),
        ("Pacific/Kiritimati", date(2027, 1, 1), "20261231T190000Z"),
    ],
)
def test_summer_time_and_places_far_away(zone, day, begins):
    written = calendar_file(replace(ENTRY, time_zone=zone, due_on=day), now=NOW)

    assert f"DTSTART:{begins}" in unfolded(written)


def test_a_changed_date_moves_the_same_entry():
    first = event_in(calendar_file(ENTRY, now=NOW))
    summary = "Zaproszę na kawę: Bartek Wójcik"
    moved = replace(ENTRY, due_on=date(2026, 12, 1), summary=summary, revision=1)
    second = event_in(calendar_file(moved, now=NOW + timedelta(seconds=1)))

    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt


def test_each_author_and_conversation_has_an_entry_of_its_own():
    others = [replace(ENTRY, author_id=uuid4()), replace(ENTRY, conversation_id=uuid4())]
    uids = {event_in(calendar_file(entry, now=NOW))["UID"] for entry in (ENTRY, *others)}

    assert len(uids) == 3
    assert not any(str(ENTRY.conversation_id) in uid for uid in uids)


def test_the_same_promise_saved_again_is_the_same_revision():
    later = NOW + timedelta(days=3)

    again = event_in(calendar_file(ENTRY, now=later))

    assert (again["SEQUENCE"], again["DTSTAMP"].dt) == (0, later)


@pytest.mark.parametrize("name", ["Bartek Wójcik", LONG_NAME * 4, HOSTILE, "张伟 😀 " * 30])
def test_any_name_survives_as_one_line_of_the_calendar(name):
    summary = f"Wyślę artykuł: {name}"

    written = calendar_file(replace(ENTRY, summary=summary), now=NOW)

    assert event_in(written)["SUMMARY"] == plain_words(summary)
    assert_is_well_formed(written)
    names = [line.partition(":")[0] for line in unfolded(written) if line]
    in_event = ["SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "TRANSP"]
    around = ["BEGIN", "VERSION", "PRODID", "METHOD", "END"]
    assert sorted(names) == sorted([*around, "BEGIN", *in_event, "END"])


def assert_is_well_formed(written: bytes) -> None:
    """CRLF everywhere, no line over 75 bytes, no letter cut in two."""
    assert written.endswith(b"\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert b"\r" not in written.replace(b"\r\n", b"")
    for line in written.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


# Contact


def test_a_contact_has_the_shared_fields():
    card = vobject.readOne(contact_file(CONTACT).decode())

    assert card.version.value == "3.0"
    assert card.fn.value == "Bartek Wójcik"
    assert (card.n.value.family, card.n.value.given) == ("Wójcik", "Bartek")
    assert card.org.value == ["Sady; Sp. z o.o., Łódź"]
    assert (card.email.value, card.tel.value) == ("b@example.org", "+48 600 100 200")


def test_what_was_not_shared_is_not_in_the_file():
    lines = unfolded(contact_file(Contact("Bartek Wójcik", "", "", "")))

    assert lines == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Bartek Wójcik",
        "N:Wójcik;Bartek;;;",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize("words", [LONG_NAME * 4, HOSTILE, "张伟 😀 " * 30, "Madonna", "ACME,Inc;"])
def test_any_words_survive_in_a_contact_and_add_no_line(words):
    written = contact_file(Contact(words, words, words, words))

    card = vobject.readOne(written.decode())
    assert card.fn.value == plain_words(words)
    assert card.org.value == [plain_words(words)]
    assert (card.email.value, card.tel.value) == (plain_words(words), plain_words(words))
    assert_is_well_formed(written)
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded(written) if line]
    assert sorted(names) == ["BEGIN", "EMAIL", "END", "FN", "N", "ORG", "TEL", "VERSION"]


# Names of files


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Łukasz Żak", "lukasz-zak.vcf"),
        ("Celina O'Connor", "celina-oconnor.vcf"),
        ('"; rm -rf /\r\nX: y', "rm-rf-x-y.vcf"),
        ("../../etc/passwd", "etc-passwd.vcf"),
        ("张伟", "contact.vcf"),
        ("", "contact.vcf"),
    ],
)
def test_a_file_name_is_plain(name, file):
    assert file_name(name, ending="vcf", otherwise="contact") == file


def test_a_file_name_is_never_long():
    assert len(file_name(LONG_NAME * 9, ending="ics", otherwise="promise")) <= 44
