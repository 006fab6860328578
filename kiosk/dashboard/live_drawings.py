"""What the live page draws: rings that close at 100 %, the curve of arrivals, the network.

Only numbers for the templates; every name goes through them and their autoescape.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, pi, sin
from uuid import UUID

from kiosk.dashboard.live_places import Spot
from matching.measures import Network, Share, Step

RADIUS, MIDDLE, SEAM = 46.0, 60.0, 0.02  # of the ring; the seam in radians
ALL_NAMED = 60  # members; among more, only those without a conversation from both sides are
DENSE = 200  # lines
SMALL = 30  # people

CURVE_LEFT, CURVE_RIGHT, CURVE_TOP, CURVE_BOTTOM = 44.0, 430.0, 14.0, 176.0
MOST_MARKS = 5
LONGEST = timedelta(hours=24)  # that the curve shows
LINGERS = timedelta(hours=12)  # after the last arrival
_MINUTE = timedelta(minutes=1)
_MINUTES = (5, 10, 15, 30, 60, 120, 180, 360)  # between two marks; 360 do for LONGEST


@dataclass(frozen=True)
class Ring:
    """Paths of the two halves, solid from the bottom up and dotted for the rest; "" for none."""

    left: str
    right: str
    left_rest: str
    right_rest: str


@dataclass(frozen=True)
class Mark:
    """A line of a scale. place: across or down; label: what stands at it."""

    place: float
    label: str


@dataclass(frozen=True)
class Curve:
    """line, area: paths; x, y: where it ends; people, times: the scales."""

    line: str
    area: str
    x: float
    y: float
    people: tuple[Mark, ...]
    times: tuple[Mark, ...]


@dataclass(frozen=True)
class Knot:
    """A member of the network. label: their name where it is shown, "" else."""

    x: float
    y: float
    talked: int
    name: str
    label: str


@dataclass(frozen=True)
class Picture:
    """whole, halves: paths of all lines; size: of a ring; text: height of a name.

    is_dense: thin lines are enough; is_small: it can be read on a phone as it is
    """

    knots: tuple[Knot, ...]
    whole: str
    halves: str
    size: float
    text: float
    is_dense: bool
    is_small: bool


def ring_of(share: Share) -> Ring:
    """The arcs meet at the top when everybody is in."""
    reached = SEAM + (pi - SEAM) * (share.percent or 0) / 100
    is_begun, is_open = reached > SEAM, reached < pi
    return Ring(
        left=_arc(SEAM, reached, -1) if is_begun else "",
        right=_arc(SEAM, reached, 1) if is_begun else "",
        left_rest=_arc(reached + 0.16, pi, -1) if is_open and reached + 0.16 < pi else "",
        right_rest=_arc(reached + 0.16, pi, 1) if is_open and reached + 0.16 < pi else "",
    )


def _arc(begin: float, end: float, side: int) -> str:
    """Along the ring; angles from the bottom, in radians; side: -1 left, 1 right."""
    (x1, y1), (x2, y2) = (
        (MIDDLE + side * RADIUS * sin(angle), MIDDLE + RADIUS * cos(angle))
        for angle in (begin, end)
    )
    sweep = 1 if side < 0 else 0
    return f"M{x1:.2f} {y1:.2f}A{RADIUS:g} {RADIUS:g} 0 0 {sweep} {x2:.2f} {y2:.2f}"


def curve_of(
    steps: Sequence[Step], *, expected: int, now: datetime, clock: Callable[[datetime], str]
) -> Curve | None:
    """The last day of arrivals up to now, or to half a day after the last; None before the first.

    It begins with the first of that day; who came earlier is its base.
    clock: how a moment is told at the event
    """
    if not steps:
        return None
    last = steps[-1].minute_utc
    end = max(min(now, last + LINGERS), last + _MINUTE)
    first = next(step.minute_utc for step in steps if step.minute_utc >= end - LONGEST)
    every = _time_between(end - first)
    begin = max(_floor(first, every), end - LONGEST)
    top = max(expected, steps[-1].admitted)

    def across(moment: datetime) -> float:
        return CURVE_LEFT + (CURVE_RIGHT - CURVE_LEFT) * ((moment - begin) / (end - begin))

    def down(people: int) -> float:
        return CURVE_BOTTOM - (CURVE_BOTTOM - CURVE_TOP) * people / top

    corners = _corners(steps, begin, end)
    line = "M" + "L".join(f"{across(when):.1f} {down(people):.1f}" for when, people in corners)
    return Curve(
        line=line,
        area=f"{line}V{CURVE_BOTTOM:g}H{across(begin):.1f}Z",
        x=round(across(end), 1),
        y=round(down(steps[-1].admitted), 1),
        people=tuple(Mark(round(down(number), 1), str(number)) for number in _people_marks(top)),
        times=tuple(
            Mark(round(across(moment), 1), clock(moment))
            for moment in _time_marks(begin, end, every)
        ),
    )


def _corners(steps: Sequence[Step], begin: datetime, end: datetime) -> list[tuple[datetime, int]]:
    """From those who came before; up within the minute of an arrival, level until the next."""
    before = [step.admitted for step in steps if step.minute_utc < begin]
    corners = [(begin, before[-1] if before else 0)]
    for step in steps[len(before) :]:
        corners += [(step.minute_utc, corners[-1][1]), (step.minute_utc + _MINUTE, step.admitted)]
    return [*corners, (end, corners[-1][1])]


def _time_between(length: timedelta) -> timedelta:
    """Between two marks, so that there are few."""
    return next(every * _MINUTE for every in _MINUTES if length <= MOST_MARKS * every * _MINUTE)


def _time_marks(begin: datetime, end: datetime, every: timedelta) -> list[datetime]:
    """Round times from begin to end, none of the day twice."""
    first = _floor(begin, every)
    marks = [first + every * number for number in range(int((end - first) / every) + 1)]
    return [mark for mark in marks if mark >= begin and end - mark < LONGEST]


def _floor(moment: datetime, every: timedelta) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + every * int((moment - midnight) / every)


def _people_marks(top: int) -> list[int]:
    """Round numbers from 0, few of them, all on whole people."""
    every = next(
        step * 10**power
        for power in range(9)
        for step in (1, 2, 5)
        if top / (step * 10**power) <= MOST_MARKS
    )
    return list(range(0, top + 1, every))


def picture_of(network: Network, places: Mapping[UUID, Spot], *, with_names: bool) -> Picture:
    """The network as it is drawn; names only where the reader chose to see them."""
    count = len(network.members)
    knots = tuple(
        Knot(
            x=places[one.attendee_id].x,
            y=places[one.attendee_id].y,
            talked=one.talked,
            name=one.name if with_names else "",
            label=_given(one.name) if with_names and (count <= ALL_NAMED or one.talked < 2) else "",
        )
        for one in network.members
    )
    return Picture(
        knots=knots,
        whole=_lines(network, knots, is_whole=True),
        halves=_lines(network, knots, is_whole=False),
        size=round(max(9.0, min(44.0, 230 / max(count, 1) ** 0.5)), 1),
        text=round(max(14.0, min(24.0, 120 / max(count, 1) ** 0.5)), 1),
        is_dense=len(network.lines) > DENSE,
        is_small=count <= SMALL,
    )


def _given(name: str) -> str:
    return name.split()[0] if name.split() else ""


def _lines(network: Network, knots: Sequence[Knot], *, is_whole: bool) -> str:
    ends = (
        (knots[line.one], knots[line.other]) for line in network.lines if line.is_whole is is_whole
    )
    return "".join(f"M{one.x:g} {one.y:g}L{other.x:g} {other.y:g}" for one, other in ends)
