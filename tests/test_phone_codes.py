"""The short code for phones that cannot scan."""

from datetime import timedelta

import pytest
from cast import NOW, rows
from phones import Phone, form_with, screen, words_of
from talks import BARTEK_LEARNED

from kiosk import links
from kiosk.routes import phone
from kiosk.server import Server
from matching.badge_history import report_act
from matching.phone_codes import PhoneCode
from matching.store import Store

pytest_plugins = ["phone_fixtures"]


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


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
