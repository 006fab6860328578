"""Badges as pictures for mails and phones: one PNG of 900 x 540 pixels each."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from kiosk.badges.drawing import (
    AMBER,
    COBALT,
    INK,
    INK_SECOND,
    LINE,
    Mark,
    Ring,
    Rule,
    Symbol,
    Words,
    draw_face,
    ring_dots,
)
from kiosk.badges.faces import BadgeFace
from kiosk.badges.fitting import POINTS_PER_MM
from kiosk.badges.layouts import CARD
from kiosk.badges.typefaces import font_file
from matching.badge_codes import in_groups

_SCALE = 10  # pixels a mm: whole pixels for a module of 1.1 mm
_DPI = (25.4 * _SCALE, 25.4 * _SCALE)
_SMOOTHING = 4
_SHADES = 16  # between white and each colour: a small file for a mail, and smooth letters


def draw_badge_pictures(faces: Iterable[BadgeFace], folder: Path) -> list[Path]:
    """One PNG for each badge in the folder, which is made if needed; their paths in order.

    A file is named by the groups of its code, so that a name is not given away by a file name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for face in faces:
        path = folder / f"badge-{in_groups(face.code).replace(' ', '-')}.png"
        _picture(face).save(path, dpi=_DPI)
        paths.append(path)
    return paths


def badge_picture(face: BadgeFace) -> bytes:
    """One badge as a PNG, without a file."""
    file = BytesIO()
    _picture(face).save(file, "PNG", dpi=_DPI)
    return file.getvalue()


def _picture(face: BadgeFace) -> Image.Image:
    picture = Image.new("RGB", (round(CARD.width * _SCALE), round(CARD.height * _SCALE)), "white")
    pen = ImageDraw.Draw(picture)
    for mark in draw_face(face, CARD):
        _draw_mark(picture, pen, mark)
    return picture.quantize(palette=_palette(), dither=Image.Dither.NONE)


def _draw_mark(picture: Image.Image, pen: ImageDraw.ImageDraw, mark: Mark) -> None:
    match mark:
        case Words():
            place = (mark.x * _SCALE, mark.baseline * _SCALE)
            font = _font(mark.face, mark.size)
            pen.text(place, mark.text, font=font, fill=mark.colour, anchor="ls")
        case Symbol():
            _draw_symbol(pen, mark)
        case Ring():
            _draw_ring(picture, mark)
        case Rule():
            y = mark.y * _SCALE
            pen.line((mark.x * _SCALE, y, (mark.x + mark.width) * _SCALE, y), fill=mark.colour)


def _draw_symbol(pen: ImageDraw.ImageDraw, symbol: Symbol) -> None:
    side = round(symbol.module * _SCALE)
    left, top = round(symbol.x * _SCALE), round(symbol.y * _SCALE)
    for row, column, length in symbol.runs:
        x, y = left + column * side, top + row * side
        pen.rectangle((x, y, x + length * side - 1, y + side - 1), fill="black")


def _draw_ring(picture: Image.Image, ring: Ring) -> None:
    dots = _ring_picture(ring.diameter)
    picture.paste(
        dots,
        (
            round(ring.x * _SCALE - dots.width / 2),
            round(ring.y * _SCALE - dots.height / 2),
        ),
    )


@cache
def _ring_picture(diameter: float) -> Image.Image:
    """Drawn larger and made smaller, as PIL's circles have steps."""
    scale = _SCALE * _SMOOTHING
    side = round(diameter * scale)
    picture = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(picture)
    middle = diameter / 2
    for x, y, radius, colour in ring_dots(Ring(middle, middle, diameter)):
        edges = (x - radius, y - radius, x + radius, y + radius)
        pen.ellipse([edge * scale for edge in edges], fill=colour)
    small = (side // _SMOOTHING, side // _SMOOTHING)
    return picture.resize(small, Image.Resampling.LANCZOS)


@cache
def _palette() -> Image.Image:
    """Our own colours and their shades; a guessed palette would lose the small amber dots."""
    levels: list[int] = []
    for colour in ("#000000", INK, INK_SECOND, LINE, COBALT, AMBER):
        for shade in range(_SHADES):
            part = shade / (_SHADES - 1)
            channels = ImageColor.getrgb(colour)[:3]
            levels += [round(level + (255 - level) * part) for level in channels]
    palette = Image.new("P", (1, 1))
    palette.putpalette(levels)
    return palette


@cache
def _font(face: str, size: float) -> ImageFont.FreeTypeFont:
    pixels = size / POINTS_PER_MM * _SCALE
    return ImageFont.truetype(str(font_file(face)), pixels, layout_engine=ImageFont.Layout.BASIC)
