"""XLSX: every text is a text cell, so that no program ever takes it for a formula."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from matching.exports.cells import visible
from matching.exports.nouns import Export, Line, Value

PIECE = 65_536
LONGEST_TEXT = 32_767  # of a cell
COLUMN_WIDTH = 22

_FORMATS = {"datetime": "yyyy-mm-dd hh:mm:ss", "date": "yyyy-mm-dd"}


def write_xlsx(export: Export, lines: list[Line]) -> Iterator[bytes]:
    """The file in pieces."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(export.name)
    sheet.freeze_panes = "A2"
    for place in range(1, len(export.columns) + 1):
        sheet.column_dimensions[_letter(place)].width = COLUMN_WIDTH
    heads = [_text(sheet, column.name) for column in export.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    target = io.BytesIO()
    book.save(target)
    content = target.getvalue()
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


def _letter(place: int) -> str:
    return chr(ord("A") + place - 1)  # no table of ours has more than 26 columns


def _cell(sheet: Any, value: Value) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _text(sheet, "yes" if value else "no")
    if isinstance(value, str):
        return _text(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = _FORMATS.get(type(value).__name__, "General")
    return cell


def _text(sheet: Any, value: str) -> Any:
    """A text cell; marked as such, so that it stays text when somebody edits it."""
    cell = WriteOnlyCell(sheet, visible(value)[:LONGEST_TEXT])
    cell.data_type = "s"  # whatever it begins with
    cell.quotePrefix = True
    return cell
