"""From scored pairs to lists: free ones by score alone, mutual ones that are fair to everybody."""

from collections.abc import Iterator

import numpy as np

from matching.workbench import Column, Workbench

Lists = list[list[int]]

_AT_ONCE = 1 << 16  # pairs that are taken out of an array together


def free_lists(bench: Workbench, people: int, top: int) -> Lists:
    """The best for each person by score; whoever many like stands in many lists."""
    choices = _Choices(bench.columns("workbench/list_scored", wanted=top), people)
    return [choices.of(pid) for pid in range(people)]


def mutual_lists(bench: Workbench, people: int, top: int) -> Lists:
    """Lists in which a pair stands on both sides wherever it can.

    Nobody stands in more than max(10, 2 top) lists; everybody gets top entries where there are
    so many candidates; at least 2 of 5 are from another group where there are any; nobody who is
    a candidate of anybody is left out of all lists.
    people: so many numbers there are; some may have nobody (any more)
    """
    table = bench.columns("workbench/list_scored", wanted=people)
    room = _Room(_Choices(table, people), _groups(bench, people), top)
    low, high = _pairs(table)
    room.accept(low, high, is_diverse=True)
    room.accept(low, high, is_diverse=False)
    room.fill_up()
    room.take_in_the_forgotten()
    return room.lists()


def _groups(bench: Workbench, people: int) -> Column:
    """Of each number the group, -1 for none."""
    table = bench.columns("workbench/list_groups")
    found = np.full(people, -1, dtype=np.int32)
    found[table["pid"]] = table["grp"]
    return found


class _Choices:
    """Each person's candidates, the best first."""

    def __init__(self, table: dict[str, Column], people: int) -> None:
        self._bounds = np.searchsorted(table["a"], np.arange(people + 1))
        self.of_all = table["b"]

    def of(self, pid: int) -> list[int]:
        found: list[int] = self.of_all[self._bounds[pid] : self._bounds[pid + 1]].tolist()
        return found

    def others(self, groups: Column) -> list[int]:
        """How many of each person's candidates are of another group, or of none."""
        counts = np.diff(self._bounds)
        mine = np.repeat(groups, counts)
        is_other = (mine < 0) | (mine != groups[self.of_all])
        sums = np.concatenate([[0], np.cumsum(is_other)])
        found: list[int] = (sums[self._bounds[1:]] - sums[self._bounds[:-1]]).tolist()
        return found


def _pairs(table: dict[str, Column]) -> tuple[Column, Column]:
    """The smaller and larger number of each pair, who is in the room first, then the best."""
    is_once = table["a"] < table["b"]  # every pair is there in both directions
    low, high = table["a"][is_once], table["b"][is_once]
    order = np.lexsort((high, low, -table["score"][is_once], -table["tier"][is_once]))
    return low[order], high[order]


class _Room:
    """Lists in the making: who stands in whose, and in how many."""

    def __init__(self, choices: _Choices, groups: Column, top: int) -> None:
        people = len(groups)
        self._choices = choices
        self._groups: list[int] = groups.tolist()
        self._top = top
        self._most = max(10, 2 * top)
        reserved = 2 * top // 5
        self._most_same = [top - min(reserved, others) for others in choices.others(groups)]
        self._chosen: list[dict[int, None]] = [{} for _ in range(people)]
        self._times = [0] * people
        self._same_times = [0] * people

    def accept(self, low: Column, high: Column, *, is_diverse: bool) -> None:
        """Take each pair into both lists while both have room; the best pairs come first."""
        chosen, top = self._chosen, self._top
        for start in range(0, len(low), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            for one, other in zip(low[part].tolist(), high[part].tolist(), strict=True):
                if len(chosen[one]) >= top or len(chosen[other]) >= top or other in chosen[one]:
                    continue
                if is_diverse and not (self._fits(one, other) and self._fits(other, one)):
                    continue
                self._put(one, other)
                self._put(other, one)

    def _is_same(self, one: int, other: int) -> bool:
        return self._groups[one] == self._groups[other] >= 0

    def _fits(self, whose: int, who: int) -> bool:
        """Whether places for other groups stay free, as far as there are any."""
        is_free = self._same_times[whose] < self._most_same[whose]
        return is_free or not self._is_same(whose, who)

    def _put(self, whose: int, who: int) -> None:
        self._chosen[whose][who] = None
        self._times[who] += 1
        self._same_times[whose] += self._is_same(whose, who)

    def _drop(self, whose: int, who: int) -> None:
        del self._chosen[whose][who]
        self._times[who] -= 1
        self._same_times[whose] -= self._is_same(whose, who)

    def fill_up(self) -> None:
        """Whoever is left short gets somebody on their side alone; others' before own group's."""
        for is_diverse in (True, False):
            short = [pid for pid, chosen in enumerate(self._chosen) if len(chosen) < self._top]
            waiting = {pid: self._candidates(pid, is_diverse) for pid in short}
            while waiting:
                waiting = {pid: rest for pid, rest in waiting.items() if self._fill_one(pid, rest)}

    def _candidates(self, pid: int, is_diverse: bool) -> Iterator[int]:
        for other in self._choices.of(pid):
            if not is_diverse or self._fits(pid, other):
                yield other

    def _fill_one(self, pid: int, rest: Iterator[int]) -> bool:
        """One more entry; False where none is left or the list is full."""
        for other in rest:
            if other not in self._chosen[pid] and self._times[other] < self._most:
                self._put(pid, other)
                return len(self._chosen[pid]) < self._top
        return False

    def take_in_the_forgotten(self) -> None:
        """Whoever stands in no list takes a place of somebody who stands in several."""
        for pid in range(len(self._times)):
            if self._times[pid] == 0:
                any(self._give_place(whose, pid) for whose in self._choices.of(pid))

    def _give_place(self, whose: int, who: int) -> bool:
        entries = list(self._chosen[whose])
        if len(entries) >= self._top:
            # One who does not have this person in their own list loses less; then the last.
            given = [one for one in reversed(entries) if self._times[one] > 1]
            given.sort(key=lambda one: whose in self._chosen[one])
            if not given:
                return False
            self._drop(whose, given[0])
        self._put(whose, who)
        return True

    def lists(self) -> Lists:
        """The lists, each in the order of its owner's choices."""
        return [
            [other for other in self._choices.of(pid) if other in chosen]
            for pid, chosen in enumerate(self._chosen)
        ]
