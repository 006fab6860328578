"""Where in a frame a QR code may be: a square full of edges in both directions, calm around.

Finding it costs about 1.5 ms and lets the expensive treatment work on a small picture in which
a module of the badge is always about equally large.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kiosk.scanning.images import Grey

_BLOCK = 8  # px, the grid of the search
_SIDES = (4, 6, 9, 13, 18, 25, 35)  # blocks: codes of 32 to 280 px
_LAG = 2  # px between compared pixels: a step blurred by the lens still counts
_MARGIN = 1.55  # of the code's side: its quiet zone and some error of the search
_MODULES = 25  # of a badge's code on each side

Numbers = NDArray[np.floating]


@dataclass(frozen=True)
class Region:
    """A square of the frame in px, and how much it stands out."""

    left: float
    top: float
    side: float
    score: float

    def overlaps(self, other: "Region") -> bool:
        """Whether its middle is about the other's."""
        reach = 0.4 * other.side
        apart_x = abs(self.left + self.side / 2 - other.left - other.side / 2)
        apart_y = abs(self.top + self.side / 2 - other.top - other.side / 2)
        return apart_x <= reach and apart_y <= reach

    def cut(self, grey: Grey, *, module: float) -> Image.Image:
        """The region with a margin, scaled so that a badge's module measures `module` px."""
        middle_x, middle_y = self.left + self.side / 2, self.top + self.side / 2
        reach = self.side * _MARGIN / 2
        height, width = grey.shape
        left, right = int(max(0, middle_x - reach)), int(min(width, middle_x + reach))
        top, bottom = int(max(0, middle_y - reach)), int(min(height, middle_y + reach))
        piece = Image.fromarray(np.ascontiguousarray(grey[top:bottom, left:right]))
        scale = min(module * _MODULES / self.side, 4.0)
        size = (max(8, int(piece.width * scale)), max(8, int(piece.height * scale)))
        return piece.resize(size, Image.Resampling.BICUBIC)


def likely_regions(grey: Grey, *, most: int) -> list[Region]:
    """At most `most` squares that may hold a code, the likeliest first, none twice."""
    if min(grey.shape) < _BLOCK * 5:
        return []
    edges = _edges(grey)
    found = [region for side in _SIDES for region in _outstanding(edges, side)]
    kept: list[Region] = []
    for region in sorted(found, key=lambda region: -region.score):
        if len(kept) < most and not any(region.overlaps(other) for other in kept):
            kept.append(region)
    return kept


def _edges(grey: Grey) -> Numbers:
    """How strong the weaker direction's edges are in each block, above the frame's noise."""
    across = _steps(grey[:, _LAG:], grey[:, :-_LAG])
    down = _steps(grey[_LAG:], grey[:-_LAG])
    height, width = min(across.shape[0], down.shape[0]), min(across.shape[1], down.shape[1])
    both = np.minimum(across[:height, :width], down[:height, :width])
    return np.asarray(np.maximum(both - 1.2 * np.median(both), 0))


def _steps(one: Grey, other: Grey) -> Numbers:
    difference = np.maximum(one, other) - np.minimum(one, other)
    return np.asarray(Image.fromarray(difference).reduce(_BLOCK), np.float32)


def _outstanding(edges: Numbers, side: int) -> list[Region]:
    """The two places where a square of that many blocks differs most from the ring around it."""
    ring = max(1, side // 4)
    outer = side + 2 * ring
    padded = np.pad(edges, outer)
    sums = np.pad(padded.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    around = _window_sums(sums, outer)
    inner = _window_sums(sums, side)[ring : ring + around.shape[0], ring : ring + around.shape[1]]
    calm = (around - inner) / (outer**2 - side**2)
    score = (inner / side**2 - calm) * side
    regions = []
    for _ in range(2):
        row, column = divmod(int(score.argmax()), score.shape[1])
        top, left = row + ring - outer, column + ring - outer
        best = float(score[row, column])
        regions.append(Region(left * _BLOCK, top * _BLOCK, side * _BLOCK, best))
        near = side // 2
        score[max(0, row - near) : row + near + 1, max(0, column - near) : column + near + 1] = -1
    return [region for region in regions if region.score > 0]


def _window_sums(sums: Numbers, side: int) -> Numbers:
    total = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return np.asarray(total)
