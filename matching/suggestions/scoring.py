"""The score of a pair: z-scores of a few parts, weighed and added. docs/suggestions.md has it all.

Up to SMALL people every pair is scored. Above it each person's best candidates are: those with
whom a rare need meets an offer, those who fit both ways, friends of friends, a few of the group.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.suggestions.weights import Weights, load_weights
from matching.workbench import Workbench

SMALL = 1000  # people, up to whom all pairs are measured and scored
SAMPLED = 200  # people whose pairs are measured where there are more
SEED = 20261123
AT_ONCE = 10_000  # people: what is held in memory at a time
CLOSE_LOOKS = 24  # candidates of each person that are scored
RAREST = 100  # people who share a term, up to whom it is followed one way
BLOCK = 8  # people of one exchange who are looked at together
PEERS = 4

_GRID = 16384.0
_DERIVED = ("activity", "term_weight", "need", "offer")


@dataclass(frozen=True)
class Scale:
    """What one of each part adds to a score, and the constant that makes them z-scores."""

    acquaintances: float
    profile: float
    learned: float
    activity: float
    language: float
    same_group: float
    visitor: float
    constant: float


def score_all(bench: Workbench) -> None:
    """Fill the table scored, each pair in both directions where either is a candidate.

    bench: with person, wish, known and friend filled; people up to a million
    """
    for table in _DERIVED:
        bench.run(f"workbench/fill_{table}")
    count = bench.row("workbench/count_people")
    assert count is not None  # an aggregate has one row
    scale = measure_scale(bench, people=count["people"], weights=load_weights())
    shares = {"shares_company": count["companies"] <= 1}
    if count["people"] <= SMALL:
        bench.run("workbench/put_all_pairs")
        bench.run("workbench/put_scores", **vars(scale), **shares)
        return
    bench.run("workbench/fill_mate", block=BLOCK)
    bench.run("workbench/fill_seeker")
    bench.run("workbench/fill_peer", few=PEERS)
    for first in range(0, count["people"], AT_ONCE):
        score_near(bench, scale, first, first + AT_ONCE - 1, shares)
    bench.run("workbench/put_reverse_scores")


def score_near(
    bench: Workbench, scale: Scale, first: int, last: int, shares: Mapping[str, bool]
) -> None:
    """Score the candidates of the people numbered first to last."""
    bench.run("workbench/clear_candidates")
    bench.run(
        "workbench/put_near_pairs",
        first=first,
        last=last,
        rarest=RAREST,
        profile=scale.profile,
        acquaintances=scale.acquaintances,
        wanted=CLOSE_LOOKS,
    )
    bench.run("workbench/put_scores", **vars(scale), **shares)


def measure_scale(bench: Workbench, *, people: int, weights: Weights) -> Scale:
    """Mean and deviation of each part over pairs not known to have met, as factors.

    Over all such pairs of up to 1,000 people, else over those of a seeded sample with everybody.
    A part in which all pairs are alike counts nothing.
    """
    sampled = people if people <= SMALL else SAMPLED
    pairs = bench.row("workbench/measure_pairs", seed=SEED, sampled=sampled) or {}
    active = bench.row("workbench/measure_activity") or {}
    parts = {
        "acquaintances": _moments(pairs, "acquaintances", pairs["pairs"]),
        "profile": _moments(pairs, "profile", pairs["pairs"]),
        "learned": _moments(pairs, "learned", pairs["pairs"]),
        "activity": _moments(active, "activity", active["people"]),
        "language": _moments_of_share(pairs["same_language"], pairs["pairs"]),
        "same_group": _moments_of_share(pairs["same_group"], pairs["pairs"]),
    }
    wanted = vars(weights) | {"same_group": weights.group}
    factors = {
        name: wanted[name] / deviation if deviation > 0 else 0.0
        for name, (_, deviation) in parts.items()
    }
    means = [(2 if name == "activity" else 1) * mean for name, (mean, _) in parts.items()]
    constant = -math.fsum(
        factor * mean for factor, mean in zip(factors.values(), means, strict=True)
    )
    return Scale(**factors, visitor=weights.visitor, constant=constant)


def _moments(row: Mapping[str, Any], part: str, count: float) -> tuple[float, float]:
    """Mean and deviation of a part that was summed on a grid of 2^-14."""
    if count <= 0:
        return 0.0, 0.0
    mean = row[part] / count
    variance = row[f"{part}_squares"] / count - mean * mean
    return mean / _GRID, math.sqrt(max(variance, 0.0)) / _GRID


def _moments_of_share(count: float, pairs: float) -> tuple[float, float]:
    if pairs <= 0:
        return 0.0, 0.0
    share = count / pairs
    return share, math.sqrt(max(share * (1 - share), 0.0))
