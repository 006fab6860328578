"""The short code for phones that cannot scan."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cast import NOW, rows
from clocks import Clock
from phones import Phone, form_with, screen, words_of
from racing import together
from served import served
from talks import BARTEK_LEARNED

from kiosk import links
from kiosk.routes import phone
from kiosk.server import Server
from matching.badge_history import report_act
from matching.errors import DatabaseAwayError
from matching.phone_codes import PhoneCode
from matching.store import Store

pytest_plugins = ["phone_fixtures"]
ABOUT_RULES = True  # tried on the phone that they are for


@pytest.fixture
def phone_server(store: Store, tmp_path: Path, clock: Clock, monkeypatch) -> Server:
    """Over the test's own store."""
    monkeypatch.setattr(phone, "wrong_codes", phone.no_wrong_codes())
    return served(store, tmp_path, monkeypatch)


def path_to(phone_server: Server, code: PhoneCode) -> str:
    """What the QR code of a kiosk holds, behind the server's name."""
    return links.ANSWER_PATH + links.phone_code_token(phone_server.settings, code.phone_code_id)


def test_a_typed_code_leads_to_the_conversation(phone_server, open_browser, phone_code):
    client = open_browser()

    sent = client.post("/k", data={"code": phone_code.typed.lower().replace("-", " ")})

    assert client.get("/k").status_code == 200
    assert sent.status_code == 303
    assert sent.headers["location"] == path_to(phone_server, phone_code)
    assert screen(client.get(sent.headers["location"])) == "phone-answer"


def test_very_many_wrong_codes_lock_an_address_for_some_minutes(open_browser, typed_code, clock):
    client, other = open_browser("192.0.2.8"), open_browser("192.0.2.9")
    tries = range(phone.TRIES_PER_ADDRESS + 2)
    statuses = [client.post("/k", data={"code": "AAAA-AAAA"}).status_code for _ in tries]

    assert statuses == [404] * phone.TRIES_PER_ADDRESS + [429] * 2
    locked = client.post("/k", data={"code": typed_code})
    assert locked.status_code == 429
    assert int(locked.headers["retry-after"]) >= 60 * phone.LOCKED_MINUTES
    assert "Za dużo prób" in locked.text
    assert other.post("/k", data={"code": typed_code}).status_code == 303
    clock.now += timedelta(minutes=phone.LOCKED_MINUTES)
    assert client.post("/k", data={"code": typed_code}).status_code == 303


def test_wrong_codes_sent_at_the_same_moment_are_counted_one_by_one(open_browser, typed_code):
    client, more = open_browser(), 12
    send = [lambda: client.post("/k", data={"code": "AAAA-AAAA"}).status_code]

    statuses = together(send * (phone.TRIES_PER_ADDRESS + more))

    assert statuses.count(404) == phone.TRIES_PER_ADDRESS
    assert statuses.count(429) == more


def test_codes_wait_side_by_side_for_a_database_that_is_away_and_are_no_wrong_tries(
    open_browser, typed_code, monkeypatch
):
    client, at_once = open_browser(), 5
    all_wait = threading.Barrier(at_once, timeout=20)

    def away(*_given: object, **_values: object) -> None:
        all_wait.wait()
        raise DatabaseAwayError

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(phone, "open_typed_code", away)
        told = together([lambda: client.post("/k", data={"code": typed_code})] * at_once)

    assert [type(one) for one in told] == [DatabaseAwayError] * at_once
    tries = range(phone.TRIES_PER_ADDRESS)
    assert {client.post("/k", data={"code": "AAAA-AAAA"}).status_code for _ in tries} == {404}


def test_right_codes_lock_nobody(open_browser, typed_code):
    client = open_browser()

    assert {client.post("/k", data={"code": typed_code}).status_code for _ in range(15)} == {303}


def test_a_code_of_yesterday_opens_nothing(open_browser, typed_code, clock):
    clock.now = NOW + timedelta(hours=24)

    assert open_browser().post("/k", data={"code": typed_code}).status_code == 404


def test_a_typed_code_is_never_in_the_address(open_browser, typed_code):
    page = open_browser().get("/k", params={"code": typed_code})

    assert 'method="post"' in page.text
    assert typed_code not in page.text


def test_a_revoked_code_opens_what_a_forged_one_opens(
    phone_server, store, talk, bartek, open_browser, phone_code
):
    client, path = open_browser(), path_to(phone_server, phone_code)
    forged = client.get(path[:-1] + ("A" if path[-1] != "A" else "B"))
    form = form_with(client.get(path), "answer") | {"words": BARTEK_LEARNED}

    report_act(store, bartek.person_id, phone_code.phone_code_id, now=NOW)

    opened, sent = client.get(path), client.post(path, data=form)
    assert (opened.status_code, sent.status_code) == (404, 404)
    assert opened.text == sent.text == forged.text
    assert client.post("/k", data={"code": phone_code.typed}).status_code == 404
    assert words_of(store, bartek, talk) is None


def test_revoking_one_code_leaves_the_owners_own_link_alone(
    phone_server, store, talk, bartek, open_browser, phone_code, pick_up
):
    report_act(store, bartek.person_id, phone_code.phone_code_id, now=NOW)

    assert pick_up(bartek, talk).press("answer", words=BARTEK_LEARNED).status_code == 303
    assert words_of(store, bartek, talk) == BARTEK_LEARNED


def test_answering_with_a_phone_code_is_kept_as_done_by_link(
    phone_server, store, talk, bartek, open_browser, phone_code
):
    phone = Phone(open_browser(), path_to(phone_server, phone_code))

    assert phone.press("answer", words=BARTEK_LEARNED).status_code == 303
    assert rows(store, "SELECT author_id, channel FROM answer") == [(bartek.attendee_id, "link")]
