"""From a picture of people to the numbers of the workbench."""

from collections.abc import Mapping, Sequence

import numpy as np

from matching.suggestions.nouns import Node, Picture, Relation, Tie, numbers_of, terms_of
from matching.workbench import Workbench


def fill_workbench(bench: Workbench, picture: Picture) -> None:
    """Fill person, wish, known and friend; the numbers follow from the ids alone."""
    nodes = sorted(picture.nodes, key=lambda node: node.id)
    pids = {node.id: pid for pid, node in enumerate(nodes)}
    _fill_people(bench, nodes)
    _fill_wishes(bench, nodes)
    _fill_ties(bench, picture.ties, pids)


def _fill_people(bench: Workbench, nodes: Sequence[Node]) -> None:
    bench.fill(
        "person",
        {
            "pid": np.arange(len(nodes), dtype=np.int32),
            "id": np.array([node.id for node in nodes], dtype=object),
            "company": _numbered([node.company for node in nodes]),
            "grp": _numbered([node.group for node in nodes]),
            "language": _numbered([node.language for node in nodes]),
            "is_here": np.array([node.is_here for node in nodes], dtype=bool),
            "may_be_named": np.array([node.may_be_named for node in nodes], dtype=bool),
            "visitor": np.array([node.visitor for node in nodes], dtype=np.int32),
        },
    )


def _numbered(values: Sequence[str]) -> "np.ma.MaskedArray[tuple[int], np.dtype[np.int32]]":
    """Equal texts have equal numbers, an empty one none."""
    numbers = numbers_of(values)
    found = np.array([numbers[value] for value in values], dtype=np.int32)
    return np.ma.array(found, mask=[not value for value in values])


def _fill_wishes(bench: Workbench, nodes: Sequence[Node]) -> None:
    numbers = {term: number for number, term in enumerate(terms_of(nodes))}
    named = [(pid, node) for pid, node in enumerate(nodes) if node.may_be_named]
    pids = np.array([pid for pid, _ in named], dtype=np.int32)
    terms = [numbers[term] for _, node in named for term in node.terms]
    wishes = [wish for _, node in named for wish in node.wishes]
    bench.fill(
        "wish",
        {
            "pid": np.repeat(pids, [len(node.terms) for _, node in named]),
            "is_need": np.array([wish.is_need for wish in wishes], dtype=bool),
            "term": np.array(terms, dtype=np.int32),
            "is_learned": np.array([wish.is_learned for wish in wishes], dtype=bool),
        },
    )


def _fill_ties(bench: Workbench, ties: Sequence[Tie], pids: Mapping[str, int]) -> None:
    ones = np.array([pids[tie.one] for tie in ties], dtype=np.int64)
    others = np.array([pids[tie.other] for tie in ties], dtype=np.int64)
    is_friend = np.array([tie.relation is Relation.CONNECTED for tie in ties], dtype=bool)
    size = max(len(pids), 1)
    pairs = np.concatenate([ones * size + others, others * size + ones])
    for table, some in (("known", pairs), ("friend", pairs[np.tile(is_friend, 2)])):
        both = np.unique(some)
        columns = {"a": both // size, "b": both % size}
        bench.fill(table, {name: one.astype(np.int32) for name, one in columns.items()})
