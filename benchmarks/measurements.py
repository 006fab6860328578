"""docs/measurements.md, written from what was measured: python -m benchmarks.measurements [PART...]

Each named part is measured, printed and put in the place of its earlier figures; `all` is every
part, no name measures nothing. The page is then written anew. Parts that other commands record
(chaos, capacity) stay as they were recorded last.
"""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from math import isinf
from typing import Any

from benchmarks.figures import RECORDED, Figure, record

PAGE = RECORDED.with_suffix(".md")


@dataclass(frozen=True)
class Part:
    """title: what is measured, under which load; module: whose measure() gives the figures."""

    title: str
    module: str

    def measure(self) -> list[Figure]:
        """As its module says."""
        figures: list[Figure] = import_module(f"benchmarks.{self.module}").measure()
        return figures


BENCH = {
    "greeting": Part("Badge visible to greeting, real browser", "greeting"),
    "typist": Part("A whole talk with a slow typist, real browser", "typist"),
    "admissions": Part("Admissions", "admissions"),
    "decode": Part("Reading badges", "decode"),
    "printing": Part("Badges", "printing"),
    "talks": Part("Talks, at the server", "talks"),
    "answer_check": Part("Answer check", "answer_check"),
    "suggestions": Part("Whom to meet next: all lists", "suggestions"),
    "beside_kiosks": Part("Whom to meet next: beside the kiosks", "beside_kiosks"),
    "freshness": Part("Whom to meet next: how soon lists are fresh", "freshness"),
    "live_page": Part("The live page, 500 guests, 1,500 talks, ten viewers", "live_page"),
    "mails": Part("Mails after the event", "mails"),
    "import": Part("Import", "import_guests"),
}
LOADS = {
    "load": Part("Kiosks, phones and the dashboard at once, one process, one core", "load.kiosks"),
    "load_hour": Part("The memory of an hour, 20 times as fast", "load.hour"),
    "load_rush": Part("The first half hour of 10,000 people, ten times as fast", "load.rush"),
    "load_postgresql": Part(
        "One process with a file, one and two with PostgreSQL, all on one core", "load.postgresql"
    ),
}
PARTS = {**LOADS, **BENCH}

HEAD = """# Measurements

Written by `python -m benchmarks.measurements` from what was measured last (`measurements.json`);
a test holds the two together. One part is measured again by the command beneath its title;
`make bench`, `make load` and `make chaos` only print. Every figure is of one run on the machine
named here, with clients, servers and databases on that one machine.
"""


def main() -> int:
    """0 if every goal of what was measured now was met."""
    wanted = list(PARTS) if sys.argv[1:] == ["all"] else sys.argv[1:]
    met = measure_all(wanted, keep=True)
    PAGE.write_text(page(json.loads(RECORDED.read_text("utf-8"))), encoding="utf-8")
    return 0 if met else 1


def measure_all(names: Sequence[str], *, keep: bool = False) -> bool:
    """Measure and print these parts, and keep their figures; whether all goals were met."""
    is_met = True
    for name in names:
        part = PARTS[name]
        print(part.title, flush=True)
        began = time.monotonic()
        figures = part.measure()
        for figure in figures:
            print(figure, flush=True)
        is_met = is_met and all(figure.is_met for figure in figures)
        if keep:
            record(
                name,
                figures,
                title=part.title,
                command=f"python -m benchmarks.measurements {name}",
                seconds=time.monotonic() - began,
            )
    return is_met


def page(recorded: dict[str, Any]) -> str:
    """docs/measurements.md: machine by machine, our parts first in their order, then the others."""
    names = [name for name in PARTS if name in recorded]
    names += [name for name in recorded if name not in PARTS]
    usual = max((recorded[name]["machine"] for name in names), key=_count_in(recorded, names))
    parts = [_machine_table(usual), *(_part(recorded[name], usual) for name in names)]
    return "\n".join([HEAD, *parts])


def _count_in(recorded: dict[str, Any], names: list[str]):
    machines = [recorded[name]["machine"] for name in names]
    return lambda machine: machines.count(machine)


def _machine_table(machine: dict[str, str]) -> str:
    rows = [f"| {name} | {value} |" for name, value in machine.items()]
    return "\n".join(["## The machine\n", "| | |", "|-|-|", *rows, ""])


def _part(part: dict[str, Any], usual: dict[str, str]) -> str:
    took = f"{part['seconds'] / 60:.0f} min" if part["seconds"] >= 90 else f"{part['seconds']} s"
    lines = [
        f"## {part['title']}\n",
        f"`{part['command']}` ({took}), measured {part['measured']}{_elsewhere(part, usual)}\n",
        "| figure | value | goal | |",
        "|-|-|-|-|",
    ]
    figures = [_figure(one) for one in part["figures"]]
    lines += [_row(figure) for figure in figures]
    whys = dict.fromkeys(f"{one.name}: {one.why}" for one in figures if one.why and not one.is_met)
    return "\n".join([*lines, "", *(f"Missed: {why}\n" for why in whys)])


def _elsewhere(part: dict[str, Any], usual: dict[str, str]) -> str:
    other = {name: value for name, value in part["machine"].items() if usual.get(name) != value}
    told = ", ".join(f"{name} {value}" for name, value in other.items())
    return f", with {told}" if told else ""


def _figure(kept: dict[str, Any]) -> Figure:
    return Figure(**{one.name: kept[one.name] for one in fields(Figure)})


def _row(figure: Figure) -> str:
    value = f"{_number(figure.value)} {figure.unit}".strip()
    if figure.goal is None:
        return f"| {figure.name} | {value} | | |"
    sign = "at least" if figure.at_least else "at most"
    verdict = "met" if figure.is_met else "**missed**"
    return f"| {figure.name} | {value} | {sign} {_number(figure.goal)} | {verdict} |"


def _number(value: float) -> str:
    """Three digits that count, thousands apart."""
    if isinf(value):
        return "never"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
