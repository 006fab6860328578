"""Text as large as fits a box: nothing is cut off and nothing stands out of it."""

import math
import re
from dataclasses import dataclass

from kiosk.badges.typefaces import drawable, text_width

POINTS_PER_MM = 72 / 25.4
LEADING = 1.12
_CAPITAL_HEIGHT = 0.668
_BASELINE = LEADING / 2 + _CAPITAL_HEIGHT / 2
# Polish never leaves a one-letter word at the end of a line.
_PIECES = re.compile(r"(?:[aiouwzAIOUWZ] )*(?:[^ \-–—/]+[\-–—/]* ?|[\-–—/]+ ?)")
_SHRINK = 0.93


@dataclass(frozen=True)
class Limits:
    """Sizes in points; most_lines holds until the smallest size is reached.

    line_gain: how many times larger one more line must make the letters to be worth it
    """

    largest: float
    smallest: float
    most_lines: int
    line_gain: float = 1.0


@dataclass(frozen=True)
class FittedText:
    """Lines and their size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Height of all lines, in mm."""
        return len(self.lines) * self.size * LEADING / POINTS_PER_MM

    def baselines(self, top: float) -> list[float]:
        """Where each line stands when the block begins at `top`; mm, downwards."""
        step = self.size / POINTS_PER_MM
        return [top + step * (LEADING * row + _BASELINE) for row in range(len(self.lines))]


def fit_text(text: str, *, face: str, width: float, height: float, limits: Limits) -> FittedText:
    """The largest setting of a text in a box of width x height mm.

    Lines break at spaces and after hyphens, evenly, into as many lines as make the letters
    largest. Only where that would go below limits.smallest words are broken anywhere, and only
    where even that is too much the size goes below it. An empty text has no lines.
    """
    pieces = _PIECES.findall(drawable(text))
    if not pieces:
        return FittedText(lines=(), size=limits.smallest)
    space = (width * POINTS_PER_MM, height * POINTS_PER_MM)
    counts = range(1, min(limits.most_lines, len(pieces)) + 1)
    settings = [_set_evenly(pieces, count, face, space, limits.largest) for count in counts]
    best = max(settings, key=lambda one: one.size / limits.line_gain ** len(one.lines))
    if best.size >= limits.smallest:
        return best
    forced = _set_by_force(pieces, face, space, limits.smallest)
    return max(best, forced, key=lambda setting: setting.size)


def _set_evenly(
    pieces: list[str], count: int, face: str, space: tuple[float, float], largest: float
) -> FittedText:
    lines = _even_lines(pieces, count, face)
    widest = max(text_width(line, face) for line in lines)
    size = min(largest, space[0] / widest, space[1] / (len(lines) * LEADING))
    return FittedText(lines=lines, size=math.floor(size * 10) / 10)


def _even_lines(pieces: list[str], count: int, face: str) -> tuple[str, ...]:
    """At most `count` lines, the widest as narrow as can be."""
    if count == 1:
        return ("".join(pieces).rstrip(),)
    widths = _running_widths(pieces, face)
    # best[end]: narrowest widest line of the pieces before `end` in the lines so far, and where
    # the last of these lines begins.
    best = [(width, 0) for width in widths]
    begins = [best]
    for _ in range(1, count):
        best = [
            min((max(best[cut][0], widths[end] - widths[cut]), cut) for cut in range(end + 1))
            for end in range(len(pieces) + 1)
        ]
        begins.append(best)
    return _cut(pieces, begins)


def _cut(pieces: list[str], begins: list[list[tuple[float, int]]]) -> tuple[str, ...]:
    lines: list[str] = []
    end = len(pieces)
    for best in reversed(begins):
        start = best[end][1]
        lines.insert(0, "".join(pieces[start:end]).rstrip())
        end = start
    return tuple(line for line in lines if line)


def _running_widths(pieces: list[str], face: str) -> list[float]:
    widths = [0.0]
    for piece in pieces:
        widths.append(widths[-1] + text_width(piece, face))
    return widths


def _set_by_force(
    pieces: list[str], face: str, space: tuple[float, float], size: float
) -> FittedText:
    while True:
        lines = _broken_anywhere(pieces, face, space[0] / size)
        if len(lines) * LEADING * size <= space[1]:
            return FittedText(lines=lines, size=size)
        size *= _SHRINK


def _broken_anywhere(pieces: list[str], face: str, width: float) -> tuple[str, ...]:
    """Lines filled one after the other; a piece wider than a line is broken at a letter."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), face) > width:
            lines.append("")
        for letter in piece:
            if lines[-1] and text_width((lines[-1] + letter).rstrip(), face) > width:
                lines.append("")
            lines[-1] += letter
    return tuple(line.strip() for line in lines if line.strip())
