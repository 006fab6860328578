"""vCards: one person each, brought into the shape of a table."""

import re
from typing import Any

import vobject

from matching.guest_lists.bounds import MOST_ROWS
from matching.guest_lists.errors import ListTooLongError
from matching.guest_lists.sheet import Line

COLUMNS = ["Name", "First name", "Last name", "Email", "Phone", "Company", "Job title", "Language"]

_BEGIN = re.compile(r"^BEGIN:VCARD[ \t]*\r?$", re.IGNORECASE)
_END = re.compile(r"^END:VCARD[ \t]*\r?$", re.IGNORECASE)


def read_cards(text: str) -> tuple[list[Line], list[tuple[int, str]]]:
    """A header and one row per card, and the first lines of cards that cannot be read."""
    lines, unread = [Line(0, COLUMNS)], []
    for number, card in _cards(text):
        if len(lines) > MOST_ROWS:
            raise ListTooLongError(MOST_ROWS)
        try:
            lines.append(Line(number, _cells(card)))
        except Exception:
            # vobject lets the errors of its parsers through; one bad card costs one card.
            unread.append((number, "unreadable_card"))
    return lines, unread


def _cards(text: str) -> list[tuple[int, str]]:
    cards, begin, current = [], 0, list[str]()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if _BEGIN.match(line):
            begin, current = number, []
        if begin:
            current.append(line)
        if begin and _END.match(line):
            cards.append((begin, "\r\n".join(current) + "\r\n"))
            begin = 0
    if begin:
        cards.append((begin, "\r\n".join(current)))
    return cards


def _cells(card: str) -> list[str]:
    parsed = vobject.readOne(card, allowQP=True)
    parts = _value(parsed, "n")
    first = _joined(getattr(parts, "given", ""))
    last = _joined(getattr(parts, "family", ""))
    name = _joined(_value(parsed, "fn")) or f"{first} {last}".strip()
    company = _value(parsed, "org")
    return [
        name,
        first,
        last,
        _joined(_value(parsed, "email")).removeprefix("mailto:"),
        _joined(_value(parsed, "tel")).removeprefix("tel:"),
        company[0] if isinstance(company, list) and company else _joined(company),
        _joined(_value(parsed, "title")),
        _joined(_value(parsed, "lang")),
    ]


def _value(card: Any, name: str) -> Any:
    entries = card.contents.get(name)
    return entries[0].value if entries else ""


def _joined(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
