"""Signed links: each opens exactly what it was made for, and a changed one opens nothing."""

import random
import re
import string
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW

from kiosk import links
from kiosk.settings import load_settings

URL = "https://rozmowa.example.org/evening"
SAFE = string.ascii_letters + string.digits + "-_"


@pytest.fixture
def settings(tmp_path):
    return load_settings({"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_PUBLIC_URL": URL + "/"})


@pytest.fixture
def elsewhere(tmp_path):
    """Another organiser's server."""
    return load_settings({"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_SECRET": "another secret 123"})


def answer_token(settings):
    return links.answer_token(settings, conversation_id=uuid4(), attendee_id=uuid4())


def test_an_answer_link_opens_one_conversation_for_one_person(settings):
    ids = uuid4(), uuid4()

    link = links.answer_link(settings, conversation_id=ids[0], attendee_id=ids[1])

    assert link.startswith(f"{URL}/a/")
    assert links.read_answer_link(settings, link.rsplit("/", 1)[1]) == ids


def test_a_link_is_short_and_needs_no_escaping(settings):
    token = answer_token(settings)

    assert len(token) == 87
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", token)


def test_a_personal_link_opens_one_persons_page_for_thirty_days(settings):
    person = uuid4()
    token = links.personal_link(settings, person, now=NOW).removeprefix(f"{URL}/me/")
    almost = NOW + timedelta(days=links.PERSONAL_LINK_DAYS) - timedelta(seconds=1)

    assert links.read_personal_link(settings, token, now=NOW) == person
    assert links.read_personal_link(settings, token, now=almost) == person
    assert links.read_personal_link(settings, token, now=almost + timedelta(seconds=1)) is None


def test_without_a_public_address_there_is_no_link(elsewhere):
    assert links.answer_link(elsewhere, conversation_id=uuid4(), attendee_id=uuid4()) is None
    assert links.personal_link(elsewhere, uuid4(), now=NOW) is None
    assert links.phone_code_link(elsewhere, uuid4()) is None


def test_a_phone_codes_link_holds_its_id_alone(settings):
    phone_code_id = uuid4()
    token = links.phone_code_link(settings, phone_code_id).removeprefix(f"{URL}/a/")

    assert re.fullmatch(r"[A-Za-z0-9_.-]{66}", token)
    assert links.read_phone_code_link(settings, token) == phone_code_id


def test_no_link_opens_what_another_kind_of_link_opens(settings):
    personal = links.personal_token(settings, uuid4(), now=NOW)
    phone_code = links.phone_code_token(settings, uuid4())

    for other in (answer_token(settings), phone_code):
        assert links.read_personal_link(settings, other, now=NOW) is None
    for other in (personal, phone_code):
        assert links.read_answer_link(settings, other) is None
    for other in (personal, answer_token(settings)):
        assert links.read_phone_code_link(settings, other) is None


def test_a_link_of_another_server_opens_nothing(settings, elsewhere):
    assert links.read_answer_link(settings, answer_token(elsewhere)) is None
    phone_code = links.phone_code_token(elsewhere, uuid4())
    assert links.read_phone_code_link(settings, phone_code) is None


@pytest.mark.parametrize(
    "token",
    ["", ".", "a", "a.b", "ą" * 87, "A" * 87, "A" * 43 + "." + "A" * 43, "A" * 10**6, "\0", "%00"],
)
def test_what_is_no_link_opens_nothing(settings, token):
    assert links.read_answer_link(settings, token) is None
    assert links.read_phone_code_link(settings, token) is None
    assert links.read_personal_link(settings, token, now=NOW) is None


def test_every_changed_character_of_what_is_signed_is_told(settings):
    token = answer_token(settings)
    for place in range(43):
        changed = random.choice(SAFE.replace(token[place], ""))
        forged = token[:place] + changed + token[place + 1 :]
        assert links.read_answer_link(settings, forged) is None, forged


def test_the_signature_of_one_link_does_not_fit_another(settings):
    one, other = answer_token(settings), answer_token(settings)

    assert links.read_answer_link(settings, one[:43] + other[43:]) is None


def test_a_cut_or_lengthened_link_opens_nothing(settings):
    token = answer_token(settings)

    for damaged in (token[:-1], token[1:], token + "A", token + "=", f"{token}.{token}"):
        assert links.read_answer_link(settings, damaged) is None, damaged
