"""What somebody can do on their own page, each form once or twice."""

from datetime import date, timedelta

import pytest
from cast import NOW, invite, rows
from kiosk_acts import promise_something
from own_pages import (
    ACTS,
    at,
    forms_of,
    links_of,
    see_all,
    share_all,
)
from phones import screen
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connections,
    counts,
    everything,
)

from kiosk.server import Server
from matching.answers import answer_about_me, confirm, my_answer
from matching.consents import has_agreed
from matching.contacts import ContactField, shared_by
from matching.follow_ups import PromiseKind, promise_of
from matching.model import ConsentKind
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


# What can be done


def test_looking_changes_nothing(store, connected, anna, page_of):
    before = everything(store)

    see_all(page_of(anna), connected)
    for act in ACTS:
        page_of(anna).look(f"{at(connected)}/{act}")

    assert everything(store) == before


def test_confirming_from_the_page(store, connected, anna, page_of):
    sent = page_of(anna).fill(at(connected), "confirm")

    assert sent.status_code == 303
    about_me = answer_about_me(store, connected.conversation_id, reader_id=anna.attendee_id)
    assert about_me.is_confirmed
    assert "confirm" not in forms_of(page_of(anna).look(at(connected)))


def test_adding_to_what_was_written_about_me(store, connected, anna, page_of):
    page_of(anna).fill(at(connected), "correct", words="A od roku także online")

    about_me = answer_about_me(store, connected.conversation_id, reader_id=anna.attendee_id)
    assert (about_me.words, about_me.correction) == (BARTEK_LEARNED, "A od roku także online")


def test_words_that_nobody_has_read_are_replaced(store, talk, anna, page_of):
    answer(store, talk, anna, ANNA_LEARNED)

    page_of(anna).fill(at(talk), "revise", words="Wozi owoce nocą, żeby były świeże")

    mine = my_answer(store, talk.conversation_id, author_id=anna.attendee_id)
    assert mine.words == "Wozi owoce nocą, żeby były świeże"
    assert mine.words_before == ()


def test_words_that_were_read_stay_beside_the_new_ones(store, connected, anna, bartek, page_of):
    mine = my_answer(store, connected.conversation_id, author_id=anna.attendee_id)
    confirm(store, mine.answer_id, by_id=bartek.attendee_id, now=NOW)

    page_of(anna).fill(at(connected), "revise", words="Wozi owoce nocą, żeby były świeże")

    mine = my_answer(store, connected.conversation_id, author_id=anna.attendee_id)
    assert mine.words_before == (ANNA_LEARNED,)
    assert not mine.is_confirmed


def test_words_saved_without_a_change_are_no_revision(store, connected, anna, page_of):
    before = everything(store)

    assert page_of(anna).fill(at(connected), "revise").status_code == 303
    assert everything(store) == before


def test_words_that_cannot_be_kept_come_back_with_the_reason(store, connected, anna, page_of):
    page, before = page_of(anna), everything(store)
    for act, words in (("revise", "asdfasdf"), ("correct", "!!!"), ("revise", "ż" * 501)):
        shown = page.fill(at(connected), act, words=words)

        assert shown.status_code == 422
        assert 'role="alert"' in shown.text
        assert forms_of(shown)[act][0]["words"] == [words]
    assert everything(store) == before


def test_words_that_say_little_are_asked_for_once_more_and_then_kept(
    store, connected, anna, page_of
):
    page = page_of(anna)

    asked = page.fill(at(connected), "revise", words="bardzo miła osoba")
    again = page.send(at(connected) + "/revise", forms_of(asked)["revise"][0])

    assert (asked.status_code, again.status_code) == (422, 303)
    mine = my_answer(store, connected.conversation_id, author_id=anna.attendee_id)
    assert mine.words == "bardzo miła osoba"


def test_withdrawing_is_asked_once_more_and_says_what_it_undoes(store, connected, anna, page_of):
    page = page_of(anna)
    assert f"{page.path}{at(connected)}/withdraw" in links_of(page.look(at(connected)))

    question = page.look(at(connected) + "/withdraw")

    assert screen(question) == "personal-withdraw"
    assert "nie będzie już połączeniem" in question.text
    assert connections(store) != []
    page.send(at(connected) + "/withdraw", {})
    assert connections(store) == []
    assert my_answer(store, connected.conversation_id, author_id=anna.attendee_id) is None


def test_a_promise_is_made_changed_and_taken_back(store, connected, anna, page_of):
    page = page_of(anna)
    for kind, days in (("coffee", 3), ("ask", 5)):
        day = (NOW + timedelta(days=days)).date()
        page.fill(at(connected), "promise", kind=kind, due_on=day.isoformat())
        kept = promise_of(store, connected.conversation_id, author_id=anna.attendee_id)
        assert (kept.kind, kept.due_on) == (kind, day)

    assert "Do kalendarza: 28 lis 2026" in page.look(at(connected)).text
    assert "SEQUENCE:1\r\n" in page.look(at(connected) + "/promise.ics").text
    page.fill(at(connected), "promise", kind="none")
    assert promise_of(store, connected.conversation_id, author_id=anna.attendee_id) is None
    assert page.look(at(connected) + "/promise.ics").status_code == 404


def test_a_day_alone_promises_to_talk_again(store, connected, anna, page_of):
    page_of(anna).fill(at(connected), "promise", due_on="2026-11-27")

    kept = promise_of(store, connected.conversation_id, author_id=anna.attendee_id)
    assert (kept.kind, kept.due_on) == (PromiseKind.TALK, date(2026, 11, 27))


def test_only_my_own_standing_promise_is_ticked(store, connected, anna, page_of):
    page, before = page_of(anna), everything(store)
    assert "kind" not in forms_of(page.look(at(connected)))["promise"][0]
    assert page.fill(at(connected), "promise").status_code == 303
    assert everything(store) == before

    promise_something(store, connected, anna)

    [form] = forms_of(page.look(at(connected)))["promise"]
    assert (form["kind"], form["due_on"]) == (["coffee"], ["2026-11-24"])


def test_nothing_sent_again_does_not_drop_a_newer_promise(store, connected, anna, page_of):
    page = page_of(anna)
    promise_something(store, connected, anna)
    [form] = forms_of(page.look(at(connected)))["promise"]
    page.send(at(connected) + "/promise", form | {"kind": ["none"]})
    page.fill(at(connected), "promise", kind="ask", due_on="")
    before = everything(store)

    page.send(at(connected) + "/promise", form | {"kind": ["none"]})

    assert everything(store) == before
    kept = promise_of(store, connected.conversation_id, author_id=anna.attendee_id)
    assert kept.kind is PromiseKind.ASK


def test_a_promise_sent_again_on_another_day_is_still_one(store, connected, anna, page_of, clock):
    page = page_of(anna)
    [form] = forms_of(page.look(at(connected)))["promise"]
    form |= {"kind": ["ask"], "due_on": ["2026-11-23"]}
    page.send(at(connected) + "/promise", form)
    before = everything(store)

    clock.now += timedelta(days=1)

    assert page.send(at(connected) + "/promise", form).status_code == 303
    assert everything(store) == before


@pytest.mark.parametrize("day", ["2026-11-22", "2026-13-01", "jutro", "9999-01-01"])
def test_a_day_that_cannot_be_is_told(store, connected, anna, page_of, day):
    shown = page_of(anna).fill(at(connected), "promise", kind="ask", due_on=day)

    assert shown.status_code == 422
    assert "Tej daty nie da się wybrać. Przykład: 2026-11-23" in shown.text
    assert promise_of(store, connected.conversation_id, author_id=anna.attendee_id) is None


def test_what_i_share_is_ticked_only_by_me(store, connected, anna, page_of):
    page, talk_id = page_of(anna), connected.conversation_id
    assert "field" not in forms_of(page.look(at(connected)))["share"][0]
    assert "Teraz przekazane: nic" in page.look(at(connected)).text

    page.fill(at(connected), "share", field=["email", "phone", "password"])

    assert shared_by(store, talk_id, owner_id=anna.attendee_id) == (ContactField.EMAIL,)
    assert "Teraz przekazane: E-mail" in page.look(at(connected)).text
    page.fill(at(connected), "share", field=[])
    assert shared_by(store, talk_id, owner_id=anna.attendee_id) == ()


def test_only_my_own_earlier_choice_is_ticked_beforehand(store, event, connected, anna, page_of):
    third = invite(store, event, "Celina Nowa")
    admit(store, event, third)
    share_all(store, connected, anna, ContactField.EMAIL)
    next_talk = begin_talk(store, event, anna, third)
    answer(store, next_talk, anna, "Szyje żagle z odzysku")

    form = forms_of(page_of(anna).look(at(next_talk)))["share"][0]

    assert form["field"] == ["email"]
    assert shared_by(store, next_talk.conversation_id, owner_id=anna.attendee_id) is None


def test_a_consent_changes_with_one_tap(store, anna, page_of, clock):
    page, person = page_of(anna), anna.person_id
    for kind in ConsentKind:
        for reply in ("yes", "no"):
            clock.now += timedelta(minutes=1)
            forms = forms_of(page.look())["consent"]
            form = next(one for one in forms if one["kind"] == [kind])
            sent = page.send("/consent", form | {"answer": reply})

            assert sent.headers["location"] == f"{page.path}#consents"
            assert has_agreed(store, person, kind) == (reply == "yes")


def test_with_entry_only_no_other_consent_is_asked(store, anna, page_of):
    page = page_of(anna)
    form = forms_of(page.look())["consent"][2]

    page.send("/consent", form | {"answer": "yes"})

    [left] = forms_of(page.look())["consent"]
    assert left["kind"] == ["entry_only"]


@pytest.mark.parametrize("act", ACTS)
def test_a_form_sent_twice_is_one_fact(store, connected, anna, page_of, act):
    page = page_of(anna)
    fields = {
        "confirm": {},
        "correct": {"words": "A od roku także online"},
        "revise": {"words": "Wozi owoce nocą, żeby były świeże"},
        "withdraw": {},
        "promise": {"kind": "coffee", "due_on": "2026-11-27"},
        "share": {"field": ["email"]},
        "release": {"told": "yes"},
        "introduce": {},
    }[act]
    forms = forms_of(page.look(at(connected)))
    form = forms[act][0] | fields if act in forms else {}

    page.send(f"{at(connected)}/{act}", form)
    once = everything(store)
    again = page.send(f"{at(connected)}/{act}", form)

    assert everything(store) == once
    assert again.status_code in {303, 422}


def test_a_consent_sent_twice_is_one_fact(store, anna, page_of):
    page = page_of(anna)
    form = forms_of(page.look())["consent"][0] | {"answer": "yes"}

    page.send("/consent", form)
    page.send("/consent", form)

    assert rows(store, "SELECT kind, is_given, source FROM consent") == [("suggest", True, "page")]


def test_going_back_to_a_form_and_changing_it_is_another_fact(
    store, connected, anna, page_of, clock
):
    page = page_of(anna)
    [form] = forms_of(page.look(at(connected)))["correct"]

    for words in ("A od roku także online", "A od dwóch lat także online"):
        clock.now += timedelta(minutes=1)
        page.send(at(connected) + "/correct", form | {"words": words})

    about_me = answer_about_me(store, connected.conversation_id, reader_id=anna.attendee_id)
    assert about_me.correction == "A od dwóch lat także online"
    assert counts(store)["correction"] == 2
