"""Where people stand in the picture of the network, so that it can be watched.

Forces as Fruchterman and Reingold (1991) have them: those who talked pull each other, all push each
other away, the middle pulls a little. Everybody begins at a place that follows from their id, so
that the same network always looks the same. Where there is a picture already, it only gives way.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from matching.measures import Network

WIDTH, HEIGHT = 1000.0, 560.0
FRESH_STEPS, FURTHER_STEPS = 120, 30
GIVES_WAY = 14.0  # so far somebody is moved at most when others begin to talk

_BOX, _MARGIN = np.array([WIDTH, HEIGHT]), np.array([56.0, 30.0])
_SPREAD = 0.55  # how far apart two who talked like to be, of an even spread
_MIDDLE = np.array([1.1, 0.65]) * _SPREAD**2 * WIDTH * HEIGHT / (_BOX / 2 - _MARGIN) ** 2
_FRESH_STRIDE, _FURTHER_STRIDE = 60.0, 30.0

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Spot:
    """A place in the picture; is_tied: whether they had talked with anybody by then."""

    x: float
    y: float
    is_tied: bool


def places_of(network: Network, before: Mapping[UUID, Spot]) -> dict[UUID, Spot]:
    """A place within the margins for every member.

    before: the places of the last picture; who was in it moves by 14 at most in each direction,
    unless they have talked for the first time since
    """
    ids = [member.attendee_id for member in network.members]
    tied = [member.talked > 0 for member in network.members]
    if not ids:
        return {}
    old = [before.get(one) for one in ids]
    start = np.array(
        [
            (spot.x, spot.y) if spot else _first_place(one)
            for one, spot in zip(ids, old, strict=True)
        ]
    )
    may_move = [not spot or (now and not spot.is_tied) for spot, now in zip(old, tied, strict=True)]
    placed = _settled(start, _pulls(network), np.array(may_move), is_fresh=not any(old))
    return {
        one: Spot(float(x), float(y), now)
        for one, (x, y), now in zip(ids, placed.round(1), tied, strict=True)
    }


def _first_place(attendee_id: UUID) -> tuple[float, float]:
    drawn = hashlib.blake2b(attendee_id.bytes, digest_size=8).digest()
    across, down = (int.from_bytes(half, "big") / 2**32 for half in (drawn[:4], drawn[4:]))
    across_margin, down_margin = _MARGIN
    return (
        across_margin + across * (WIDTH - 2 * across_margin),
        down_margin + down * (HEIGHT - 2 * down_margin),
    )


def _pulls(network: Network) -> Numbers:
    """How strongly each two pull each other; whoever talked with many is not torn by them."""
    pulls = np.zeros((len(network.members), len(network.members)))
    for line in network.lines:
        pulls[line.one, line.other] = pulls[line.other, line.one] = 1.0 if line.is_whole else 0.5
    strength = np.maximum(pulls.sum(axis=1), 1.0)
    return np.asarray(pulls / np.sqrt(np.outer(strength, strength)))


def _settled(start: Numbers, pulls: Numbers, may_move: Numbers, *, is_fresh: bool) -> Numbers:
    steps, stride = (FRESH_STEPS, _FRESH_STRIDE) if is_fresh else (FURTHER_STEPS, _FURTHER_STRIDE)
    reach = np.where(may_move, np.inf, GIVES_WAY)[:, None]
    lowest, highest = np.maximum(start - reach, _MARGIN), np.minimum(start + reach, _BOX - _MARGIN)
    usual = _SPREAD * sqrt(WIDTH * HEIGHT / len(start))
    places = start.copy()
    for step in range(steps):
        force = _forces(places, pulls, usual)
        length = np.maximum(np.sqrt((force**2).sum(axis=1, keepdims=True)), 1e-9)
        longest = stride * (1 - step / steps)
        places = np.clip(places + force / length * np.minimum(length, longest), lowest, highest)
    return places


def _forces(places: Numbers, pulls: Numbers, usual: float) -> Numbers:
    """usual: the distance at which two who talked neither pull nor push."""
    squares = (places**2).sum(axis=1)
    apart = np.maximum(squares[:, None] + squares[None, :] - 2 * places @ places.T, 1.0)
    weight = usual**2 / apart - pulls * np.sqrt(apart) / usual
    np.fill_diagonal(weight, 0.0)
    pushed = places * weight.sum(axis=1, keepdims=True) - weight @ places
    alone = 1.0 + 0.5 * (pulls.sum(axis=1, keepdims=True) == 0)
    return np.asarray(pushed - (places - _BOX / 2) * _MIDDLE * alone)
