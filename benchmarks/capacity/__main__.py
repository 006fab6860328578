"""How far do several processes on one PostgreSQL reach?

python -m benchmarks.capacity [--record] [PART...]

Parts: room (what a person and a scan take), failover (what is lost). With --record the figures are
kept and the tables of docs/deploy.md written; `write` only does that, from what is recorded.
"""

import json
import sys
import time
from pathlib import Path

from benchmarks import measurements
from benchmarks.capacity import failover, measuring
from benchmarks.capacity.arithmetic import Recorded, capacity_text, failover_text, recorded
from benchmarks.figures import RECORDED, record

PAGE = Path(__file__).parents[2] / "docs" / "deploy.md"
PARTS = {
    "room": (
        "PostgreSQL: an evening of a thousand guests, its copies and scans",
        measuring.measure,
    ),
    "failover": ("PostgreSQL: failovers under kiosks", failover.measure),
}
RECORD, WRITE = "--record", "write"


def main(arguments: list[str]) -> int:
    """0 if every goal was met."""
    wanted = [one for one in arguments if one not in {RECORD, WRITE}]
    if not wanted and WRITE not in arguments:
        wanted = list(PARTS)
    met = [_run(name, is_recorded=RECORD in arguments) for name in wanted]
    if RECORD in arguments or WRITE in arguments:
        PAGE.write_text(with_tables(PAGE.read_text("utf-8"), recorded()), "utf-8")
    return 0 if all(met) else 1


def _run(name: str, *, is_recorded: bool) -> bool:
    title, measure = PARTS[name]
    print(title, flush=True)
    began = time.monotonic()
    figures = measure()
    for figure in figures:
        print(figure, flush=True)
    if is_recorded:
        took, command = time.monotonic() - began, f"python -m benchmarks.capacity {RECORD} {name}"
        record(f"capacity_{name}", figures, title=title, command=command, seconds=took)
        kept = json.loads(RECORDED.read_text("utf-8"))
        measurements.PAGE.write_text(measurements.page(kept), encoding="utf-8")
    return all(figure.is_met for figure in figures)


def with_tables(page: str, kept: Recorded) -> str:
    """The page with what the figures say now."""
    for name, text in (("capacity", capacity_text(kept)), ("failover", failover_text(kept))):
        block = f"<!-- {name} -->\n{text}\n<!-- /{name} -->"
        before, rest = page.split(f"<!-- {name} -->", 1)
        page = before + block + rest.split(f"<!-- /{name} -->", 1)[1]
    return page


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
