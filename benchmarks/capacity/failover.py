"""The database fails over again and again while kiosks greet: what is lost, how long they wait."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from failing_over import evening_on, lost, pair_in, seconds_without_greeting

from benchmarks.figures import Figure

TIMES = 20
SECONDS_BEFORE = 2.0
GREETED_AFTER = 50


@dataclass(frozen=True)
class Way:
    """How the standby follows. seconds_behind: for how long it heard nothing before the end"""

    name: str
    is_synchronous: bool
    seconds_behind: float = 0.0


WAYS = (
    Way("`remote_apply`", is_synchronous=True),
    Way("asynchronous", is_synchronous=False),
    Way("asynchronous, 1 s behind", is_synchronous=False, seconds_behind=1.0),
)


def measure(times: int = TIMES) -> list[Figure]:
    """Each way so many times, about 15 seconds each."""
    return [figure for way in WAYS for figure in _measured(way, times)]


def _measured(way: Way, times: int) -> list[Figure]:
    greeted, gone, waits = 0, 0, []
    for number in range(1, times + 1):
        one = _once(way)
        greeted, gone, waits = greeted + one[0], gone + one[1], [*waits, one[2]]
        print(f"  {way.name} {number}/{times}: lost {one[1]}, {one[2]:.1f} s", flush=True)
    goal = 0 if way.is_synchronous else None
    return [
        Figure(f"{way.name}: failovers", times, ""),
        Figure(f"{way.name}: guests greeted before", greeted, ""),
        Figure(f"{way.name}: of these lost", gone, "", goal),
        Figure(f"{way.name}: nobody greeted for, median", median(waits), "s"),
        Figure(f"{way.name}: nobody greeted for, longest", max(waits), "s"),
    ]


def _once(way: Way) -> tuple[int, int, float]:
    """Guests greeted before, of these lost, seconds without a greeting."""
    with (
        tempfile.TemporaryDirectory() as name,
        pair_in(Path(name), is_synchronous=way.is_synchronous) as pair,
        evening_on(pair) as evening,
    ):
        evening.wait_for(GREETED_AFTER)
        time.sleep(SECONDS_BEFORE)
        if way.seconds_behind:
            pair.standby.freeze()
            time.sleep(way.seconds_behind)
        before = len(evening.greeted)
        if way.seconds_behind:
            pair.fail_over_cut_off()
        else:
            pair.fail_over()
        evening.wait_for(GREETED_AFTER)
        evening.end()
        return before, len(lost(evening, pair.url)), seconds_without_greeting(evening)
