"""XLSX: the sheet that has people."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from matching.guest_lists.bounds import within_bounds
from matching.guest_lists.errors import (
    ForeignFormatError,
    ListTooLargeError,
    ListTooLongError,
    UnreadableListError,
)
from matching.guest_lists.headers import find_header
from matching.guest_lists.sheet import LONGEST_HEADER_SEARCH, Line

MOST_MEGABYTES_UNPACKED = 400
LEAST_SUSPECT_MEGABYTES, MOST_TIMES_PACKED = 30, 100  # real workbooks shrink to a tenth or so
MOST_COLUMNS = 400


def read_workbook(data: bytes) -> list[Line]:
    """The rows of the sheet whose header says most about people.

    Raises ForeignFormatError, ListTooLargeError, ListTooLongError, UnreadableListError.
    """
    _check_package(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and filters that openpyxl does not know
            return _rows_of_people(data)
    except ListTooLongError:
        raise
    except Exception as error:
        # A broken package fails in dozens of ways, deep inside zip, XML and openpyxl.
        raise UnreadableListError("workbook") from error


def _check_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            unpacked = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableListError("workbook") from error
    if "xl/workbook.xml" not in names:
        raise ForeignFormatError("a package of another kind")
    if unpacked > MOST_MEGABYTES_UNPACKED * 1_000_000:
        raise ListTooLargeError(MOST_MEGABYTES_UNPACKED)
    is_suspect = unpacked > LEAST_SUSPECT_MEGABYTES * 1_000_000
    if is_suspect and unpacked > MOST_TIMES_PACKED * len(data):
        raise ListTooLargeError(LEAST_SUSPECT_MEGABYTES)


def _rows_of_people(data: bytes) -> list[Line]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        heads = [list(islice(_rows(sheet), LONGEST_HEADER_SEARCH)) for sheet in sheets]
        scores = [header.score if (header := find_header(head)) else 0 for head in heads]
        if not scores:
            return []
        return list(within_bounds(_rows(sheets[scores.index(max(scores))])))
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # some writers claim a million rows
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        yield Line(number, _trimmed([_text(value) for value in _filled(values)]))


def _filled(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Up to the last cell that holds something; the many rows that hold nothing cost little."""
    if values.count(None) == len(values):
        return ()
    last = max(place for place, value in enumerate(values, 1) if value is not None)
    return values[:last]


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    """A cell as a person reads it: 48601 not 48601.0, a day without midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = str(value)
    return "" if text.startswith("#") and text in {"#N/A", "#REF!", "#VALUE!", "#NAME?"} else text
