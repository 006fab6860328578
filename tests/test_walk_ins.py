"""Somebody comes who is not on the list."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, listed, make_event, rows, show_badge
from talks import everything, next_meeting

from matching.consents import has_agreed, was_asked
from matching.errors import (
    EventClosedError,
    PersonFieldError,
    UnknownPersonError,
    WalkInsNotAllowedError,
)
from matching.events import set_event
from matching.model import ConsentKind, Outcome
from matching.people import list_attendees
from matching.people_editing import PersonFields
from matching.walk_ins import (
    WalkIn,
    allow_at_kiosks,
    are_allowed_at_kiosks,
    welcome,
    welcome_known,
    who_is_alike,
)

MINUTE = timedelta(minutes=1)


def form(event, name="Zofia Nowa", *, id=None, decided=None, at_kiosk=False, **told) -> WalkIn:
    """What the phone at the door sends."""
    fields = PersonFields(name, **told)
    return WalkIn(
        form_id=id or uuid4(),
        event=event,
        fields=fields,
        decided=decided or {},
        kiosk=3 if at_kiosk else None,
        at_kiosk=at_kiosk,
    )


def come(store, walk_in, at=timedelta()):
    return welcome(store, walk_in, actor="staff:test", now=NOW + at)


def test_a_walk_in_is_a_visitor_with_a_badge_and_is_in(store, event):
    answer = come(store, form(event, company="Nowa sp. z o.o.", email="zofia@example.org"))

    line = listed(store, event, answer.attendee_id)
    assert (line.name, line.company, line.role) == ("Zofia Nowa", "Nowa sp. z o.o.", "visitor")
    assert line.admitted_at_utc == NOW
    assert answer.check_in.outcome is Outcome.ADMITTED
    assert show_badge(store, event, line.code).outcome is Outcome.ALREADY_ADMITTED
    assert rows(store, "SELECT act, subject_id FROM audit") == [("walk_in", answer.attendee_id)]


def test_the_same_form_twice_is_one_guest_with_one_admission(store, event):
    sent = form(event)
    first = come(store, sent)
    before = everything(store)

    again = come(store, sent, at=MINUTE)

    assert again.attendee_id == first.attendee_id
    assert again.check_in.first_at == NOW
    assert everything(store) == before


def test_after_an_undo_the_same_form_does_not_let_anybody_in_again(store, event):
    from matching.desk import undo_admission

    sent = form(event)
    first = come(store, sent)
    undo_admission(store, event, first.attendee_id, now=NOW)

    come(store, sent, at=MINUTE)

    assert listed(store, event, first.attendee_id).admitted_at_utc is None


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " .- "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "zofia"}, "email"),
        ({"email": "a@b.pl, c@d.pl"}, "email"),
        ({"company": "x" * 121}, "company"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_cannot_stand_is_told_by_its_field_and_nothing_is_kept(store, event, told, field):
    before = everything(store)

    with pytest.raises(PersonFieldError) as refused:
        come(store, form(event, **{"name": "Zofia Nowa", **told}))

    assert refused.value.field == field
    assert everything(store) == before


def test_nobody_agreed_to_what_nobody_asked(store, event):
    yes, no = {ConsentKind.SUGGEST: True}, {ConsentKind.MAIL: False}
    answer = come(store, form(event, decided={**yes, **no}))
    person_id = listed(store, event, answer.attendee_id).person_id

    assert has_agreed(store, person_id, ConsentKind.SUGGEST)
    assert not has_agreed(store, person_id, ConsentKind.MAIL)
    silent = listed(store, event, come(store, form(event, "Cicha Osoba")).attendee_id)
    assert not any(was_asked(store, silent.person_id, kind) for kind in ConsentKind)


def test_staff_let_somebody_in_before_the_doors_open(store, event):
    event = set_event(store, event, opens_at=NOW + MINUTE)

    assert come(store, form(event)).check_in.outcome is Outcome.ADMITTED


def test_a_kiosk_lets_in_nobody_unless_the_organiser_allowed_it(store, event):
    assert not are_allowed_at_kiosks(store, event)
    before = everything(store)
    with pytest.raises(WalkInsNotAllowedError):
        come(store, form(event, at_kiosk=True))
    assert everything(store) == before

    allow_at_kiosks(store, event, is_allowed=True, actor="staff:test", now=NOW)
    answer = come(store, form(event, at_kiosk=True))

    assert are_allowed_at_kiosks(store, event)
    assert not are_allowed_at_kiosks(store, make_event(store, "other"))
    assert listed(store, event, answer.attendee_id).admitted_kiosk == 3
    allow_at_kiosks(store, event, is_allowed=False, actor="staff:test", now=NOW)
    assert not are_allowed_at_kiosks(store, event)


def test_a_kiosk_lets_in_nobody_while_the_event_is_closed(store, event):
    allow_at_kiosks(store, event, is_allowed=True, actor="staff:test", now=NOW)
    closed = set_event(store, event, closed_at=NOW)
    before = everything(store)

    with pytest.raises(EventClosedError):
        come(store, form(closed, at_kiosk=True))

    assert everything(store) == before


def test_a_namesake_at_a_kiosk_is_a_guest_of_their_own(store, event, anna):
    """Whoever types a name on the list at a kiosk learns nothing about the list."""
    allow_at_kiosks(store, event, is_allowed=True, actor="staff:test", now=NOW)

    answer = come(store, form(event, anna.name, email=anna.email, at_kiosk=True))

    assert answer.attendee_id != anna.attendee_id
    assert listed(store, event, anna.attendee_id).admitted_at_utc is None


# Is it one of these?


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (PersonFields("nowak ANNA"), ["Anna Nowak"]),
        (PersonFields("Anna Nowakk"), ["Anna Nowak"]),
        (PersonFields("Anna Maria Nowak"), ["Anna Nowak"]),
        (PersonFields("Ktoś Inny", email="ANNA@example.org"), ["Anna Nowak"]),
        (PersonFields("Anna"), []),
        (PersonFields("Anna Kowalska"), []),
    ],
)
def test_people_like_the_newcomer_are_shown_before_one_is_added(store, event, anna, typed, found):
    invite(store, event, "Bartek Wójcik")

    assert [one.name for one in who_is_alike(store, event, typed)] == found


def test_a_member_from_another_meeting_is_put_on_tonights_list_and_admitted(store, event, anna):
    tonight, _ = next_meeting(store, event, "tonight")
    (alike,) = who_is_alike(store, tonight, PersonFields("Anna Nowak"))
    assert alike.attendee_id is None
    form_id = uuid4()

    answers = [
        welcome_known(store, tonight, alike.person_id, form_id=form_id, actor="staff:test", now=NOW)
        for _ in range(2)
    ]

    (line,) = list_attendees(store, tonight)
    assert {answer.attendee_id for answer in answers} == {line.attendee_id}
    assert (line.person_id, line.code, line.admitted_at_utc) == (anna.person_id, anna.code, NOW)


def test_nobody_of_another_organiser_is_put_on_the_list(store, event):
    stranger = invite(store, make_event(store, "other"), "Obca Osoba")
    before = everything(store)

    with pytest.raises(UnknownPersonError):
        welcome_known(
            store, event, stranger.person_id, form_id=uuid4(), actor="staff:test", now=NOW
        )

    assert everything(store) == before
    assert who_is_alike(store, event, PersonFields("Obca Osoba")) == []
