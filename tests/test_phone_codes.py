"""The short code for phones that cannot scan."""

from datetime import timedelta

import pytest
from cast import NOW
from phones import path_of, screen

from kiosk.routes import phone
from kiosk.server import Server
from matching.store import Store

pytest_plugins = ["phone_fixtures"]


@pytest.fixture
def store(running: Server) -> Store:
    """The running server's."""
    return running.store


def test_a_typed_code_leads_to_the_conversation(running, talk, bartek, browser, typed_code):
    client = browser()

    sent = client.post("/k", data={"code": typed_code.lower().replace("-", " ")})

    assert client.get("/k").status_code == 200
    assert sent.status_code == 303
    assert sent.headers["location"] == path_of(running, bartek, talk)
    assert screen(client.get(sent.headers["location"])) == "phone-answer"


def test_ten_wrong_codes_lock_an_address_for_some_minutes(browser, typed_code, clock):
    client, other = browser("192.0.2.8"), browser("192.0.2.9")
    statuses = [client.post("/k", data={"code": "AAAA-AAAA"}).status_code for _ in range(12)]

    assert statuses == [404] * 10 + [429] * 2
    locked = client.post("/k", data={"code": typed_code})
    assert locked.status_code == 429
    assert "Za dużo prób" in locked.text
    assert other.post("/k", data={"code": typed_code}).status_code == 303
    clock.now += timedelta(minutes=phone.LOCKED_MINUTES)
    assert client.post("/k", data={"code": typed_code}).status_code == 303


def test_right_codes_lock_nobody(browser, typed_code):
    client = browser()

    assert {client.post("/k", data={"code": typed_code}).status_code for _ in range(15)} == {303}


def test_a_code_of_yesterday_opens_nothing(browser, typed_code, clock):
    clock.now = NOW + timedelta(hours=24)

    assert browser().post("/k", data={"code": typed_code}).status_code == 404


def test_a_typed_code_is_never_in_the_address(browser, typed_code):
    page = browser().get("/k", params={"code": typed_code})

    assert 'method="post"' in page.text
    assert typed_code not in page.text
