"""Badges on sheets of paper: a PDF with vector QR codes and an embedded font."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from kiosk.badges.drawing import LINE, Mark, Ring, Rule, Symbol, Words, draw_face, ring_dots
from kiosk.badges.faces import BadgeFace
from kiosk.badges.fitting import POINTS_PER_MM
from kiosk.badges.layouts import Layout, layout_named
from kiosk.badges.qr_matrix import MODULES
from kiosk.badges.typefaces import REGULAR, drawable

_HAIRLINE = 0.25  # points
_CUT_MARK = (3.0, 8.0)  # mm from the cards, where it begins and ends
_FOLD_MARK = 4.0


def draw_badges(faces: Sequence[BadgeFace], *, layout: str) -> bytes:
    """A PDF of the badges in the order given, row by row; an empty page when there is none.

    layout: a key of LAYOUTS
    Raises UnknownLayoutError. A thousand badges take about two seconds.
    """
    sheet = layout_named(layout)
    file = BytesIO()
    canvas = new_canvas(file, sheet.width, sheet.height)
    canvas.setTitle(drawable(faces[0].event_name) if faces else "")
    per_page = sheet.columns * sheet.rows
    for start in range(0, max(len(faces), 1), per_page):
        _draw_page(canvas, sheet, faces[start : start + per_page])
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def new_canvas(file: BytesIO, width: float, height: float, *, language: str = "") -> Canvas:
    """A PDF with pages of width x height mm; without the Helvetica that nobody uses."""
    size = (width * POINTS_PER_MM, height * POINTS_PER_MM)
    canvas = Canvas(file, pagesize=size, initialFontName=REGULAR, lang=language or None)
    canvas.setCreator("Rozmowa")
    canvas.setAuthor("Rozmowa")
    return canvas


def _draw_page(canvas: Canvas, sheet: Layout, faces: Sequence[BadgeFace]) -> None:
    design = sheet.design
    left = (sheet.width - sheet.columns * design.width) / 2
    top = (sheet.height - sheet.rows * design.height) / 2
    if sheet.folded:
        top = sheet.height / 2 + (sheet.height / 2 - design.height) / 2
        _draw_fold_marks(canvas, sheet)
    if sheet.cut:
        _draw_cut_marks(canvas, sheet, left=left, top=top)
    for place, face in enumerate(faces):
        row, column = divmod(place, sheet.columns)
        corner = (left + column * design.width, top + row * design.height)
        marks = draw_face(face, design)
        _draw_at(canvas, marks, corner=corner, page_height=sheet.height)
        if sheet.folded:
            _draw_upside_down(canvas, marks, sheet, corner=corner)


def _draw_at(
    canvas: Canvas, marks: list[Mark], *, corner: tuple[float, float], page_height: float
) -> None:
    canvas.saveState()
    canvas.translate(corner[0] * POINTS_PER_MM, (page_height - corner[1]) * POINTS_PER_MM)
    for mark in marks:
        _draw_mark(canvas, mark)
    canvas.restoreState()


def _draw_upside_down(
    canvas: Canvas, marks: list[Mark], sheet: Layout, *, corner: tuple[float, float]
) -> None:
    canvas.saveState()
    canvas.translate(sheet.width * POINTS_PER_MM, sheet.height * POINTS_PER_MM)
    canvas.rotate(180)
    _draw_at(canvas, marks, corner=corner, page_height=sheet.height)
    canvas.restoreState()


def _draw_mark(canvas: Canvas, mark: Mark) -> None:
    match mark:
        case Words():
            canvas.setFont(mark.face, mark.size)
            canvas.setFillColor(HexColor(mark.colour))
            canvas.drawString(mark.x * POINTS_PER_MM, -mark.baseline * POINTS_PER_MM, mark.text)
        case Symbol():
            _draw_symbol(canvas, mark)
        case Ring():
            _draw_ring(canvas, mark)
        case Rule():
            _draw_line(canvas, mark.x, mark.y, mark.x + mark.width, mark.y, mark.colour)


def _draw_symbol(canvas: Canvas, symbol: Symbol) -> None:
    """One path in units of a module; black, as coloured ink is printed in a coarser raster."""
    side = symbol.module * POINTS_PER_MM
    canvas.saveState()
    canvas.translate(
        symbol.x * POINTS_PER_MM, -(symbol.y + MODULES * symbol.module) * POINTS_PER_MM
    )
    canvas.scale(side, side)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row, column, length in symbol.runs:
        path.rect(column, MODULES - 1 - row, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _draw_ring(canvas: Canvas, ring: Ring) -> None:
    """The ring is drawn once a file and then only referred to."""
    form = f"ring-{ring.diameter:g}"
    if not canvas.hasForm(form):
        canvas.beginForm(form, lowerx=-20, lowery=-20, upperx=20, uppery=20)
        for x, y, radius, colour in ring_dots(Ring(0, 0, ring.diameter)):
            canvas.setFillColor(HexColor(colour))
            place = (x * POINTS_PER_MM, -y * POINTS_PER_MM, radius * POINTS_PER_MM)
            canvas.circle(*place, stroke=0, fill=1)
        canvas.endForm()
    canvas.saveState()
    canvas.translate(ring.x * POINTS_PER_MM, -ring.y * POINTS_PER_MM)
    canvas.doForm(form)
    canvas.restoreState()


def _draw_line(canvas: Canvas, x: float, y: float, to_x: float, to_y: float, hue: str) -> None:
    canvas.setStrokeColor(HexColor(hue))
    canvas.setLineWidth(_HAIRLINE)
    ends = [value * POINTS_PER_MM for value in (x, -y, to_x, -to_y)]
    canvas.line(*ends)


def _draw_cut_marks(canvas: Canvas, sheet: Layout, *, left: float, top: float) -> None:
    right, bottom = sheet.width - left, sheet.height - top
    near, far = _CUT_MARK
    canvas.saveState()
    canvas.translate(0, sheet.height * POINTS_PER_MM)
    for column in range(sheet.columns + 1):
        x = left + column * sheet.design.width
        _draw_line(canvas, x, top - far, x, top - near, LINE)
        _draw_line(canvas, x, bottom + near, x, bottom + far, LINE)
    for row in range(sheet.rows + 1):
        y = top + row * sheet.design.height
        _draw_line(canvas, left - far, y, left - near, y, LINE)
        _draw_line(canvas, right + near, y, right + far, y, LINE)
    canvas.restoreState()


def _draw_fold_marks(canvas: Canvas, sheet: Layout) -> None:
    middle = sheet.height / 2
    canvas.saveState()
    canvas.translate(0, sheet.height * POINTS_PER_MM)
    _draw_line(canvas, 0, middle, _FOLD_MARK, middle, LINE)
    _draw_line(canvas, sheet.width - _FOLD_MARK, middle, sheet.width, middle, LINE)
    canvas.restoreState()
