"""What people wrote on its way into a spreadsheet, which would run some of it as a formula."""

import re
import unicodedata

GUARD = "'"

# Control characters, halves of surrogate pairs, line and paragraph separators.
_BREAKS = {"Cc", "Cs", "Zl", "Zp"}
_NO_LETTERS = {"\ufffe", "\uffff"}  # with one of these a workbook cannot be opened
_JOINERS = {"\u200c", "\u200d"}  # some scripts and emoji need them
_STARTS_A_FORMULA = frozenset("=+-@|%＝＋－＠｜％−")
_NUMBER = re.compile(r"[+-]?\d[\d ().,]*%?")  # and phone numbers; no second sign, that is a sum
_BETWEEN_CELLS = re.compile(r"([,;])")


def visible(text: str) -> str:
    """One line in NFC without control, zero-width and direction characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(
        " " if unicodedata.category(one) in _BREAKS or one in _NO_LETTERS else one
        for one in text
        if unicodedata.category(one) != "Cf" or one in _JOINERS
    )
    return unicodedata.normalize("NFC", " ".join(spaced.split()))


def guarded(text: str) -> str:
    """Visible text that no spreadsheet takes for a formula: '=1+1' is "'=1+1".

    Numbers and phone numbers stay as they are. What stands behind a comma or semicolon is guarded
    too, as a spreadsheet of another country cuts the line there.
    """
    pieces = _BETWEEN_CELLS.split(visible(text))
    return "".join(map(_guarded_piece, pieces))


def _guarded_piece(piece: str) -> str:
    bare = piece.strip("\"' \u200c\u200d")
    if not bare or bare[0] not in _STARTS_A_FORMULA or _NUMBER.fullmatch(bare):
        return piece
    blanks = len(piece) - len(piece.lstrip())
    return piece[:blanks] + GUARD + piece[blanks:]
