"""Reasons as data: only what can be derived again from the rows that are named as proof (P10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matching.suggestions.lists import Lists
from matching.suggestions.nouns import (
    Node,
    Picture,
    Reason,
    ReasonKind,
    ReasonsOfPairs,
    Relation,
    Wish,
    terms_of,
)
from matching.workbench import Workbench

TERMS = 3  # looked at for each direction: the first that may be worded counts
Pair = tuple[int, int]


class Reasons:
    """The reasons of all suggested pairs of one picture."""

    def __init__(
        self, bench: Workbench, picture: Picture, lists: Lists, before: ReasonsOfPairs
    ) -> None:
        self._before = before
        self.of_pairs: ReasonsOfPairs = {}
        self._nodes = sorted(picture.nodes, key=lambda node: node.id)
        self._proofs = _proofs_of(picture, self._nodes)
        self._terms = terms_of(self._nodes)
        _put_candidates(bench, lists)
        vias = bench.columns("workbench/list_introducers")
        self.via: dict[Pair, int] = dict(
            zip(
                zip(vias["a"].tolist(), vias["b"].tolist(), strict=True),
                vias["via"].tolist(),
                strict=True,
            )
        )
        self._shared: dict[Pair, list[tuple[bool, str]]] = defaultdict(list)
        shared = bench.columns("workbench/list_shared_terms", most=TERMS)
        columns = (shared[name].tolist() for name in ("a", "b", "is_need", "term"))
        for one, other, is_need, term in zip(*columns, strict=True):
            self._shared[one, other].append((is_need, self._terms[term]))

    def of(self, reader: int, suggested: int) -> tuple[Reason, ...]:
        """Why this person is suggested to that reader, the strongest kind first; never empty."""
        mine, theirs = self._nodes[reader], self._nodes[suggested]
        via = self.via.get((reader, suggested))
        between = None if via is None else self._nodes[via]
        proofs = () if via is None else self._proofs[reader, via] + self._proofs[suggested, via]
        # All that the reasons follow from: where it is as before, so are they.
        basis = (mine, theirs, between, proofs, self._shared.get((reader, suggested), ()))
        ids = (mine.id, theirs.id)
        known = self._before.get(ids)
        if known is None or known[0] != basis:
            known = (basis, _reasons(*basis))
        self.of_pairs[ids] = known
        return known[1]


def _reasons(
    mine: Node,
    theirs: Node,
    between: Node | None,
    proofs: tuple[str, ...],
    shared: Sequence[tuple[bool, str]],
) -> tuple[Reason, ...]:
    found = [
        *_of_terms(mine, theirs, shared, is_need=False),
        *_of_terms(mine, theirs, shared, is_need=True),
    ]
    if between and between.may_be_named:
        found.append(Reason(ReasonKind.ACQUAINTANCE, acquaintance=between.id, proof=proofs))
    if mine.group and theirs.group:
        is_same = mine.group == theirs.group
        kind = ReasonKind.SAME_GROUP if is_same else ReasonKind.OTHER_GROUP
        found.append(Reason(kind, words=theirs.group, proof=(mine.id, theirs.id)))
    return tuple(found) or (Reason(ReasonKind.NOT_MET, proof=(mine.id, theirs.id)),)


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


def _proofs_of(picture: Picture, nodes: Sequence[Node]) -> Mapping[Pair, tuple[str, ...]]:
    """By both numbers of a connection, either way, the rows that prove it."""
    pids = {node.id: pid for pid, node in enumerate(nodes)}
    found: dict[Pair, tuple[str, ...]] = {}
    for tie in picture.ties:
        if tie.relation is Relation.CONNECTED:
            one, other = pids[tie.one], pids[tie.other]
            found[one, other] = found[other, one] = tie.proof
    return found


def _put_candidates(bench: Workbench, lists: Lists) -> None:
    bench.run("workbench/clear_candidates")
    pairs = [(one, other) for one, others in enumerate(lists) for other in others]
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    bench.fill("candidate", {"a": table[:, 0].copy(), "b": table[:, 1].copy()})


def _proof(node: Node, wish: Wish) -> str:
    return wish.source or f"{node.id}/{'needs' if wish.is_need else 'offers'}"
