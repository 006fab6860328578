"""A one-to-one between meetings, and whom somebody knows: both on their own page."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cast import NOW, invite, make_event, rows
from clocks import Clock
from own_pages import OwnPage, at, forms_of, promise_coffee, see_all, share_all
from phones import Phone, screen
from served import served
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    choose_entry_only,
    connect,
    connections,
    everything,
    refuse,
)

from kiosk.phone.meetings import parts_of
from kiosk.routes import phone
from kiosk.server import Server
from matching.answers import (
    Correction,
    answer_about_me,
    confirm,
    correct,
    withdraw_answer,
)
from matching.badge_history import ActKind, list_acts
from matching.chapters import (
    Keeping,
    NewTalk,
    between_events,
    is_kept,
    make_all_members,
    partners_of,
    say_kept,
    set_members_know_each_other,
    talk_between,
)
from matching.consents import Decision, decide
from matching.contacts import ContactField
from matching.conversations import conversations_of_person, decline, expire_old
from matching.errors import (
    CannotTalkBetweenError,
    UnknownConversationError,
    UnknownPromiseError,
)
from matching.events import current_event, list_events, set_event
from matching.follow_ups import promise_of
from matching.model import ConsentKind
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]
ABOUT_RULES = True  # some are tried on somebody's own page
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LATER_LEARNED = "Szuka wspólniczki do drugiej sadowni pod Grójcem"


@pytest.fixture
def phone_server(store: Store, tmp_path: Path, clock: Clock, monkeypatch) -> Server:
    """Over the test's own store."""
    monkeypatch.setattr(phone, "wrong_codes", phone.no_wrong_codes())
    return served(store, tmp_path, monkeypatch)


@pytest.fixture
def members(store, event, anna, bartek, celina):
    """All three are members of a chapter whose members know each other."""
    make_all_members(store, event, actor="staff:test", now=NOW)
    set_members_know_each_other(store, event, do_they=True, actor="staff:test", now=NOW)
    return anna, bartek, celina


def begin(store: Store, one, other, *, id: UUID | None = None, at=timedelta()):
    """One of them records a one-to-one with the other."""
    new = NewTalk(id or uuid4(), one.person_id, other.person_id)
    return talk_between(store, new, now=NOW + at)


def names(store: Store, who) -> list[str]:
    return [partner.name for partner in partners_of(store, who.person_id)]


def told(page: OwnPage, partner) -> Phone:
    """Somebody chooses whom they talked with, and gets to the question."""
    answer = page.fill("/people", "talk", partner=str(partner.person_id))
    assert answer.status_code == 303
    return Phone(page._browser, answer.headers["location"].split("example.org")[1])


# Recorded by both


def test_a_one_to_one_is_recorded_by_both_and_connects_only_then(
    store, members, page_of, open_browser
):
    anna, bartek, _ = members
    hers, his = page_of(anna), page_of(bartek)

    told(hers, bartek).press("answer", words=ANNA_LEARNED)
    assert connections(store) == []
    shown = his.look()
    assert "Między spotkaniami" in shown.text
    assert "Druga odpowiedź jest zapisana i zakryta" in shown.text
    assert ANNA_LEARNED not in his.look("/people").text

    told(his, anna).press("answer", words=BARTEK_LEARNED)
    assert len(connections(store)) == 1
    assert ANNA_LEARNED in his.look().text
    assert BARTEK_LEARNED in his.look("/people").text


def test_the_event_between_meetings_is_never_run_listed_or_entered(store, event, members):
    anna, bartek, _ = members
    talk = begin(store, anna, bartek)

    [between] = between_events(store)
    assert talk.event_id == between.event_id
    assert [one.event_id for one in list_events(store)] == [event.event_id]
    assert current_event(store).event_id == event.event_id
    set_event(store, event, closed_at=NOW)
    assert current_event(store).event_id == event.event_id
    assert rows(store, "SELECT count(*) FROM admission") == [(0,)]
    assert rows(store, "SELECT count(*) FROM scan") == [(0,)]
    every = {one.event_id: one for one in [event, between]}
    parts = parts_of(store, anna.person_id, every, now=NOW)
    assert [part.event.event_id for part in parts] == [event.event_id]


def test_all_talks_of_a_series_share_one_event_and_other_series_have_their_own(store, members):
    anna, bartek, celina = members
    begin(store, anna, bartek)
    begin(store, celina, bartek)
    other = make_event(store, "other")
    people = [invite(store, other, name) for name in ("Gosia Lis", "Hania Mak")]
    make_all_members(store, other, actor="staff:test", now=NOW)
    set_members_know_each_other(store, other, do_they=True, actor="staff:test", now=NOW)
    begin(store, *people)

    assert len(between_events(store)) == 2


def test_a_page_sent_twice_and_both_at_once_make_one_conversation(store, members):
    anna, bartek, _ = members
    sent = uuid4()
    ids = {begin(store, anna, bartek, id=sent).conversation_id for _ in range(2)}
    ids.add(begin(store, bartek, anna).conversation_id)

    assert ids == {sent}
    assert rows(store, "SELECT count(*) FROM conversation") == [(1,)]


def test_somebody_elses_id_of_a_conversation_opens_nothing(store, members):
    anna, bartek, celina = members
    sent = begin(store, anna, bartek).conversation_id

    refuse(store, UnknownConversationError, lambda: begin(store, anna, celina, id=sent))


def test_it_expires_after_seven_days_with_all_words(store, members, page_of):
    anna, bartek, _ = members
    told(page_of(anna), bartek).press("answer", words=ANNA_LEARNED)

    assert expire_old(store, now=NOW + WEEK) == 1

    assert ANNA_LEARNED not in str(everything(store))
    [talk] = conversations_of_person(store, bartek.person_id, now=NOW + WEEK)
    assert talk.state == "expired"


def test_a_pair_has_one_a_day_and_another_one_the_next_day(store, members, page_of):
    anna, bartek, _ = members
    told(page_of(anna), bartek).press("answer", words=ANNA_LEARNED)
    told(page_of(bartek), anna).press("answer", words=BARTEK_LEARNED)
    first = connections(store)[0][0]

    assert begin(store, anna, bartek, at=timedelta(hours=2)).conversation_id == first
    assert begin(store, anna, bartek, at=DAY).conversation_id != first


def test_once_declined_the_other_is_not_asked_again_that_day(store, members, page_of):
    anna, bartek, _ = members
    told(page_of(anna), bartek).press("answer", words=ANNA_LEARNED)
    talk = begin(store, bartek, anna)
    decline(store, talk.conversation_id, by_id=talk.me.attendee_id, now=NOW)

    again = page_of(anna).fill("/people", "talk", partner=str(bartek.person_id))
    assert at(talk) in again.headers["location"]
    assert rows(store, "SELECT count(*) FROM conversation") == [(1,)]
    assert begin(store, anna, bartek, at=DAY).is_open


def test_beginning_it_is_no_act_of_a_badge(store, members):
    anna, bartek, _ = members
    begin(store, anna, bartek)

    for who in (anna, bartek):
        kinds = {act.kind for act in list_acts(store, who.person_id)}
        assert not kinds & {ActKind.CONVERSATION, ActKind.PARTNER}


# With whom


def test_members_choose_among_members_and_those_they_connected_with(store, event, members):
    anna, _, _ = members
    dawid = invite(store, event, "Dawid Kruk")
    assert names(store, anna) == ["Celina O'Connor", "Bartek Wójcik"]
    assert names(store, dawid) == []

    connect(store, event, anna, dawid)

    assert names(store, anna) == ["Dawid Kruk", "Celina O'Connor", "Bartek Wójcik"]
    assert names(store, dawid) == ["Anna Nowak"]


def test_where_members_do_not_know_each_other_a_name_needs_its_owners_yes(store, event, members):
    anna, bartek, _ = members
    set_members_know_each_other(store, event, do_they=False, actor="staff:test", now=NOW)
    assert names(store, anna) == []

    decision = Decision(uuid4(), bartek.person_id, ConsentKind.SUGGEST, True, "pl")
    decide(store, decision, source="page", now=NOW)

    assert names(store, anna) == ["Bartek Wójcik"]
    assert names(store, bartek) == []


def test_whoever_takes_part_in_the_entry_only_is_not_to_choose_and_has_no_choice(
    store, members, page_of
):
    anna, bartek, _ = members
    choose_entry_only(store, bartek)

    assert names(store, anna) == ["Celina O'Connor"]
    assert names(store, bartek) == []
    shown = page_of(anna).look("/people")
    assert "Bartek" not in shown.text
    refused = page_of(anna).fill("/people", "talk", partner=str(bartek.person_id))
    assert refused.status_code == 422
    assert "Tej rozmowy nie można zapisać" in refused.text
    assert "talk" not in forms_of(page_of(bartek).look("/people"))
    assert between_events(store) == []


def test_a_blocked_person_is_not_to_choose(store, members):
    anna, bartek, _ = members
    with store._cursor() as cursor:
        sql = "UPDATE person SET is_blocked = TRUE WHERE person_id = $1"
        cursor.execute(sql, [bartek.person_id]).fetchall()

    assert names(store, anna) == ["Celina O'Connor"]


def test_nobody_talks_with_themselves_a_stranger_or_another_series(store, members):
    anna, _, _ = members
    elsewhere = invite(store, make_event(store, "other"), "Gosia Lis")
    for partner_id in (anna.person_id, elsewhere.person_id, uuid4()):
        new = NewTalk(uuid4(), anna.person_id, partner_id)
        refuse(store, CannotTalkBetweenError, lambda new=new: talk_between(store, new, now=NOW))


def test_a_form_that_is_cut_or_made_up_keeps_nothing(store, members, page_of):
    anna, bartek, _ = members
    page, before = page_of(anna), everything(store)

    assert page.send("/people/talk", {}).status_code == 422
    assert page.send("/people/talk", {"partner": "x"}).status_code == 422
    assert page.send("/people/talk", {"partner": str(bartek.person_id)}).status_code == 404
    assert page.send("/people/nonsense", {}).status_code == 404
    assert page.send("/people/kept", {"kept": "yes"}).status_code == 404
    assert everything(store) == before


# Whom somebody knows


def test_what_one_learned_stands_under_each_person_the_newest_first(
    store, event, members, page_of, clock
):
    anna, bartek, _ = members
    first = connect(store, event, anna, bartek)
    clock.now = NOW + DAY
    told(page_of(anna), bartek).press("answer", words=LATER_LEARNED)

    shown = page_of(anna).look("/people")

    assert screen(shown) == "personal-people"
    assert shown.text.index(LATER_LEARNED) < shown.text.index(ANNA_LEARNED)
    assert shown.text.count('<article class="card"') == 1
    assert event.name in shown.text
    assert BARTEK_LEARNED not in shown.text  # only one's own sentences
    theirs = answer_about_me(store, first.conversation_id, reader_id=first.other.attendee_id)
    assert "Ta osoba mówi: zgadza się." not in shown.text
    confirm(store, theirs.answer_id, by_id=first.other.attendee_id, now=NOW)
    addition = Correction(uuid4(), theirs.answer_id, first.other.attendee_id, "I do Łodzi")
    correct(store, addition, now=NOW)
    shown = page_of(anna).look("/people")
    assert "Ta osoba mówi: zgadza się." in shown.text
    assert "I do Łodzi" in shown.text


def test_what_was_withdrawn_is_gone_from_the_page_of_both(store, event, members, page_of):
    anna, bartek, _ = members
    talk = connect(store, event, anna, bartek)
    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    assert ANNA_LEARNED not in page_of(anna).look("/people").text
    assert BARTEK_LEARNED in page_of(bartek).look("/people").text


def test_a_contact_is_there_once_shared_and_both_have_answered(store, event, members, page_of):
    anna, bartek, _ = members
    talk = begin(store, anna, bartek)
    page = page_of(bartek)
    told(page_of(anna), bartek).press("answer", words=ANNA_LEARNED)
    her = type("Side", (), {"attendee_id": talk.me.attendee_id})
    share_all(store, talk, her, ContactField.EMAIL)
    assert "anna@example.org" not in page.look("/people").text

    told(page, anna).press("answer", words=BARTEK_LEARNED)

    assert "anna@example.org" in page.look("/people").text
    assert "bartek@example.org" not in page_of(anna).look("/people").text


def test_a_promise_is_marked_as_kept_and_as_open_again(store, event, members, page_of):
    anna, bartek, _ = members
    talk = connect(store, event, anna, bartek)
    promise_coffee(store, talk, anna)
    promise = promise_of(store, talk.conversation_id, author_id=anna.attendee_id)
    page = page_of(anna)

    for _ in range(2):
        kept = page.fill("/people", "kept", kept="yes")
    assert kept.status_code == 303
    assert is_kept(store, promise.promise_id)
    assert "Obietnica dotrzymana" in page.look("/people").text
    assert "Dotrzymana." in page_of(bartek).look("/people").text
    assert "kept" not in forms_of(page_of(bartek).look("/people"))

    page.fill("/people", "kept", kept="no")
    assert not is_kept(store, promise.promise_id)


def test_only_the_author_of_a_promise_that_stands_says_it_was_kept(store, event, members):
    anna, bartek, celina = members
    talk = connect(store, event, anna, bartek)
    promise_coffee(store, talk, anna)
    old = promise_of(store, talk.conversation_id, author_id=anna.attendee_id)

    def say(promise_id: UUID, who) -> None:
        keeping = Keeping(promise_id, talk.conversation_id, who.attendee_id, True)
        say_kept(store, keeping, now=NOW)

    refuse(store, UnknownPromiseError, lambda: say(old.promise_id, bartek))
    refuse(store, UnknownConversationError, lambda: say(old.promise_id, celina))
    promise_coffee(store, talk, anna)
    refuse(store, UnknownPromiseError, lambda: say(old.promise_id, anna))
    refuse(store, UnknownPromiseError, lambda: say(uuid4(), anna))


def test_that_a_promise_was_kept_goes_with_the_answer(store, event, members):
    anna, bartek, _ = members
    talk = connect(store, event, anna, bartek)
    promise_coffee(store, talk, anna)
    promise = promise_of(store, talk.conversation_id, author_id=anna.attendee_id)
    keeping = Keeping(promise.promise_id, talk.conversation_id, anna.attendee_id, True)
    say_kept(store, keeping, now=NOW)

    withdraw_answer(store, talk.conversation_id, author_id=anna.attendee_id, now=NOW)

    assert rows(store, "SELECT count(*) FROM promise_kept") == [(0,)]


def test_nobody_else_finds_anything_of_it_on_their_page(store, event, members, page_of):
    anna, bartek, celina = members
    talk = connect(store, event, anna, bartek)
    promise_coffee(store, talk, anna)
    page = page_of(celina)

    see_all(page, talk)
    page.look("/people")

    for words in (ANNA_LEARNED, BARTEK_LEARNED):
        assert words.encode() not in page.heard


def test_people_stand_in_the_order_of_the_last_talk_not_of_how_many(
    store, event, members, page_of, clock
):
    anna, bartek, celina = members
    connect(store, event, anna, bartek)
    clock.now = NOW + DAY
    told(page_of(anna), bartek).press("answer", words=LATER_LEARNED)
    clock.now = NOW + 2 * DAY
    told(page_of(anna), celina).press("answer", words="Naprawia stare zegary wieżowe")

    text = page_of(anna).look("/people").text

    cards = text[text.index("<article") :]
    assert cards.index("Celina") < cards.index("Bartek")
