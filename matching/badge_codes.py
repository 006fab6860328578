"""Badge codes: what is printed in a QR code and under it, and how a damaged one is told.

A code is ``EV1:`` and 18 characters of a 32-letter alphabet without 0, O, 1 and I:
16 random characters (80 bits) and 2 check characters. It holds no personal data and
opens nothing by itself. docs/badge-code.md describes the check for other implementers.
"""

import re
import secrets
from collections.abc import Sequence

PREFIX = "EV1:"
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
RANDOM_LENGTH = 16
CHECK_LENGTH = 2

_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_SEPARATORS = re.compile(r"[\s\-‐-―·.]+")
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def _powers() -> tuple[list[int], list[int]]:
    power, log, value = [], [0] * 32, 1
    for exponent in range(31):
        power.append(value)
        log[value] = exponent
        value <<= 1
        if value & 0b100000:
            value ^= _FIELD_POLYNOMIAL
    return power, log


_POWER, _LOG = _powers()


def _product(one: int, other: int) -> int:
    """Multiply in GF(32); each operand 0 to 31."""
    if one == 0 or other == 0:
        return 0
    return _POWER[(_LOG[one] + _LOG[other]) % 31]


def check_characters(random_part: str) -> str:
    """The two check characters of 16 characters of the alphabet.

    A Reed-Solomon code over GF(32) with roots 1 and alpha (Reed and Solomon 1960): every one
    or two wrong characters, and every swap, are told. Raises KeyError for a foreign character.
    """
    values = [_VALUE[letter] for letter in random_part]
    plain, weighted = _sums(values)
    # Solve c16 + c17 = plain and alpha^16 c16 + alpha^17 c17 = weighted.
    first, second = _POWER[RANDOM_LENGTH], _POWER[RANDOM_LENGTH + 1]
    numerator = weighted ^ _product(second, plain)
    check_first = _product(numerator, _POWER[(31 - _LOG[first ^ second]) % 31])
    return ALPHABET[check_first] + ALPHABET[plain ^ check_first]


def _sums(values: Sequence[int]) -> tuple[int, int]:
    plain = weighted = 0
    for place, value in enumerate(values):
        plain ^= value
        weighted ^= _product(value, _POWER[place])
    return plain, weighted


def new_badge_code() -> str:
    """A fresh unguessable code, ``EV1:`` and 18 characters."""
    random_part = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return PREFIX + random_part + check_characters(random_part)


def is_badge_code(text: str) -> bool:
    """Whether the text is exactly a code with the right check characters."""
    body = text[len(PREFIX) :]
    if not text.startswith(PREFIX) or len(body) != RANDOM_LENGTH + CHECK_LENGTH:
        return False
    if any(letter not in _VALUE for letter in body):
        return False
    return check_characters(body[:RANDOM_LENGTH]) == body[RANDOM_LENGTH:]


def typed_badge_code(text: str) -> str | None:
    """The code a person typed or a scanner sent: case, spaces and hyphens are forgiven.

    The prefix may be missing, as it is not printed in the groups. None if it is no code.
    """
    body = _SEPARATORS.sub("", text.upper())
    code = PREFIX + body.removeprefix(PREFIX).removeprefix("EV1")
    return code if is_badge_code(code) else None


def in_groups(code: str) -> str:
    """The code as it is printed for people: without prefix, in groups of four."""
    body = code.removeprefix(PREFIX)
    return " ".join(body[start : start + 4] for start in range(0, len(body), 4))
