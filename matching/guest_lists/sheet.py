"""What every format is read into: rows of texts that know their line."""

from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_HEADER_SEARCH = 50


class Line(NamedTuple):
    """One row. number: its first line in a text file, its row in a workbook, its turn elsewhere."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """All rows of a guest list, header and what stands above it among them.

    kind: 'csv', 'xlsx', 'vcard' or 'json'
    encoding: how bytes were read as text, '' where the format says it itself
    in_doubt: whether another encoding would have been nearly as likely
    unread: lines that could not be read, each with its reason
    """

    kind: str
    lines: list[Line]
    encoding: str = ""
    in_doubt: bool = False
    unread: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class GuestListFile:
    """A file that an organiser handed over; name is used for a new event's name only."""

    name: str
    data: bytes
