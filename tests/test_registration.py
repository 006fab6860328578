"""Registering for an event: exactly as many as there are places, and nothing told of others."""

import threading
from dataclasses import replace
from datetime import UTC, timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, make_event, rows
from talks import everything

from matching.chips import load_chips
from matching.consents import TEXT_VERSION, Decision, decide, has_agreed, was_asked
from matching.errors import (
    RegistrationClosedError,
    RegistrationFieldError,
    RegistrationFullError,
)
from matching.event_plan import EventPlan, set_plan
from matching.events import set_event
from matching.guest_lists.importing import ImportOptions, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.model import ConsentKind, Event
from matching.people import list_attendees
from matching.privacy import erase_person, suppressed_among
from matching.registration import (
    Places,
    Registration,
    Standing,
    list_cancelled_again,
    places_of,
    register,
    standing_of,
)
from matching.registration_fields import MOST_CHIPS, Typed, problems_of, told_by
from matching.store import Store
from matching.terms import terms_in

KEY = b"k" * 32
CHIPS = list(load_chips())
ANNA = Typed(name="Anna Nowak", email="anna@example.org", company="Sad Nowak")
YES = {ConsentKind.SUGGEST: True, ConsentKind.MAIL: True}


def open_registration(store: Store, event: Event, **plan: object) -> None:
    given = {"registration_is_open": True, **plan}
    set_plan(store, event, EventPlan(**given), actor="cli", now=NOW)


def send(
    store: Store, event: Event, typed: Typed = ANNA, *, form_id=None, decided=None, at=timedelta()
) -> None:
    form = Registration(form_id or uuid4(), event, typed, decided or {})
    register(store, form, key=KEY, now=NOW + at)


def names(store: Store, event: Event) -> list[str]:
    return [person.name for person in list_attendees(store, event)]


# Who gets in


def test_whoever_registers_is_on_the_list_with_a_badge(store, event):
    open_registration(store, event)

    send(store, event)

    [anna] = list_attendees(store, event)
    assert (anna.name, anna.email, anna.company) == ("Anna Nowak", "anna@example.org", "Sad Nowak")
    assert (anna.role, anna.status, anna.language) == ("visitor", "expected", "pl")
    assert anna.code is not None


def test_an_event_that_nobody_opened_takes_no_registrations(store, event):
    before = everything(store)

    with pytest.raises(RegistrationClosedError):
        send(store, event)

    assert standing_of(store, event, now=NOW) is Standing.CLOSED
    assert everything(store) == before


def test_after_the_closing_time_nobody_gets_in(store, event):
    open_registration(store, event, registration_closes_at_utc=NOW + timedelta(hours=1))
    send(store, event, at=timedelta(minutes=59))

    with pytest.raises(RegistrationClosedError):
        send(store, event, replace(ANNA, name="Bartek"), at=timedelta(hours=1))

    assert names(store, event) == ["Anna Nowak"]


def test_an_event_that_is_over_is_closed_whatever_the_switch_says(store, event):
    open_registration(store, event)
    over = set_event(store, event, closed_at=NOW - timedelta(minutes=1))

    assert standing_of(store, over, now=NOW) is Standing.CLOSED


def test_the_guest_list_takes_places_too_and_a_cancelled_guest_gives_one_back(store, event):
    open_registration(store, event, capacity=2)
    invite(store, event, "Celina O'Connor")
    invite(store, event, "Dorota Zero", status="cancelled")
    send(store, event)

    with pytest.raises(RegistrationFullError):
        send(store, event, replace(ANNA, name="Bartek"))

    assert standing_of(store, event, now=NOW) is Standing.FULL
    assert places_of(store, event) == Places(taken=2, registered=1, capacity=2)


def test_of_many_who_race_for_the_last_places_exactly_so_many_get_in(tmp_path):
    with Store.open(tmp_path / "race.duckdb") as store:
        event = make_event(store)
        open_registration(store, event, capacity=7)
        refused, ready = [], threading.Barrier(24)

        def race(number: int) -> None:
            ready.wait()
            try:
                send(store, event, Typed(name=f"Gość {number}", email=f"g{number}@example.org"))
            except RegistrationFullError as refusal:
                refused.append(refusal)

        threads = [threading.Thread(target=race, args=(number,)) for number in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(list_attendees(store, event)) == 7
        assert len(refused) == 17
        assert rows(store, "SELECT count(*) FROM person") == [(7,)]


# Sent twice, and known before


def test_a_form_sent_twice_is_one_registration_even_at_the_same_moment(tmp_path):
    with Store.open(tmp_path / "race.duckdb") as store:
        event, form_id = make_event(store), uuid4()
        open_registration(store, event, capacity=1)
        threads = [
            threading.Thread(target=send, args=(store, event), kwargs={"form_id": form_id})
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert names(store, event) == ["Anna Nowak"]


def test_a_form_sent_again_when_it_is_full_is_still_thanked_for(store, event):
    form_id = uuid4()
    open_registration(store, event, capacity=1)
    send(store, event, form_id=form_id, decided=YES)
    before = everything(store)

    send(store, event, form_id=form_id, decided=YES)

    assert everything(store) == before


def test_two_people_on_one_form_are_two(store, event):
    """Somebody goes back in the browser and registers a colleague with the same address."""
    form_id = uuid4()
    open_registration(store, event)

    send(store, event, form_id=form_id)
    send(store, event, replace(ANNA, name="Bartek Wójcik"), form_id=form_id)

    assert names(store, event) == ["Anna Nowak", "Bartek Wójcik"]


def test_the_same_name_and_address_again_changes_nothing(store, event):
    open_registration(store, event)
    send(store, event, decided={ConsentKind.SUGGEST: False})
    before = everything(store)

    again = replace(ANNA, name="  NOWAK Anna ", email="Anna@Example.org", company="Kradzież")
    send(store, event, again, decided=YES)

    assert everything(store) == before


def test_a_full_event_tells_the_known_what_it_tells_strangers(store, event):
    open_registration(store, event, capacity=1)
    send(store, event)

    for typed in (ANNA, replace(ANNA, name="Bartek")):
        with pytest.raises(RegistrationFullError):
            send(store, event, typed)


def test_somebody_of_the_series_comes_to_the_next_event_as_they_are_known(store, event):
    open_registration(store, event)
    anna = invite(store, event, "Anna Nowak", email="anna@example.org", company="Sad")
    with store._cursor() as cursor:
        cursor.execute("UPDATE attendee SET role = 'member'").fetchall()
        cursor.execute("UPDATE attendee SET event_id = $1", [uuid4()]).fetchall()

    send(store, event, replace(ANNA, company="Inna firma", phone="+48 601 234 567"))

    [found] = list_attendees(store, event)
    assert found.person_id == anna.person_id
    assert (found.company, found.role, found.code) == ("Sad", "member", anna.code)


def test_a_stranger_with_a_name_and_an_address_opens_nothing_in_their_name(store, event):
    """A form proves nothing: it may close what somebody opened, never the other way round."""
    open_registration(store, event)
    anna = invite(store, event, "Anna Nowak", email="anna@example.org")
    for kind, is_given in ((ConsentKind.SUGGEST, False), (ConsentKind.MAIL, True)):
        decision = Decision(uuid4(), anna.person_id, kind, is_given, "pl")
        decide(store, decision, source="page", now=NOW - timedelta(days=1))
    with store._cursor() as cursor:
        cursor.execute("UPDATE attendee SET event_id = $1", [uuid4()]).fetchall()

    send(store, event, decided={ConsentKind.SUGGEST: True, ConsentKind.MAIL: False})

    assert not has_agreed(store, anna.person_id, ConsentKind.SUGGEST)
    assert not has_agreed(store, anna.person_id, ConsentKind.MAIL)


def test_whose_place_is_cancelled_stays_so_and_the_organiser_is_told(store, event):
    open_registration(store, event)
    anna = invite(store, event, "Anna Nowak", email="anna@example.org", status="cancelled")

    send(store, event)
    send(store, event, at=timedelta(minutes=1))

    [again] = list_cancelled_again(store, event)
    assert (again.attendee_id, again.name) == (anna.attendee_id, "Anna Nowak")
    assert again.noted_at_utc == (NOW + timedelta(minutes=1)).astimezone(UTC)
    assert [person.status for person in list_attendees(store, event)] == ["cancelled"]


def test_a_blocked_person_stays_blocked(store, event):
    open_registration(store, event)
    invite(store, event, "Anna Nowak", email="anna@example.org", blocked=True)
    with store._cursor() as cursor:
        cursor.execute("UPDATE attendee SET event_id = $1", [uuid4()]).fetchall()

    send(store, event)

    assert [person.is_blocked for person in list_attendees(store, event)] == [True]


def test_whoever_was_erased_may_come_back_but_nothing_else_comes_with_them(store, event):
    open_registration(store, event)
    anna = invite(store, event, "Anna Nowak", email="anna@example.org")
    erase_person(store, anna.person_id, actor="self", key=KEY, now=NOW)

    send(store, event, decided=YES)

    [again] = list_attendees(store, event)
    assert not was_asked(store, again.person_id, ConsentKind.MAIL)
    assert not has_agreed(store, again.person_id, ConsentKind.SUGGEST)
    assert suppressed_among(store, [("Anna Nowak", "anna@example.org")], key=KEY)


def test_people_of_another_series_are_other_people(store, event):
    other = make_event(store, "other")
    anna = invite(store, other, "Anna Nowak", email="anna@example.org")
    open_registration(store, event)

    send(store, event)

    [found] = list_attendees(store, event)
    assert found.person_id != anna.person_id


# What is kept


def test_each_answered_question_is_kept_with_version_language_time_and_source(store, event):
    open_registration(store, event)

    send(
        store,
        event,
        replace(ANNA, language="en"),
        decided={ConsentKind.SUGGEST: True, ConsentKind.MAIL: False},
    )

    sql = "SELECT kind, is_given, text_version, language, source FROM consent ORDER BY kind"
    assert rows(store, sql) == [
        ("mail", False, TEXT_VERSION, "en", "registration"),
        ("suggest", True, TEXT_VERSION, "en", "registration"),
    ]
    times = rows(store, "SELECT DISTINCT decided_at_utc FROM consent")
    assert times == [(NOW.replace(tzinfo=None),)]


def test_an_unanswered_question_is_not_asked_and_so_a_no(store, event):
    open_registration(store, event)

    send(store, event)

    [anna] = list_attendees(store, event)
    assert not was_asked(store, anna.person_id, ConsentKind.SUGGEST)


def test_entry_only_outweighs_a_yes(store, event):
    open_registration(store, event)

    send(store, event, decided={**YES, ConsentKind.ENTRY_ONLY: True})

    assert rows(store, "SELECT kind, is_given FROM consent") == [("entry_only", True)]


def test_chips_and_words_become_entries_that_matching_reads(store, event):
    open_registration(store, event)
    typed = replace(
        ANNA,
        language="en",
        offer_chips=("accounting", "no-such-chip", "tax", "tax"),
        offers="Apples; \n pears\x00",
        need_chips=("law",),
    )

    send(store, event, typed)

    [(offers, needs)] = rows(store, "SELECT offers, needs FROM person")
    assert offers == "Accounting; Tax advice; Apples; pears"
    assert needs == "Law"
    assert {"chip:accounting", "chip:tax"} <= terms_in(offers, "en")


def test_an_import_does_not_write_over_what_the_person_typed(store, event):
    open_registration(store, event)
    send(store, event)
    csv = "Name,Email,Company,Phone\nAnna Nowak,anna@example.org,Stara firma,601234567\n"

    report = import_guest_list(
        store,
        GuestListFile("list.csv", csv.encode()),
        event=event,
        options=ImportOptions(),
        now=NOW,
    )

    assert report.imported == 0
    assert rows(store, "SELECT company, phone FROM person") == [("Sad Nowak", "601234567")]


def test_the_log_knows_the_act_and_no_name(store, event):
    open_registration(store, event)

    send(store, event)

    [anna] = list_attendees(store, event)
    sql = "SELECT actor, act, subject_id, detail FROM audit WHERE act = 'registered'"
    assert rows(store, sql) == [("self", "registered", anna.attendee_id, "")]


# What cannot be kept


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", "", "missing"),
        ("name", " \t ", "missing"),
        ("name", "123", "missing"),
        ("name", "x" * 121, "too_long"),
        ("name", "Win money http://example.org", "wrong"),
        ("name", "anna@example.org", "wrong"),
        ("email", "", "missing"),
        ("email", "anna", "wrong"),
        ("email", "anna@", "wrong"),
        ("email", "anna@example.org\r\nBcc: x@example.org", "wrong"),
        ("email", "Anna <anna@example.org>", "wrong"),
        ("email", "zażółć@example.org", "wrong"),
        ("email", "a" * 250 + "@example.org", "too_long"),
        ("phone", "brak", "wrong"),
        ("phone", "1" * 41, "too_long"),
        ("company", "x" * 121, "too_long"),
        ("job_title", "x" * 121, "too_long"),
        ("language", "de", "missing"),
        ("offers", "x" * 401, "too_long"),
        ("needs", "x" * 401, "too_long"),
        ("offer_chips", tuple(CHIPS[: MOST_CHIPS + 1]), "too_many"),
        ("need_chips", tuple(CHIPS[: MOST_CHIPS + 1]), "too_many"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field_and_nothing_is_kept(
    store, event, field, value, problem
):
    open_registration(store, event)
    before = everything(store)
    typed = replace(ANNA, **{field: value})

    with pytest.raises(RegistrationFieldError) as told:
        send(store, event, typed)

    shown = {"offer_chips": "offers", "need_chips": "needs"}.get(field, field)
    assert (told.value.field, told.value.problem) == (shown, problem)
    assert everything(store) == before


@pytest.mark.parametrize(
    "typed",
    [
        Typed(name="Łucja", email="o'connor+tag@example.org"),
        Typed(name="Małgorzata Wiśniewska-Brzęczyszczykiewicz", email=" anna@example.org "),
        Typed(name="李小龍", email="li@example.org", phone="+48 22 123-45-67 wew. 3"),
        Typed(name="D'Arcy  O’Neill", email="a@xn--w-uga1v8h.pl", offers="x" * 400),
        Typed(name="Null", email="anna@example.org", need_chips=tuple(CHIPS[:MOST_CHIPS])),
    ],
)
def test_unusual_people_are_welcome(typed):
    assert problems_of(typed) == []
    assert told_by(typed).name == " ".join(typed.name.split())


def test_all_problems_are_told_at_once():
    typed = Typed(name="", email="x", phone="brak", language="")

    assert [problem.field for problem in problems_of(typed)] == [
        "name",
        "email",
        "phone",
        "language",
    ]
