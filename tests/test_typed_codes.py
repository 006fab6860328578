"""Typed codes: for one conversation of one person, for a day, and only their hash is kept."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows

from matching.typed_codes import HOURS_VALID, new_typed_code, open_typed_code

KEY = b"k" * 32
ONE_MINUTE = timedelta(minutes=1)


@pytest.fixture
def ids():
    return uuid4(), uuid4()


@pytest.fixture
def code(store, ids):
    return new_typed_code(store, conversation_id=ids[0], attendee_id=ids[1], key=KEY, now=NOW)


def test_a_code_has_two_groups_of_four_letters_that_cannot_be_mistaken(code):
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", code)


def test_a_code_opens_its_conversation_for_its_person(store, code, ids):
    assert open_typed_code(store, code, key=KEY, now=NOW) == ids


def test_a_code_can_be_opened_again(store, code, ids):
    for _ in range(3):
        assert open_typed_code(store, code, key=KEY, now=NOW) == ids


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
    assert open_typed_code(store, as_typed(code), key=KEY, now=NOW) == ids


@pytest.mark.parametrize("typed", ["", "-", "AAAA-AAAA", "AAAA", "ZZZZ-ZZZZ-Z", "\0" * 8, "ж" * 8])
def test_another_code_opens_nothing(store, code, typed):
    assert open_typed_code(store, typed, key=KEY, now=NOW) is None


def test_a_code_with_something_behind_it_opens_nothing(store, code):
    assert open_typed_code(store, code + "A", key=KEY, now=NOW) is None
    assert open_typed_code(store, "A" * 100_000 + code, key=KEY, now=NOW) is None


def test_a_code_ends_after_a_day(store, code, ids):
    end = NOW + timedelta(hours=HOURS_VALID)

    assert open_typed_code(store, code, key=KEY, now=end - ONE_MINUTE) == ids
    assert open_typed_code(store, code, key=KEY, now=end) is None


def test_two_codes_of_one_person_are_both_good(store, code, ids):
    second = new_typed_code(store, conversation_id=ids[0], attendee_id=ids[1], key=KEY, now=NOW)

    assert second != code
    assert {open_typed_code(store, one, key=KEY, now=NOW) for one in (code, second)} == {ids}


def test_the_database_does_not_know_the_code(store, code):
    kept = str(rows(store, "SELECT * FROM typed_code"))

    assert code not in kept
    assert code.replace("-", "") not in kept


def test_with_another_secret_the_same_letters_open_nothing(store, code):
    assert open_typed_code(store, code, key=b"o" * 32, now=NOW) is None


def test_ended_codes_are_deleted_when_the_next_is_made(store, code, ids):
    later = NOW + timedelta(hours=HOURS_VALID)

    new_typed_code(store, conversation_id=ids[0], attendee_id=ids[1], key=KEY, now=later)

    assert rows(store, "SELECT count(*) FROM typed_code") == [(1,)]
