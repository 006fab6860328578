"""Cells as they should have been written: one form of letters, nothing invisible, a sane length."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")
_BLANK_IN_LINE = re.compile(r"[^\S\n]+")
_NOTHING = {"none", "null", "nan", "n/a", "#n/a", "-", "--", "–", "—"}
_NO_NAME = {"n/a", "#n/a", "-", "--", "–", "—"}
_GUARDED = re.compile(r"^'(?=[=+\-@|%])")
_KEPT_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_EMAIL = re.compile(
    r"[^\s@<>,;:\"'()\[\]\\]+@[^\s@<>,;:\"'()\[\]\\.]+(?:\.[^\s@<>,;:\"'()\[\]\\.]+)+"
)
LONGEST_EMAIL = 254


def clean(cell: str) -> str:
    """One line of NFC text without control, zero-width or direction characters."""
    return _SPACE.sub(" ", _visible(cell)).strip()


def clean_lines(cell: str) -> str:
    """Like clean, but keeps line breaks."""
    text = _visible(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK_IN_LINE.sub(" ", text).strip()


def _visible(cell: str) -> str:
    text = cell if cell.isascii() else unicodedata.normalize("NFC", cell)
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    text = text.strip()
    # Exports guard what a spreadsheet would run as a formula; here it is data only.
    if text[:1] in {"'", "="}:
        text = _KEPT_AS_TEXT.sub(r"\1", _GUARDED.sub("", text))
    return text


def is_nothing(text: str) -> bool:
    """Whether the cell says in words that it is empty."""
    return text.casefold() in _NOTHING


def is_no_name(text: str) -> bool:
    """Like is_nothing, but people are called Null and None."""
    return text.casefold() in _NO_NAME


def email_in(text: str) -> str | None:
    """The first address in a cell such as 'Anna <anna@example.org>', None where there is none."""
    if not text:
        return ""
    found = _EMAIL.search(text.replace("mailto:", ""))
    return found[0] if found and len(found[0]) <= LONGEST_EMAIL else None
