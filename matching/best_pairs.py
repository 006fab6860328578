"""The best pairs of a graph, the same for the same graph in any order."""

from collections.abc import Mapping

import rustworkx

_TIES = 2**32
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9)
_64_BITS = 2**64 - 1

Edge = tuple[int, int]


def best_pairs(weights: Mapping[Edge, int]) -> list[Edge]:
    """As many pairs as can be, nobody in two; of all such choices the one of the largest sum.

    weights: of edges between numbers from 0, the lower one first; from 0
    Returns edges in order. Of equal sums one is chosen by the numbers, whatever the order is.
    Some 100,000 edges take half a second.
    """
    size = 1 + max((higher for _, higher in weights), default=-1)
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph()
    graph.add_nodes_from([None] * size)
    # So much that all the ties together weigh less than one.
    unit = _TIES * max(size, 1)
    graph.add_edges_from(
        [(one, other, weight * unit + _tie(one, other)) for (one, other), weight in weights.items()]
    )
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=lambda own: own)
    return sorted((min(pair), max(pair)) for pair in found)


def _tie(one: int, other: int) -> int:
    """A number below 2**32 that looks like chance, so that two choices hardly weigh the same."""
    mixed = (one * _ODD[0] ^ other * _ODD[1]) & _64_BITS
    return ((mixed ^ mixed >> 29) * _ODD[2] & _64_BITS) >> 32
