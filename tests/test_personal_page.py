"""Somebody's own page: who may open it, and what it shows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite
from kiosk_acts import ADDED, HEARD, do_all, take_to_phone
from own_pages import (
    at,
    forms_of,
    links_of,
    promise_coffee,
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
    everything,
    revise,
)

from kiosk import links, server
from kiosk.routes.personal import TALKS_A_PAGE
from kiosk.server import Server
from matching.answers import (
    Correction,
    answer_about_me,
    confirm,
    correct,
    my_answer,
    withdraw_answer,
)
from matching.badge_history import ActKind, list_acts
from matching.consents import Decision, decide
from matching.contacts import ContactField
from matching.conversations import decline
from matching.desk import list_attention
from matching.events import set_event
from matching.model import ConsentKind
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]
LARGEST_PAGE = 50_000


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


# The link


@pytest.mark.parametrize("below", ["", "/badge", "/talk/{talk}", "/talk/{talk}/contact.vcf"])
def test_only_a_whole_link_opens_the_page(connected, anna, page_of, below):
    page, below = page_of(anna), below.format(talk=connected.conversation_id)
    whole = page.path
    other = whole[:4] + ("y" if whole[4] == "x" else "x") + whole[5:]
    for wrong in (whole[:-1], other, links.PERSONAL_PATH + "x"):
        page.path = wrong

        shown = page.look(below)

        assert (shown.status_code, screen(shown)) == (404, "personal-nothing")
        assert "Anna" not in shown.text


def test_the_link_works_for_30_days(talk, anna, page_of, clock):
    page = page_of(anna)

    clock.now = NOW + timedelta(days=30) - timedelta(seconds=1)
    assert page.look().status_code == 200
    clock.now = NOW + timedelta(days=30)
    assert page.look().status_code == 404


def test_an_answer_link_opens_no_personal_page(phone_server, talk, anna, page_of):
    page = page_of(anna)
    page.path = links.PERSONAL_PATH + links.answer_token(
        phone_server.settings, conversation_id=talk.conversation_id, attendee_id=anna.attendee_id
    )

    assert page.look().status_code == 404


def test_without_a_public_address_there_is_no_personal_page(
    store, connected, anna, page_of, monkeypatch
):
    page, before = page_of(anna), everything(store)
    monkeypatch.setitem(server.running().settings.__dict__, "public_url", None)

    assert page.look().status_code == 404
    assert page.send("/badge", {"act": str(connected.conversation_id)}).status_code == 404
    assert everything(store) == before


def test_no_page_is_cached_and_none_allows_script_or_anything_from_outside(
    connected, anna, page_of
):
    page = page_of(anna)
    for below in ("", "/badge", at(connected), at(connected) + "/withdraw"):
        shown = page.look(below)

        assert shown.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in shown.headers["content-security-policy"]
        assert "script-src" not in shown.headers["content-security-policy"]
        assert "<script" not in shown.text
        assert " style=" not in shown.text
        assert [one for one in links_of(shown) if one.startswith("http")] == []


# What is shown


def test_my_conversations_stand_by_event_the_newest_first(store, event, anna, bartek, page_of):
    third, fourth = (invite(store, event, name) for name in ("Celina Nowa", "Dawid Nowy"))
    admit(store, event, anna, bartek, third, fourth)
    for minutes, other in ((0, bartek), (10, third), (20, fourth)):
        begin_talk(store, event, anna, other, at=timedelta(minutes=minutes))
    set_event(store, event, name="Kolacja <23>")

    text = page_of(anna).look().text

    names = ["Kolacja &lt;23&gt;", "Dawid Nowy", "Celina Nowa", "Bartek Wójcik"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)


def test_a_conversation_that_waits_for_me_leads_to_its_question(
    store, talk, anna, bartek, page_of, open_browser
):
    answer(store, talk, bartek, BARTEK_LEARNED)

    shown = page_of(anna).look()

    assert "Czeka na Twoją odpowiedź do: 30 lis 2026, 18:00" in shown.text
    [question] = [link for link in links_of(shown) if links.ANSWER_PATH in link]
    assert screen(open_browser().get(question)) == "phone-answer"


def test_my_words_and_what_became_of_them(store, connected, anna, bartek, page_of):
    mine = my_answer(store, connected.conversation_id, author_id=anna.attendee_id)
    confirm(store, mine.answer_id, by_id=bartek.attendee_id, now=NOW)
    addition = Correction(uuid4(), mine.answer_id, bartek.attendee_id, "I uczy tego innych")
    correct(store, addition, now=NOW)

    shown = page_of(anna).look(at(connected))

    assert ANNA_LEARNED in shown.text
    assert "Ta osoba mówi: zgadza się." in shown.text
    assert "I uczy tego innych" in shown.text


def test_what_the_other_promised_stands_on_the_page_once_both_have_answered(
    store, talk, anna, bartek, page_of
):
    page = page_of(anna)
    answer(store, talk, bartek, BARTEK_LEARNED)
    promise_coffee(store, talk, bartek)
    see_all(page, talk)
    assert "Zaproszę na kawę</p>".encode() not in page.heard
    assert b"Obiecuje" not in page.heard

    answer(store, talk, anna, ANNA_LEARNED)

    shown = page.look(at(talk)).text
    assert "Obiecuje Bartek Wójcik, do 23 lis 2026: Zaproszę na kawę" in shown
    withdraw_answer(store, talk.conversation_id, author_id=bartek.attendee_id, now=NOW)
    assert "Obiecuje" not in page.look(at(talk)).text


def test_earlier_words_and_my_correction_stand_beside(store, connected, anna, bartek, page_of):
    theirs = answer_about_me(store, connected.conversation_id, reader_id=anna.attendee_id)
    correct(store, Correction(uuid4(), theirs.answer_id, anna.attendee_id, "Od roku"), now=NOW)
    revise(store, connected, bartek, "Uczy rachunkowości po godzinach", at=timedelta(hours=1))

    text = page_of(anna).look(at(connected)).text

    for words in (BARTEK_LEARNED, "Uczy rachunkowości po godzinach", "Od roku"):
        assert words in text


def test_vulgar_words_about_me_are_not_shown(store, talk, anna, bartek, page_of):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, "Prowadzi jakąś kurwa firmę transportową")
    page = page_of(anna)

    see_all(page, talk)

    assert b"kurwa" not in page.heard
    assert "Tych słów nie pokazujemy." in page.look(at(talk)).text
    assert "confirm" not in forms_of(page.look(at(talk)))


def test_an_expired_and_a_declined_conversation_read_alike(
    store, event, anna, bartek, page_of, clock
):
    third = invite(store, event, "Celina Nowa")
    admit(store, event, anna, bartek, third)
    old = begin_talk(store, event, anna, bartek)
    answer(store, old, anna, ANNA_LEARNED)
    clock.now = NOW + timedelta(days=8)
    fresh = begin_talk(store, event, anna, third, at=timedelta(days=8))
    decline(store, fresh.conversation_id, by_id=third.attendee_id, now=clock.now)
    page = page_of(anna)

    pages = [page.look(at(one)).text for one in (old, fresh)]

    assert pages[0].replace("Bartek Wójcik", "X") == pages[1].replace("Celina Nowa", "X")
    assert ANNA_LEARNED not in pages[0]
    assert page.look().text.count("Ta rozmowa wygasła.") == 2


def test_what_others_wrote_is_escaped(store, event, anna, page_of):
    hostile = '"><script>alert(1)</script>{{ 7 * 7 }}'
    other = invite(store, event, hostile, email="x@example.org", company=hostile)
    admit(store, event, anna, other)
    talk = begin_talk(store, event, anna, other)
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, other, f"Opowiada o kwiatach {hostile}")
    share_all(store, talk, other, *ContactField)
    page = page_of(anna)

    for below in ("", "/badge", at(talk), at(talk) + "/withdraw"):
        text = page.look(below).text
        assert "<script" not in text
        assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize(("language", "word"), [("pl", "Moje rozmowy"), ("en", "My conversations")])
def test_the_page_speaks_both_languages_and_stays_in_the_chosen_one(
    connected, anna, page_of, language, word
):
    page = page_of(anna)

    shown = page.look(f"?lang={language}")

    assert word in shown.text
    assert f'<html lang="{language}">' in shown.text
    assert f"{page.path}{at(connected)}?lang={language}" in links_of(shown)
    form = forms_of(page.look(f"{at(connected)}?lang={language}"))["confirm"][0]
    sent = page.send(at(connected) + "/confirm", form, f"?lang={language}")
    assert sent.headers["location"].endswith(f"{at(connected)}?lang={language}")


def test_a_guest_without_conversations_is_told_how_to_have_one(anna, page_of):
    assert "wystarczy pokazać dwa identyfikatory" in page_of(anna).look().text


def test_twenty_conversations_fit_in_50_kilobytes_and_the_rest_is_on_the_next_page(
    store, event, anna, page_of
):
    admit(store, event, anna)
    words = "Pomaga ludziom, którzy wracają do pracy po długiej przerwie, zacząć od nowa: "
    for number in range(TALKS_A_PAGE + 2):
        other = invite(store, event, f"Gość {number:02} Wiśniewska-Brzęczyszczykiewicz")
        admit(store, event, other)
        talk = begin_talk(store, event, anna, other, at=timedelta(minutes=number))
        for author in (anna, other):
            mine = words + f"raz {number} z {author.name}" * 3
            answer(store, talk, author, mine, at=timedelta(minutes=number))
        promise_coffee(store, talk, anna)
    page = page_of(anna)

    first, second, badge = page.look(), page.look("?page=1"), page.look("/badge")

    for shown in (first, second, badge):
        assert len(shown.content) < LARGEST_PAGE
    assert first.text.count("<article") == TALKS_A_PAGE
    assert second.text.count("<article") == 2
    assert f"{page.path}?page=1" in links_of(first)
    assert page.look("?page=99999999999999").status_code == 200


# What my badge did


def test_all_that_my_badge_did_is_listed(store, connected, anna, page_of):
    decision = Decision(uuid4(), anna.person_id, ConsentKind.MAIL, True, "pl")
    decide(store, decision, source="kiosk", now=NOW)

    text = page_of(anna).look("/badge").text

    assert "Wejście" in text
    assert "Rozpoczęta rozmowa, druga osoba: Bartek Wójcik" in text
    assert "Odpowiedź o osobie: Bartek Wójcik" in text
    assert ANNA_LEARNED in text
    assert BARTEK_LEARNED not in text
    assert "Zgoda: Moje rozmowy e-mailem" in text
    assert "23 lis 2026, 18:00 · Evening · stanowisko 1" in text


def test_what_my_badge_did_in_a_talk_is_listed_and_can_be_reported(store, connected, anna, page_of):
    do_all(store, connected, anna, kiosk=3)
    page = page_of(anna)

    text = page.look("/badge").text

    for line in (
        "Obietnica: Zaproszę na kawę. Druga osoba: Bartek Wójcik",
        "Przekazany kontakt: Imię i firma, E-mail. Druga osoba: Bartek Wójcik",
        "Notatka, kogo lub czego szuka: Bartek Wójcik",
        HEARD,
        "„Zgadza się” przy zdaniu o Tobie, druga osoba: Bartek Wójcik",
        "Dopowiedziane do zdania o Tobie, druga osoba: Bartek Wójcik",
        ADDED,
        "Ta obietnica zniknie.",
        "23 lis 2026, 18:00 · Evening · stanowisko 3",
    ):
        assert line in text
    for act in list_acts(store, anna.person_id):
        if act.kiosk == 3:
            page.send("/badge", {"act": str(act.act_id)})
    again = page.look("/badge").text
    assert again.count("Zgłoszone obsłudze") == 3
    assert "Ta obietnica zniknie." not in again
    assert (HEARD in again, ADDED in again) == (False, False)


def test_what_was_done_with_the_second_badge_or_its_phone_code_is_in_plain_words(
    store, connected, bartek, page_of
):
    do_all(store, connected, bartek, channel="link")
    take_to_phone(store, connected, bartek)
    page = page_of(bartek)

    text = page.look("/badge").text

    for line in (
        "Pokazany jako drugi w rozmowie, pierwsza osoba: Anna Nowak",
        "Kod na telefon do rozmowy, druga osoba: Anna Nowak",
        "Ten kod i jego link przestaną działać",
        "23 lis 2026, 18:00 · Evening · stanowisko 5",
        "23 lis 2026, 18:00 · Evening · przez link do rozmowy",
    ):
        assert line in text
    for act in list_acts(store, bartek.person_id):
        page.send("/badge", {"act": str(act.act_id)})
    assert connections(store) == []
    ended = "Pokazany jako drugi w rozmowie, pierwsza osoba: Anna Nowak. Już wygasła."
    assert ended in page.look("/badge").text


def test_nothing_done_on_the_page_is_the_badges_doing(store, connected, anna, page_of):
    page, before = page_of(anna), list_acts(store, anna.person_id)
    page.fill(at(connected), "confirm")
    page.fill(at(connected), "correct", words=ADDED)
    page.fill(at(connected), "promise", kind="coffee")
    page.fill(at(connected), "promise", kind="none")
    page.fill(at(connected), "share", field=["email"])

    assert list_acts(store, anna.person_id) == before


def test_saying_this_was_not_me_takes_the_answer_back_and_tells_staff(
    store, event, connected, anna, page_of
):
    page = page_of(anna)
    mine = my_answer(store, connected.conversation_id, author_id=anna.attendee_id)

    sent = page.send("/badge", {"act": str(mine.answer_id)})

    assert sent.headers["location"] == page.path + "/badge"
    assert connections(store) == []
    [note] = list_attention(store, event)
    assert (note.reason, note.name) == ("not_me", "Anna Nowak")
    assert ANNA_LEARNED not in page.look("/badge").text


def test_what_was_reported_is_marked(store, talk, anna, page_of):
    page = page_of(anna)
    [scan] = [one for one in list_acts(store, anna.person_id) if one.kind is ActKind.SCAN]

    page.send("/badge", {"act": str(scan.act_id)})

    assert page.look("/badge").text.count("Zgłoszone obsłudze") == 1
    [left] = forms_of(page.look("/badge"))["badge"]
    assert left["act"] == [str(talk.conversation_id)]


# Files


def test_the_files_are_downloads_with_plain_names(store, event, anna, page_of):
    other = invite(store, event, 'Łucja "Żak"\r\nX: y', email="l@example.org")
    admit(store, event, anna, other)
    talk = begin_talk(store, event, anna, other)
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, other, BARTEK_LEARNED)
    share_all(store, talk, other, ContactField.EMAIL)
    promise_coffee(store, talk, anna)
    page = page_of(anna)

    calendar, contact = (page.look(at(talk) + end) for end in ("/promise.ics", "/contact.vcf"))

    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert contact.headers["content-type"] == "text/vcard; charset=utf-8"
    assert calendar.headers["content-disposition"] == 'attachment; filename="lucja-zak-x-y.ics"'
    assert contact.headers["content-disposition"] == 'attachment; filename="lucja-zak-x-y.vcf"'
    assert "SUMMARY:Zaproszę na kawę: Łucja" in calendar.text
    assert contact.headers["cache-control"] == "no-store"
