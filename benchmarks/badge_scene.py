"""What stands before the camera: a printed badge with its QR code, and the room behind it."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import qrcode
from fontpkg_atkinson_hyperlegible import __file__ as font_package
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

from benchmarks import optics
from benchmarks.optics import Floats

QR_MM = 30.0
CARD_MM = (90.0, 54.0)
PER_MM = 10.0  # a module of 1.2 mm is 12 px of the drawing
NAMES = ("Anna Kowalska", "Bartłomiej Brzęczyszczykiewicz", "Żaneta Łoś", "John Smith", "Li Wei")
QR_CENTRE = (52.0 + QR_MM / 2 - 45.0, 10.0 + QR_MM / 2 - 27.0)  # mm from the card's centre
FONT = Path(str(font_package)).parent / "files" / "AtkinsonHyperlegible-Bold.ttf"


def symbol(text: str) -> NDArray[np.bool_]:
    """The dark modules of a text's QR code, level Q, without quiet zone."""
    alphanumeric = all(letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" for letter in text)
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0)
    mode = MODE_ALPHA_NUM if alphanumeric else MODE_8BIT_BYTE
    code.add_data(QRData(text.encode(), mode=mode))
    code.make(fit=True)
    return np.array(code.modules, dtype=bool)


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def card(modules: NDArray[np.bool_] | None, *, words: tuple[str, str]) -> Floats:
    """The printed badge, grey 0 to 1, PER_MM px a mm: name left, code right."""
    per_mm = PER_MM
    image = Image.new("L", (int(CARD_MM[0] * per_mm), int(CARD_MM[1] * per_mm)), 225)
    pen = ImageDraw.Draw(image)
    name, groups = words
    for line, part in enumerate([*name.split(" ", 1), "Ogrody Sp. z o.o."]):
        height = 6.0 if line < 2 else 3.2
        fitted = min(height, 70.0 / max(len(part), 1))
        spot = (4 * per_mm, (9 + 9 * line) * per_mm)
        pen.text(spot, part, fill=18, font=_font(max(4, round(fitted * per_mm))))
    pen.text((46 * per_mm, 47 * per_mm), groups, fill=18, font=_font(max(4, round(3 * per_mm))))
    if modules is not None:
        _draw_modules(pen, modules)
    return np.asarray(image, np.float32) / 255


def _draw_modules(pen: ImageDraw.ImageDraw, modules: NDArray[np.bool_]) -> None:
    left, top = 52.0, 10.0  # 4 modules of 1.2 mm stay white on every side
    module = QR_MM / len(modules)
    for row, column in np.argwhere(modules):
        x, y = (left + column * module) * PER_MM, (top + row * module) * PER_MM
        edge = module * PER_MM
        pen.rectangle((round(x), round(y), round(x + edge) - 1, round(y + edge) - 1), fill=14)


def bars(chance: np.random.Generator) -> Floats:
    """A badge with an EAN-like field of bars where the QR code would be."""
    printed = card(None, words=("Coffee Bar", ""))
    left, top, side = (round(v * PER_MM) for v in (52.0, 10.0, QR_MM))
    stripes = np.repeat(chance.random(60) < 0.5, side // 60 + 1)[:side]
    printed = printed.copy()
    printed[top : top + side, left : left + side] = np.where(stripes, 0.05, 0.88)
    return printed


def room(chance: np.random.Generator) -> Floats:
    """A person before a room: soft patches, a checked shirt, a poster with small print."""
    small = Image.new("F", (160, 90), float(chance.uniform(0.05, 0.4)))
    pen = ImageDraw.Draw(small)
    for _ in range(24):
        x, y = chance.uniform(-20, 160), chance.uniform(-20, 90)
        box = (x, y, x + chance.uniform(4, 50), y + chance.uniform(4, 60))
        pen.rectangle(box, fill=float(chance.uniform(0.02, 0.7)))
    size = (optics.WIDTH, optics.HEIGHT)
    walls = small.resize(size, Image.Resampling.BICUBIC)
    _poster(walls, chance)
    behind = optics.blurred(np.asarray(walls), optics.gaussian(chance.uniform(1.5, 4)))
    body = Image.new("L", size, 0)
    ImageDraw.Draw(body).ellipse((320, 240, 960, 1200), fill=1)
    return np.clip(np.where(np.asarray(body), _shirt(chance), behind), 0.01, 1).astype(np.float32)


def _poster(walls: Image.Image, chance: np.random.Generator) -> None:
    pen = ImageDraw.Draw(walls)
    left, top = chance.uniform(0, 1000), chance.uniform(0, 400)
    pen.rectangle((left, top, left + 280, top + 300), fill=0.6)
    for line in range(int(chance.integers(4, 14))):
        words = " ".join(str(chance.choice(NAMES)) for _ in range(3))[:28]
        pen.text((left + 12, top + 12 + 20 * line), words, fill=0.05, font=_font(16))


def _shirt(chance: np.random.Generator) -> Floats:
    """Woven, with checks in half of the photos."""
    y, x = np.mgrid[0 : optics.HEIGHT, 0 : optics.WIDTH].astype(np.float32)
    period = chance.uniform(9, 60)
    checks = np.sin(2 * np.pi * x / period) + np.sin(2 * np.pi * y / period)
    depth = chance.uniform(0, 0.35) * (chance.random() < 0.5)
    weave = optics.blurred(chance.standard_normal(x.shape, np.float32), optics.gaussian(1.2))
    shade = chance.uniform(0.03, 0.6)
    cloth = shade * (1 + depth * np.tanh(2 * checks) + chance.uniform(0, 0.3) * weave)
    return np.asarray(cloth, np.float32)
