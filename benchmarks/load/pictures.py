"""What the cameras of a load see: badges held before them, some moving, and the room."""

import io
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import count, islice
from typing import NamedTuple

import numpy as np
import qrcode
from PIL import Image, ImageFilter
from qrcode.util import MODE_ALPHA_NUM, QRData

from benchmarks.badge_scene import room
from benchmarks.frames import moments, negative
from benchmarks.load.squares import may_hold_code
from kiosk.scanning import read_image

SEED = 20261128
QUALITY = 70  # as FRAME_QUALITY of frames.js
ROOMS = 6
CODE_PX = 250
QUIET_PX = 40


class Picture(NamedTuple):
    """may_hold_code: what the page thinks of it"""

    jpeg: bytes
    may_hold_code: bool


def judged(jpeg: bytes) -> Picture:
    """A picture with what the page thinks of it."""
    return Picture(jpeg, may_hold_code(jpeg))


@cache
def rooms() -> list[Picture]:
    """People before a room, with a card that has no code: nothing to read."""
    return [judged(negative(4 * number, seed=SEED).jpeg) for number in range(ROOMS)]


@cache
def blurs() -> list[Picture]:
    """Badges on their way, too blurred for any reader."""
    taken = (next(moments("motion", number, seed=SEED)).jpeg for number in count())
    return [judged(one) for one in islice((j for j in taken if not read_image(j).code), ROOMS)]


def badge(code: str, *, number: int) -> Picture:
    """This badge, held still and a little turned before one of a few rooms."""
    scene = _scenes()[number % ROOMS].copy()
    light = ~np.array(_modules(code), dtype=bool)
    drawn = Image.fromarray((light * 215 + 20).astype(np.uint8)).resize(
        (CODE_PX, CODE_PX), Image.Resampling.NEAREST
    )
    side = CODE_PX + 2 * QUIET_PX
    card = Image.new("L", (side, side), 235)
    card.paste(drawn, (QUIET_PX, QUIET_PX))
    turned = card.rotate(4 - number % 9, Image.Resampling.BICUBIC, fillcolor=235)
    scene.paste(
        turned.filter(ImageFilter.GaussianBlur(0.8)), (300 + 37 * number % 400, 180 + number % 120)
    )
    kept = io.BytesIO()
    scene.convert("RGB").save(kept, "JPEG", quality=QUALITY)
    return judged(kept.getvalue())


def _modules(code: str) -> list[list[bool | None]]:
    """The dark ones, with the first mask: choosing the best one takes ten times as long."""
    made = qrcode.QRCode(
        2, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=0
    )
    made.add_data(QRData(code.encode(), mode=MODE_ALPHA_NUM))
    made.make(fit=False)
    return made.modules


@cache
def _scenes() -> list[Image.Image]:
    chance = np.random.default_rng(SEED)
    noise = [chance.normal(0, 3, (720, 1280)) for _ in range(2)]
    greys = (255 * room(chance) + noise[number % 2] for number in range(ROOMS))
    return [Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)) for grey in greys]


def badges(codes: list[str]) -> list[Picture]:
    """The pictures of so many badges, drawn by as many processes as there are processors."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_numbered, enumerate(codes), chunksize=50))


def _numbered(one: tuple[int, str]) -> Picture:
    number, code = one
    return badge(code, number=number)
