"""One badge as marks on paper, the same for PDF and picture. Lengths in mm, y downwards."""

import math
from dataclasses import dataclass, replace

from kiosk.badges.faces import BadgeFace
from kiosk.badges.fitting import POINTS_PER_MM, FittedText, fit_text
from kiosk.badges.layouts import Box, Design
from kiosk.badges.qr_matrix import Run, dark_runs
from kiosk.badges.typefaces import BOLD, REGULAR, drawable, text_width
from matching.badge_codes import in_groups

INK = "#10173A"
INK_SECOND = "#3C466C"
LINE = "#7180A8"
COBALT = "#1E3FAE"
AMBER = "#C46A00"

_HEADER_GAP = 1.8
_WORDS_GAP = 0.45  # of the company's size, between name and company
_DETAILS_SHARE = 0.42  # of the height that company and role may take from the name
_DETAILS_GAP = 0.6  # between company and role
_COMPANY_SHARE = 0.6  # of that, where there is a role too
_DOTS_PER_HALF = 10
_DOT = 0.036  # radius, of the ring's diameter


@dataclass(frozen=True)
class Words:
    """One line of text; x and baseline of its beginning, size in points."""

    x: float
    baseline: float
    text: str
    face: str
    size: float
    colour: str


@dataclass(frozen=True)
class Symbol:
    """A QR code; x and y of its first module."""

    x: float
    y: float
    module: float
    runs: list[Run]


@dataclass(frozen=True)
class Ring:
    """The two dotted halves; x and y of the centre."""

    x: float
    y: float
    diameter: float


@dataclass(frozen=True)
class Rule:
    """A level line to write on."""

    x: float
    y: float
    width: float
    colour: str


Mark = Words | Symbol | Ring | Rule


def draw_face(face: BadgeFace, design: Design) -> list[Mark]:
    """Everything on one badge."""
    symbol = Symbol(design.symbol_x, design.symbol_y, design.module, dark_runs(face.code))
    words = _person(face, design) if drawable(face.name) else _writing_lines(design)
    return [*_header(face.event_name, design), *words, symbol, *_printed_code(face.code, design)]


def ring_dots(ring: Ring) -> list[tuple[float, float, float, str]]:
    """The dots of a ring: x, y, radius, colour. Dotted means nobody has answered yet."""
    radius = ring.diameter * 0.42
    apart = ring.diameter * 0.035
    dots = []
    for place in range(_DOTS_PER_HALF):
        angle = math.radians(9 + 18 * place)
        across, down = radius * math.sin(angle), radius * math.cos(angle)
        dot = ring.diameter * _DOT
        dots.append((ring.x - apart - across, ring.y + down, dot, COBALT))
        dots.append((ring.x + apart + across, ring.y + down, dot, AMBER))
    return dots


def _header(event_name: str, design: Design) -> list[Mark]:
    box, beside = design.header, design.ring + _HEADER_GAP
    fitted = fit_text(
        event_name, face=REGULAR, width=box.width - beside, height=box.height, limits=design.event
    )
    wide = max((_width(line, REGULAR, fitted.size) for line in fitted.lines), default=0.0)
    spare = box.width - beside - wide if design.align == "center" else 0
    middle = box.y + box.height / 2
    ring = Ring(box.x + spare / 2 + design.ring / 2, middle, design.ring)
    place = Box(box.x + spare / 2 + beside, middle - fitted.height / 2, wide, box.height)
    return [ring, *_lines(fitted, place, REGULAR, INK_SECOND, "left")]


def _person(face: BadgeFace, design: Design) -> list[Mark]:
    """Name, company and role as one block in the middle of their box."""
    box = design.words
    details = _details(face, design)
    below = sum(fitted.height + _DETAILS_GAP for fitted, _ in details)
    gap = _WORDS_GAP * design.company.largest / POINTS_PER_MM if details else 0
    name = fit_text(
        face.name, face=BOLD, width=box.width, height=box.height - below - gap, limits=design.name
    )
    top = box.y + (box.height - name.height - gap - below) / 2
    marks = _lines(name, Box(box.x, top, box.width, 0), BOLD, INK, design.align)
    top += name.height + gap
    for fitted, colour in details:
        place = Box(box.x, top, box.width, 0)
        marks += _lines(fitted, place, REGULAR, colour, design.align)
        top += fitted.height + _DETAILS_GAP
    return marks


def _details(face: BadgeFace, design: Design) -> list[tuple[FittedText, str]]:
    """Company and role; the role never in larger letters than the company."""
    wide, high = design.words.width, design.words.height * _DETAILS_SHARE
    company_high = high * _COMPANY_SHARE if drawable(face.job_title) else high
    company = fit_text(
        face.company, face=REGULAR, width=wide, height=company_high, limits=design.company
    )
    limits = replace(design.job_title, largest=_role_size(company, design))
    role = fit_text(
        face.job_title, face=REGULAR, width=wide, height=high - company.height, limits=limits
    )
    return [(text, hue) for text, hue in ((company, INK), (role, INK_SECOND)) if text.lines]


def _role_size(company: FittedText, design: Design) -> float:
    if not company.lines:
        return design.job_title.largest
    return min(design.job_title.largest, company.size)


def _writing_lines(design: Design) -> list[Mark]:
    box = design.words
    return [
        Rule(box.x, box.y + box.height * 0.5, box.width, LINE),
        Rule(box.x, box.y + box.height * 0.85, box.width, LINE),
    ]


def _printed_code(code: str, design: Design) -> list[Mark]:
    groups = in_groups(code).split(" ")
    rows: list[str] = []
    for count in design.code_rows:
        rows.append(" ".join(groups[:count]))
        groups = groups[count:]
    top = design.symbol_y + design.symbol_side + design.quiet + design.code_gap
    place = Box(design.symbol_x, top, design.symbol_side, 0)
    return _lines(FittedText(tuple(rows), design.code_size), place, REGULAR, INK, "center")


def _lines(fitted: FittedText, box: Box, face: str, colour: str, align: str) -> list[Mark]:
    marks: list[Mark] = []
    for text, baseline in zip(fitted.lines, fitted.baselines(box.y), strict=True):
        spare = box.width - _width(text, face, fitted.size) if align == "center" else 0
        marks.append(Words(box.x + spare / 2, baseline, text, face, fitted.size, colour))
    return marks


def _width(text: str, face: str, size: float) -> float:
    return text_width(text, face) * size / POINTS_PER_MM
