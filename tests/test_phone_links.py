"""What a link to the phone never does and never tells: sealed, late, forged, hostile, twice."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from asgi_browser import chunks
from cast import NOW, invite, rows
from phones import form_with, path_of, screen, state_of, words_of
from talks import (
    ANNA_LEARNED,
    BARTEK_LEARNED,
    admit,
    answer,
    begin_talk,
    connections,
    counts,
    everything,
    revise,
)

from kiosk import links, server
from kiosk.phone import STYLES, answer_steps
from kiosk.phone.forms import LARGEST_FORM
from kiosk.server import Server
from matching.answers import my_answer
from matching.contacts import ContactField, Sharing, share
from matching.conversations import State
from matching.store import Store

pytest_plugins = ["phone_fixtures"]
LARGEST_PAGE = 50_000


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


# Twice, at once, beforehand


def test_a_form_sent_twice_is_one_answer(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    phone = pick_up(bartek, talk)
    form = form_with(phone.look(), "answer")
    form |= {"words": BARTEK_LEARNED, "promise": "ask", "share": "email"}

    first, second = phone.send(form), phone.send(form)

    assert (first.status_code, second.status_code) == (303, 303)
    kept = counts(store)
    assert (kept["answer"], kept["promise"], kept["sharing"]) == (2, 1, 1)
    assert connections(store) == [(talk.conversation_id,)]


def test_a_second_form_after_the_answer_changes_nothing(store, talk, bartek, pick_up):
    phone = pick_up(bartek, talk)
    other_tab = form_with(phone.look(), "answer") | {"words": "Szyje żagle"}
    phone.press("answer", words=BARTEK_LEARNED)

    assert phone.send(other_tab).status_code == 303
    assert words_of(store, bartek, talk) == BARTEK_LEARNED


def test_a_correction_sent_twice_is_one(store, talk, anna, bartek, pick_up):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    phone = pick_up(bartek, talk)
    form = form_with(phone.look(), "correct") | {"words": "I do Berlina"}

    phone.send(form)
    phone.send(form)

    assert rows(store, "SELECT count(*) FROM correction") == [(1,)]


def test_looking_changes_nothing_and_uses_nothing_up(
    store, phone_server, talk, bartek, open_browser, pick_up
):
    before = everything(store)
    phone = pick_up(bartek, talk)
    for query in ("", "?ask=decline", "?lang=en", "?step=decline", "?step=answer&words=x"):
        for _ in range(2):
            assert phone.look(query).status_code == 200
    client = open_browser()
    assert client._send("HEAD", phone.path, {}).status_code == 200

    assert everything(store) == before
    assert phone.press("answer", words=BARTEK_LEARNED).status_code == 303


# Sealed


def test_no_byte_before_the_own_answer_tells_the_others_words(store, talk, anna, bartek, pick_up):
    sealed = "Hoduje jedwabniki, szlifuje bursztyn, naprawia zegary wieżowe"
    answer(store, talk, anna, "Zaczęło się od kulinarnych wędrówek")
    revise(store, talk, anna, sealed)
    phone = pick_up(bartek, talk)
    for query in ("", "?lang=en", "?lang=pl", "?ask=decline", "?theirs=1"):
        phone.look(query)
    for words in ("", "asdf asdf", "miła osoba", "ż" * 501, sealed.upper()):
        phone.press("answer", words=words)
    phone.press("other_question", words="Uczy")
    for step in ("confirm", "correct", "withdraw", "nothing", ""):
        phone.send({"step": step, "answer_id": str(uuid4()), "words": "Prawda"})

    heard = phone.heard.decode()
    learned = {*re.findall(r"\w{5,}", sealed), "kulinarnych", "wędrówek"}
    assert len(phone.heard) > 20_000
    assert [word for word in learned if word in heard] == []
    phone.press("answer", words=BARTEK_LEARNED)
    assert sealed in phone.look().text


def test_withdrawing_seals_the_others_words_again(store, talk, anna, bartek, pick_up):
    from matching.answers import withdraw_answer

    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    withdraw_answer(store, talk.conversation_id, author_id=bartek.attendee_id, now=NOW)

    page = pick_up(bartek, talk).look()

    assert screen(page) == "phone-answer"
    assert ANNA_LEARNED not in page.text


def test_a_phone_never_shows_contacts(store, talk, anna, bartek, pick_up):
    """P3: they are for the reader's own page and mail."""
    everything_shared = Sharing(
        uuid4(), talk.conversation_id, anna.attendee_id, tuple(ContactField)
    )
    share(store, everything_shared, now=NOW)
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)

    assert "anna@example.org" not in pick_up(bartek, talk).look().text


# Hostile, late and lost links


def test_every_link_that_opens_nothing_shows_the_same_page(
    store, phone_server, event, talk, anna, bartek, celina, open_browser, pick_up, clock
):
    good = path_of(phone_server, bartek, talk)
    forged = {
        "damaged": good[:-3] + "AAA",
        "cut": good[:40],
        "nothing": "/a/",
        "of nobody": links.ANSWER_PATH
        + links.answer_token(phone_server.settings, conversation_id=uuid4(), attendee_id=uuid4()),
        "of somebody else's conversation": path_of(phone_server, celina, talk),
        "two": good + "/" + good,
        "markup": "/a/<script>alert(1)</script>",
        "no text": "/a/%ff%00%0a",
        "long": "/a/" + "A" * 5000,
    }
    client = open_browser()
    pages = {name: client.get(path) for name, path in forged.items()}
    sent = {name: client.post(path, data={"step": "decline"}) for name, path in forged.items()}

    assert {page.status_code for page in [*pages.values(), *sent.values()]} == {404}
    assert len({page.text for page in [*pages.values(), *sent.values()]}) == 1
    clock.now = NOW + timedelta(days=7)
    late = client.get(good)
    assert late.status_code == 410
    assert late.text == pages["damaged"].text
    assert state_of(store, bartek, talk) is State.OPEN


def test_a_link_ends_after_seven_days(store, talk, anna, bartek, pick_up, clock):
    phone = pick_up(bartek, talk)
    form = form_with(phone.look(), "answer") | {"words": BARTEK_LEARNED}

    clock.now = NOW + timedelta(days=7) - timedelta(seconds=1)
    assert phone.look().status_code == 200
    clock.now += timedelta(seconds=1)

    assert phone.look().status_code == 410
    assert phone.send(form).status_code == 410
    assert words_of(store, bartek, talk) is None


def test_a_link_ends_after_seven_days_for_the_connected_too(
    store, talk, anna, bartek, pick_up, clock
):
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    clock.now = NOW + timedelta(days=7)

    page = pick_up(bartek, talk).look()

    assert page.status_code == 410
    assert ANNA_LEARNED not in page.text


def test_a_link_reaches_no_sentence_of_another_conversation(
    store, event, talk, anna, bartek, celina, pick_up
):
    admit(store, event, celina)
    with_celina = begin_talk(store, event, celina, bartek)
    answer(store, talk, anna, ANNA_LEARNED)
    answer(store, talk, bartek, BARTEK_LEARNED)
    answer(store, with_celina, bartek, "Szyje żagle dla małych łodzi")
    answer(store, with_celina, celina, "Repairs tower clocks")
    theirs = my_answer(store, with_celina.conversation_id, author_id=celina.attendee_id)
    mine = my_answer(store, talk.conversation_id, author_id=bartek.attendee_id)
    phone = pick_up(bartek, talk)

    for answer_id in (theirs.answer_id, mine.answer_id):
        hostile = {"answer_id": str(answer_id), "correction_id": str(uuid4()), "words": "Nie"}
        phone.send(hostile | {"step": "confirm"})
        phone.send(hostile | {"step": "correct"})

    assert rows(store, "SELECT count(*) FROM confirmation") == [(0,)]
    assert rows(store, "SELECT count(*) FROM correction") == [(0,)]


def test_an_answer_id_of_another_conversation_changes_nothing(
    store, event, talk, bartek, celina, pick_up
):
    admit(store, event, celina)
    with_celina = begin_talk(store, event, celina, bartek)
    pick_up(bartek, talk).press("answer", words=BARTEK_LEARNED)
    first = my_answer(store, talk.conversation_id, author_id=bartek.attendee_id)

    sent = pick_up(bartek, with_celina).press(
        "answer", words="Szyje żagle", answer_id=str(first.answer_id)
    )

    assert sent.status_code == 303
    assert words_of(store, bartek, with_celina) is None
    assert words_of(store, bartek, talk) == BARTEK_LEARNED


@pytest.mark.parametrize("whole", [True, False])
def test_a_body_of_a_megabyte_is_not_read(store, talk, bartek, phone_server, open_browser, whole):
    before = everything(store)
    body = b"step=answer&words=" + b"x" * 10**6 if whole else chunks(16, 65_536)

    for path in (path_of(phone_server, bartek, talk), "/k"):
        content = body if whole else chunks(16, 65_536)
        assert open_browser().post(path, content=content).status_code == 413

    assert everything(store) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"&&&=%ff%fe&step",
        b"step=answer",
        b"step=answer&answer_id=x&words=y",
        b"step=answer&step=decline&answer_id=00000000-0000-0000-0000-000000000000",
        b"step=__init__",
        b'{"step": "decline"}',
        b"&".join(b"f%d=1" % n for n in range(500)),
        b"step=correct&answer_id=00000000-0000-0000-0000-000000000000&words=%00%1b[31m",
    ],
)
def test_a_form_of_no_page_of_ours_changes_nothing(
    store, talk, bartek, phone_server, open_browser, body
):
    before = everything(store)

    answered = open_browser().post(path_of(phone_server, bartek, talk), content=body)

    assert answered.status_code in {303, 422}
    assert everything(store) == before


def test_control_characters_do_not_reach_the_words(store, talk, bartek, pick_up):
    pick_up(bartek, talk).press("answer", words="Uczy\x00 księgowości\x1b[31m w szkole\x07")

    assert words_of(store, bartek, talk) == "Uczy księgowości[31m w szkole"


def test_what_people_wrote_is_never_markup(store, event, bartek, pick_up):
    hostile = invite(store, event, "<img src=x onerror=alert(1)> Ó'Brien", email="o@example.org")
    admit(store, event, hostile, bartek)
    talk = begin_talk(store, event, hostile, bartek)
    answer(store, talk, hostile, "Lubi </textarea><script>alert(2)</script> i {{ 7 * 7 }}")
    phone = pick_up(bartek, talk)
    phone.press("answer", words='</textarea><svg onload="alert(3)">' + "ż" * 500)
    phone.press("answer", words='Robi </textarea><svg onload="alert(4)"> oraz &lt;b&gt;')
    phone.look()

    heard = phone.heard.decode()
    assert "&lt;img src=x" in heard
    assert "{{ 7 * 7 }}" in heard
    for markup in ("<img", "<script", "</textarea><", "<svg onload", "<b>alert"):
        assert markup not in heard


def test_an_unexpected_failure_is_a_calm_page_and_quotes_nobody_in_the_log(
    talk, bartek, pick_up, monkeypatch, caplog
):
    def fail(*_args: object, **_values: object) -> None:
        raise RuntimeError(BARTEK_LEARNED)

    monkeypatch.setattr(answer_steps, "record_answer", fail)
    with caplog.at_level(logging.DEBUG):
        page = pick_up(bartek, talk).press("answer", words=BARTEK_LEARNED)

    assert page.status_code == 500
    assert screen(page) == "phone-mistake"
    assert "RuntimeError" in caplog.text
    for secret in (BARTEK_LEARNED, "Bartek", "Anna", str(talk.conversation_id)):
        assert secret not in caplog.text


# Without a public address, headers, languages, size


def test_without_a_public_address_none_of_this_is_offered(
    phone_server, store, talk, bartek, open_browser, typed_code, monkeypatch
):
    before = everything(store)
    path = path_of(phone_server, bartek, talk)
    hidden = type(phone_server.settings)(**{**vars(phone_server.settings), "public_url": None})
    monkeypatch.setattr(server, "running", lambda: Server(hidden, store))
    client = open_browser()

    answers = [client.get(path), client.get("/k"), client.post("/k", data={"code": typed_code})]
    answers.append(client.post(path, data={"step": "decline"}))

    assert [one.status_code for one in answers] == [404] * 4
    assert len({one.text for one in answers}) == 1
    assert everything(store) == before


def test_every_answer_forbids_scripts_storing_and_framing(talk, bartek, pick_up, open_browser):
    phone = pick_up(bartek, talk)
    answers = [phone.look(), phone.press("answer", words=""), phone.look("?ask=decline")]
    answers += [
        open_browser().get("/a/x"),
        open_browser().get("/k"),
        open_browser().post("/k", data={}),
    ]
    answers.append(phone.press("answer", words=BARTEK_LEARNED))

    for one in answers:
        policy = one.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert one.headers["cache-control"] == "no-store"
        assert one.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in one.headers


def test_a_page_speaks_the_guests_language_until_asked_for_the_other(
    store, event, talk, bartek, celina, pick_up
):
    admit(store, event, celina)
    with_celina = begin_talk(store, event, bartek, celina)
    polish = pick_up(bartek, talk).look(headers={"accept-language": "en-GB"})
    english = pick_up(celina, with_celina).look(headers={"accept-language": "pl"})
    phone = pick_up(bartek, talk)
    switched = phone.look("?lang=en")

    assert '<html lang="pl">' in polish.text
    assert '<html lang="en">' in english.text
    assert '<html lang="en">' in switched.text
    assert 'href="?lang=pl"' in switched.text
    sent = phone.send(form_with(switched, "answer") | {"words": "Teaches"}, "?lang=en")
    assert sent.headers["location"] == f"{phone.path}?lang=en"


def test_a_guest_without_a_language_gets_the_browsers(store, event, anna, pick_up):
    guest = invite(store, event, "Nila", email="nila@example.org")
    admit(store, event, anna, guest)
    phone = pick_up(guest, begin_talk(store, event, anna, guest))

    assert '<html lang="en">' in phone.look(headers={"accept-language": "en-GB,en"}).text
    assert '<html lang="pl">' in phone.look(headers={"accept-language": "de"}).text
    assert '<html lang="pl">' in phone.look("?lang=xx").text


def test_a_page_weighs_less_than_fifty_kilobytes_with_its_stylesheet(
    store, talk, anna, bartek, pick_up, open_browser
):
    answer(store, talk, anna, "Ż" * 250 + " pomaga " + "ó" * 240)
    phone = pick_up(bartek, talk)
    pages = [phone.look(), phone.press("answer", words="")]
    phone.press("answer", words="ą" * 240 + " uczy " + "ę" * 240)
    pages.append(phone.look())
    style = open_browser().get(re.search(r'href="(/phone\.css\?v=\w+)"', pages[0].text)[1])

    assert style.headers["content-type"].startswith("text/css")
    assert "max-age" in style.headers["cache-control"]
    assert style.content == STYLES.read_bytes()
    assert max(len(page.content) for page in pages) + len(style.content) < LARGEST_PAGE


def test_the_ring_is_solid_only_for_who_has_answered(store, talk, anna, bartek, pick_up):
    def arcs(page) -> int:
        return page.text.count('<path d="M60 106')

    phone = pick_up(bartek, talk)
    assert arcs(phone.look()) == 0
    answer(store, talk, anna, ANNA_LEARNED)
    assert arcs(phone.look()) == 1
    phone.press("answer", words=BARTEK_LEARNED)
    assert arcs(phone.look()) == 2


def test_the_largest_honest_form_fits(talk, bartek, pick_up):
    assert len("words=" + "%F0%9F%98%80" * 500) < LARGEST_FORM
