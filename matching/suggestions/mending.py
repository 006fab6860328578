"""Scores that are kept while people change: only pairs with somebody who changed are scored anew.

What comes out is what scoring everybody by the same yardstick would give. A pair's score follows
from its two people and their connections alone; and of the close looks of somebody who did not
change, only those can be others now to which somebody who changed came closer or from whom they
moved away.
"""

from collections.abc import Collection, Sequence

from matching.suggestions.filling import Bonds, Numbers, Pair, both_ways, put_bonds
from matching.suggestions.nouns import Node
from matching.suggestions.scoring import (
    Yardstick,
    look_at,
    promise_of,
    put_hints,
)
from matching.workbench import Workbench

_OF_A_PERSON = ("person", "need", "offer", "mate", "seeker", "peer")


def replace_people(
    bench: Workbench,
    yardstick: Yardstick,
    numbers: Numbers,
    *,
    changed: Collection[int],
    nodes: Sequence[Node],
) -> None:
    """Put people in the place of what was known of them. changed: also those who have gone"""
    look_at(bench, changed)
    bench.run("workbench/put_newcomers")
    for table in _OF_A_PERSON:
        bench.forget(table, "pid")
    bench.empty("wish")
    if nodes:
        numbers.put(bench, nodes)
    for table in ("need", "offer"):
        bench.run(f"workbench/fill_{table}", unheard=yardstick.unheard)
    if yardstick.looks:
        put_hints(bench, yardstick)


def replace_bonds(bench: Workbench, pairs: Sequence[Pair], bonds: Bonds) -> None:
    """Put what is known of these pairs now in the place of what was. bonds: of all"""
    bench.run("workbench/clear_candidates")
    bench.fill("candidate", both_ways(pairs))
    bench.run("workbench/drop_known")
    bench.run("workbench/drop_friends")
    put_bonds(bench, {pair: bonds[pair] for pair in pairs if pair in bonds})


def mend_scores(bench: Workbench, yardstick: Yardstick, changed: Collection[int]) -> None:
    """Bring the table scored up to date where these people changed, in whatever way.

    bench: with these people and their pairs as they are now, and the table near as it was
    """
    if yardstick.looks:
        _mend_near(bench, yardstick, changed)
    look_at(bench, changed)
    for column in ("a", "b"):
        bench.forget("scored", column)
    bench.run("workbench/clear_candidates")
    if yardstick.looks:
        bench.run("workbench/drop_scores")
        bench.run("workbench/put_missing_pairs")
    else:
        bench.run("workbench/put_all_pairs")
    yardstick.score(bench)
    bench.run("workbench/put_reverse_scores")


def _mend_near(bench: Workbench, yardstick: Yardstick, changed: Collection[int]) -> None:
    promise, wanted = promise_of(yardstick), yardstick.looks
    look_at(bench, changed)
    bench.run("workbench/clear_candidates")
    bench.run("workbench/put_near_pairs_toward", **promise)
    weakened = {row["a"] for row in bench.rows("workbench/list_weakened", wanted=wanted)}
    bench.forget("near", "b")
    look_at(bench, {*changed, *weakened})
    for table in ("near", "candidate"):
        bench.forget(table, "a")
    bench.run("workbench/keep_near")
    bench.run("workbench/trim_near", wanted=wanted)
    bench.run("workbench/clear_candidates")
    bench.run("workbench/put_near_pairs", wanted=wanted, **promise)
    bench.run("workbench/keep_near")
