"""Prints how many badge photos are read and what that costs, next to the goals.

python -m benchmarks.decode [--seed N] [--frames N]
"""

import argparse
import itertools
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from benchmarks import frames
from benchmarks.figures import Figure
from benchmarks.frames import CASES, Frame
from kiosk.scanning import Effort, FrameReader, Reading, decoders, read_grey
from kiosk.scanning.decoders import Decoder, with_zbar, with_zxing
from kiosk.scanning.images import FRAME_SIDE, MAX_FRAME_BYTES, Grey, grey_of

RECALL_GOAL, HIT_GOAL_MS, MISS_GOAL_MS = 75.0, 2.0, 40.0


@dataclass
class Tally:
    """What came out so far; costs in ms of thread CPU from the grey array."""

    read: dict[str, list[bool]] = field(default_factory=dict)
    hits: list[float] = field(default_factory=list)
    misses: list[float] = field(default_factory=list)
    false_reads: int = 0

    def add(self, frame: Frame, reading: Reading, spent: float) -> None:
        (self.hits if reading.code else self.misses).append(1000 * spent)
        self.false_reads += reading.code not in (None, frame.code)
        if frame.code:
            self.read.setdefault(frame.case, []).append(reading.code == frame.code)

    def recall(self) -> float:
        """Percent of all positives."""
        return 100 * float(np.mean(list(itertools.chain(*self.read.values()))))


def grey(frame: Frame) -> Grey:
    """The frame as the camera route sees it."""
    array = grey_of(frame.jpeg, max_bytes=MAX_FRAME_BYTES, max_side=FRAME_SIDE)
    assert array is not None
    return array


def measured(photos: list[Frame], read: Callable[[Grey], Reading]) -> Tally:
    """Reads every photo once, after one that warms the caches."""
    tally = Tally()
    read(grey(photos[0]))
    for photo in photos:
        picture = grey(photo)
        start = time.thread_time()
        reading = read(picture)
        tally.add(photo, reading, time.thread_time() - start)
    return tally


def cascade(picture: Grey) -> Reading:
    """What the kiosk does when it looks closely."""
    return read_grey(picture, effort=Effort.FULL)


def alone(decoder: Decoder) -> Callable[[Grey], Reading]:
    """One decoder on the whole frame, to tell how hard the photos are."""

    def read(picture: Grey) -> Reading:
        seen = [sighting.text for sighting in decoder(picture)]
        return Reading(code=seen[0] if seen else None, foreign=False)

    return read


def read_within(shots: list[Frame]) -> bool:
    """Whether one camera's reader gets the badge from photos a second apart."""
    reader = FrameReader()
    return any(reader.read(shot.jpeg, now=float(i)).code for i, shot in enumerate(shots))


def _positive(task: tuple[str, int, int]) -> list[Frame]:
    case, number, seed = task
    return list(itertools.islice(frames.moments(case, number, seed=seed), 2))


def _negative(task: tuple[int, int]) -> Frame:
    return frames.negative(task[0], seed=task[1])


def _figures(positives: Tally, negatives: Tally) -> list[Figure]:
    false_reads = positives.false_reads + negatives.false_reads
    hits, misses = positives.hits, negatives.misses
    return [
        Figure("recall of hard frames", positives.recall(), "%", RECALL_GOAL, at_least=True),
        Figure("false reads", false_reads, "", 0),
        Figure("hit p50, thread CPU", float(np.percentile(hits, 50)), "ms", HIT_GOAL_MS),
        Figure("hit p95, thread CPU", float(np.percentile(hits, 95)), "ms"),
        Figure(
            "miss p50, thread CPU",
            float(np.percentile(misses, 50)),
            "ms",
            MISS_GOAL_MS,
            why="A picture is empty only after both readers have looked at it closely.",
        ),
        Figure("miss p95, thread CPU", float(np.percentile(misses, 95)), "ms"),
    ]


def _print_cases(tallies: dict[str, Tally]) -> None:
    print(f"\n{'case':<12}" + "".join(f"{name:>16}" for name in tallies))
    for case in CASES:
        rates = (100 * float(np.mean(tally.read[case])) for tally in tallies.values())
        print(f"{case:<12}" + "".join(f"{rate:15.0f}%" for rate in rates))
    print(f"{'all':<12}" + "".join(f"{tally.recall():15.1f}%" for tally in tallies.values()))


def measure(*, seed: int | None = None, frame_count: int = 140) -> list[Figure]:
    """Photos of a new seed are made on all cores, then read one after another."""
    seed = int(time.time()) if seed is None else seed
    each = max(1, frame_count // len(CASES))
    print(f"  seed {seed}, {each * len(CASES)} badge photos and half as many without a badge")
    with ProcessPoolExecutor() as pool:
        tasks = [(case, number, seed) for case in CASES for number in range(each)]
        pairs = list(pool.map(_positive, tasks, chunksize=4))
        plain = [(number, seed) for number in range(each * 7)]
        without = list(pool.map(_negative, plain, chunksize=4))
    photos = [pair[0] for pair in pairs]
    tallies = {"kiosk": measured(photos, cascade)}
    figures = _figures(tallies["kiosk"], measured(without, cascade))
    both = 100 * float(np.mean([read_within(pair) for pair in pairs]))
    single = {"zxing-cpp": with_zxing, "zbar": with_zbar}
    tallies |= {
        f"{name} alone": measured(photos, alone(single[name]))
        for name, works in decoders().items()
        if works
    }
    _print_cases(tallies)
    return [*figures, Figure("read within two photos a second apart", both, "%")]


def main() -> None:
    """With a seed and a number of photos of one's own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int)
    options.add_argument("--frames", type=int, default=280, help="positives, over the 14 cases")
    wanted = options.parse_args()
    for figure in measure(seed=wanted.seed, frame_count=wanted.frames):
        print(figure)


if __name__ == "__main__":
    main()
