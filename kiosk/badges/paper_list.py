"""The paper list for the day the power fails: names in order, a box to tick, codes."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kiosk.badges.drawing import INK, INK_SECOND, LINE
from kiosk.badges.fitting import POINTS_PER_MM, Limits, fit_text
from kiosk.badges.paper import (
    LEFT,
    NAME,
    ROW,
    ROWS_PER_PAGE,
    ROWS_TOP,
    Column,
    Paper,
    Sheet,
    draw_cell,
    draw_line,
    draw_lines,
    draw_row_line,
)
from kiosk.badges.typefaces import BOLD, REGULAR
from matching.badge_codes import in_groups

_BOX = 5.0
_NOTE_HEIGHT = 3.1

_NOTE = Limits(largest=7.5, smallest=6, most_lines=1)
_COMPANY = Limits(largest=9, smallest=6.5, most_lines=2)
_CODE = Limits(largest=9, smallest=7, most_lines=1)

_HERE = Column(LEFT, 11)
_TIME = Column(26, 19)
_NAMES = Column(49, 60)
_COMPANIES = Column(112, 40)
_CODES = Column(155, 41)


@dataclass(frozen=True)
class PaperRow:
    """One guest: the full code is printed in groups of four; the note is small under the name."""

    name: str
    company: str
    code: str
    note: str = ""


@dataclass(frozen=True)
class PaperListTexts:
    """The words around the names, in the reader's language.

    page: with {page} and {pages}, such as "strona {page} z {pages}"
    """

    heading: str
    here: str
    time: str
    name: str
    company: str
    code: str
    page: str


def draw_paper_list(
    rows: Sequence[PaperRow],
    *,
    event_name: str,
    printed_at: str,
    language: str,
    texts: PaperListTexts,
) -> bytes:
    """A PDF of A4 pages, 28 guests each, in the order given; the head is on every page.

    printed_at: when, as people read it, since a list on paper grows old
    language: code such as "pl", told to screen readers
    """
    titles = [
        (_HERE, texts.here),
        (_TIME, texts.time),
        (_NAMES, texts.name),
        (_COMPANIES, texts.company),
        (_CODES, texts.code),
    ]
    paper = Paper(Sheet(event_name, printed_at, language, texts.page), title=texts.heading)
    starts = range(0, max(len(rows), 1), ROWS_PER_PAGE)
    for number, start in enumerate(starts, 1):
        with paper.page(texts.heading, titles, number=number, pages=len(starts)) as canvas:
            for place, row in enumerate(rows[start : start + ROWS_PER_PAGE]):
                _draw_row(canvas, row, ROWS_TOP + place * ROW)
    return paper.content()


def _draw_row(canvas: Canvas, row: PaperRow, top: float) -> None:
    canvas.setStrokeColor(HexColor(INK_SECOND))
    canvas.setLineWidth(0.9)
    box = (_HERE.x + 1.5, -(top + (ROW + _BOX) / 2), _BOX, _BOX)
    canvas.rect(*(side * POINTS_PER_MM for side in box), stroke=1, fill=0)
    draw_line(canvas, _TIME.x, _TIME.x + _TIME.width, top + ROW - 1.6, LINE, 0.5)
    _draw_name(canvas, row, top)
    draw_cell(canvas, row.company, _COMPANIES, top, _COMPANY)
    draw_cell(canvas, in_groups(row.code), _CODES, top, _CODE)
    draw_row_line(canvas, top)


def _draw_name(canvas: Canvas, row: PaperRow, top: float) -> None:
    note = fit_text(row.note, face=REGULAR, width=_NAMES.width, height=_NOTE_HEIGHT, limits=_NOTE)
    space = ROW - 0.8 - note.height
    name = fit_text(row.name, face=BOLD, width=_NAMES.width, height=space, limits=NAME)
    start = top + (ROW - name.height - note.height) / 2
    draw_lines(canvas, name, _NAMES.x, start, BOLD, INK)
    draw_lines(canvas, note, _NAMES.x, start + name.height, REGULAR, INK_SECOND)
