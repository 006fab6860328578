"""From a picture of people to the numbers of the workbench."""

from collections.abc import Mapping, Sequence

import numpy as np

from matching.suggestions.nouns import Node, Picture, Relation, Tie, numbers_of
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
    terms = numbers_of({wish.term for node in nodes for wish in node.wishes})
    rows = [
        (pid, wish.is_need, terms[wish.term], wish.is_learned)
        for pid, node in enumerate(nodes)
        for wish in (node.wishes if node.may_be_named else ())
    ]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    bench.fill(
        "wish",
        {
            "pid": np.array(columns[0], dtype=np.int32),
            "is_need": np.array(columns[1], dtype=bool),
            "term": np.array(columns[2], dtype=np.int32),
            "is_learned": np.array(columns[3], dtype=bool),
        },
    )


def _fill_ties(bench: Workbench, ties: Sequence[Tie], pids: Mapping[str, int]) -> None:
    ends = np.array([(pids[tie.one], pids[tie.other]) for tie in ties], dtype=np.int32)
    is_friend = np.array([tie.relation is Relation.CONNECTED for tie in ties], dtype=bool)
    ends = ends.reshape(-1, 2)
    for table, some in (("known", ends), ("friend", ends[is_friend])):
        both = np.unique(np.concatenate([some, some[:, ::-1]]), axis=0)
        bench.fill(table, {"a": both[:, 0].copy(), "b": both[:, 1].copy()})
