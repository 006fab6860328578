"""The ring as a small picture: solid means answered, dotted means nobody has answered there yet.

It stands on a white disc, as a mail program that darkens the page leaves pictures alone.
"""

import math
from enum import StrEnum
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from kiosk.badges.drawing import AMBER, COBALT

SIDE = 44  # pixels at which it is shown; it is drawn for screens with twice as many
_UNIT = 120  # the drawing's own measure
_RADIUS, _STROKE = 46, 13
_DOTS = 10
_SCALE = 8
_COLOURS = 32


class RingKind(StrEnum):
    """full: both have answered; half: the reader has; waiting: nobody, or who is not said."""

    FULL = "full"
    HALF = "half"
    WAITING = "waiting"


@cache
def ring_picture(kind: RingKind) -> bytes:
    """A PNG of 88 x 88 pixels."""
    side = _UNIT * _SCALE
    picture = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((0, 0, side - 1, side - 1), fill="white")
    _draw_half(pen, COBALT, to_left=True, is_solid=kind is not RingKind.WAITING)
    _draw_half(pen, AMBER, to_left=False, is_solid=kind is RingKind.FULL)
    small = picture.resize((2 * SIDE, 2 * SIDE), Image.Resampling.LANCZOS)
    file = BytesIO()
    small.quantize(_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_half(pen: ImageDraw.ImageDraw, colour: str, *, to_left: bool, is_solid: bool) -> None:
    middle, apart = _UNIT / 2, 0.7 if is_solid else 4.5
    across = middle - apart if to_left else middle + apart
    if is_solid:
        outer = _RADIUS + _STROKE / 2
        box = (across - outer, middle - outer, across + outer, middle + outer)
        turn = 90 if to_left else 270
        pen.arc([edge * _SCALE for edge in box], turn, turn + 180, colour, round(_STROKE * _SCALE))
        return
    for place in range(_DOTS):
        angle = math.radians(9 + 18 * place)
        way = -math.sin(angle) if to_left else math.sin(angle)
        x, y, dot = across + way * _RADIUS, middle + math.cos(angle) * _RADIUS, 4.2
        pen.ellipse([edge * _SCALE for edge in (x - dot, y - dot, x + dot, y + dot)], fill=colour)
