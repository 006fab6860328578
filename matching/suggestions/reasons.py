"""Reasons as data: only what can be derived again from the rows that are named as proof (P10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matching.suggestions.filling import Bonds, Pair
from matching.suggestions.nouns import Node, Reason, ReasonKind, Wish
from matching.workbench import Workbench

TERMS = 3  # looked at for each direction: the first that may be worded counts


class Reasons:
    """The reasons of some suggested pairs, and what else is told of them.

    nodes: by their numbers; terms: in the order of theirs
    via: the number of who could introduce a pair; scores: in millionths
    """

    def __init__(
        self,
        bench: Workbench,
        pairs: Sequence[Pair],
        *,
        nodes: Mapping[int, Node],
        terms: Sequence[str],
        bonds: Bonds,
    ) -> None:
        self._nodes, self._bonds = nodes, bonds
        _put_candidates(bench, pairs)
        self.scores = _of_pairs(bench, "workbench/list_candidate_scores", "score")
        self.via = _of_pairs(bench, "workbench/list_introducers", "via")
        self._shared: dict[Pair, list[tuple[bool, str]]] = defaultdict(list)
        shared = bench.columns("workbench/list_shared_terms", most=TERMS)
        columns = (shared[name].tolist() for name in ("a", "b", "is_need", "term"))
        for one, other, is_need, term in zip(*columns, strict=True):
            self._shared[one, other].append((is_need, terms[term]))

    def of(self, reader: int, suggested: int) -> tuple[Reason, ...]:
        """Why this person is suggested to that reader, the strongest kind first; never empty."""
        mine, theirs = self._nodes[reader], self._nodes[suggested]
        shared = self._shared.get((reader, suggested), ())
        found = [
            *_of_terms(mine, theirs, shared, is_need=False),
            *_of_terms(mine, theirs, shared, is_need=True),
            *self._of_acquaintance(reader, suggested),
        ]
        if mine.group and theirs.group:
            is_same = mine.group == theirs.group
            kind = ReasonKind.SAME_GROUP if is_same else ReasonKind.OTHER_GROUP
            found.append(Reason(kind, words=theirs.group, proof=(mine.id, theirs.id)))
        return tuple(found) or (Reason(ReasonKind.NOT_MET, proof=(mine.id, theirs.id)),)

    def _of_acquaintance(self, reader: int, suggested: int) -> Iterable[Reason]:
        via = self.via.get((reader, suggested))
        between = None if via is None else self._nodes.get(via)
        if via is None or between is None or not between.may_be_named:
            return
        proofs = self._proof(reader, via) + self._proof(suggested, via)
        yield Reason(ReasonKind.ACQUAINTANCE, acquaintance=between.id, proof=proofs)

    def _proof(self, one: int, other: int) -> tuple[str, ...]:
        return self._bonds[min(one, other), max(one, other)] or ()


def _of_terms(
    mine: Node, theirs: Node, shared: Sequence[tuple[bool, str]], *, is_need: bool
) -> Iterable[Reason]:
    """is_need: the reader needs it, and the suggested person offers it."""
    kind = ReasonKind.THEY_OFFER if is_need else ReasonKind.THEY_SEEK
    for term in (term for is_theirs, term in shared if is_theirs == is_need):
        my_wish = mine.worded.get((term, is_need))
        their_wish = theirs.worded.get((term, not is_need))
        if my_wish and their_wish:
            proof = (_proof(mine, my_wish), _proof(theirs, their_wish))
            yield Reason(kind, term=term, words=their_wish.words, proof=proof)
            return


def _put_candidates(bench: Workbench, pairs: Sequence[Pair]) -> None:
    bench.run("workbench/clear_candidates")
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    bench.fill("candidate", {"a": table[:, 0].copy(), "b": table[:, 1].copy()})


def _of_pairs(bench: Workbench, query: str, column: str) -> dict[Pair, int]:
    found = bench.columns(query)
    ones, others, values = (found[name].tolist() for name in ("a", "b", column))
    return dict(zip(zip(ones, others, strict=True), values, strict=True))


def _proof(node: Node, wish: Wish) -> str:
    return wish.source or f"{node.id}/{'needs' if wish.is_need else 'offers'}"
