"""The machine's letters in print: Atkinson Hyperlegible, and what it can draw."""

import unicodedata
from functools import cache
from pathlib import Path

import fontpkg
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Atkinson"
BOLD = "Atkinson-Bold"
UNKNOWN_LETTER = "◊"

_WEIGHTS = {REGULAR: 400, BOLD: 700}
_LOOKALIKES = {"‐": "-", "‑": "-", "‒": "–", "―": "—", "ʼ": "’", "′": "’", "ẞ": "SS"}


def font_file(face: str) -> Path:
    """Where the package keeps the TTF of REGULAR or BOLD."""
    return Path(fontpkg.path("atkinson-hyperlegible", _WEIGHTS[face]))


def _registered(face: str) -> TTFont:
    font = TTFont(face, str(font_file(face)))
    pdfmetrics.registerFont(font)
    return font


_FONTS = {face: _registered(face) for face in _WEIGHTS}
_DRAWABLE = frozenset.intersection(*(frozenset(f.face.charToGlyph) for f in _FONTS.values()))


def text_width(text: str, face: str) -> float:
    """Width of a text set in one point, in points."""
    return float(_FONTS[face].stringWidth(text, 1))


def drawable(text: str) -> str:
    """The text as the font can draw it, on one line.

    Decomposed letters are composed; white space and line ends become single spaces; marks that
    have no shape of their own go. A letter that the font lacks becomes its base letter, else
    UNKNOWN_LETTER: a guest sees that something is missing, and staff find them by the code.
    """
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_drawn, composed)).split())


@cache
def _drawn(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter.isspace() or category == "Cc":
        return " "
    if category in {"Cf", "Mn", "Me"}:
        return ""
    if letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    if ord(letter) in _DRAWABLE and category != "Cn":
        return letter
    return _base_letters(letter) or UNKNOWN_LETTER


def _base_letters(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(p for p in parts if ord(p) in _DRAWABLE and not unicodedata.combining(p))
