"""Text with commas, semicolons, tabs or bars: CSV as it really comes."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from matching.guest_lists.bounds import MOST_ROWS, within_bounds
from matching.guest_lists.errors import ListTooLongError, OpenQuoteError
from matching.guest_lists.headers import find_header
from matching.guest_lists.sheet import LONGEST_HEADER_SEARCH, Line

DELIMITERS = ",;\t|"
LONGEST_CELL = LONGEST_LINE = 1_000_000  # characters

_SAID = re.compile(r"\A\s*\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)


def read_delimited(text: str) -> list[Line]:
    """All rows with the number of their first line. Raises OpenQuoteError, ListTooLongError."""
    if any(len(line) > LONGEST_LINE for line in io.StringIO(text)):
        raise ListTooLongError(MOST_ROWS)
    said = _SAID.match(text)
    if said:
        # The line stays, emptied, so that later lines keep their numbers.
        text = "\n" + text[said.end() :]
        return list(_lines(text, said[1]))
    return list(_lines(text, _likeliest_delimiter(text)))


def _likeliest_delimiter(text: str) -> str:
    """The one under which the header says most."""
    head = "".join(islice(io.StringIO(text, newline=""), 4 * LONGEST_HEADER_SEARCH))
    return max(DELIMITERS, key=lambda delimiter: _header_score(head, delimiter))


def _header_score(head: str, delimiter: str) -> int:
    try:
        header = find_header(list(islice(_rows(head, delimiter), LONGEST_HEADER_SEARCH)))
    except csv.Error:
        return 0
    return header.score if header else 0


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    last = 1
    try:
        for line in within_bounds(_rows(text, delimiter)):
            last = line.number
            yield line
    except csv.Error as error:
        raise OpenQuoteError(last) from error
    _check_closed(text, last)


def _rows(text: str, delimiter: str) -> Iterator[Line]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begin = 1
    for cells in reader:
        yield Line(begin, cells)
        begin = reader.line_num + 1


def _check_closed(text: str, last: int) -> None:
    """A quote that is never closed would silently swallow all guests after it."""
    rest = list(islice(io.StringIO(text, newline=""), last - 1, None))
    if len(rest) > 1 and "".join(rest).count('"') % 2:
        raise OpenQuoteError(last)
