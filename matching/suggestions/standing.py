"""The lists of a picture that stays: worked out once, then brought up to date with each new one.

Whatever changed is found by comparing two pictures, so that no fact can be forgotten. People are
then measured by the yardstick of the last time that all were: what a term tells, what a connection
passes on, what is usual at this event. docs/decisions/017 says how far that may lag.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from matching.suggestions.filling import Bonds, Pair, bonds_of, fill_workbench
from matching.suggestions.lists import Lists, mutual_lists
from matching.suggestions.mending import mend_scores, replace_bonds, replace_people
from matching.suggestions.nouns import Node, Picture, Reason
from matching.suggestions.reasons import Reasons
from matching.suggestions.scoring import measure_all, score_parts
from matching.suggestions.working_out import MILLIONTH
from matching.workbench import Workbench

WORN = 0.1  # of all people: when so many said or learned something new, all are measured anew


class Told(NamedTuple):
    """What is kept of a suggested pair. via: number of a person; reasons: JSON"""

    score: float
    via: int | None
    reasons: str


@dataclass(frozen=True)
class Changes:
    """From one picture to the next.

    people: the numbers of all who changed, came, went or have another tie
    moved: of them those by whom the yardstick would be another
    nodes: who is there now; gone: ids; pairs: of whom something else is known
    """

    people: frozenset[int]
    moved: frozenset[int]
    nodes: Sequence[Node]
    gone: Sequence[str]
    pairs: Sequence[Pair]


class Standing:
    """Of one event; for one thread at a time. A failure leaves it unusable.

    lists: by the number of a reader; told: of all pairs in them
    """

    def __init__(self, picture: Picture, *, top: int) -> None:
        self._top = top
        self._bench = Workbench()
        self._numbers = fill_workbench(self._bench, picture)
        self._nodes = {self.people[node.id]: node for node in picture.nodes}
        self._ties = picture.ties
        self._bonds = bonds_of(self._ties, self.people)
        self._yardstick = measure_all(self._bench, top=top)
        for _ in score_parts(self._bench, self._yardstick):
            if self._yardstick.looks:
                self._bench.run("workbench/keep_near")
        self._moved: set[int] = set()
        self._measured = len(self._nodes)
        self.lists: Lists = []
        self.told: dict[Pair, Told] = {}
        self._list_anew(frozenset())

    def close(self) -> None:
        """Let go of the workbench."""
        self._bench.close()

    @property
    def people(self) -> Mapping[str, int]:
        """The number of each person by their id."""
        return self._numbers.people

    def follow(self, picture: Picture) -> Collection[int] | None:
        """Bring all up to date with a new picture of the same event.

        Returns the numbers of the readers in whose lists anything is different, or None, and
        nothing is brought up to date, where everybody has to be measured anew.
        """
        newcomers = [node.id for node in picture.nodes if node.id not in self.people]
        self._numbers.take_in(newcomers)
        is_same = picture.ties is self._ties
        bonds = self._bonds if is_same else bonds_of(picture.ties, self.people)
        self._ties = picture.ties
        changes = self._changes(picture, bonds)
        self._moved |= changes.moved
        if len(self._moved) > WORN * self._measured:
            return None
        if not changes.people:
            return ()
        self._take_in(changes, bonds)
        return self._list_anew(changes.people)

    def _changes(self, picture: Picture, bonds: Bonds) -> Changes:
        known = self._nodes
        nodes = {self.people[node.id]: node for node in picture.nodes}
        changed = {
            pid
            for pid, node in nodes.items()
            if node is not known.get(pid) and node != known.get(pid)
        }
        gone = known.keys() - nodes.keys()
        is_same = bonds is self._bonds
        pairs = [] if is_same else sorted({pair for pair, _ in bonds.items() ^ self._bonds.items()})
        ends = {pid for pair in pairs for pid in pair}
        moved = {pid for pid in changed if not _has_only_come_or_gone(known.get(pid), nodes[pid])}
        return Changes(
            people=frozenset(changed | gone | ends),
            moved=frozenset(moved | gone | ends),
            nodes=[nodes[pid] for pid in sorted((changed | ends) & nodes.keys())],
            gone=[known[pid].id for pid in gone],
            pairs=pairs,
        )

    def _take_in(self, changes: Changes, bonds: Bonds) -> None:
        bench, yardstick = self._bench, self._yardstick
        self._nodes.update((self.people[node.id], node) for node in changes.nodes)
        for one in changes.gone:
            del self._nodes[self.people[one]]
        self._numbers.let_go(changes.gone)
        self._bonds = bonds
        replace_people(bench, yardstick, self._numbers, changed=changes.people, nodes=changes.nodes)
        if changes.pairs:
            replace_bonds(bench, changes.pairs, bonds)
        mend_scores(bench, yardstick, changes.people)

    def _list_anew(self, changed: Collection[int]) -> Collection[int]:
        """All lists anew, and what is told of pairs that are new or of whom somebody changed."""
        before, told = self.lists, self.told
        self.lists = mutual_lists(self._bench, self._numbers.count, self._top)
        self.told = {}
        anew: list[Pair] = []
        for one, others in enumerate(self.lists):
            for other in others:
                pair = (one, other)
                known = told.get(pair)
                if known is None or one in changed or other in changed or known.via in changed:
                    anew.append(pair)
                else:
                    self.told[pair] = known
        self._tell(anew)
        before += [[] for _ in range(len(self.lists) - len(before))]
        others_now = {one for one, old in enumerate(before) if old != self.lists[one]}
        return others_now.union(one for one, _ in anew)

    def _tell(self, pairs: Sequence[Pair]) -> None:
        reasons = Reasons(
            self._bench,
            pairs,
            nodes=self._nodes,
            terms=list(self._numbers.terms),
            bonds=self._bonds,
        )
        for pair in pairs:
            words = _written(reasons.of(*pair))
            score = reasons.scores[pair] / MILLIONTH
            self.told[pair] = Told(score, reasons.via.get(pair), words)


def _has_only_come_or_gone(before: Node | None, now: Node) -> bool:
    """Into the room or out of it, and nothing else."""
    return before is not None and before == replace(now, is_here=before.is_here)


def _written(reasons: Iterable[Reason]) -> str:
    return json.dumps([vars(reason) for reason in reasons], ensure_ascii=False)
