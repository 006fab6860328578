"""What somebody's own page never tells or does: sealed, of others, hostile."""

import logging
from uuid import uuid4

import pytest
from cast import NOW, invite
from own_pages import (
    ACTS,
    at,
    forms_of,
    see_all,
    share_all,
)
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connections,
    everything,
)

from kiosk.phone.forms import LARGEST_FORM
from kiosk.routes import visitors
from kiosk.server import Server
from matching.answers import Correction, correct, my_answer
from matching.contacts import ContactField, contacts_for
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


# P3, P4 and P6, by every byte


def test_nothing_written_about_me_reaches_me_before_i_have_answered(
    store, talk, anna, bartek, page_of
):
    answer(store, talk, bartek, BARTEK_LEARNED)
    page = page_of(anna)

    see_all(page, talk)
    for act in ACTS:
        page.send(f"{at(talk)}/{act}", {"shown": str(uuid4()), "words": "Zna się na sadach"})

    assert BARTEK_LEARNED.encode() not in page.heard
    assert b"ksi\xc4\x99gowo" not in page.heard
    answer(store, talk, anna, ANNA_LEARNED)
    assert BARTEK_LEARNED in page.look().text
    assert BARTEK_LEARNED in page.look(at(talk)).text


def test_withdrawing_covers_what_was_written_about_me_again(
    store, connected, anna, bartek, page_of
):
    share_all(store, connected, bartek, *ContactField)
    theirs = my_answer(store, connected.conversation_id, author_id=bartek.attendee_id)
    correct(store, Correction(uuid4(), theirs.answer_id, anna.attendee_id, "Od roku"), now=NOW)

    page_of(anna).send(at(connected) + "/withdraw", {})

    anna_later, bartek_later = page_of(anna), page_of(bartek)
    see_all(anna_later, connected)
    see_all(bartek_later, connected)
    assert connections(store) == []
    assert BARTEK_LEARNED.encode() not in anna_later.heard
    assert b"bartek@example.org" not in anna_later.heard
    assert ANNA_LEARNED.encode() not in anna_later.heard + bartek_later.heard
    assert b"Od roku" not in bartek_later.heard


def test_no_contact_reaches_me_before_both_have_answered(store, talk, anna, bartek, page_of):
    answer(store, talk, bartek, BARTEK_LEARNED)
    share_all(store, talk, bartek, *ContactField)
    page = page_of(anna)

    see_all(page, talk)

    assert b"bartek@example.org" not in page.heard
    assert page.look(at(talk) + "/contact.vcf").status_code == 404


@pytest.mark.parametrize("chosen", [(), (ContactField.NAME_AND_COMPANY,), (ContactField.EMAIL,)])
def test_only_the_chosen_fields_reach_the_other(store, event, anna, page_of, chosen):
    other = invite(store, event, "Ewa Lis", email="ewa@example.org", company="Lisia Nora")
    admit(store, event, anna, other)
    talk = begin_talk(store, event, anna, other)
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, other, BARTEK_LEARNED)
    share_all(store, talk, other, *chosen)
    page = page_of(anna)

    see_all(page, talk)

    assert (b"ewa@example.org" in page.heard) == (ContactField.EMAIL in chosen)
    assert (b"Lisia Nora" in page.heard) == (ContactField.NAME_AND_COMPANY in chosen)
    assert page.look(at(talk) + "/contact.vcf").status_code == (200 if chosen else 404)


# Other people's conversations


@pytest.mark.parametrize("act", ACTS)
def test_my_link_does_nothing_in_a_conversation_of_others(
    store, event, connected, anna, bartek, page_of, act
):
    stranger = invite(store, event, "Celina Obca")
    form = forms_of(page_of(anna).look(at(connected))).get(act, [{}])[0]
    fields = {"kind": "coffee", "field": ["email"], "words": "Zmienione przez kogoś obcego"}
    before, page = everything(store), page_of(stranger)

    sent = page.send(f"{at(connected)}/{act}", fields | form)
    see_all(page, connected)

    assert sent.status_code == 404
    assert everything(store) == before
    for words in (ANNA_LEARNED, BARTEK_LEARNED, "Anna", "Bartek"):
        assert words.encode() not in page.heard


def test_a_sentence_of_another_conversation_cannot_be_reached_through_mine(
    store, event, connected, anna, bartek, page_of
):
    third = invite(store, event, "Celina Nowa")
    admit(store, event, third)
    foreign = begin_talk(store, event, bartek, third)
    answer(store, foreign, bartek, "Szyje żagle z odzysku")
    answer(store, foreign, third, "Hoduje pszczoły na dachu")
    page, before = page_of(anna), everything(store)
    for author in (anna, bartek, third):
        talk = connected if author is anna else foreign
        sentence = my_answer(store, talk.conversation_id, author_id=author.attendee_id)
        for act in ("confirm", "correct"):
            form = {"answer": str(sentence.answer_id), "shown": str(uuid4()), "words": "Nieprawda"}
            assert page.send(f"{at(connected)}/{act}", form).status_code == 422

    assert everything(store) == before


def test_i_can_report_only_what_my_own_badge_did(store, connected, bartek, page_of):
    before = everything(store)
    annas = my_answer(store, connected.conversation_id, author_id=connected.me.attendee_id)
    for act in (annas.answer_id, connected.conversation_id, uuid4(), "x"):
        assert page_of(bartek).send("/badge", {"act": str(act)}).status_code == 303

    assert everything(store) == before


# Hostile and broken requests


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"shown": "x", "words": "\0\0", "answer": "x", "kind": "bribe", "field": "salary"},
        {f"f{number}": "1" for number in range(500)},
    ],
    ids=["empty", "odd", "many"],
)
def test_a_form_that_no_page_of_ours_made_keeps_nothing(store, connected, anna, page_of, form):
    page, before = page_of(anna), everything(store)
    for act in [one for one in ACTS if one != "withdraw"]:
        assert page.send(f"{at(connected)}/{act}", form).status_code in {303, 404, 422}
    assert page.send("/consent", form).status_code in {303, 404}
    assert page.send("/badge", form).status_code in {303, 404}

    changed = {table for table, found in everything(store).items() if found != before[table]}
    assert changed <= {"sharing"}  # an empty choice is a choice
    assert contacts_for(store, connected.conversation_id, reader_id=anna.attendee_id) is None


def test_bytes_that_are_no_text_are_no_words(store, connected, anna, page_of, open_browser):
    page, before = page_of(anna), everything(store)
    for body in (b"%ED%A0%80", b"%FF%FE", b"%00%01"):
        sent = open_browser().post(
            page.path + at(connected) + "/revise",
            content=b"shown=" + str(uuid4()).encode() + b"&words=" + body,
        )
        assert sent.status_code == 422

    assert everything(store) == before


def test_a_form_that_is_too_large_is_refused(connected, anna, page_of):
    sent = page_of(anna).send(at(connected) + "/revise", {"words": "x" * LARGEST_FORM})

    assert sent.status_code == 413


def test_an_unknown_act_or_address_is_nothing(connected, anna, page_of):
    page = page_of(anna)

    assert page.send(at(connected) + "/erase", {}).status_code == 404
    assert page.look("/talk/x").status_code == 404
    assert page.look(f"/talk/{uuid4()}").status_code == 404


def test_a_failure_of_ours_is_told_calmly_and_logged_without_words(
    connected, anna, page_of, monkeypatch, caplog
):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(ANNA_LEARNED)

    monkeypatch.setattr(visitors, "list_events", fail)
    with caplog.at_level(logging.ERROR):
        shown = page_of(anna).look()

    assert shown.status_code == 500
    assert ANNA_LEARNED not in shown.text + caplog.text
