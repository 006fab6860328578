"""Bytes to text: which encoding a guest list came in.

UTF-8 and UTF-16 are told for certain. Among the 8-bit encodings charset-normalizer proposes and
the letters decide: it alone confuses CP1250 with ISO-8859-2, which differ in ą, ś and ź only.
"""

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

from matching.guest_lists.errors import (
    ForeignFormatError,
    UnknownEncodingError,
    WrongEncodingError,
)

COMMON = ("cp1250", "iso8859-2", "cp1252")
RARE = ("cp852", "mac_latin2")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 65_536
STRAY_CONTROLS = 3

_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_NEIGHBOURS = frozenset("äöüßÄÖÜéèáíčřšžýěůúëïçâôîÁÉÍČŘŠŽ")
_TYPOGRAPHY = frozenset("„”“’‘–—…«»§°№€\xa0")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Decoded:
    """Text, the encoding it was read in, and whether another is nearly as likely."""

    text: str
    encoding: str
    in_doubt: bool = False


def decode(data: bytes, encoding: str | None) -> Decoded:
    """Text of the bytes, in the named encoding or the likeliest one.

    Raises UnknownEncodingError, WrongEncodingError, ForeignFormatError (no text at all).
    """
    decoded = _forced(data, encoding) if encoding else _detected(data)
    if _looks_binary(decoded.text):
        raise ForeignFormatError("binary data")
    return decoded


def _forced(data: bytes, encoding: str) -> Decoded:
    try:
        "".encode(encoding)
    except (LookupError, ValueError) as error:
        raise UnknownEncodingError(encoding[:40]) from error
    try:
        text = data.decode(encoding)
    except ValueError as error:
        raise WrongEncodingError(encoding) from error
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _detected(data: bytes) -> Decoded:
    certain = _certain_encoding(data)
    if certain is None:
        return _likeliest(data)
    try:
        return Decoded(data.decode(certain).removeprefix("\ufeff"), certain.removesuffix("-sig"))
    except ValueError as error:
        raise WrongEncodingError(certain) from error


def _certain_encoding(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _unmarked_utf16(data[:SAMPLE_BYTES]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _unmarked_utf16(sample: bytes) -> str | None:
    """European text in UTF-16 has a zero in nearly every second byte."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _likeliest(data: bytes) -> Decoded:
    high = bytes(byte for byte in data[:SAMPLE_BYTES] if byte > 127) or data
    scored = []
    for encoding in _candidates(data):
        try:
            scored.append((_plausibility(high.decode(encoding)), encoding, data.decode(encoding)))
        except (ValueError, LookupError):
            continue
    if not scored:
        raise ForeignFormatError("binary data")
    scored.sort(key=lambda entry: -entry[0])  # stable: the order of the candidates breaks ties
    best, encoding, text = scored[0]
    in_doubt = best <= 0 or any(_rivals(high, encoding, other) for other in COMMON)
    return Decoded(text, encoding, in_doubt)


def _rivals(high: bytes, chosen: str, other: str) -> bool:
    """Whether the bytes that the two read differently are letters in both."""
    try:
        pairs = zip(high.decode(chosen), high.decode(other), strict=True)
        different = "".join(theirs for ours, theirs in pairs if ours != theirs)
    except ValueError:
        return False
    return _plausibility(different) > 0


def _candidates(data: bytes) -> list[str]:
    proposal = from_bytes(data[:SAMPLE_BYTES]).best()
    names = [*COMMON, *RARE]
    # A multi-byte guess cannot be scored letter by letter and is wrong for short lists anyway.
    if proposal is not None and proposal.encoding.startswith(("cp125", "iso8859", "koi8")):
        names.append(proposal.encoding)
    return list(dict.fromkeys(names))


def _plausibility(high: str) -> float:
    """How much the characters beyond ASCII look like letters of names."""
    counted = Counter(high)
    return sum(_worth(character) * count for character, count in counted.items())


@cache
def _worth(character: str) -> float:
    if character in _POLISH:
        return 2.0
    if character in _NEIGHBOURS:
        return 1.0
    if character in _TYPOGRAPHY:
        return 0.3
    category = unicodedata.category(character)
    if category in {"Lu", "Ll"}:
        return 1.0 if "CYRILLIC" in unicodedata.name(character, "") else 0.2
    return -5.0 if category in {"Cc", "Cn", "Co"} else -2.0


def _looks_binary(text: str) -> bool:
    sample = text[:SAMPLE_BYTES]
    return len(_CONTROLS.findall(sample)) > max(STRAY_CONTROLS, len(sample) / 100)
