"""Rounds of talks on paper: a sheet for each round, and everybody's tables by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from kiosk.badges.drawing import INK_SECOND
from kiosk.badges.fitting import Limits
from kiosk.badges.paper import (
    LEFT,
    NAME,
    RIGHT,
    ROW,
    ROWS_PER_PAGE,
    ROWS_TOP,
    Column,
    Paper,
    Sheet,
    draw_cell,
    draw_row_line,
)
from kiosk.badges.typefaces import BOLD

_TABLE = Column(LEFT, 16)
_ONES = Column(33, 79)
_OTHERS = Column(116, 80)
_GUESTS = Column(LEFT, 58)
_NUMBERS = 75.0  # where the columns of the rounds begin
_WIDEST = 14.0

_NUMBER = Limits(largest=13, smallest=8, most_lines=1)
_SMALL_NUMBER = Limits(largest=11, smallest=6, most_lines=1)
_NOTE = Limits(largest=10, smallest=7, most_lines=2)


@dataclass(frozen=True)
class RoundSheet:
    """heading: which round; pairs: table and two names; free: names of those without a table.

    free_heading: the line above the free ones
    """

    heading: str
    pairs: Sequence[tuple[int, str, str]]
    free_heading: str
    free: Sequence[str]


@dataclass(frozen=True)
class GuestTables:
    """One guest's table in each round, None where they talk freely."""

    name: str
    tables: Sequence[int | None]


@dataclass(frozen=True)
class RoundTexts:
    """Titles in the reader's language; free: stands for a round without a table."""

    heading: str
    by_name: str
    table: str
    pair: str
    name: str
    free: str


@dataclass(frozen=True)
class _Page:
    heading: str
    titles: Sequence[tuple[Column, str]]
    rows: Sequence[partial[None]]


def draw_rounds(
    rounds: Sequence[RoundSheet], guests: Sequence[GuestTables], *, sheet: Sheet, texts: RoundTexts
) -> bytes:
    """A PDF of A4 pages: each round begins a page, then the guests in the order given."""
    pages = [page for one in rounds for page in _pages_of_round(one, texts)]
    pages += _pages_of_guests(guests, len(rounds), texts)
    paper = Paper(sheet, title=texts.heading)
    for number, page in enumerate(pages, 1):
        with paper.page(page.heading, page.titles, number=number, pages=len(pages)) as canvas:
            for place, draw in enumerate(page.rows):
                draw(canvas, ROWS_TOP + place * ROW)
                draw_row_line(canvas, ROWS_TOP + place * ROW)
    return paper.content()


def _pages_of_round(one: RoundSheet, texts: RoundTexts) -> list[_Page]:
    rows = [partial(_draw_pair, str(table), names) for table, *names in one.pairs]
    if one.free:
        rows.append(partial(_draw_note, one.free_heading))
    rows += [partial(_draw_pair, "", one.free[at : at + 2]) for at in range(0, len(one.free), 2)]
    return _pages(one.heading, [(_TABLE, texts.table), (_ONES, texts.pair)], rows)


def _pages_of_guests(guests: Sequence[GuestTables], rounds: int, texts: RoundTexts) -> list[_Page]:
    step = min(_WIDEST, (RIGHT - _NUMBERS) / max(rounds, 1))
    columns = [Column(_NUMBERS + place * step, step - 1) for place in range(rounds)]
    titles = [(_GUESTS, texts.name)]
    titles += [(column, str(number)) for number, column in enumerate(columns, 1)]
    rows = [partial(_draw_guest, guest, columns, texts.free) for guest in guests]
    return _pages(texts.by_name, titles, rows)


def _pages(
    heading: str, titles: Sequence[tuple[Column, str]], rows: Sequence[partial[None]]
) -> list[_Page]:
    starts = range(0, max(len(rows), 1), ROWS_PER_PAGE)
    return [_Page(heading, titles, rows[start : start + ROWS_PER_PAGE]) for start in starts]


def _draw_pair(table: str, names: Sequence[str], canvas: Canvas, top: float) -> None:
    draw_cell(canvas, table, _TABLE, top, _NUMBER, face=BOLD)
    for name, column in zip(names, (_ONES, _OTHERS), strict=False):
        draw_cell(canvas, name, column, top, NAME)


def _draw_note(words: str, canvas: Canvas, top: float) -> None:
    wide = Column(LEFT, RIGHT - LEFT)
    draw_cell(canvas, words, wide, top, _NOTE, face=BOLD, colour=INK_SECOND)


def _draw_guest(
    guest: GuestTables, columns: Sequence[Column], free: str, canvas: Canvas, top: float
) -> None:
    draw_cell(canvas, guest.name, _GUESTS, top, NAME, face=BOLD)
    for table, column in zip(guest.tables, columns, strict=True):
        words = free if table is None else str(table)
        draw_cell(canvas, words, column, top, _SMALL_NUMBER)
