"""The figures of suggestions are of what they say, and the optimum is one."""

import math
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import combinations

import numpy as np
import pytest

from benchmarks import suggestions
from benchmarks.beside_kiosks import freshness, one_list
from benchmarks.freshness import Waits
from benchmarks.optimum import Optimum
from matching.suggestions.nouns import Node, Picture, Relation, Tie, Wish
from matching.suggestions.scoring import Scale

SCALE = Scale(
    acquaintances=2.0,
    profile=3.0,
    learned=1.5,
    activity=0.1,
    language=0.3,
    same_group=0.4,
    visitor=2.0,
    constant=-1.0,
)
PEOPLE = 60


def picture() -> Picture:
    """Sixty people in whom everything that a score knows occurs."""
    chance = random.Random(7)
    nodes = [
        Node(
            id=f"p{number:02}",
            company=chance.choice(["", "a", "b", "c"]),
            group=chance.choice(["", "x", "y"]),
            language=chance.choice(["pl", "en"]),
            wishes=[
                Wish(f"t{term}", chance.random() < 0.5, is_learned=chance.random() < 0.3)
                for term in chance.sample(range(15), 5)
            ],
            visitor=chance.choice([0, 1, 2]),
            may_be_named=chance.random() < 0.9,
        )
        for number in range(PEOPLE)
    ]
    some = chance.sample(list(combinations([node.id for node in nodes], 2)), 150)
    return Picture(nodes, [Tie(*pair, chance.choice(list(Relation))) for pair in some])


@dataclass(frozen=True)
class Slowly:
    """The formula of docs/suggestions.md, word by word; minus infinity: never suggested."""

    picture: Picture

    @cached_property
    def met(self) -> dict[frozenset[str], Relation]:
        return {frozenset({tie.one, tie.other}): tie.relation for tie in self.picture.ties}

    @cached_property
    def friends(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {node.id: set() for node in self.picture.nodes}
        for one, other in map(tuple, (p for p, r in self.met.items() if r is Relation.CONNECTED)):
            found[one].add(other)
            found[other].add(one)
        return found

    @cached_property
    def idf(self) -> dict[str, float]:
        named = [node for node in self.picture.nodes if node.may_be_named]
        people = Counter(t for node in named for t in {wish.term for wish in node.wishes})
        return {term: math.log(1 + PEOPLE / count) for term, count in people.items()}

    def score(self, one: Node, other: Node) -> float:
        is_colleague = one.company == other.company != ""
        if one is other or is_colleague or frozenset({one.id, other.id}) in self.met:
            return -math.inf
        if not (one.may_be_named and other.may_be_named):
            return -math.inf
        friends = [self.friends[node.id] for node in (one, other)]
        shared = sum(1 / len(self.friends[via]) for via in friends[0] & friends[1])
        return (
            SCALE.constant
            + SCALE.acquaintances * math.sqrt(shared)
            + SCALE.profile * self._fit(one, other, is_learned=False)
            + SCALE.learned * self._fit(one, other, is_learned=True)
            + SCALE.activity * sum(math.sqrt(len(some)) for some in friends)
            + SCALE.language * (one.language == other.language)
            + SCALE.same_group * (one.group == other.group != "")
            + SCALE.visitor * ({one.visitor, other.visitor} == {1, 2})
        )

    def _fit(self, one: Node, other: Node, *, is_learned: bool) -> float:
        gets = self._cosine(one, other, is_learned)
        gives = self._cosine(other, one, is_learned)
        mean = 2 * gets * gives / (gets + gives) if gets + gives else 0.0
        return max(mean, max(gets, gives) / 2)

    def _cosine(self, needs: Node, offers: Node, is_learned: bool) -> float:
        mine, theirs = self._vector(needs, is_need=True), self._vector(offers, is_need=False)
        return sum(
            mine[term][0] * theirs[term][0]
            for term in mine.keys() & theirs.keys()
            if (mine[term][1] or theirs[term][1]) is is_learned
        )

    def _vector(self, node: Node, *, is_need: bool) -> dict[str, tuple[float, bool]]:
        told = {wish.term: wish.is_learned for wish in node.wishes if wish.is_need is is_need}
        whole = math.hypot(*(self.idf[term] for term in told))
        declared = math.hypot(*(self.idf[term] for term in told if not told[term]))
        return {
            term: (self.idf[term] / (whole if told[term] else declared), told[term])
            for term in told
        }


def test_the_optimum_is_the_one_that_a_loop_over_all_pairs_finds():
    crowd = picture()
    optimum = Optimum(crowd, SCALE)
    everybody = np.arange(PEOPLE)
    slowly = Slowly(crowd)
    wanted = np.array([[slowly.score(a, b) for b in crowd.nodes] for a in crowd.nodes])
    best = [[int(one) for one in np.argsort(-row)[:5] if np.isfinite(row[one])] for row in wanted]
    shorter = [one[:4] for one in best]

    found = optimum.of_everybody(everybody)
    shares = optimum.shares(everybody, {"best": best, "short": shorter}, 5)
    ones, others = np.nonzero(np.isfinite(wanted))

    assert np.array_equal(np.isfinite(found), np.isfinite(wanted))
    assert found[ones, others] == pytest.approx(wanted[ones, others])
    assert optimum.of_pairs(ones, others) == pytest.approx(wanted[ones, others])
    assert shares["best"] == pytest.approx(100)
    assert shares["short"] < 100


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> str:
    """A small crowd, prepared as the measures want it."""
    made = str(tmp_path_factory.mktemp("crowd"))
    suggestions.prepare(made, 200)
    return made


def test_all_pairs_of_a_small_crowd_are_scored_as_the_optimum_scores_them(folder):
    found = suggestions.quality(folder, 50)

    assert found["free"] == pytest.approx(100)
    assert 50 < found["mutual"] <= 100
    assert found["difference"] < 1e-4


def test_all_lists_are_measured_with_each_query_and_as_a_command(folder):
    found = suggestions.lists_alone(folder)
    suggestions.lists_from_files(folder)
    suggestions.whole_command(folder)

    assert {"put_scores", "lists"} <= set(found["queries"])
    assert sum(found["queries"].values()) <= found["cpu"] * 1.05


def test_one_list_is_measured_while_guests_come_in(folder):
    names = [figure.name for figure in one_list(folder, lists=5, guests=40, quiet_seconds=0.2)]

    assert "an admission meanwhile, p99" in names


def test_lists_are_fresh_after_pairs_connect():
    figures = {
        figure.name: figure for figure in freshness(guests=20, talks=20, rounds=1, screens=3)
    }

    assert figures["suggestions on a screen, p95"].value > 0


def test_a_fact_is_in_the_lists_once_lists_that_know_it_were_written():
    waits = Waits()
    before = datetime.now(UTC)
    waits.kept("an answer")
    waits.written(before)
    assert waits.open
    waits.written(datetime.now(UTC))

    assert not waits.open
    figures = {one.name: one.value for one in waits.figures("here", 3.0, goal=5)}
    assert figures["here, facts"] == 1
    assert 0 <= figures["here, from any fact, longest"] < 5
    assert figures["here, CPU of a refresh"] == 1.5
