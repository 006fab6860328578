"""The best that lists could hold: every pair scored, by sparse matrices instead of our queries.

The formula is that of docs/suggestions.md and the scale the one that our queries measured. Weights,
acquaintances and who may be suggested to whom are worked out here from the people themselves.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy import sparse

from matching.suggestions.nouns import Node, Picture, Relation, numbers_of
from matching.suggestions.scoring import Scale

ROWS_AT_ONCE = 100  # whose scores with everybody are held at a time
PAIRS_AT_ONCE = 200_000

Matrix = sparse.csr_array


class Optimum:
    """Scores of one picture; people are numbers in the order of their ids, as on the workbench."""

    def __init__(self, picture: Picture, scale: Scale) -> None:
        nodes = sorted(picture.nodes, key=lambda node: node.id)
        self.size, self._scale = len(nodes), scale
        self._may_be_named = np.array([node.may_be_named for node in nodes], dtype=bool)
        self._visitors = np.array([node.visitor for node in nodes])
        self._companies = _numbers([node.company for node in nodes])
        self._groups = _numbers([node.group for node in nodes])
        self._languages = _numbers([node.language for node in nodes])
        self._is_one_company = len(set(self._companies)) <= 1 and min(self._companies) >= 0
        self._known, friends = _ties(picture, nodes)
        degrees = friends.sum(axis=1)
        self._roots = np.sqrt(degrees)
        self._friends = friends
        self._passed_on = (friends / np.maximum(degrees, 1)).tocsr()
        self._declared, self._all = _wishes(nodes)
        self._is_learned = any(wish.is_learned for node in nodes for wish in node.wishes)

    def shares(
        self, people: np.ndarray, kinds: Mapping[str, Sequence[Sequence[int]]], top: int
    ) -> dict[str, float]:
        """What the lists of these people hold, in percent of the highest scores there are.

        kinds: lists of everybody by a name; people who may meet nobody count nothing
        """
        best, sums = 0.0, dict.fromkeys(kinds, 0.0)
        for start in range(0, len(people), ROWS_AT_ONCE):
            part = people[start : start + ROWS_AT_ONCE]
            for person, row in zip(part.tolist(), self.of_everybody(part), strict=True):
                best += _best_sum(row, top)
                for kind, lists in kinds.items():
                    sums[kind] += float(row[lists[person]].sum())
        return {kind: 100 * found / best for kind, found in sums.items()}

    def of_everybody(self, people: np.ndarray) -> np.ndarray:
        """A row for each of these people; minus infinity where a pair may not be suggested."""
        (profile, learned), shared = self._parts(people, slice(None), _products)
        one, all_ = people[:, None], np.arange(self.size)[None, :]
        scores = self._added(one, all_, profile, learned, shared)
        scores[self._is_forbidden(one, all_)] = -np.inf
        scores[self._known[people].nonzero()] = -np.inf
        return scores

    def of_pairs(self, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        """One score for each pair, whether it may be suggested or not."""
        scores = np.empty(len(ones))
        for start in range(0, len(ones), PAIRS_AT_ONCE):
            part = slice(start, start + PAIRS_AT_ONCE)
            one, other = ones[part], others[part]
            (profile, learned), shared = self._parts(one, other, _row_by_row)
            scores[part] = self._added(one, other, profile, learned, shared)
        return scores

    def _parts(
        self,
        ones: np.ndarray,
        others: np.ndarray | slice,
        product: Callable[[Matrix, Matrix], np.ndarray],
    ) -> tuple[list[np.ndarray], np.ndarray]:
        def both(needs: Matrix, offers: Matrix) -> list[np.ndarray]:
            return [product(needs[ones], offers[others]), product(offers[ones], needs[others])]

        declared, shared = (
            both(*self._declared),
            product(self._passed_on[ones], self._friends[others]),
        )
        if not self._is_learned:
            return [_fit(*declared), np.zeros_like(shared)], shared
        heard = [whole - part for whole, part in zip(both(*self._all), declared, strict=True)]
        return [_fit(*declared), _fit(*heard)], shared

    def _added(
        self,
        ones: np.ndarray,
        others: np.ndarray,
        profile: np.ndarray,
        learned: np.ndarray,
        shared: np.ndarray,
    ) -> np.ndarray:
        scale, visitors = self._scale, self._visitors
        is_visit = visitors[ones] * visitors[others] == 2  # 1 is a visitor, 2 is a member
        return (
            scale.constant
            + scale.acquaintances * np.sqrt(shared)
            + scale.profile * profile
            + scale.learned * learned
            + scale.activity * (self._roots[ones] + self._roots[others])
            + scale.language * _is_same(self._languages, ones, others)
            + scale.same_group * _is_same(self._groups, ones, others)
            + scale.visitor * is_visit
        )

    def _is_forbidden(self, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        is_unnamed = ~(self._may_be_named[ones] & self._may_be_named[others])
        is_colleague = not self._is_one_company and _is_same(self._companies, ones, others)
        return is_unnamed | is_colleague | (ones == others)


def _numbers(values: Sequence[str]) -> np.ndarray:
    """Equal texts have equal numbers, an empty one -1."""
    numbers = numbers_of([value for value in values if value]) | {"": -1}
    return np.array([numbers[value] for value in values])


def _is_same(values: np.ndarray, ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    return (values[ones] == values[others]) & (values[ones] >= 0)


def _fit(gets: np.ndarray, gives: np.ndarray) -> np.ndarray:
    """Twice the product by the sum, but at least half of the better direction."""
    both = 2 * gets * gives / np.maximum(gets + gives, 1e-9)
    return np.maximum(both, np.maximum(gets, gives) / 2)


def _products(one: Matrix, other: Matrix) -> np.ndarray:
    return (one @ other.T).toarray()


def _row_by_row(one: Matrix, other: Matrix) -> np.ndarray:
    return np.asarray(one.multiply(other).sum(axis=1)).ravel()


def _best_sum(row: np.ndarray, top: int) -> float:
    best = np.partition(row, -top)[-top:] if len(row) > top else row
    return float(best[np.isfinite(best)].sum())


def _ties(picture: Picture, nodes: Sequence[Node]) -> tuple[Matrix, Matrix]:
    """Who is known to whom in any way, and who has connected; each people x people of 0 and 1."""
    pids = {node.id: pid for pid, node in enumerate(nodes)}
    all_ties = {(pids[tie.one], pids[tie.other]) for tie in picture.ties}
    connected = {
        (pids[tie.one], pids[tie.other])
        for tie in picture.ties
        if tie.relation is Relation.CONNECTED
    }
    return _both_ways(all_ties, len(nodes)), _both_ways(connected, len(nodes))


def _both_ways(pairs: set[tuple[int, int]], size: int) -> Matrix:
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    found = sparse.coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    return ((found + found.T) > 0).astype(float).tocsr()


def _wishes(nodes: Sequence[Node]) -> tuple[tuple[Matrix, Matrix], tuple[Matrix, Matrix]]:
    """Needs and offers, people x terms: what is declared, and that with what others learned."""
    kept = [node.wishes if node.may_be_named else () for node in nodes]
    people = Counter(term for wishes in kept for term in {wish.term for wish in wishes})
    terms = numbers_of(people)
    idf = {term: np.log(1 + len(nodes) / count) for term, count in people.items()}
    found: list[tuple[Matrix, Matrix]] = []
    for is_need in (True, False):
        rows: list[tuple[int, int, float, bool]] = []
        for pid, wishes in enumerate(kept):
            told = {w.term for w in wishes if w.is_need is is_need and not w.is_learned}
            every = sorted({w.term for w in wishes if w.is_need is is_need})
            long = np.sqrt(sum(idf[term] ** 2 for term in every))
            short = np.sqrt(sum(idf[term] ** 2 for term in every if term in told))
            rows += [
                (pid, terms[term], idf[term] / (short if term in told else long), term in told)
                for term in every
            ]
        found.append(_declared_and_all(rows, (len(nodes), len(terms))))
    needs, offers = found
    return (needs[0], offers[0]), (needs[1], offers[1])


def _declared_and_all(
    rows: Sequence[tuple[int, int, float, bool]], shape: tuple[int, int]
) -> tuple[Matrix, Matrix]:
    pids, terms, weights, is_declared = (np.array(column) for column in zip(*rows, strict=True))
    places = (pids, terms)
    declared = sparse.csr_array((weights * is_declared, places), shape=shape)
    declared.eliminate_zeros()
    return declared, sparse.csr_array((weights, places), shape=shape)
