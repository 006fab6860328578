"""Badge codes: every one or two wrong characters are told."""

import itertools
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.badge_codes import (
    ALPHABET,
    PREFIX,
    check_characters,
    in_groups,
    is_badge_code,
    new_badge_code,
    typed_badge_code,
)

RANDOM_PARTS = st.text(ALPHABET, min_size=16, max_size=16)
CODES = RANDOM_PARTS.map(lambda part: PREFIX + part + check_characters(part))
PLACES = st.lists(st.integers(0, 17), min_size=1, max_size=2, unique=True)


def test_a_code_looks_as_it_is_printed():
    code = new_badge_code()

    assert re.fullmatch(r"EV1:[A-HJ-NP-Z2-9]{18}", code)
    assert is_badge_code(code)


def test_the_alphabet_has_no_letters_that_look_like_digits():
    assert len(set(ALPHABET)) == 32
    assert not set("01OI") & set(ALPHABET)


def test_the_check_of_known_codes_never_changes():
    """Printed badges must stay valid for ever; docs/badge-code.md shows these."""
    assert check_characters("KAWAZCYTRYNA2345") == "A4"
    assert check_characters("A" * 16) == "AA"


@given(CODES)
def test_every_code_made_from_its_check_is_valid(code):
    assert is_badge_code(code)


@given(CODES, PLACES, st.data())
@settings(max_examples=400)
def test_any_one_or_two_wrong_characters_are_told(code, places, data):
    letters = list(code.removeprefix(PREFIX))
    for place in places:
        letters[place] = data.draw(st.sampled_from([x for x in ALPHABET if x != letters[place]]))

    assert not is_badge_code(PREFIX + "".join(letters))


def test_each_single_wrong_character_of_a_code_is_told():
    body = new_badge_code().removeprefix(PREFIX)

    for place, letter in itertools.product(range(18), ALPHABET):
        if letter != body[place]:
            assert not is_badge_code(PREFIX + body[:place] + letter + body[place + 1 :])


@given(CODES, st.integers(0, 16), st.integers(1, 17))
def test_any_two_characters_that_changed_places_are_told(code, first, distance):
    letters = list(code.removeprefix(PREFIX))
    second = (first + distance) % 18
    is_changed = letters[first] != letters[second]
    letters[first], letters[second] = letters[second], letters[first]

    assert is_badge_code(PREFIX + "".join(letters)) == (not is_changed)


@given(st.text())
def test_what_somebody_made_up_is_practically_never_a_code(text):
    assert not is_badge_code(text)
    assert typed_badge_code(text) is None or is_badge_code(typed_badge_code(text))


@pytest.mark.parametrize("wrong", ["O", "I", "0", "1", "a", "é", " ", "-", "Ａ"])
def test_a_character_outside_the_alphabet_is_no_error_but_no_code(wrong):
    code = new_badge_code()

    assert not is_badge_code(code[:8] + wrong + code[9:])


@given(CODES, st.sampled_from([" ", "-", " - ", "\t", ".", "–", "\u00a0"]), st.booleans())
def test_a_typed_code_may_have_small_letters_any_groups_and_no_prefix(code, between, has_prefix):
    groups = in_groups(code).split()
    typed = between.join(groups).lower()

    assert typed_badge_code(("ev1:" if has_prefix else "") + typed) == code


@given(CODES)
def test_the_printed_groups_are_the_code(code):
    groups = in_groups(code).split(" ")

    assert [len(group) for group in groups] == [4, 4, 4, 4, 2]
    assert PREFIX + "".join(groups) == code


def test_a_code_that_begins_with_the_letters_of_the_prefix_is_read_as_it_is():
    """V, E and the digits are letters of a code too; only the 1 is not."""
    part = "EVEVEVEVEVEVEVEV"
    code = PREFIX + part + check_characters(part)

    assert typed_badge_code(in_groups(code)) == code


def test_new_codes_use_all_letters_alike_and_never_repeat():
    codes = [new_badge_code() for _ in range(2000)]
    letters = Counter("".join(code[4:20] for code in codes))

    assert len(set(codes)) == len(codes)
    assert set(letters) == set(ALPHABET)
    assert max(letters.values()) < 1.4 * min(letters.values())
