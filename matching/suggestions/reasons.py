"""Reasons as data: only what can be derived again from the rows that are named as proof (P10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matching.suggestions.lists import Lists
from matching.suggestions.nouns import Node, Picture, Reason, ReasonKind, Relation, Wish
from matching.workbench import Workbench

TERMS = 3  # looked at for each direction: the first that may be worded counts
Pair = tuple[int, int]


class Reasons:
    """The reasons of all suggested pairs of one picture."""

    def __init__(self, bench: Workbench, picture: Picture, lists: Lists) -> None:
        self._nodes = sorted(picture.nodes, key=lambda node: node.id)
        self._proofs = _proofs_of(picture)
        self._terms = sorted({wish.term for node in self._nodes for wish in node.wishes})
        _put_candidates(bench, lists)
        self.via: dict[Pair, int] = {
            (row["a"], row["b"]): row["via"] for row in bench.rows("workbench/list_introducers")
        }
        self._shared: dict[tuple[int, int, bool], list[str]] = defaultdict(list)
        for row in bench.rows("workbench/list_shared_terms", most=TERMS):
            key = (row["a"], row["b"], row["is_need"])
            self._shared[key].append(self._terms[row["term"]])

    def of(self, reader: int, suggested: int) -> tuple[Reason, ...]:
        """Why this person is suggested to that reader, the strongest kind first; never empty."""
        found = [
            *self._of_terms(reader, suggested, is_need=False),
            *self._of_terms(reader, suggested, is_need=True),
            *self._of_acquaintance(reader, suggested),
            *self._of_group(reader, suggested),
        ]
        one, other = self._nodes[reader].id, self._nodes[suggested].id
        return tuple(found) or (Reason(ReasonKind.NOT_MET, proof=(one, other)),)

    def _of_terms(self, reader: int, suggested: int, *, is_need: bool) -> Iterable[Reason]:
        """is_need: the reader needs it, and the suggested person offers it."""
        mine, theirs = self._nodes[reader], self._nodes[suggested]
        kind = ReasonKind.THEY_OFFER if is_need else ReasonKind.THEY_SEEK
        for term in self._shared.get((reader, suggested, is_need), []):
            my_wish = _worded(mine, term, is_need)
            their_wish = _worded(theirs, term, not is_need)
            if my_wish and their_wish:
                proof = (_proof(mine, my_wish), _proof(theirs, their_wish))
                yield Reason(kind, term=term, words=their_wish.words, proof=proof)
                return

    def _of_acquaintance(self, reader: int, suggested: int) -> Iterable[Reason]:
        via = self.via.get((reader, suggested))
        if via is not None and self._nodes[via].may_be_named:
            ids = [self._nodes[pid].id for pid in (reader, suggested)]
            acquaintance = self._nodes[via].id
            proof = tuple(
                row for one in ids for row in self._proofs[frozenset({one, acquaintance})]
            )
            yield Reason(ReasonKind.ACQUAINTANCE, acquaintance=acquaintance, proof=proof)

    def _of_group(self, reader: int, suggested: int) -> Iterable[Reason]:
        mine, theirs = self._nodes[reader], self._nodes[suggested]
        if mine.group and theirs.group:
            is_same = mine.group == theirs.group
            kind = ReasonKind.SAME_GROUP if is_same else ReasonKind.OTHER_GROUP
            yield Reason(kind, words=theirs.group, proof=(mine.id, theirs.id))


def _proofs_of(picture: Picture) -> Mapping[frozenset[str], tuple[str, ...]]:
    return {
        frozenset({tie.one, tie.other}): tie.proof
        for tie in picture.ties
        if tie.relation is Relation.CONNECTED
    }


def _put_candidates(bench: Workbench, lists: Lists) -> None:
    bench.run("workbench/clear_candidates")
    pairs = [(one, other) for one, others in enumerate(lists) for other in others]
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    bench.fill("candidate", {"a": table[:, 0].copy(), "b": table[:, 1].copy()})


def _worded(node: Node, term: str, is_need: bool) -> Wish | None:
    """The person's wish with this term that may be told: declared, or learned and released.

    The reader's own side too: what others wrote about them they may not have read yet (P4).
    """
    wishes: Sequence[Wish] = [
        wish for wish in node.wishes if (wish.term, wish.is_need) == (term, is_need)
    ]
    told = [wish for wish in wishes if not wish.is_learned or wish.source]
    return min(told, key=lambda wish: (wish.is_learned, wish.words, wish.source), default=None)


def _proof(node: Node, wish: Wish) -> str:
    return wish.source or f"{node.id}/{'needs' if wish.is_need else 'offers'}"
