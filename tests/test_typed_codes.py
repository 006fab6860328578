"""Codes for a phone: of one conversation of one person; typed for a day, only their hash kept."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows

from matching.phone_codes import (
    HOURS_VALID,
    PhoneCode,
    give_phone_code,
    open_phone_code,
    open_typed_code,
)

KEY = b"k" * 32
ONE_MINUTE = timedelta(minutes=1)


@pytest.fixture
def ids():
    return uuid4(), uuid4()


def give(store, ids, *, at=NOW) -> PhoneCode:
    return give_phone_code(
        store, conversation_id=ids[0], attendee_id=ids[1], kiosk=2, key=KEY, now=at
    )


def opened(store, typed: str, *, at=NOW, key=KEY):
    """Conversation and attendee that these letters lead to."""
    phone_code_id = open_typed_code(store, typed, key=key, now=at)
    return phone_code_id and open_phone_code(store, phone_code_id)


@pytest.fixture
def given(store, ids):
    return give(store, ids)


@pytest.fixture
def code(given):
    return given.typed


def test_a_code_has_two_groups_of_four_letters_that_cannot_be_mistaken(code):
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", code)


def test_a_code_opens_its_conversation_for_its_person(store, code, ids):
    assert opened(store, code) == ids


def test_a_code_can_be_opened_again(store, code, ids):
    for _ in range(3):
        assert opened(store, code) == ids


@pytest.mark.parametrize(
    "as_typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " – "),
        lambda code: f"  {' '.join(code)}\n",
    ],
)
def test_case_spaces_and_hyphens_are_forgiven(store, code, ids, as_typed):
    assert opened(store, as_typed(code)) == ids


@pytest.mark.parametrize("typed", ["", "-", "AAAA-AAAA", "AAAA", "ZZZZ-ZZZZ-Z", "\0" * 8, "ж" * 8])
def test_another_code_opens_nothing(store, code, typed):
    assert opened(store, typed) is None


def test_a_code_with_something_behind_it_opens_nothing(store, code):
    assert opened(store, code + "A") is None
    assert opened(store, "A" * 100_000 + code) is None


def test_a_code_ends_after_a_day(store, code, ids):
    end = NOW + timedelta(hours=HOURS_VALID)

    assert opened(store, code, at=end - ONE_MINUTE) == ids
    assert opened(store, code, at=end) is None


def test_two_codes_of_one_person_are_both_good(store, code, ids):
    second = give(store, ids).typed

    assert second != code
    assert {opened(store, one) for one in (code, second)} == {ids}


def test_the_database_does_not_know_the_code(store, code):
    kept = str(rows(store, "SELECT * FROM typed_code"))

    assert code not in kept
    assert code.replace("-", "") not in kept


def test_with_another_secret_the_same_letters_open_nothing(store, code):
    assert opened(store, code, key=b"o" * 32) is None


def test_ended_codes_are_deleted_when_the_next_is_made(store, code, ids):
    later = NOW + timedelta(hours=HOURS_VALID)

    give(store, ids, at=later)

    assert rows(store, "SELECT count(*) FROM typed_code") == [(1,)]


def test_that_a_code_was_handed_out_stays_when_its_letters_have_ended(store, given, ids):
    give(store, ids, at=NOW + timedelta(hours=HOURS_VALID))

    assert open_phone_code(store, given.phone_code_id) == ids
    assert rows(
        store, "SELECT phone_code_id, kiosk FROM phone_code ORDER BY given_at_utc LIMIT 1"
    ) == [(given.phone_code_id, 2)]


def test_a_code_of_nobody_opens_nothing(store, given):
    assert open_phone_code(store, uuid4()) is None
