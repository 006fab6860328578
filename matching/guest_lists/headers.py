"""Which row names the columns, and what each column holds."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from matching.guest_lists.sheet import LONGEST_HEADER_SEARCH, Line
from matching.names import fold

HEADER_FILE = Path(__file__).parents[2] / "data" / "guest_list_headers.toml"
IGNORED = "ignored"
UNKNOWN = "unknown"
LONGEST_HEADER = 200

_WHO = {"name", "name_surname_first", "first_name", "last_name", "email", "attendee_email"}
_TICKETS = {"attendee_email", "secret", "position", "attendee_number", "guest_id", "ticket_id"}
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_OPTION = re.compile(r"^(?P<question>.+[?:]?) – (?P<option>[^–]+)$")


@dataclass(frozen=True)
class Column:
    """One column. option: what a yes in it stands for, where each choice has its own column."""

    place: int
    header: str
    field: str
    option: str = ""


@dataclass(frozen=True)
class Header:
    """The row that names the columns; place is its index among the lines."""

    place: int
    columns: tuple[Column, ...]
    score: int

    @property
    def fields(self) -> frozenset[str]:
        """Everything this list tells about people."""
        return frozenset(column.field for column in self.columns)


def find_header(lines: Sequence[Line]) -> Header | None:
    """The row among the first 50 that names most columns, a name or an e-mail among them."""
    best = None
    for place, line in enumerate(lines[:LONGEST_HEADER_SEARCH]):
        score = _score(line.cells)
        if score and (best is None or score > best[0]):
            best = (score, place)
    if best is None:
        return None
    return Header(best[1], _columns(lines[best[1]].cells), best[0])


def _score(cells: Sequence[str]) -> int:
    known = [field for cell in cells if (field := known_field(cell))]
    if not _WHO.intersection(known):
        return 0
    return len(known) + 10 * len(_WHO.intersection(known)) + 5 * len(_TICKETS.intersection(known))


def _columns(cells: Sequence[str]) -> tuple[Column, ...]:
    columns = [_column(place, cell.strip()) for place, cell in enumerate(cells)]
    fields = {column.field for column in columns}
    return tuple(_in_company(column, fields) for column in columns)


def _column(place: int, header: str) -> Column:
    if not header:
        return Column(place, "", UNKNOWN)
    if field := known_field(header):
        return Column(place, header[:LONGEST_HEADER], field)
    match = _OPTION.match(header)
    question = match["question"] if match else header
    field = known_field(question) or _question_field(question)
    option = match["option"].strip() if match and field in {"offers", "needs"} else ""
    return Column(place, header[:LONGEST_HEADER], field, option)


def _in_company(column: Column, fields: set[str]) -> Column:
    """The same word means different things beside other columns."""
    meaning = column.field
    if meaning == "position_or_job":
        meaning = "position" if "order" in fields else "job_title"
    elif meaning == "email" and "attendee_email" in fields:
        meaning = "order_email"
    elif meaning == "attendee_email":
        meaning = "email"
    elif meaning == "group":
        meaning = IGNORED if "attendee_number" in fields or "sector" in fields else "sector"
    elif meaning == "name" and "first_name" in fields and "last_name" not in fields:
        # German lists say Vorname, Name.
        meaning = "last_name" if fold(column.header) == "name" else meaning
    return Column(column.place, column.header, meaning, column.option)


@lru_cache(maxsize=4096)
def known_field(header: str) -> str:
    """The field an alias stands for, 'ignored', or '' for a header that nobody foresaw."""
    aliases = _aliases()
    full = _key(header)
    return aliases.get(full) or aliases.get(_key(_IN_BRACKETS.sub(" ", header))) or ""


def _question_field(question: str) -> str:
    words, rules = fold(question), _rules()["questions"]
    if any(word in words for word in rules["not_content"]):
        return UNKNOWN
    for field in ("needs", "offers"):
        if any(word in words for word in rules[field]):
            return field
    return UNKNOWN


def _key(header: str) -> str:
    return fold(header.replace("#", " no "))


@cache
def _aliases() -> dict[str, str]:
    rules = _rules()
    aliases = {_key(header): IGNORED for header in rules["ignored"]["headers"]}
    for field, headers in rules["fields"].items():
        aliases.update({_key(header): field for header in headers})
    aliases.pop("", None)
    return aliases


@cache
def _rules() -> dict[str, Any]:
    with HEADER_FILE.open("rb") as file:
        return tomllib.load(file)
