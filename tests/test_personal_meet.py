"""Whom to meet, on somebody's own page: suggestions, introductions, and what others may be told."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, make_event
from evening import ANNA, CELINA, Evening
from kiosk_acts import say_it_is_right
from own_pages import OwnPage, at, forms_of, links_of, share_all
from phones import screen
from talks import admit, choose_entry_only, connect, everything, revise

from kiosk.reasons import question_of, reason_lines
from kiosk.server import Server
from kiosk.texts import texts_in
from matching.answers import answer_about_me
from matching.consents import has_agreed
from matching.contacts import ContactField
from matching.desk_ideas import send_idea
from matching.introductions import State
from matching.model import ConsentKind
from matching.store import Store
from matching.suggestions import ReasonKind, Told, is_released, refresh_lists

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]
WEEK = timedelta(days=7)
HOSTILE = '"><script>alert(1)</script>{{ 7 * 7 }}'
NONE_LEFT = "Na razie nie ma tu więcej propozycji."


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


@pytest.fixture
def e(store, event, anna, bartek, celina) -> Evening:
    """Nobody has talked; Anna and Celina have agreed to be suggested."""
    evening = Evening(store, event, anna, bartek, celina)
    for person in (anna, celina):
        evening.agree(person)
    return evening


@pytest.fixture
def suggested(e) -> None:
    """Celina is on Anna's list, Anna on Celina's."""
    e.suggest(e.anna, e.celina)
    e.suggest(e.celina, e.anna)


@pytest.fixture
def known(e) -> None:
    """Bartek has talked with both."""
    e.know(e.anna, e.bartek)
    e.know(e.bartek, e.celina)


DESCRIBED = ("offers", "needs", "company", "job_title", "sector", "phone")
DESCRIBE = (
    "UPDATE person SET offers = coalesce($1, offers), needs = coalesce($2, needs),"
    " company = coalesce($3, company), job_title = coalesce($4, job_title),"
    " sector = coalesce($5, sector), phone = coalesce($6, phone) WHERE person_id = $7"
)


def describe(e: Evening, who, *, extra: str = "{}", **columns: str) -> None:
    """What the guest list says of somebody."""
    e.insert(DESCRIBE, *(columns.get(column) for column in DESCRIBED), who.person_id)
    e.insert("UPDATE attendee SET extra = $1 WHERE attendee_id = $2", extra, who.attendee_id)


def names_on(page: OwnPage) -> list[str]:
    """Who is suggested, in the order of the page."""
    return re.findall(r'<h3 class="name" id="p[^>]*>([^<]*)</h3>', page.look("/meet").text)


def press(page: OwnPage, act: str, place: int = 0, **button: str):
    """A button of one of the forms of this act on the page of people."""
    form = forms_of(page.look("/meet"))[act][place]
    return page.send(f"/meet/{act}", form | button)


def without_ids(text: str) -> str:
    """A page but for the id made when it is shown."""
    return re.sub(r'name="shown" value="[^"]*"', "", text)


# Suggestions


def test_i_am_told_whom_to_meet_where_why_and_what_to_ask(e, page_of):
    describe(e, e.anna, offers="Księgowość; Podatki")
    describe(
        e, e.celina, needs="księgowość po ludzku", company="Żagle i Wiatr", job_title="szefowa"
    )
    describe(e, e.celina, extra='{"Stolik": "7"}')
    admit(e.store, e.event, e.celina)
    refresh_lists(e.store, e.event, now=NOW)

    text = page_of(e.anna).look("/meet").text

    assert "Celina O&#39;Connor" in text
    assert "szefowa, Żagle i Wiatr" in text
    assert "Na sali · Stolik lub stoisko: 7" in text
    assert "Szuka: księgowość po ludzku. To jest wśród tego, co możesz dać." in text
    assert any(question_of(one, "pl") in text for one in ("helps", "satisfaction", "motive"))


def test_whoever_has_not_come_yet_is_on_their_way(e, suggested, page_of):
    assert "W drodze" in page_of(e.anna).look("/meet").text


def test_whom_the_desk_thought_of_stands_there_as_its_idea(e, suggested, page_of):
    admit(e.store, e.event, e.celina)
    idea = texts_in("pl")("live.idea_why")
    assert idea not in page_of(e.anna).look("/meet").text

    ids = {"attendee_id": e.anna.attendee_id, "suggested_id": e.celina.attendee_id}
    send_idea(e.store, e.event, **ids, actor="cli", now=NOW)

    assert page_of(e.anna).look("/meet").text.count(idea) == 1
    assert idea not in page_of(e.celina).look("/meet").text


def test_my_page_leads_there_while_the_event_is_open(e, page_of, clock):
    page = page_of(e.anna)
    assert f"{page.path}/meet" in links_of(page.look())

    e.insert("UPDATE event SET closed_at_utc = $1", NOW)

    assert f"{page.path}/meet" not in links_of(page.look())
    assert "Teraz nie trwa żadne wydarzenie." in page.look("/meet").text


def test_three_at_most_and_the_next_one_comes_when_i_have_met_one(e, page_of):
    for place in range(5):
        guest = invite(e.store, e.event, f"Gość {place}")
        e.agree(guest)
        sql = "INSERT INTO suggestion VALUES ($1,$2,$3,$4,0,NULL,'[]')"
        e.insert(sql, e.event.event_id, e.anna.attendee_id, guest.attendee_id, place + 1)
    page = page_of(e.anna)
    assert names_on(page) == ["Gość 0", "Gość 1", "Gość 2"]

    sent = press(page, "reply", 1, kind="met")

    assert sent.headers["location"] == f"{page.path}/meet?said=kept"
    assert "Nikt się o tym nie dowie" in page.look("/meet?said=kept").text
    assert names_on(page) == ["Gość 0", "Gość 2", "Gość 3"]
    press(page, "reply", kind="declined")
    assert names_on(page) == ["Gość 2", "Gość 3", "Gość 4"]


def test_whom_i_would_rather_not_meet_reads_what_everybody_without_suggestions_reads(
    e, suggested, page_of
):
    other = page_of(e.celina)
    assert names_on(other) == [ANNA]

    press(page_of(e.anna), "reply", kind="declined")

    assert names_on(other) == []
    third = invite(e.store, e.event, "Dawid Nowy", language="en")
    e.agree(third)
    strangers = page_of(third).look("/meet").text.replace(page_of(third).path, "")
    assert without_ids(other.look("/meet").text.replace(other.path, "")) == without_ids(strangers)


def test_without_my_yes_the_list_is_empty_and_says_why(e, suggested, page_of, clock):
    e.agree(e.anna, is_given=False, at=timedelta(seconds=1))
    clock.now = NOW + timedelta(minutes=1)
    page = page_of(e.anna)
    shown = page.look("/meet")
    assert (names_on(page), screen(shown)) == ([], "personal-meet")
    assert "bo działa w obie strony" in shown.text

    [form] = forms_of(shown)["consent"]
    sent = page.send("/consent", form | {"answer": "yes"})

    assert sent.headers["location"] == f"{page.path}/meet"
    assert has_agreed(e.store, e.anna.person_id, ConsentKind.SUGGEST)
    assert names_on(page) == ["Celina O&#39;Connor"]


def test_whoever_takes_back_their_yes_is_gone_from_my_page_at_once(e, suggested, page_of):
    page = page_of(e.anna)
    assert len(names_on(page)) == 1

    e.agree(e.celina, is_given=False, at=timedelta(seconds=1))

    assert names_on(page) == []
    assert NONE_LEFT in page.look("/meet").text


def test_with_entry_only_there_is_neither_the_way_nor_a_suggestion(e, suggested, known, page_of):
    e.propose()
    choose_entry_only(e.store, e.anna)
    page = page_of(e.anna)

    assert f"{page.path}/meet" not in links_of(page.look())
    shown = page.look("/meet")
    assert "Przy samym wejściu propozycji nie ma." in shown.text
    assert "Celina" not in shown.text
    assert forms_of(shown) == {}


@pytest.mark.parametrize(
    ("language", "words"), [("pl", ("Raczej nie", "Zapytaj")), ("en", ("I’d rather not", "Ask"))]
)
def test_the_page_of_people_speaks_both_languages(e, suggested, known, page_of, language, words):
    third = e.guest("Dawid Nowy")
    e.suggest(e.anna, third)
    e.propose()
    page = page_of(e.anna)

    shown = page.look(f"/meet?lang={language}")

    assert f'<html lang="{language}">' in shown.text
    for word in words:
        assert word in shown.text
    form = forms_of(shown)["reply"][0] | {"kind": "met"}
    sent = page.send("/meet/reply", form, f"?lang={language}")
    assert sent.headers["location"] == f"{page.path}/meet?lang={language}&said=kept"


def test_looking_notes_who_was_proposed_and_changes_nothing_else(e, suggested, known, page_of):
    third = e.guest("Dawid Nowy")
    e.suggest(e.anna, third)
    e.propose()
    page, before = page_of(e.anna), everything(e.store)
    page.look()
    assert everything(e.store) == before

    for below in ("/meet", "/meet", "/meet?said=kept", "/meet/reply"):
        page.look(below)

    after = everything(e.store)
    assert {table for table in after if after[table] != before[table]} == {"proposal"}


def test_what_others_call_themselves_is_escaped_everywhere(e, page_of):
    hostile = invite(e.store, e.event, HOSTILE, company=HOSTILE)
    admit(e.store, e.event, hostile)
    place = json.dumps({"table": HOSTILE})
    needs = f"księgowość {HOSTILE}"
    describe(e, hostile, job_title=HOSTILE, needs=needs, sector=HOSTILE, extra=place)
    describe(e, e.anna, offers="księgowość")
    e.agree(hostile)
    refresh_lists(e.store, e.event, now=NOW)
    for one in (e.anna, e.celina, e.bartek):
        e.know(hostile, one)
    e.suggest(e.bartek, hostile)
    e.propose(hostile, e.anna, e.celina)
    guests = [page_of(one) for one in (e.anna, hostile, e.bartek)]

    for page in guests:
        for below in ("", "/meet"):
            assert "<script" not in page.look(below).text
    assert "{{ 7 * 7 }}" in guests[0].look("/meet").text


# Introductions


def test_somebody_whom_a_friend_introduces_is_not_suggested_as_well(e, suggested, known, page_of):
    third = e.guest("Dawid Nowy")
    e.suggest(e.anna, third)
    begun, page = e.propose(), page_of(e.anna)
    assert names_on(page) == ["Dawid Nowy"]

    for who in (e.anna, e.celina):
        e.say(begun, who)

    assert names_on(page) == ["Dawid Nowy"]
    assert page.look("/meet").text.count("Celina O&#39;Connor") == 1


def test_an_idea_waits_for_me_and_my_yes_asks_both(e, known, page_of):
    e.suggest(e.anna, e.celina)
    page = page_of(e.bartek)
    assert "Poznasz je ze sobą?" in page.look("/meet").text

    sent = press(page, "idea", answer="yes")

    assert sent.headers["location"].endswith("said=idea_yes")
    assert (e.asks(e.anna), e.asks(e.celina)) == ([CELINA], [ANNA])
    assert "Czekamy na dwa „tak”." in page.look("/meet").text


def test_my_no_to_an_idea_asks_nobody_and_it_does_not_come_back(e, known, page_of):
    e.suggest(e.anna, e.celina)
    page = page_of(e.bartek)

    press(page, "idea", answer="no")

    assert "idea" not in forms_of(page.look("/meet"))
    assert e.is_quiet()


def test_two_yes_introduce_us_with_a_question_to_begin_with(e, known, page_of):
    e.propose()
    mine, theirs = page_of(e.anna), page_of(e.celina)
    assert "Bartek Wójcik może Cię przedstawić. Ta osoba to:" in mine.look("/meet").text
    assert "Czekamy na Twoje słowo." in mine.look().text

    sent = press(mine, "introduction", answer="yes")

    assert sent.headers["location"].endswith("said=side_yes")
    assert "Przedstawia Was" not in mine.look("/meet").text
    sent = press(theirs, "introduction", answer="yes")
    assert sent.headers["location"] == f"{theirs.path}/meet"
    for page, word in ((mine, "Przedstawia Was: Bartek"), (theirs, "Introduced by: Bartek")):
        text = page.look("/meet").text
        assert word in text
        assert "Czekamy na Twoje słowo." not in page.look().text
    assert "Są dwa „tak”. Dziękujemy!" in page_of(e.bartek).look("/meet").text


def test_a_no_is_told_to_nobody(e, known, page_of):
    e.propose()
    others = [page_of(one) for one in (e.anna, e.bartek)]
    before = [without_ids(page.look(below).text) for page in others for below in ("", "/meet")]
    page = page_of(e.celina)

    sent = press(page, "introduction", answer="no")

    assert sent.headers["location"].endswith("said=kept")
    assert "introduction" not in forms_of(page.look("/meet"))
    assert [without_ids(p.look(below).text) for p in others for below in ("", "/meet")] == before
    press(others[0], "introduction", answer="yes")
    assert e.made(e.anna) == []


def test_after_seven_days_nobody_is_asked_any_more(e, known, page_of, clock):
    e.propose()
    page = page_of(e.anna)
    [form] = forms_of(page.look("/meet"))["introduction"]

    clock.now = NOW + WEEK

    assert "introduction" not in forms_of(page.look("/meet"))
    late = page.send("/meet/introduction", form | {"answer": "yes"})
    assert late.status_code == 422
    assert "Tu coś się już zmieniło." in late.text


def test_i_can_still_answer_after_the_event_is_over(e, known, page_of, clock):
    e.propose()
    e.insert("UPDATE event SET closed_at_utc = $1", NOW)
    clock.now = NOW + timedelta(days=2)

    press(page_of(e.anna), "introduction", answer="yes")
    press(page_of(e.celina), "introduction", answer="yes")

    assert e.states(timedelta(days=2)) == [State.MADE]
    assert "Przedstawia Was" in page_of(e.anna).look("/meet").text


def test_i_introduce_somebody_from_the_page_of_our_conversation(e, event, store, page_of):
    talk = connect(store, event, e.bartek, e.anna)
    e.know(e.bartek, e.celina)
    page = page_of(e.bartek)
    shown = page.look(at(talk)).text
    assert f'<option value="{e.celina.attendee_id}">Celina O&#39;Connor</option>' in shown

    sent = page.fill(at(talk), "introduce", to=str(e.celina.attendee_id))

    assert sent.headers["location"] == page.path + at(talk)
    assert (e.asks(e.anna), e.asks(e.celina)) == ([CELINA], [ANNA])
    after = page.look(at(talk))
    assert "Czekamy na dwa „tak”." in after.text
    assert "introduce" not in forms_of(after)


def test_only_my_own_connections_can_be_chosen_and_only_while_the_event_is_open(
    e, event, store, page_of
):
    talk = connect(store, event, e.bartek, e.anna)
    page = page_of(e.bartek)
    assert "introduce" not in forms_of(page.look(at(talk)))
    e.know(e.bartek, e.celina)
    [form] = forms_of(page.look(at(talk)))["introduce"]
    stranger, before = invite(store, event, "Ewa Obca"), everything(store)

    for who in (stranger, e.anna, e.bartek):
        sent = page.send(at(talk) + "/introduce", form | {"to": str(who.attendee_id)})
        assert sent.status_code == 422
    e.insert("UPDATE event SET closed_at_utc = $1", NOW)
    late = page.send(at(talk) + "/introduce", form | {"to": str(e.celina.attendee_id)})

    assert "Przedstawiać można, dopóki trwa wydarzenie." in late.text
    assert everything(store)["introduction"] == before["introduction"]


def test_two_who_were_thought_of_already_are_not_introduced_again(e, event, store, page_of):
    talk = connect(store, event, e.bartek, e.anna)
    e.know(e.bartek, e.celina)
    e.guest("Dawid Nowy")
    [form] = forms_of(page_of(e.bartek).look(at(talk)))["introduce"]
    e.suggest(e.anna, e.celina)
    e.idea()

    sent = page_of(e.bartek).send(at(talk) + "/introduce", form | {"to": str(e.celina.attendee_id)})

    assert sent.status_code == 422
    assert "Ktoś już o tym pomyślał." in sent.text


# What others may be told


def test_the_topics_of_a_sentence_about_me_are_told_only_after_i_confirm_and_agree(
    e, event, store, page_of
):
    talk = connect(store, event, e.anna, e.bartek)
    page = page_of(e.anna)
    assert "release" not in forms_of(page.look(at(talk)))
    say_it_is_right(store, talk, e.anna)
    theirs = answer_about_me(store, talk.conversation_id, reader_id=e.anna.attendee_id)
    assert "Inni mogą wiedzieć, czego to dotyczy" in page.look(at(talk)).text
    assert not is_released(store, theirs.answer_id)

    page.fill(at(talk), "release", told="yes")
    assert is_released(store, theirs.answer_id)
    page.fill(at(talk), "release", told="no")
    assert not is_released(store, theirs.answer_id)
    page.fill(at(talk), "release", told="yes")
    revise(store, talk, e.bartek, "Uczy rachunkowości po godzinach", at=timedelta(hours=1))
    assert "release" not in forms_of(page.look(at(talk)))


def test_a_sentence_about_somebody_else_is_not_mine_to_release(e, event, store, page_of):
    talk = connect(store, event, e.anna, e.bartek)
    about_bartek = answer_about_me(store, talk.conversation_id, reader_id=e.bartek.attendee_id)
    page, before = page_of(e.anna), everything(store)

    for answer_id in (about_bartek.answer_id, uuid4()):
        form = {"answer": str(answer_id), "shown": str(uuid4()), "told": "yes"}
        assert page.send(at(talk) + "/release", form).status_code == 422

    assert everything(store) == before


# Sent twice, by others, broken


@pytest.mark.parametrize(
    ("act", "button"),
    [
        ("reply", {"kind": "met"}),
        ("introduction", {"answer": "yes"}),
        ("introduction", {"answer": "no"}),
        ("idea", {"answer": "yes"}),
    ],
)
def test_a_word_about_people_sent_twice_is_one_fact(e, suggested, known, page_of, act, button):
    if act == "introduction":
        e.propose()
    page = page_of(e.bartek if act == "idea" else e.anna)
    form = forms_of(page.look("/meet"))[act][0] | button
    page.send(f"/meet/{act}", form)
    once = everything(e.store)

    page.send(f"/meet/{act}", form)

    assert everything(e.store) == once


def test_an_introduction_and_a_release_sent_twice_are_one_fact(e, event, store, page_of):
    talk = connect(store, event, e.bartek, e.anna)
    e.know(e.bartek, e.celina)
    say_it_is_right(store, talk, e.bartek)
    page = page_of(e.bartek)
    forms = forms_of(page.look(at(talk)))
    sent = {"introduce": {"to": str(e.celina.attendee_id)}, "release": {"told": "yes"}}
    for act, fields in sent.items():
        page.send(f"{at(talk)}/{act}", forms[act][0] | fields)
        once = everything(store)

        page.send(f"{at(talk)}/{act}", forms[act][0] | fields)

        assert everything(store) == once


def test_nobody_speaks_for_anybody_else(e, suggested, known, page_of):
    begun = e.propose()
    foreign = make_event(e.store, "elsewhere")
    outsider = invite(e.store, foreign, "Ewa Obca")
    own, other = ({"event": str(one.event_id)} for one in (e.event, foreign))
    shown = {"shown": str(uuid4()), "answer": "yes", "kind": "met"}
    about = {"about": str(e.celina.attendee_id), "introduction": str(begun)}
    pair = {"one": str(e.anna.attendee_id), "other": str(e.celina.attendee_id)}
    before = everything(e.store)

    for who, event in ((outsider, own), (outsider, other), (e.anna, other)):
        for act in ("reply", "introduction", "idea"):
            sent = page_of(who).send(f"/meet/{act}", shown | about | pair | event)
            assert sent.status_code in {404, 422}
    for introduction in (begun, uuid4()):
        form = shown | own | {"introduction": str(introduction)}
        assert page_of(e.bartek).send("/meet/introduction", form).status_code == 422
    form = shown | own | {"about": str(outsider.attendee_id)}
    assert page_of(e.anna).send("/meet/reply", form).status_code == 422
    form = shown | own | {"about": str(e.anna.attendee_id)}
    assert page_of(e.anna).send("/meet/reply", form).status_code == 422

    after = everything(e.store)
    assert {table for table in after if after[table] != before[table]} <= {"proposal"}


def test_a_word_that_no_page_of_ours_made_keeps_nothing(e, suggested, page_of):
    page, before = page_of(e.anna), everything(e.store)
    other, event = str(e.celina.attendee_id), {"event": str(e.event.event_id)}
    whole = event | {"shown": str(uuid4())}
    forms = [
        {},
        {"shown": "x", "event": "y", "kind": "none", "answer": "maybe"},
        whole,
        whole | {"about": other, "kind": "none"},
        whole | {"one": other, "other": other, "introduction": other, "answer": "maybe"},
        event | {"about": other, "kind": "met", "introduction": other, "answer": "yes"},
    ]

    for act in ("reply", "introduction", "idea", "erase"):
        for form in forms:
            assert page.send(f"/meet/{act}", form).status_code == 404, (act, form)

    assert everything(e.store) == before


def test_no_contact_is_on_any_page_of_people(e, suggested, known, page_of):
    for who in e.all:
        describe(e, who, phone="600 700 800")
    share_all(e.store, connect(e.store, e.event, e.anna, e.guest("Dawid")), e.anna, *ContactField)
    begun = e.propose()
    pages = [page_of(who) for who in e.all]
    for page in pages:
        page.look("/meet")
    for who in (e.anna, e.celina):
        e.say(begun, who)
    for page in pages:
        page.look("/meet")

    for page in pages:
        for contact in (b"@example.org", b"600 700 800", b"mailto", b"tel:"):
            assert contact not in page.heard


# The words


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_has_a_sentence(language, kind):
    told = Told(kind, term="chip:tax", words="Podatki;", name="Bartek {Wójcik}")

    [line] = reason_lines([told], texts_in(language), language)

    if kind is ReasonKind.ACQUAINTANCE:
        assert line.endswith(": Bartek {Wójcik}")
    elif kind is not ReasonKind.NOT_MET:
        assert ": Podatki" in line
    assert ";" not in line


def test_a_topic_from_a_conversation_is_told_by_its_tag():
    learned = Told(ReasonKind.THEY_OFFER, term="chip:tax")

    assert reason_lines([learned], texts_in("en"), "en") == [
        "Can offer: Tax advice. You are looking for that."
    ]


def test_two_reasons_are_told_at_most_and_one_at_least():
    chip = Told(ReasonKind.THEY_SEEK, term="chip:tax")
    unknown = Told(ReasonKind.THEY_SEEK, term="chip:gone")

    assert len(reason_lines([unknown, chip, chip, chip], texts_in("pl"), "pl")) == 2
    for told in ([], [unknown]):
        assert reason_lines(told, texts_in("pl"), "pl") == ["Jeszcze bez wspólnej rozmowy."]
