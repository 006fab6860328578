"""A badge as a drawing within a web page: what a browser prints is what the PDF holds."""

from html import escape

from kiosk.badges.drawing import Mark, Ring, Rule, Symbol, Words, draw_face, ring_dots
from kiosk.badges.faces import BadgeFace
from kiosk.badges.fitting import POINTS_PER_MM
from kiosk.badges.layouts import layout_named
from kiosk.badges.typefaces import BOLD

_HAIRLINE = 0.09  # mm


def draw_badge_svg(face: BadgeFace, *, layout: str) -> str:
    """One badge as SVG in millimetres; layout: a key of LAYOUTS with one badge a page.

    The words are escaped. Raises UnknownLayoutError.
    """
    design = layout_named(layout).design
    marks = "".join(_drawn(mark) for mark in draw_face(face, design))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="label" width="{design.width}mm" '
        f'height="{design.height}mm" viewBox="0 0 {design.width} {design.height}" role="img" '
        f'aria-label="{escape(face.name)}">'
        f'<rect width="{design.width}" height="{design.height}" fill="#fff"/>{marks}</svg>'
    )


def _drawn(mark: Mark) -> str:
    match mark:
        case Words():
            weight = 700 if mark.face == BOLD else 400
            return (
                f'<text x="{mark.x:.3f}" y="{mark.baseline:.3f}" font-family="Atkinson" '
                f'font-weight="{weight}" font-size="{mark.size / POINTS_PER_MM:.3f}" '
                f'fill="{mark.colour}">{escape(mark.text)}</text>'
            )
        case Symbol():
            return _symbol(mark)
        case Ring():
            return "".join(
                f'<circle cx="{x:.3f}" cy="{y:.3f}" r="{radius:.3f}" fill="{colour}"/>'
                for x, y, radius, colour in ring_dots(mark)
            )
        case Rule():
            return (
                f'<path d="M{mark.x} {mark.y}h{mark.width}" stroke="{mark.colour}" '
                f'stroke-width="{_HAIRLINE}"/>'
            )


def _symbol(symbol: Symbol) -> str:
    """One path in units of a module; black, as coloured ink is printed in a coarser raster."""
    path = "".join(f"M{column} {row}h{length}v1h-{length}z" for row, column, length in symbol.runs)
    return (
        f'<path transform="translate({symbol.x} {symbol.y}) scale({symbol.module})" '
        f'fill="#000" shape-rendering="crispEdges" d="{path}"/>'
    )
