"""CSV as a spreadsheet in Poland opens it by a double click: semicolons, a mark for UTF-8."""

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import datetime

from matching.exports.cells import guarded
from matching.exports.nouns import Export, Line, Value

DELIMITER = ";"
LINES_AT_ONCE = 500


def write_csv(export: Export, lines: list[Line]) -> Iterator[bytes]:
    """The file in pieces."""
    yield codecs.BOM_UTF8 + _text([tuple(column.name for column in export.columns)])
    for start in range(0, len(lines), LINES_AT_ONCE):
        yield _text(lines[start : start + LINES_AT_ONCE])


def _text(lines: list[Line]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in line] for line in lines)
    return target.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return guarded(value)
    return value.isoformat(" ", "seconds") if isinstance(value, datetime) else str(value)
