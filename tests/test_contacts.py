"""Contact details: chosen by their owner, for the other of a connection, never at a kiosk (P3)."""

import ast
import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW
from live_server import ROOT
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    SECOND,
    WEEK,
    admit,
    answer,
    begin_talk,
    connect,
    counts,
    everything,
    next_meeting,
    refuse,
    view_of,
)

from matching.answers import answer_about_me, my_answer, withdraw_answer
from matching.check_in import identify
from matching.contacts import (
    Contact,
    ContactField,
    Sharing,
    contacts_for,
    fields_of,
    saved_choice,
    share,
    shared_by,
)
from matching.conversations import conversations_of_person, waiting_for
from matching.errors import ConversationClosedError, UnknownConversationError

NAME, EMAIL, PHONE = ContactField.NAME_AND_COMPANY, ContactField.EMAIL, ContactField.PHONE
ANNAS_PHONE = "+48 600 700 800"


@pytest.fixture
def talk(store, event, anna, bartek, celina):
    """Anna and Bartek are connected; Anna has a telephone and a company."""
    with store._cursor() as cursor:
        cursor.execute(
            "UPDATE person SET phone = $1, company = 'Złoty Kłos' WHERE person_id = $2",
            [ANNAS_PHONE, anna.person_id],
        ).fetchall()
    admit(store, event, celina)
    return connect(store, event, anna, bartek)


def give(store, talk, owner, *fields, sharing_id=None, at=timedelta()) -> None:
    sharing = Sharing(sharing_id or uuid4(), talk.conversation_id, owner.attendee_id, fields)
    share(store, sharing, now=NOW + at)


def got(store, talk, reader) -> Contact | None:
    return contacts_for(store, talk.conversation_id, reader_id=reader.attendee_id)


def test_nothing_reaches_the_other_unless_it_was_chosen(store, talk, anna, bartek):
    assert got(store, talk, bartek) is None
    assert shared_by(store, talk.conversation_id, owner_id=anna.attendee_id) is None


@pytest.mark.parametrize(
    ("fields", "contact"),
    [
        ((), None),
        ((NAME,), Contact("Anna Nowak", "Złoty Kłos", "", "")),
        ((EMAIL,), Contact("", "", "anna@example.org", "")),
        ((PHONE,), Contact("", "", "", ANNAS_PHONE)),
        ((EMAIL, PHONE), Contact("", "", "anna@example.org", ANNAS_PHONE)),
        (tuple(ContactField), Contact("Anna Nowak", "Złoty Kłos", "anna@example.org", ANNAS_PHONE)),
    ],
)
def test_exactly_the_chosen_fields_reach_the_other(store, talk, anna, bartek, fields, contact):
    give(store, talk, anna, *fields)

    assert got(store, talk, bartek) == contact
    assert got(store, talk, anna) is None
    assert shared_by(store, talk.conversation_id, owner_id=anna.attendee_id) == fields


def test_a_field_that_nobody_filled_reaches_the_other_as_nothing(store, talk, anna, bartek):
    give(store, talk, bartek, PHONE)

    assert got(store, talk, anna) in (None, Contact("", "", "", ""))
    assert fields_of(store, bartek.attendee_id) == (NAME, EMAIL)
    assert fields_of(store, anna.attendee_id) == (NAME, EMAIL, PHONE)


def test_somebody_else_gets_nothing(store, talk, anna, bartek, celina):
    give(store, talk, anna, *ContactField)
    give(store, talk, bartek, *ContactField)

    assert got(store, talk, celina) is None
    assert contacts_for(store, talk.conversation_id, reader_id=uuid4()) is None
    assert contacts_for(store, uuid4(), reader_id=bartek.attendee_id) is None


@pytest.mark.parametrize("answering", [0, 1])
def test_before_both_answered_nothing_reaches_anybody(store, event, anna, bartek, answering):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)
    for owner in (anna, bartek):
        give(store, talk, owner, *ContactField)
    first, second = [(anna, bartek), (bartek, anna)][answering]

    assert (got(store, talk, anna), got(store, talk, bartek)) == (None, None)
    answer(store, talk, first, ANNA_LEARNED)
    assert (got(store, talk, anna), got(store, talk, bartek)) == (None, None)
    answer(store, talk, second, BARTEK_LEARNED)
    assert got(store, talk, anna).email == "bartek@example.org"
    assert got(store, talk, bartek).email == "anna@example.org"


@pytest.mark.parametrize("place", [0, 1])
def test_after_a_withdrawal_nothing_reaches_anybody(store, talk, anna, bartek, place):
    for owner in (anna, bartek):
        give(store, talk, owner, *ContactField)
    author = (anna, bartek)[place]

    withdraw_answer(store, talk.conversation_id, author_id=author.attendee_id, now=NOW)

    assert (got(store, talk, anna), got(store, talk, bartek)) == (None, None)
    assert shared_by(store, talk.conversation_id, owner_id=author.attendee_id) is None
    # Who withdrew shares nothing again until they choose to.
    answer(store, talk, author, "Zupełnie co innego niż przedtem")
    assert got(store, talk, (bartek, anna)[place]) is None


def test_the_latest_choice_counts_and_can_be_nothing(store, talk, anna, bartek):
    give(store, talk, anna, EMAIL, PHONE)
    give(store, talk, anna, EMAIL, at=SECOND)
    assert got(store, talk, bartek) == Contact("", "", "anna@example.org", "")

    give(store, talk, anna, at=2 * SECOND)

    assert got(store, talk, bartek) is None


def test_a_late_repeat_of_an_earlier_choice_shares_nothing_again(store, talk, anna, bartek):
    late = uuid4()
    give(store, talk, anna, EMAIL, sharing_id=late)
    give(store, talk, anna, at=SECOND)
    before = everything(store)

    give(store, talk, anna, EMAIL, sharing_id=late, at=2 * SECOND)

    assert everything(store) == before
    assert got(store, talk, bartek) is None


def test_a_late_repeat_shares_nothing_again_after_a_withdrawal(store, talk, anna, bartek):
    late = uuid4()
    give(store, talk, anna, EMAIL, sharing_id=late)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    # It may be refused or left unheard.
    with contextlib.suppress(ConversationClosedError):
        give(store, talk, anna, EMAIL, sharing_id=late, at=SECOND)

    assert counts(store)["sharing"] == 0
    answer(store, talk, anna, "Zupełnie co innego niż przedtem")
    assert got(store, talk, bartek) is None


def test_only_the_two_of_a_talk_choose_and_only_while_it_stands(store, event, anna, celina, talk):
    refuse(store, UnknownConversationError, lambda: give(store, talk, celina, EMAIL))
    half = begin_talk(store, event, anna, celina)
    refuse(store, ConversationClosedError, lambda: give(store, half, anna, EMAIL, at=WEEK))


def test_nothing_is_ticked_beforehand_but_ones_own_last_choice(
    store, event, talk, anna, bartek, celina
):
    assert saved_choice(store, anna.person_id) == ()

    give(store, talk, anna, EMAIL)
    give(store, begin_talk(store, event, anna, celina), anna, NAME, at=SECOND)

    assert saved_choice(store, anna.person_id) == (NAME,)
    assert saved_choice(store, bartek.person_id) == ()


def test_the_saved_choice_is_remembered_at_the_next_event_and_shares_nothing_by_itself(
    store, event, talk, anna, bartek
):
    give(store, talk, anna, EMAIL)
    meeting, people = next_meeting(store, event, "next", anna, bartek)
    next_talk = connect(store, meeting, *people)

    assert saved_choice(store, people[0].person_id) == (EMAIL,)
    assert got(store, next_talk, people[1]) is None


def test_details_changed_afterwards_reach_the_other_as_they_are_now(store, talk, anna, bartek):
    give(store, talk, anna, EMAIL)
    with store._cursor() as cursor:
        cursor.execute(
            "UPDATE person SET email = 'a.nowak@example.org' WHERE person_id = $1",
            [anna.person_id],
        ).fetchall()

    assert got(store, talk, bartek).email == "a.nowak@example.org"


def test_nothing_that_a_kiosk_reads_holds_a_contact(store, event, talk, anna, bartek):
    for owner in (anna, bartek):
        give(store, talk, owner, *ContactField)

    told = repr(
        [
            [
                identify(store, event, person.code),
                view_of(store, talk, person),
                waiting_for(store, person.attendee_id, now=NOW),
                conversations_of_person(store, person.person_id, now=NOW),
                my_answer(store, talk.conversation_id, author_id=person.attendee_id),
                answer_about_me(store, talk.conversation_id, reader_id=person.attendee_id),
                saved_choice(store, person.person_id),
                shared_by(store, talk.conversation_id, owner_id=person.attendee_id),
                fields_of(store, person.attendee_id),
            ]
            for person in (anna, bartek)
        ]
    )

    for secret in (ANNAS_PHONE, "anna@example.org", "bartek@example.org"):
        assert secret not in told


def test_no_screen_of_a_kiosk_can_ask_for_contacts_or_old_sentences():
    """A badge identifies, it does not log in (P13)."""
    for file in (ROOT / "kiosk" / "screens").rglob("*.py"):
        names = {
            alias.name
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("matching")
            for alias in node.names
        }
        assert not names & {"contacts_for", "my_answer"}, file
