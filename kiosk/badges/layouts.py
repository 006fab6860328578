"""The sizes of paper and badge that we print. All lengths in mm, from the top left corner."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from kiosk.badges.fitting import Limits
from kiosk.badges.qr_matrix import MODULES, QUIET_MODULES
from matching.errors import RozmowaError


@dataclass
class UnknownLayoutError(RozmowaError):
    """There is no layout of this name."""

    code: ClassVar[str] = "unknown_layout"
    layout: str

    def __str__(self) -> str:
        return f"there is no layout '{self.layout}'; choose one of: {', '.join(LAYOUTS)}"


@dataclass(frozen=True)
class Box:
    """A place for words."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Design:
    """How one badge is arranged.

    module: side of one QR module; symbol_x, symbol_y: the corner of the first module, so that
    the quiet zone reaches four modules further on each side
    code_rows: how many groups of four stand on each line under the QR
    code_gap: from the quiet zone to the first line of the code
    """

    width: float
    height: float
    align: Literal["left", "center"]
    header: Box
    words: Box
    ring: float
    symbol_x: float
    symbol_y: float
    module: float
    code_rows: tuple[int, ...]
    code_size: float
    code_gap: float
    event: Limits
    name: Limits
    company: Limits
    job_title: Limits

    @property
    def symbol_side(self) -> float:
        """Side of the QR code without its quiet zone."""
        return MODULES * self.module

    @property
    def quiet(self) -> float:
        """Width of the quiet zone."""
        return QUIET_MODULES * self.module


@dataclass(frozen=True)
class Layout:
    """A sheet: its size, and how many badges lie on it, row by row.

    folded: the badge once more, upside down above the first, so that folding makes its back
    cut: marks in the margin show where to cut
    """

    title: str
    width: float
    height: float
    design: Design
    columns: int = 1
    rows: int = 1
    folded: bool = False
    cut: bool = False


CARD = Design(
    width=90,
    height=54,
    align="left",
    header=Box(5.5, 5.5, 46, 6.5),
    words=Box(5.5, 13.5, 47, 35.5),
    ring=5.6,
    symbol_x=57,
    symbol_y=7,
    module=1.1,
    code_rows=(3, 2),
    code_size=9,
    code_gap=0,
    event=Limits(largest=8, smallest=6, most_lines=2, line_gain=1.15),
    name=Limits(largest=36, smallest=10, most_lines=4),
    company=Limits(largest=10.5, smallest=7.5, most_lines=3, line_gain=1.15),
    job_title=Limits(largest=9, smallest=7, most_lines=2, line_gain=1.15),
)

LABEL = Design(
    width=100,
    height=62,
    align="left",
    header=Box(5.5, 6, 50, 7),
    words=Box(5.5, 15, 51.5, 41.5),
    ring=6,
    symbol_x=62.5,
    symbol_y=7.5,
    module=1.28,
    code_rows=(3, 2),
    code_size=10,
    code_gap=0,
    event=Limits(largest=9, smallest=6.5, most_lines=2, line_gain=1.15),
    name=Limits(largest=42, smallest=11, most_lines=4),
    company=Limits(largest=12, smallest=8, most_lines=3, line_gain=1.15),
    job_title=Limits(largest=10, smallest=7.5, most_lines=2, line_gain=1.15),
)

A6 = Design(
    width=105,
    height=148,
    align="center",
    header=Box(10, 13, 85, 10),
    words=Box(8, 27, 89, 52),
    ring=8.5,
    symbol_x=33.75,
    symbol_y=86.5,
    module=1.5,
    code_rows=(5,),
    code_size=11.5,
    code_gap=0.3,
    event=Limits(largest=12, smallest=9, most_lines=2, line_gain=1.15),
    name=Limits(largest=64, smallest=15, most_lines=4),
    company=Limits(largest=16, smallest=11, most_lines=3, line_gain=1.15),
    job_title=Limits(largest=13, smallest=9.5, most_lines=2, line_gain=1.15),
)

A7 = Design(
    width=74,
    height=105,
    align="center",
    header=Box(6.5, 7, 61, 7.5),
    words=Box(5, 16.5, 64, 34.5),
    ring=6,
    symbol_x=20.75,
    symbol_y=57,
    module=1.3,
    code_rows=(5,),
    code_size=9.5,
    code_gap=0,
    event=Limits(largest=9, smallest=6.5, most_lines=2, line_gain=1.15),
    name=Limits(largest=46, smallest=11, most_lines=4),
    company=Limits(largest=12, smallest=8, most_lines=3, line_gain=1.15),
    job_title=Limits(largest=10, smallest=7.5, most_lines=2, line_gain=1.15),
)

DEFAULT_LAYOUT = "a4-90x54"

LAYOUTS = {
    DEFAULT_LAYOUT: Layout(
        title="A4, ten cards of 90 x 54 mm",
        width=210,
        height=297,
        design=CARD,
        columns=2,
        rows=5,
        cut=True,
    ),
    "a6": Layout(title="A6, one badge a page", width=105, height=148, design=A6),
    "a7": Layout(title="A7, one badge a page", width=74, height=105, design=A7),
    "fold": Layout(
        title="fold-over, 105 x 297 mm, A6 when folded",
        width=105,
        height=297,
        design=A6,
        folded=True,
    ),
    "home": Layout(title="A4, one A6 badge to cut out", width=210, height=297, design=A6, cut=True),
    "label": Layout(
        title="single label 62 x 100 mm (Brother DK-11202), across",
        width=100,
        height=62,
        design=LABEL,
    ),
}


def layout_named(name: str) -> Layout:
    """The layout of this name; raises UnknownLayoutError."""
    if name not in LAYOUTS:
        raise UnknownLayoutError(name)
    return LAYOUTS[name]
