"""What all lists on paper share: A4 pages with a head, rows and a page number."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kiosk.badges.drawing import INK, INK_SECOND, LINE
from kiosk.badges.fitting import POINTS_PER_MM, FittedText, Limits, fit_text
from kiosk.badges.sheets import new_canvas
from kiosk.badges.typefaces import BOLD, REGULAR, drawable, text_width

LEFT, RIGHT = 14.0, 196.0
ROWS_TOP, ROW = 33.0, 9.0
ROWS_PER_PAGE = 28

_WIDTH, _HEIGHT = 210.0, 297.0
_EVENT_TOP, _TITLES_TOP = 12.0, 26.0
_FOOT = 288.0

NAME = Limits(largest=11.5, smallest=7.5, most_lines=2)
_EVENT = Limits(largest=15, smallest=10, most_lines=1)
_HEADING = Limits(largest=9, smallest=6.5, most_lines=2)
_TITLE = Limits(largest=8.5, smallest=6, most_lines=1)


@dataclass(frozen=True)
class Column:
    """Where a column begins and how wide it is, in mm."""

    x: float
    width: float


@dataclass(frozen=True)
class Sheet:
    """What stands on every page of a list, in the reader's language.

    printed_at: when, as people read it, since a list on paper grows old
    language: code such as "pl", told to screen readers
    page: with {page} and {pages}, such as "strona {page} z {pages}"
    """

    event_name: str
    printed_at: str
    language: str
    page: str


class Paper:
    """A PDF that is drawn page by page; y is counted from the top of the page, in mm."""

    def __init__(self, sheet: Sheet, *, title: str) -> None:
        self._sheet = sheet
        self._file = BytesIO()
        self.canvas = new_canvas(self._file, _WIDTH, _HEIGHT, language=sheet.language)
        self.canvas.setTitle(drawable(f"{title} – {sheet.event_name}"))

    @contextmanager
    def page(
        self, heading: str, titles: Sequence[tuple[Column, str]], *, number: int, pages: int
    ) -> Iterator[Canvas]:
        """One page: its head and its number are there, the rows are drawn inside."""
        self.canvas.translate(0, _HEIGHT * POINTS_PER_MM)
        self._draw_head(heading)
        for column, title in titles:
            fitted = fit_text(title, face=BOLD, width=column.width, height=5, limits=_TITLE)
            draw_lines(self.canvas, fitted, column.x, _TITLES_TOP + 1, BOLD, INK_SECOND)
        draw_line(self.canvas, LEFT, RIGHT, ROWS_TOP, INK, 0.8)
        self._draw_right(self._sheet.page.format(page=number, pages=pages), _FOOT - 1, height=5)
        yield self.canvas
        self.canvas.showPage()

    def content(self) -> bytes:
        """The whole file."""
        self.canvas.save()
        return self._file.getvalue()

    def _draw_head(self, heading: str) -> None:
        wide = RIGHT - LEFT - 64
        name = fit_text(self._sheet.event_name, face=BOLD, width=wide, height=7, limits=_EVENT)
        words = fit_text(heading, face=REGULAR, width=wide, height=5, limits=_HEADING)
        draw_lines(self.canvas, name, LEFT, _EVENT_TOP, BOLD, INK)
        draw_lines(self.canvas, words, LEFT, _EVENT_TOP + 6.6, REGULAR, INK_SECOND)
        self._draw_right(self._sheet.printed_at, _EVENT_TOP + 1.6, height=6)

    def _draw_right(self, text: str, top: float, *, height: float) -> None:
        fitted = fit_text(text, face=REGULAR, width=60, height=height, limits=_TITLE)
        widths = [text_width(line, REGULAR) * fitted.size for line in fitted.lines]
        left = RIGHT - max(widths, default=0) / POINTS_PER_MM
        draw_lines(self.canvas, fitted, left, top, REGULAR, INK_SECOND)


def draw_cell(
    canvas: Canvas,
    text: str,
    column: Column,
    top: float,
    limits: Limits,
    *,
    face: str = REGULAR,
    colour: str = INK,
) -> None:
    """A text in the middle of a row's height, as large as fits."""
    fitted = fit_text(text, face=face, width=column.width, height=ROW - 0.8, limits=limits)
    draw_lines(canvas, fitted, column.x, top + (ROW - fitted.height) / 2, face, colour)


def draw_row_line(canvas: Canvas, top: float) -> None:
    """The thin line under the row that begins at `top`."""
    draw_line(canvas, LEFT, RIGHT, top + ROW, LINE, 0.25)


def draw_lines(
    canvas: Canvas, fitted: FittedText, x: float, top: float, face: str, colour: str
) -> None:
    """Lines of text that begin at this corner."""
    canvas.setFont(face, fitted.size)
    canvas.setFillColor(HexColor(colour))
    for text, baseline in zip(fitted.lines, fitted.baselines(top), strict=True):
        canvas.drawString(x * POINTS_PER_MM, -baseline * POINTS_PER_MM, text)


def draw_line(canvas: Canvas, x: float, to_x: float, y: float, colour: str, points: float) -> None:
    """A level line; points: how thick."""
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(points)
    canvas.line(x * POINTS_PER_MM, -y * POINTS_PER_MM, to_x * POINTS_PER_MM, -y * POINTS_PER_MM)
