"""The score of a pair: z-scores of a few parts, weighed and added. docs/suggestions.md has it all.

Up to SMALL people every pair is scored. Above it each person's best candidates are: those with
whom a rare need meets an offer, those who fit both ways, friends of friends, a few of the group.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.suggestions.weights import Weights, load_weights
from matching.workbench import Column, Workbench

SMALL = 1000  # people, up to whom all pairs are measured and scored
SAMPLED = 200  # people whose pairs are measured where there are more
SEED = 20261123
AT_ONCE = 10_000  # people: what is held in memory at a time
CLOSE_LOOKS = 24  # candidates of each person that are scored, more for lists of more than 12
RAREST = 100  # people who share a term, up to whom it is followed one way
BLOCK = 8  # people of one exchange who are looked at together
PEERS = 8  # of the group and of all, more for lists of more than 4
BEFOREHAND = 10  # connections, of how a trait in common usually counts

_GRID = 16384.0
_WEIGHT_GRID = 1048576.0


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


@dataclass(frozen=True)
class Yardstick:
    """By what the pairs of one event are measured, from one time that all of them are to the next.

    unheard: the square of the idf of a term that nobody had then, as of one person
    looks: candidates of each person that are scored, 0 where all pairs are; few: of each ring
    """

    scale: Scale
    shares_company: bool
    unheard: float
    looks: int
    few: int

    def score(self, bench: Workbench) -> None:
        """Add the pairs in the table candidate to the table scored."""
        bench.run("workbench/put_scores", **vars(self.scale), shares_company=self.shares_company)


def score_all(bench: Workbench, *, top: int) -> Yardstick:
    """Fill the table scored, each pair in both directions where either is a candidate.

    bench: with person, wish, known and friend filled; people up to a million
    top: the length of the lists that are wanted
    """
    yardstick = measure_all(bench, top=top)
    for _ in score_parts(bench, yardstick):
        pass
    return yardstick


def measure_all(bench: Workbench, *, top: int) -> Yardstick:
    """Fill the tables that are worked out of person, wish, known and friend."""
    count = bench.row("workbench/count_people")
    assert count is not None  # an aggregate has one row
    people: int = count["people"]
    unheard = float(round(_WEIGHT_GRID * math.log(1 + people) ** 2))
    for table in ("activity", "term_weight"):
        bench.run(f"workbench/fill_{table}")
    for table in ("need", "offer"):
        bench.run(f"workbench/fill_{table}", unheard=unheard)
    scale = measure_scale(bench, people=people, weights=load_weights())
    looks = max(CLOSE_LOOKS, 2 * top) if people > SMALL else 0
    found = Yardstick(scale, count["companies"] <= 1, unheard, looks, max(PEERS, 2 * top))
    look_at(bench, np.arange(people))
    if looks:
        bench.run("workbench/fill_exchange", block=BLOCK)
        bench.run("workbench/fill_ring")
        put_hints(bench, found)
    return found


def put_hints(bench: Workbench, yardstick: Yardstick) -> None:
    """Add to mate, seeker and peer whom these lookers could look at closely."""
    bench.run("workbench/fill_mate")
    bench.run("workbench/fill_seeker")
    bench.run("workbench/fill_peer", few=yardstick.few)


def look_at(bench: Workbench, pids: Collection[int] | Column) -> None:
    """Have the next queries be of the people with these numbers."""
    bench.empty("looker")
    bench.fill("looker", {"pid": np.array(sorted(pids), dtype=np.int32)})


def score_parts(bench: Workbench, yardstick: Yardstick) -> Iterator[None]:
    """Fill the table scored; after each part its candidates stand in the table candidate."""
    count = bench.row("workbench/count_people")
    assert count is not None
    if not yardstick.looks:
        bench.run("workbench/put_all_pairs")
        yardstick.score(bench)
        yield
        return
    for first in range(0, count["people"], AT_ONCE):
        score_near(bench, yardstick, range(first, min(first + AT_ONCE, count["people"])))
        yield
    bench.run("workbench/put_reverse_scores")


def score_near(bench: Workbench, yardstick: Yardstick, pids: Collection[int]) -> None:
    """Score the most promising candidates of each of these people."""
    wanted = yardstick.looks or CLOSE_LOOKS
    bench.run("workbench/clear_candidates")
    look_at(bench, pids)
    bench.run("workbench/put_near_pairs", wanted=wanted, **promise_of(yardstick))
    yardstick.score(bench)


def promise_of(yardstick: Yardstick) -> dict[str, Any]:
    """What the first look at a pair takes."""
    return {
        "rarest": RAREST,
        "profile": yardstick.scale.profile,
        "acquaintances": yardstick.scale.acquaintances,
        "shares_company": yardstick.shares_company,
    }


def measure_scale(bench: Workbench, *, people: int, weights: Weights) -> Scale:
    """What one of each part adds, as this event's own pairs tell.

    z-scores by mean and deviation over all pairs of up to 1,000 people not known to have met, else
    over those of a seeded sample with everybody; a part in which all pairs are alike counts
    nothing. A trait in common counts as much as connections run along it here.
    """
    sampled = people if people <= SMALL else SAMPLED
    pairs = bench.row("workbench/measure_pairs", seed=SEED, sampled=sampled) or {}
    active = bench.row("workbench/measure_activity") or {}
    kinship = {row["trait"]: _log_odds(row) for row in bench.rows("workbench/measure_kinship")}
    moments = {
        "acquaintances": _moments(pairs, "acquaintances", pairs["pairs"]),
        "profile": _moments(pairs, "profile", pairs["pairs"]),
        "learned": _moments(pairs, "learned", pairs["pairs"]),
        "activity": _moments(active, "activity", active["people"]),
    }
    means = {name: mean for name, (mean, _) in moments.items()}
    means["activity"] *= 2  # of both
    factors = {
        name: getattr(weights, name) / deviation if deviation > 0 else 0.0
        for name, (_, deviation) in moments.items()
    }
    for trait, name in (("language", "language"), ("group", "same_group")):
        factors[name] = getattr(weights, trait) * kinship.get(trait, 0.0)
        means[name] = pairs[f"same_{trait}"] / pairs["pairs"] if pairs["pairs"] > 0 else 0.0
    constant = -math.fsum(factors[name] * means[name] for name in sorted(factors))
    return Scale(**factors, visitor=weights.visitor, constant=constant)


def _log_odds(row: Mapping[str, float]) -> float:
    """ln of how many times likelier a connection is alike than a pair is; never below 0.

    Ten connections of twice the odds are added beforehand, so that a few tell little.
    """
    share = row["alike"] / row["pairs"] if row["pairs"] > 0 else 0.0
    if not 0.0 < share < 1.0:
        return 0.0
    expected = 2 * share / (1 + share)
    found = (row["connected_alike"] / 2 + BEFOREHAND * expected) / (
        row["connected"] / 2 + BEFOREHAND
    )
    return max(0.0, math.log(found / (1 - found) * (1 - share) / share))


def _moments(row: Mapping[str, Any], part: str, count: float) -> tuple[float, float]:
    """Mean and deviation of a part that was summed on a grid of 2^-14."""
    if count <= 0:
        return 0.0, 0.0
    mean = row[part] / count
    variance = row[f"{part}_squares"] / count - mean * mean
    return mean / _GRID, math.sqrt(max(variance, 0.0)) / _GRID
