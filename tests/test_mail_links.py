"""Links of a mail: each opens one question, a form on it answers, and looking changes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows
from do_pages import (
    PROMISE_ACTS,
    TALK_ACTS,
    TOMORROW,
    do,
    form_on,
    press,
    promised,
)
from evening import Evening
from kiosk_acts import promise_something
from own_pages import links_of
from phones import screen
from talks import ANNA_LEARNED, BARTEK_LEARNED, WEEK, answer, connections, everything

from kiosk import paces
from kiosk.mail.addresses import MailAct
from kiosk.paces import Pace
from kiosk.senders import Kind
from kiosk.server import Server
from matching.answers import answer_about_me, withdraw_answer
from matching.chapters import is_kept
from matching.follow_ups import PromiseKind
from matching.mailing.refusals import RefusalKind, has_refused
from matching.privacy import erase_person
from matching.privacy.withholding import report_sentence
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


@pytest.fixture
def promise(store, connected, anna):
    """Anna has promised Bartek a coffee."""
    return promise_something(store, connected, anna)


@pytest.fixture
def e(store, event, connected, anna, bartek, celina) -> Evening:
    """Bartek knows Anna and Celina, who may be suggested."""
    evening = Evening(store, event, anna, bartek, celina)
    for person in (anna, celina):
        evening.agree(person)
    evening.know(bartek, celina)
    return evening


@pytest.fixture
def begun(e):
    """Bartek introduces them to each other."""
    return e.propose()


# Looking


def test_looking_at_any_question_changes_nothing(store, connected, promise, begun, anna, page_of):
    page, before = page_of(anna), everything(store)
    paths = [do(act, connected) for act in TALK_ACTS]
    paths += [do(act, begun) for act in (MailAct.AGREE, MailAct.DECLINE)]

    for path in [*paths, "/do/no-reminder"]:
        for query in ("", "?lang=en", "?said=done"):
            assert page.look(path + query).status_code in {200, 303, 404}
            page._browser._send("HEAD", page.path + path + query, {})

    assert everything(store) == before


def test_each_question_says_whom_and_what_it_is_about(store, connected, promise, anna, page_of):
    page = page_of(anna)

    for act in PROMISE_ACTS:
        shown = page.look(do(act, connected))
        assert screen(shown) == f"do-{act}"
        assert "Bartek Wójcik" in shown.text
        assert "do 24 lis 2026" in shown.text
    for act in (MailAct.CONFIRM, MailAct.CORRECT):
        shown = page.look(do(act, connected))
        assert "Bartek Wójcik" in shown.text
        assert BARTEK_LEARNED in shown.text


def test_every_question_leads_to_the_own_page_and_speaks_the_readers_language(
    connected, promise, anna, page_of
):
    page = page_of(anna)

    for act in PROMISE_ACTS:
        shown = page.look(do(act, connected) + "?lang=en")
        assert '<html lang="en">' in shown.text
        assert f"{page.path}?lang=en" in links_of(shown)


# A promise


def test_a_promise_is_kept_with_one_press_and_that_can_be_taken_back(
    store, connected, promise, anna, page_of
):
    page = page_of(anna)

    thanked = press(page, do("kept", connected))
    assert screen(thanked) == "do-kept-done"
    assert is_kept(store, promise.promise_id)

    asked = press(page, do("kept", connected))
    assert screen(asked) == "do-kept"
    assert not is_kept(store, promise.promise_id)


def test_a_kept_promise_opened_again_is_thanked_for_and_not_asked_about(
    store, connected, promise, anna, page_of
):
    page = page_of(anna)
    press(page, do("kept", connected))
    before = everything(store)

    for act in ("kept", "later"):
        assert screen(page.look(do(act, connected))) == "do-kept-done"
    assert everything(store) == before


def test_not_now_moves_a_promise_by_a_week_from_today(store, connected, promise, anna, page_of):
    thanked = press(page_of(anna), do("later", connected))

    moved = promised(store, connected, anna)
    assert (moved.kind, moved.due_on) == (PromiseKind.COFFEE, (NOW + WEEK).date())
    assert screen(thanked) == "do-later-done"
    assert "do 30 lis 2026" in thanked.text


def test_a_day_of_ones_own_choice_is_taken(store, connected, promise, anna, page_of):
    press(page_of(anna), do("later", connected), 1, day="2026-12-24")

    assert promised(store, connected, anna).due_on.isoformat() == "2026-12-24"


@pytest.mark.parametrize("day", ["2026-11-22", "jutro", "9999-01-01"])
def test_a_day_that_cannot_be_is_told_and_nothing_moves(
    store, connected, promise, anna, page_of, day
):
    shown = press(page_of(anna), do("later", connected), 1, day=day)

    assert shown.status_code == 422
    assert "Tej daty nie da się wybrać" in shown.text
    assert promised(store, connected, anna).due_on == TOMORROW


def test_moved_twice_with_one_form_is_moved_once(store, connected, promise, anna, page_of, clock):
    page, path = page_of(anna), do("later", connected)
    form = form_on(page.look(path))
    page.send(path, form)
    before = everything(store)

    clock.now += timedelta(days=1)

    assert page.send(path, form).status_code == 303
    assert everything(store) == before


def test_a_promise_is_taken_back_and_can_be_made_anew(store, connected, promise, anna, page_of):
    page = page_of(anna)

    thanked = press(page, do("drop", connected))

    assert promised(store, connected, anna) is None
    assert screen(thanked) == "do-drop-done"
    assert f"{page.path}/talk/{connected.conversation_id}" in links_of(thanked)


def test_forms_of_a_promise_that_has_changed_meanwhile_do_nothing(
    store, connected, promise, anna, page_of
):
    page = page_of(anna)
    forms = {act: form_on(page.look(do(act, connected))) for act in ("kept", "drop")}
    press(page, do("later", connected))
    before = everything(store)

    for act, form in forms.items():
        assert screen(page.send(do(act, connected), form)) == "do-nothing"
    assert everything(store) == before


@pytest.mark.parametrize("act", PROMISE_ACTS)
def test_after_a_promise_was_taken_back_its_links_lead_to_a_calm_page(
    store, connected, promise, anna, page_of, act
):
    page = page_of(anna)
    form = form_on(page.look(do(act, connected)))
    press(page, do("drop", connected))
    before = everything(store)

    for answer_ in (page.look(do(act, connected)), page.send(do(act, connected), form)):
        assert (answer_.status_code, screen(answer_)) == (404, "do-nothing")
    assert everything(store) == before


# A sentence


def test_a_sentence_about_me_is_confirmed(store, connected, anna, page_of):
    page = page_of(anna)

    thanked = press(page, do("confirm", connected))

    assert answer_about_me(
        store, connected.conversation_id, reader_id=anna.attendee_id
    ).is_confirmed
    assert screen(thanked) == screen(page.look(do("confirm", connected))) == "do-confirm-done"
    assert f"{page.path}/do/correct/{connected.conversation_id}" in links_of(thanked)


def test_something_is_added_to_a_sentence_about_me(store, connected, anna, page_of):
    page = page_of(anna)

    thanked = press(page, do("correct", connected), words="A od roku także online")

    about_me = answer_about_me(store, connected.conversation_id, reader_id=anna.attendee_id)
    assert (about_me.words, about_me.correction) == (BARTEK_LEARNED, "A od roku także online")
    assert screen(thanked) == "do-correct-done"


def test_words_that_cannot_be_kept_come_back_with_the_reason(store, connected, anna, page_of):
    page, before = page_of(anna), everything(store)

    for words in ("!!!", "", "ż" * 501):
        shown = press(page, do("correct", connected), words=words)
        assert shown.status_code == 422
        assert 'role="alert"' in shown.text
        assert form_on(shown)["words"] == [words]
    assert everything(store) == before


@pytest.mark.parametrize("act", ["confirm", "correct"])
def test_a_sealed_sentence_is_not_asked_about(store, talk, anna, bartek, page_of, act):
    answer(store, talk, bartek, BARTEK_LEARNED)

    page = page_of(anna)
    shown = page.look(do(act, talk))

    assert screen(shown) == "do-nothing"
    assert BARTEK_LEARNED.encode() not in page.heard


@pytest.mark.parametrize("act", ["confirm", "correct"])
def test_a_sentence_that_its_author_took_back_is_gone_from_its_links(
    store, connected, anna, bartek, page_of, act
):
    page = page_of(anna)
    form = form_on(page.look(do(act, connected))) | {"words": "A od roku także online"}
    withdraw_answer(store, connected.conversation_id, author_id=bartek.attendee_id, now=NOW)
    before, page = everything(store), page_of(anna)

    for answer_ in (page.look(do(act, connected)), page.send(do(act, connected), form)):
        assert (answer_.status_code, screen(answer_)) == (404, "do-nothing")
    assert everything(store) == before
    assert BARTEK_LEARNED.encode() not in page.heard


def test_a_sentence_that_was_reported_is_not_shown_by_its_links(store, connected, anna, page_of):
    about_me = answer_about_me(store, connected.conversation_id, reader_id=anna.attendee_id)
    report_sentence(store, uuid4(), answer_id=about_me.answer_id, by_id=anna.attendee_id, now=NOW)
    page = page_of(anna)

    for act in ("confirm", "correct"):
        assert screen(page.look(do(act, connected))) == "do-nothing"
    assert BARTEK_LEARNED.encode() not in page.heard


def test_a_form_of_words_that_were_changed_meanwhile_confirms_nothing(
    store, connected, anna, page_of
):
    page = page_of(anna)
    before = everything(store)

    shown = page.send(do("confirm", connected), {"answer": str(uuid4())})

    assert screen(shown) == "do-nothing"
    assert everything(store) == before


def test_withdrawing_leads_to_the_page_that_says_what_it_undoes(store, connected, anna, page_of):
    page, before = page_of(anna), everything(store)

    for sent in (page.look(do("withdraw", connected)), page.send(do("withdraw", connected), {})):
        target = sent.headers["location"].removeprefix(page.path)
        assert screen(page.look(target)) == "personal-withdraw"
    assert everything(store) == before
    page.send(target, {})
    assert connections(store) == []
    assert screen(page.look(do("withdraw", connected))) == "do-nothing"


# An introduction


def test_two_yeses_by_mail_make_an_introduction(store, e, begun, page_of):
    first = press(page_of(e.anna), do("agree", begun), answer="yes")
    second = press(page_of(e.celina), do("agree", begun), answer="yes")

    assert screen(first) == screen(second) == "do-agree-done"
    assert "Są dwa" not in first.text
    assert e.made(e.anna) == ["Celina O'Connor"]
    assert rows(store, "SELECT DISTINCT channel FROM introduction_decision ORDER BY 1") == [
        ("kiosk",),
        ("mail",),
    ]
    assert screen(page_of(e.anna).look(do("decline", begun))) == "do-agree-done"


def test_a_yes_can_be_taken_back_on_the_same_page_until_both_have_agreed(e, begun, page_of):
    page = page_of(e.anna)
    press(page, do("agree", begun))

    taken_back = press(page, do("agree", begun))

    assert screen(taken_back) == "do-decline-done"
    assert screen(page.look(do("agree", begun))) == "do-nothing"
    assert e.asks(e.celina) == ["Anna Nowak"]  # a no is told to nobody


def test_a_no_is_for_good_and_shown_to_nobody_not_even_again_on_its_own_page(
    store, e, begun, page_of
):
    page = page_of(e.anna)

    assert screen(press(page, do("decline", begun))) == "do-decline-done"

    before = everything(store)
    for act in ("agree", "decline"):
        assert screen(page.look(do(act, begun))) == "do-nothing"
        for said in ("yes", "no", "", "maybe"):
            form = {"shown": str(uuid4()), "answer": said}
            assert screen(page.send(do(act, begun), form)) == "do-nothing"
    assert everything(store) == before


def test_the_introducer_and_strangers_cannot_decide_for_the_two(store, e, begun, page_of):
    before = everything(store)

    for who in (e.bartek, e.guest("Dawid Nowy")):
        before = everything(store)
        page = page_of(who)
        for act in ("agree", "decline"):
            shown = page.look(do(act, begun))
            sent = page.send(do(act, begun), {"shown": str(uuid4()), "answer": "yes"})
            assert screen(shown) == screen(sent) == "do-nothing"
            assert "Celina" not in shown.text
        assert everything(store) == before


# Reminders


def test_reminders_end_with_one_press_and_come_again_with_another(store, anna, page_of):
    page, person = page_of(anna), anna.person_id

    assert screen(press(page, "/do/no-reminder")) == "do-no-reminder-done"
    assert has_refused(store, person, RefusalKind.REMINDER)
    assert not has_refused(store, person, RefusalKind.ALL)

    assert screen(press(page, "/do/no-reminder")) == "do-no-reminder"
    assert not has_refused(store, person, RefusalKind.REMINDER)


# Somebody else's


def test_whatever_is_somebody_elses_gone_or_made_up_looks_the_same(
    store, connected, promise, begun, anna, celina, page_of, monkeypatch
):
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e6, 1e6)))  # nobody has to wait
    page, before = page_of(celina), everything(store)
    of_nobody = page.look(do("kept", uuid4()))

    for act in (*TALK_ACTS, "agree", "anything"):
        for subject in (connected, uuid4(), "nonsense", "x" * 500):
            shown = page.look(do(act, subject))
            sent = page.send(do(act, subject), {"shown": str(uuid4()), "answer": "yes"})
            assert (shown.status_code, shown.text) == (404, of_nobody.text)
            assert (sent.status_code, sent.text) == (404, of_nobody.text)
    assert everything(store) == before
    for words in ("Bartek", "Anna", ANNA_LEARNED, BARTEK_LEARNED):
        assert words.encode() not in page.heard


def test_with_another_persons_token_nothing_of_mine_opens(
    store, connected, promise, anna, bartek, celina, page_of
):
    """Bartek is the other of the talk, but the promise is Anna's."""
    before = everything(store)

    for act in PROMISE_ACTS:
        assert screen(page_of(bartek).look(do(act, connected))) == "do-nothing"
    assert everything(store) == before


def test_a_link_that_has_ended_or_is_cut_opens_one_calm_page(
    store, connected, promise, anna, page_of, clock
):
    page = page_of(anna)
    cut = page_of(anna)
    cut.path = cut.path[:-3]
    clock.now += timedelta(days=30)

    for one in (page, cut):
        for path in (do("kept", connected), "/do/no-reminder"):
            for shown in (one.look(path), one.send(path, {"answer": "yes"})):
                assert (shown.status_code, screen(shown)) == (404, "personal-nothing")
    assert not is_kept(store, promise.promise_id)


def test_after_somebody_was_erased_their_links_open_nothing(
    store, connected, promise, anna, bartek, page_of
):
    page, others = page_of(anna), page_of(bartek)
    erase_person(store, anna.person_id, key=b"k" * 32, actor="self", now=NOW)

    assert screen(page.look(do("kept", connected))) == "personal-nothing"
    assert screen(others.look(do("confirm", connected))) == "do-nothing"
    assert b"Anna" not in others.heard


def test_a_form_larger_than_any_of_ours_is_not_read(store, connected, promise, anna, page_of):
    before = everything(store)

    sent = page_of(anna).send(do("kept", connected), {"answer": "y" * 40_000})

    assert sent.status_code == 413
    assert everything(store) == before
