"""From a picture of people to the numbers of the workbench."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matching.suggestions.nouns import Node, Picture, Relation, Tie, numbers_of, terms_of
from matching.workbench import Column, Workbench

Pair = tuple[int, int]
# Of a pair, the smaller number first: the proof of their connection, None where they only know
# each other.
Bonds = dict[Pair, tuple[str, ...] | None]


class Numbers:
    """Numbers for all that a picture names, in the order of the names; what comes later gets the
    next ones. count: of all people who ever had one"""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.people = numbers_of([node.id for node in nodes])
        self.count = len(self.people)
        self.terms = {term: number for number, term in enumerate(terms_of(nodes))}
        self._companies = numbers_of([node.company for node in nodes])
        self._groups = numbers_of([node.group for node in nodes])
        self._languages = numbers_of([node.language for node in nodes])

    def take_in(self, ids: Iterable[str]) -> None:
        """Give these people the next numbers, in the order of their ids."""
        for one in sorted(ids):
            self.people[one] = self.count
            self.count += 1

    def let_go(self, ids: Iterable[str]) -> None:
        """These people are no longer known; nobody gets their numbers."""
        for one in ids:
            del self.people[one]

    def put(self, bench: Workbench, nodes: Sequence[Node]) -> None:
        """Add people, who have their numbers, to the tables person and wish."""
        bench.fill(
            "person",
            {
                "pid": np.array([self.people[node.id] for node in nodes], dtype=np.int32),
                "id": np.array([node.id for node in nodes], dtype=object),
                "company": _numbered(self._companies, [node.company for node in nodes]),
                "grp": _numbered(self._groups, [node.group for node in nodes]),
                "language": _numbered(self._languages, [node.language for node in nodes]),
                "is_here": np.array([node.is_here for node in nodes], dtype=bool),
                "may_be_named": np.array([node.may_be_named for node in nodes], dtype=bool),
                "visitor": np.array([node.visitor for node in nodes], dtype=np.int32),
            },
        )
        self._put_wishes(bench, [node for node in nodes if node.may_be_named])

    def _put_wishes(self, bench: Workbench, nodes: Sequence[Node]) -> None:
        pids = np.array([self.people[node.id] for node in nodes], dtype=np.int32)
        wishes = [wish for node in nodes for wish in node.wishes]
        terms = [_number(self.terms, term) for node in nodes for term in node.terms]
        bench.fill(
            "wish",
            {
                "pid": np.repeat(pids, [len(node.terms) for node in nodes]),
                "is_need": np.array([wish.is_need for wish in wishes], dtype=bool),
                "term": np.array(terms, dtype=np.int32),
                "is_learned": np.array([wish.is_learned for wish in wishes], dtype=bool),
            },
        )


def fill_workbench(bench: Workbench, picture: Picture) -> Numbers:
    """Fill person, wish, known and friend; the numbers follow from the ids alone."""
    numbers = Numbers(picture.nodes)
    numbers.put(bench, sorted(picture.nodes, key=lambda node: node.id))
    put_bonds(bench, bonds_of(picture.ties, numbers.people))
    return numbers


def bonds_of(ties: Iterable[Tie], pids: Mapping[str, int]) -> Bonds:
    """All pairs of people that are known in some way."""
    found: Bonds = {}
    for tie in ties:
        one, other = pids[tie.one], pids[tie.other]
        pair = (one, other) if one < other else (other, one)
        if tie.relation is Relation.CONNECTED:
            found[pair] = tie.proof
        else:
            found.setdefault(pair, None)
    return found


def put_bonds(bench: Workbench, bonds: Bonds) -> None:
    """Add pairs to the tables known and friend, in both directions."""
    friends = [pair for pair, proof in bonds.items() if proof is not None]
    for table, pairs in (("known", list(bonds)), ("friend", friends)):
        bench.fill(table, both_ways(pairs))


def both_ways(pairs: Sequence[Pair]) -> dict[str, Column]:
    """Pairs of numbers as the columns a and b, in both directions, in order."""
    some = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    both = np.concatenate([some, some[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    return {"a": both[:, 0].copy(), "b": both[:, 1].copy()}


def _number(numbers: dict[str, int], value: str) -> int:
    return numbers.setdefault(value, len(numbers))


def _numbered(
    numbers: dict[str, int], values: Sequence[str]
) -> "np.ma.MaskedArray[tuple[int], np.dtype[np.int32]]":
    """Equal texts have equal numbers, an empty one none."""
    found = np.array([_number(numbers, value) for value in values], dtype=np.int32)
    return np.ma.array(found, mask=[not value for value in values])
