"""A measured figure beside its goal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """goal: None where the figure is only told; at_least: whether more is better."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False

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
    """The nearest-rank percentile; share from 0 to 1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_figures(title: str, measure: Callable[[], list[Figure]]) -> bool:
    """Measure and print; whether all goals were met."""
    print(title, flush=True)
    figures = measure()
    for figure in figures:
        print(figure, flush=True)
    return all(figure.is_met for figure in figures)
