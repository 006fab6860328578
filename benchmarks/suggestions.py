"""What do all lists cost, how near are they to the best there are, and what would others pay?

Each measure runs in a process of its own. CPU-seconds are those of all threads: they say the same
on a busy machine. What kiosks feel of it is measured by benchmarks/beside_kiosks.py.
"""

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Figure
from benchmarks.matching_crowd import make_crowd, write_crowd
from benchmarks.matching_rivals import rivals
from benchmarks.optimum import Optimum
from benchmarks.own_process import Spent, measure_apart
from matching.__main__ import main as matching_command
from matching.suggestions.files import Warnings, read_contacts, read_people
from matching.suggestions.filling import fill_workbench
from matching.suggestions.lists import free_lists, mutual_lists
from matching.suggestions.nouns import Picture
from matching.suggestions.scoring import Scale, measure_scale, score_all
from matching.suggestions.weights import load_weights
from matching.workbench import Column, Workbench

SIZES = (1_000, 10_000, 100_000)
SMALLER, LARGEST = SIZES[-2:]
TOP = 5
SAMPLED = {LARGEST: 2_000}  # people whose best lists are worked out, else 500
SEED = 20261123
FILLED = ("person", "wish", "known", "friend")

GOAL_CPU_SECONDS, GOAL_MB = 15, 1000
GOAL_SHARE, GOAL_TIMES_SCIPY, GOAL_GROWTH = 98, 5, 2


class TimedWorkbench(Workbench):
    """Knows the CPU-seconds of its queries; keeps the pairs that were scored from one side."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: dict[str, float] = defaultdict(float)
        self.scored: dict[str, Column] | None = None

    def run(self, query: str, **values: Any) -> None:
        if query.endswith("put_reverse_scores"):
            self.scored = super().columns("workbench/list_scored", wanted=1 << 20)
        with self._timed(query):
            super().run(query, **values)

    def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        with self._timed(query):
            return super().rows(query, **values)

    @contextmanager
    def _timed(self, query: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[query.rpartition("/")[2]] += time.process_time() - start


def measure() -> list[Figure]:
    """1,000, 10,000 and 100,000 people; the rivals at 10,000."""
    figures, per_person = [], {}
    for size in SIZES:
        found, per_person[size] = measure_size(size, with_rivals=size == SMALLER)
        figures += found
    growth = per_person[LARGEST] / per_person[SMALLER]
    name = f"CPU per person, {LARGEST} to {SMALLER}"
    return [*figures, Figure(name, growth, "x", GOAL_GROWTH)]


def measure_size(size: int, *, with_rivals: bool = False) -> tuple[list[Figure], float]:
    """All figures of one size, and the CPU-seconds of the lists for each person."""
    with tempfile.TemporaryDirectory() as folder:
        measure_apart(__name__, "prepare", folder, size)
        alone = measure_apart(__name__, "lists_alone", folder)
        whole = measure_apart(__name__, "lists_from_files", folder)
        command = measure_apart(__name__, "whole_command", folder)
        found = measure_apart(__name__, "quality", folder, _sampled(size))
    figures = [
        *_costs(size, alone, whole),
        *command.figures(f"{size} people, command with reasons and files"),
        *_quality(size, found),
        *(_beside_rivals(whole, size) if with_rivals else []),
    ]
    return figures, alone.result["cpu"] / size


def _sampled(size: int) -> int:
    return SAMPLED.get(size, 500)


def prepare(folder: str, size: int) -> None:
    """Write a crowd, and the filled tables of its workbench, each as a Parquet file."""
    write_crowd(make_crowd(size), Path(folder))
    with Workbench() as bench:
        fill_workbench(bench, picture_in(folder))
        for table in FILLED:
            bench._connection.execute(f"COPY {table} TO '{folder}/{table}.parquet'").fetchall()


def picture_in(folder: str) -> Picture:
    """The people and contacts of the two files in a folder."""
    warnings = Warnings()
    people = read_people(Path(folder) / "people.parquet", warnings)
    known = {node.id for node in people}
    return Picture(people, read_contacts(Path(folder) / "contacts.parquet", known, warnings))


@contextmanager
def filled_workbench(folder: str) -> Iterator[TimedWorkbench]:
    """The workbench of prepare, without anybody having been read into Python."""
    with TimedWorkbench() as bench:
        for table in FILLED:
            sql = f"INSERT INTO {table} SELECT * FROM '{folder}/{table}.parquet'"  # noqa: S608  # ours
            bench._connection.execute(sql).fetchall()
        yield bench


def people_of(bench: Workbench) -> int:
    """How many people the workbench holds."""
    count = bench.row("workbench/count_people")
    assert count is not None
    return int(count["people"])


def scale_of(bench: Workbench) -> Scale:
    """The scale that score_all has used; the tables of score_all are filled."""
    return measure_scale(bench, people=people_of(bench), weights=load_weights())


def lists_alone(folder: str) -> dict[str, Any]:
    """From a filled workbench to all mutual lists: cpu, wall, and the CPU of each query."""
    with filled_workbench(folder) as bench:
        people = people_of(bench)
        bench.seconds.clear()
        cpu, wall = time.process_time(), time.perf_counter()
        score_all(bench, top=TOP)
        scored = time.process_time()
        mutual_lists(bench, people, TOP)
        done = time.process_time()
        queries = dict(bench.seconds) | {"lists": done - scored}
        wall = time.perf_counter() - wall
    return {"cpu": done - cpu, "wall": wall, "queries": queries}


def lists_from_files(folder: str) -> None:
    """The same with the people read into Python before."""
    picture = picture_in(folder)
    with Workbench() as bench:
        fill_workbench(bench, picture)
        score_all(bench, top=TOP)
        mutual_lists(bench, len(picture.nodes), TOP)


def whole_command(folder: str) -> None:
    """As another system calls it."""
    files = {"people": "people.parquet", "contacts": "contacts.parquet", "out": "out.csv"}
    files["reasons"] = "reasons.jsonl"
    options = [part for name, file in files.items() for part in (f"--{name}", f"{folder}/{file}")]
    assert matching_command(["suggest", *options, "--top", str(TOP)]) == 0


def quality(folder: str, sampled: int) -> dict[str, float]:
    """Shares of the optimum in percent, and our scoring beside scipy's on the same pairs."""
    picture = picture_in(folder)
    people = len(picture.nodes)
    with TimedWorkbench() as bench:
        fill_workbench(bench, picture)
        score_all(bench, top=TOP)
        lists = {
            "free": free_lists(bench, people, TOP),
            "mutual": mutual_lists(bench, people, TOP),
        }
        scored = bench.scored or bench.columns("workbench/list_scored", wanted=people)
        optimum = Optimum(picture, scale_of(bench))
    chance = np.random.default_rng(SEED)
    sample = np.sort(chance.choice(people, size=min(sampled, people), replace=False))
    shares = optimum.shares(sample, lists, TOP)
    start = time.process_time()
    scores = optimum.of_pairs(scored["a"], scored["b"])
    return shares | {
        "scipy": time.process_time() - start,
        "ours": bench.seconds["put_scores"],
        "pairs": len(scores),
        "difference": float(np.abs(scores - scored["score"] / 1e6).max()),
    }


def _costs(size: int, alone: Spent, whole: Spent) -> list[Figure]:
    is_largest = size == LARGEST
    name, spent = f"{size} people, all lists", alone.result
    dearest = sorted(spent["queries"].items(), key=lambda one: -one[1])[:5]
    return [
        Figure(
            f"{name}, CPU",
            spent["cpu"],
            "s",
            GOAL_CPU_SECONDS if is_largest else None,
            why="A third of it finds whom each could meet among all, a quarter scores these pairs.",
        ),
        Figure(f"{name}, wall", spent["wall"], "s"),
        *(Figure(f"    of it {query}, CPU", seconds, "s") for query, seconds in dearest),
        Figure(f"{name}, peak memory", alone.peak_mb, "MB", GOAL_MB if is_largest else None),
        *whole.figures(f"{name} with reading, people in Python"),
    ]


def _quality(size: int, spent: Spent) -> list[Figure]:
    found, name = spent.result, f"{size} people"
    times = found["ours"] / found["scipy"]
    return [
        Figure(f"{name}, free lists of the optimum", found["free"], "%", GOAL_SHARE, at_least=True),
        Figure(f"{name}, mutual lists of the optimum", found["mutual"], "%"),
        Figure(f"{name}, scores differ from scipy's at most by", found["difference"], ""),
        Figure(f"{name}, scored pairs", found["pairs"], ""),
        Figure(f"{name}, scoring them, CPU", found["ours"], "s"),
        Figure(f"{name}, scoring them as often as scipy could", times, "x", GOAL_TIMES_SCIPY),
    ]


def _beside_rivals(whole: Spent, size: int) -> list[Figure]:
    """Reading, scoring and lists, of ours and of each rival; theirs are of the simplest score."""
    figures = rivals(size)
    ours = whole.figures("ours")
    spent = {figure.name: figure.value for figure in figures}
    ratios = []
    for name in sorted({figure.name.partition(",")[0] for figure in figures}):
        for kind, own in zip(("CPU", "wall", "peak memory"), ours, strict=True):
            theirs = spent[f"{name}, {size} people, {kind}"]
            ratios.append(Figure(f"{size} people, {kind}: {name} to ours", theirs / own.value, "x"))
    return [*figures, *ratios]
