"""A measured figure beside its goal, and the file that keeps the figures of the docs."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from math import inf
from pathlib import Path

from benchmarks.machine import machine

RECORDED = Path(__file__).parent.parent / "docs" / "measurements.json"


@dataclass(frozen=True)
class Figure:
    """goal: None where the figure is only told; at_least: whether more is better.

    why: one sentence that is told where the goal is missed
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False
    why: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached, or there is none."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def __str__(self) -> str:
        if self.goal is None:
            return f"  {self.name:58} {self.value:10.2f} {self.unit}"
        sign = "at least" if self.at_least else "at most"
        verdict = "ok" if self.is_met else "MISSED"
        return (
            f"  {self.name:58} {self.value:10.2f} {self.unit:12} "
            f"goal {sign} {self.goal:g}: {verdict}"
        )


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile; share from 0 to 1. Infinite where nothing was measured."""
    ordered = sorted(values)
    if not ordered:
        return inf
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_figures(title: str, measure: Callable[[], list[Figure]]) -> bool:
    """Measure and print; whether all goals were met."""
    print(title, flush=True)
    figures = measure()
    for figure in figures:
        print(figure, flush=True)
    return all(figure.is_met for figure in figures)


def record(
    part: str,
    figures: Sequence[Figure],
    *,
    title: str,
    command: str,
    seconds: float,
    file: Path = RECORDED,
) -> None:
    """Put the figures of a part in the place of its earlier ones; the other parts stay.

    part: one word, in whose order docs/measurements.md tells them
    title: what was measured, under which load
    command: what measures this part again
    seconds: how long that took
    """
    kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
    kept[part] = {
        "title": title,
        "command": command,
        "seconds": round(seconds),
        "measured": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
        "figures": [asdict(figure) | {"value": float(f"{figure.value:.6g}")} for figure in figures],
    }
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
