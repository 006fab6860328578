"""Records typed by hand: added, changed, and safe from the next import."""

from dataclasses import asdict, replace
from uuid import uuid4

import pytest
from cast import NOW, invite, listed, make_event, rows
from talks import everything

from matching.errors import PersonFieldError, UnknownPersonError
from matching.guest_lists.importing import ImportOptions, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.people import list_attendees
from matching.people_editing import (
    FIELDS,
    PersonFields,
    add_person,
    edit_person,
    find_person,
)

WHO = "staff:test"
WHOLE = PersonFields(
    name="Zofia Nowa-Żak",
    email="zofia@example.org",
    phone="+48 600 100 200",
    company="Kłos sp. z o.o.",
    job_title="Prezeska",
    sector="Żywność",
    language="en",
    offers="Mąka; chleb",
    needs="Podatki\nDruk",
)


def edit(store, event, person, fields):
    return edit_person(store, event, person.person_id, fields, actor=WHO, now=NOW)


def test_somebody_added_by_hand_is_on_the_list_with_a_badge_and_not_in(store, event):
    attendee_id = add_person(store, event, WHOLE, role="speaker", actor=WHO, now=NOW)

    line = listed(store, event, attendee_id)
    assert (line.name, line.family_name, line.role) == ("Zofia Nowa-Żak", "Nowa-Żak", "speaker")
    assert line.code
    assert line.admitted_at_utc is None
    assert find_person(store, event, line.person_id).fields == WHOLE
    assert rows(store, "SELECT act, subject_id FROM audit") == [("person_added", line.person_id)]


def test_every_field_can_be_changed_and_only_what_changed_is_told(store, event, anna):
    before = find_person(store, event, anna.person_id).fields

    assert edit(store, event, anna, before) == ()
    assert edit(store, event, anna, replace(before, company="Snop")) == ("company",)
    assert edit(store, event, anna, WHOLE) == FIELDS
    assert find_person(store, event, anna.person_id).fields == WHOLE
    assert rows(store, "SELECT detail FROM audit WHERE detail <> 'company'") == [
        (" ".join(FIELDS),)
    ]


def test_an_import_writes_over_nothing_that_was_changed_by_hand(store, event):
    columns = "Name,Email,Company,Phone\n"
    source = GuestListFile("a.csv", f"{columns}Jan Nowak,j@example.org,Kłos,111222333".encode())
    import_guest_list(store, source, event=event, options=ImportOptions(), now=NOW)
    (line,) = list_attendees(store, event)
    fields = find_person(store, event, line.person_id).fields
    edit(store, event, line, replace(fields, name="Jan Nowakowski", company=""))

    again = GuestListFile("b.csv", f"{columns}Jan Nowak,j@example.org,Kłos,444555666".encode())
    import_guest_list(store, again, event=event, options=ImportOptions(), now=NOW)

    (line,) = list_attendees(store, event)
    told = find_person(store, event, line.person_id).fields
    assert (told.name, told.company, told.phone) == ("Jan Nowakowski", "", "444555666")


def test_a_new_name_is_found_and_sorted_by_its_family_name(store, event, anna):
    fields = find_person(store, event, anna.person_id).fields
    edit(store, event, anna, replace(fields, name="Anna  Żak"))

    line = listed(store, event, anna.attendee_id)
    assert (line.name, line.family_name) == ("Anna Żak", "Żak")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", ""),
        ("name", "123"),
        ("name", "x" * 121),
        ("email", "zofia@"),
        ("email", "Zofia <z@example.org>"),
        ("phone", "1" * 41),
        ("job_title", "x" * 121),
        ("needs", "x" * 601),
        ("language", "xx"),
    ],
)
def test_a_field_that_cannot_stand_is_named_and_nothing_changes(store, event, anna, name, words):
    before = everything(store)

    with pytest.raises(PersonFieldError) as refused:
        edit(store, event, anna, PersonFields(**asdict(WHOLE) | {name: words}))

    assert refused.value.field == name
    assert everything(store) == before


def test_nobody_of_another_organiser_can_be_changed(store, event):
    stranger = invite(store, make_event(store, "other"), "Obca Osoba")
    before = everything(store)

    for person_id in (stranger.person_id, uuid4()):
        with pytest.raises(UnknownPersonError):
            edit_person(store, event, person_id, WHOLE, actor=WHO, now=NOW)

    assert everything(store) == before
