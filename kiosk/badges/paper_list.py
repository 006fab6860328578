"""The paper list for the day the power fails: names in order, a box to tick, codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kiosk.badges.drawing import INK, INK_SECOND, LINE
from kiosk.badges.fitting import POINTS_PER_MM, FittedText, Limits, fit_text
from kiosk.badges.sheets import new_canvas
from kiosk.badges.typefaces import BOLD, REGULAR, drawable, text_width
from matching.badge_codes import in_groups

_WIDTH, _HEIGHT = 210.0, 297.0
_LEFT, _RIGHT = 14.0, 196.0
_EVENT_TOP, _TITLES_TOP, _ROWS_TOP = 12.0, 26.0, 33.0
_ROW = 9.0
_ROWS_PER_PAGE = 28
_FOOT = 288.0
_BOX = 5.0
_NOTE_HEIGHT = 3.1

_EVENT = Limits(largest=15, smallest=10, most_lines=1)
_NAME = Limits(largest=11.5, smallest=7.5, most_lines=2)
_NOTE = Limits(largest=7.5, smallest=6, most_lines=1)
_COMPANY = Limits(largest=9, smallest=6.5, most_lines=2)
_CODE = Limits(largest=9, smallest=7, most_lines=1)
_TITLE = Limits(largest=8.5, smallest=6, most_lines=1)


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


@dataclass(frozen=True)
class _Column:
    x: float
    width: float


_HERE = _Column(_LEFT, 11)
_TIME = _Column(26, 19)
_NAMES = _Column(49, 60)
_COMPANIES = _Column(112, 40)
_CODES = _Column(155, 41)


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
    file = BytesIO()
    canvas = new_canvas(file, _WIDTH, _HEIGHT, language=language)
    canvas.setTitle(drawable(f"{texts.heading} – {event_name}"))
    starts = range(0, max(len(rows), 1), _ROWS_PER_PAGE)
    for page, start in enumerate(starts, 1):
        canvas.translate(0, _HEIGHT * POINTS_PER_MM)
        _draw_head(canvas, event_name, texts, printed_at)
        _draw_foot(canvas, texts.page.format(page=page, pages=len(starts)))
        for place, row in enumerate(rows[start : start + _ROWS_PER_PAGE]):
            _draw_row(canvas, row, _ROWS_TOP + place * _ROW)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw_head(canvas: Canvas, event_name: str, texts: PaperListTexts, printed_at: str) -> None:
    right = fit_text(printed_at, face=REGULAR, width=60, height=6, limits=_TITLE)
    wide = _RIGHT - _LEFT - 64
    name = fit_text(event_name, face=BOLD, width=wide, height=7, limits=_EVENT)
    heading = fit_text(texts.heading, face=REGULAR, width=wide, height=5, limits=_COMPANY)
    _draw_lines(canvas, name, _LEFT, _EVENT_TOP, BOLD, INK)
    _draw_lines(canvas, heading, _LEFT, _EVENT_TOP + 6.6, REGULAR, INK_SECOND)
    _draw_right(canvas, right, _EVENT_TOP + 1.6)
    for column, title in (
        (_HERE, texts.here),
        (_TIME, texts.time),
        (_NAMES, texts.name),
        (_COMPANIES, texts.company),
        (_CODES, texts.code),
    ):
        fitted = fit_text(title, face=BOLD, width=column.width, height=5, limits=_TITLE)
        _draw_lines(canvas, fitted, column.x, _TITLES_TOP + 1, BOLD, INK_SECOND)
    _draw_line(canvas, _LEFT, _RIGHT, _ROWS_TOP, INK, 0.8)


def _draw_foot(canvas: Canvas, page: str) -> None:
    fitted = fit_text(page, face=REGULAR, width=60, height=5, limits=_TITLE)
    _draw_right(canvas, fitted, _FOOT - 1)


def _draw_row(canvas: Canvas, row: PaperRow, top: float) -> None:
    canvas.setStrokeColor(HexColor(INK_SECOND))
    canvas.setLineWidth(0.9)
    box = (_HERE.x + 1.5, -(top + (_ROW + _BOX) / 2), _BOX, _BOX)
    canvas.rect(*(side * POINTS_PER_MM for side in box), stroke=1, fill=0)
    _draw_line(canvas, _TIME.x, _TIME.x + _TIME.width, top + _ROW - 1.6, LINE, 0.5)
    _draw_name(canvas, row, top)
    _draw_cell(canvas, row.company, _COMPANIES, top, _COMPANY, INK)
    _draw_cell(canvas, in_groups(row.code), _CODES, top, _CODE, INK)
    _draw_line(canvas, _LEFT, _RIGHT, top + _ROW, LINE, 0.25)


def _draw_name(canvas: Canvas, row: PaperRow, top: float) -> None:
    note = fit_text(row.note, face=REGULAR, width=_NAMES.width, height=_NOTE_HEIGHT, limits=_NOTE)
    space = _ROW - 0.8 - note.height
    name = fit_text(row.name, face=BOLD, width=_NAMES.width, height=space, limits=_NAME)
    start = top + (_ROW - name.height - note.height) / 2
    _draw_lines(canvas, name, _NAMES.x, start, BOLD, INK)
    _draw_lines(canvas, note, _NAMES.x, start + name.height, REGULAR, INK_SECOND)


def _draw_cell(
    canvas: Canvas, text: str, column: _Column, top: float, limits: Limits, colour: str
) -> None:
    fitted = fit_text(text, face=REGULAR, width=column.width, height=_ROW - 0.8, limits=limits)
    start = top + (_ROW - fitted.height) / 2
    _draw_lines(canvas, fitted, column.x, start, REGULAR, colour)


def _draw_lines(
    canvas: Canvas, fitted: FittedText, x: float, top: float, face: str, colour: str
) -> None:
    canvas.setFont(face, fitted.size)
    canvas.setFillColor(HexColor(colour))
    for text, baseline in zip(fitted.lines, fitted.baselines(top), strict=True):
        canvas.drawString(x * POINTS_PER_MM, -baseline * POINTS_PER_MM, text)


def _draw_right(canvas: Canvas, fitted: FittedText, top: float) -> None:
    widths = [text_width(text, REGULAR) * fitted.size for text in fitted.lines]
    left = _RIGHT - max(widths, default=0) / POINTS_PER_MM
    _draw_lines(canvas, fitted, left, top, REGULAR, INK_SECOND)


def _draw_line(canvas: Canvas, x: float, to_x: float, y: float, colour: str, points: float) -> None:
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(points)
    canvas.line(x * POINTS_PER_MM, -y * POINTS_PER_MM, to_x * POINTS_PER_MM, -y * POINTS_PER_MM)
