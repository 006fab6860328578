"""Whether a QR code may be in a picture, as kiosk/components/squares.js judges it.

A test lets a browser and this judge the same pictures.
"""

import io

import numpy as np
from PIL import Image

from kiosk.scanning.images import Grey
from kiosk.scanning.regions import Numbers

WIDTH, HEIGHT = 640, 360
BLOCK = 4  # px
SIDES = (6, 9, 13, 18, 25)  # blocks
SCORE = 80


def may_hold_code(jpeg: bytes) -> bool:
    """What the page would tell the server about this picture."""
    return score(jpeg) > SCORE


def score(jpeg: bytes) -> float:
    """How much the square that stands out most does so."""
    with Image.open(io.BytesIO(jpeg)) as image:
        small = image.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    blocks = _edges(np.asarray(small))
    return max(_most_outstanding(blocks, side) for side in SIDES)


def _edges(grey: Grey) -> Numbers:
    light = grey.astype(np.int16)
    across = np.abs(np.diff(light[:-1], axis=1, append=0))
    down = np.abs(np.diff(light[:, :-1], axis=0, append=0))
    across[:, -1] = down[-1] = 0
    both = np.minimum(_means(across, (1, 0)), _means(down, (0, 1)))
    return np.maximum(0, both - 1.2 * np.sort(both, axis=None)[both.size // 2])


def _means(steps: Numbers, missing: tuple[int, int]) -> Numbers:
    whole = np.pad(steps, ((0, missing[0]), (0, missing[1])))
    return whole.reshape(HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK).sum((1, 3)) / BLOCK**2


def _most_outstanding(blocks: Numbers, side: int) -> float:
    ring = max(1, side // 4)
    outer = side + 2 * ring
    sums = np.pad(np.pad(blocks, ring).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    around = _window_sums(sums, outer)
    inner = _window_sums(sums, side)[ring : ring + around.shape[0], ring : ring + around.shape[1]]
    calm = (around - inner) / (outer**2 - side**2)
    return float(((inner / side**2 - calm) * side).max())


def _window_sums(sums: Numbers, side: int) -> Numbers:
    return sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
