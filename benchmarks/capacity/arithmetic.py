"""From recorded figures to the tables of docs/deploy.md."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.capacity.failover import WAYS
from benchmarks.figures import RECORDED

KIOSKS, PEOPLE = 1_000, 1_000_000  # at once; in a year
BUSIEST = PEOPLE // 50  # on one evening
SECONDS_A_SCAN = 3  # of each kiosk, in the rush
WHOLE_EVENINGS = ("load", "load_postgresql")  # recorded parts with kiosks at that pace
FULL = 0.6  # of a core; above it guests wait
CONNECTIONS_ALLOWED, CONNECTIONS_A_PROCESS, CONNECTIONS_BESIDE = 100, 27, 10
FRESH_SECONDS, WORKER_PEOPLE = 5, 10_000  # of lists; at the event that was measured
SHORTEST_REST = 0.3  # seconds between two refreshes; a fact waits for both and the rest
STANDSTILL_MINUTES, COPY_MINUTES = 1, 60

Recorded = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Part:
    """reaches: of what is needed; by: what to do for more, "" where nothing can be done"""

    name: str
    measured: str
    reaches: float
    needed: float
    unit: str
    by: str

    @property
    def share(self) -> float:
        """1 where it is just enough."""
        return self.reaches / self.needed


def recorded() -> Recorded:
    """All figures of the docs, by part."""
    found: Recorded = json.loads(RECORDED.read_text("utf-8")) if RECORDED.exists() else {}
    return found


def parts(kept: Recorded) -> list[Part]:
    """Each part with what it reaches, the one that ends first at the top."""
    makers = (_process, _connections, _primary, _worker, _rewriting, _copy)
    made = [one for maker in makers if (one := maker(kept)) is not None]
    return sorted(made, key=lambda part: part.share)


def _process(kept: Recorded) -> Part | None:
    evenings = {name: kept[name] for name in WHOLE_EVENINGS if name in kept}
    cpu = _largest(evenings, lambda name, unit: unit == "s per kiosk-minute")
    if cpu is None:
        return None
    reaches = FULL * 60 / cpu
    more = f"{math.ceil(KIOSKS / reaches)} processes, a core each"
    name = f"a server process, {FULL:.0%} of a core"
    return Part(name, f"{cpu:.2f} CPU-s a kiosk-minute", reaches, KIOSKS, "kiosks", more)


def _connections(kept: Recorded) -> Part | None:
    process = _process(kept)
    if process is None:
        return None
    processes = (CONNECTIONS_ALLOWED - CONNECTIONS_BESIDE) // CONNECTIONS_A_PROCESS
    wanted = math.ceil(KIOSKS / process.reaches) * CONNECTIONS_A_PROCESS + CONNECTIONS_BESIDE
    return Part(
        "connections that PostgreSQL allows",
        f"{CONNECTIONS_A_PROCESS} a process, {CONNECTIONS_ALLOWED} allowed",
        processes * process.reaches,
        KIOSKS,
        "kiosks",
        f"`max_connections = {wanted}`",
    )


def _primary(kept: Recorded) -> Part | None:
    scans = _largest(kept, lambda name, _: _is_of_two(name, "scans kept a second"))
    cpu = _largest(kept, lambda name, _: _is_of_two(name, "CPU of PostgreSQL a scan"))
    if scans is None or cpu is None:
        return None
    cores = KIOSKS / SECONDS_A_SCAN * cpu / 1000 / FULL
    return Part(
        "writes with a synchronous standby, on the machine that was measured",
        f"{scans:.0f} scans a second; {cpu:.1f} ms of PostgreSQL each",
        scans * SECONDS_A_SCAN,
        KIOSKS,
        "kiosks",
        f"a machine of its own with {math.ceil(cores)} cores; there is one primary only",
    )


def _is_of_two(name: str, what: str) -> bool:
    return name.startswith(f"{what}, 2 processes with")


def _worker(kept: Recorded) -> Part | None:
    cpu = _largest(kept, lambda name, unit: name.endswith("CPU of a refresh") and unit == "s")
    if cpu is None:
        return None
    return Part(
        f"lists of whom to meet, fresh within {FRESH_SECONDS} s",
        f"{cpu:.1f} CPU-s for {WORKER_PEOPLE:,} people",
        WORKER_PEOPLE * (FRESH_SECONDS - SHORTEST_REST) / (2 * cpu),
        BUSIEST,
        "people present",
        f"lists up to {2 * cpu * BUSIEST / WORKER_PEOPLE + SHORTEST_REST:.0f} s old",
    )


def _rewriting(kept: Recorded) -> Part | None:
    minutes = _largest(kept, lambda name, _: name == "tables rewritten")
    if minutes is None:
        return None
    return Part(
        f"rewriting after erasures, if {STANDSTILL_MINUTES} min without admissions is acceptable",
        f"{minutes:.1f} min a million people",
        PEOPLE * STANDSTILL_MINUTES / minutes,
        PEOPLE,
        "people kept",
        "erasing at night; a shorter retention",
    )


def _copy(kept: Recorded) -> Part | None:
    minutes = _largest(kept, lambda name, _: name == "copy-postgresql.sh")
    if minutes is None:
        return None
    return Part(
        "the hourly copy",
        f"{minutes:.0f} min a million people",
        PEOPLE * COPY_MINUTES / minutes,
        PEOPLE,
        "people kept",
        "copies less often, base backup and archive instead",
    )


def _largest(kept: Recorded, is_meant: Callable[[str, str], bool]) -> float | None:
    found = [
        float(one["value"])
        for part in kept.values()
        for one in part["figures"]
        if is_meant(one["name"], one["unit"])
    ]
    return max(found, default=None)


def capacity_text(kept: Recorded) -> str:
    """The table of what ends first, and what it says about room; "" before it was measured."""
    made = parts(kept)
    room = {name: _largest(kept, lambda one, _, name=name: one == name) for name in ROOM}
    if not made or None in room.values():
        return ""
    lines = [
        f"For {KIOSKS:,} kiosks at once, a scan each every {SECONDS_A_SCAN} s, and {PEOPLE:,}"
        f" people a year, {BUSIEST:,} on the busiest evening. What ends first stands first:",
        "",
        "| part | measured | is enough for | needed | then |",
        "|-|-|-|-|-|",
        *(
            f"| {one.name} | {one.measured} | {_round(one.reaches)} {one.unit}"
            f" | {_round(one.needed)} | {one.by if one.share < 1 else 'enough'} |"
            for one in made
        ),
        "",
        f"A year's people take {room[ROOM[0]] * PEOPLE / 1e6:.0f} GB in the database and"
        f" {room[ROOM[1]] * PEOPLE / 1e6:.0f} GB of archive. Measured on {_machine(kept)}, which"
        " kiosks and databases shared; what a screen reads is not in the row of writes. A process"
        " is counted by the larger of two figures: at 50 kiosks each camera sends more pictures"
        " than at 100, where they are rationed (docs/measurements.md)."
        " `make capacity` measures again.",
    ]
    return "\n".join(lines)


ROOM = ("database, a person", "log, a person")


def _machine(kept: Recorded) -> str:
    told = kept["capacity_room"]["machine"]
    return f"{told['processor']}, {told['memory']}, PostgreSQL {told['PostgreSQL']}"


def _round(value: float) -> str:
    """Two digits that count."""
    if value < 1:
        return "0"
    digits = int(math.log10(value)) - 1
    return f"{round(value, -digits):,.0f}"


def failover_text(kept: Recorded) -> str:
    """The table of what failovers lost; "" before it was measured."""
    if "capacity_failover" not in kept:
        return ""
    values = {one["name"]: one["value"] for one in kept["capacity_failover"]["figures"]}
    lines = [
        "| the standby follows | failovers | guests greeted before | of these lost"
        " | nobody greeted for, median, longest |",
        "|-|-|-|-|-|",
    ]
    for way in WAYS:
        told = {name.partition(": ")[2]: one for name, one in values.items() if _is(way.name, name)}
        waits = [told[f"nobody greeted for, {which}"] for which in ("median", "longest")]
        lines.append(
            f"| {way.name} | {told['failovers']:.0f} | {told['guests greeted before']:,.0f}"
            f" | {told['of these lost']:,.0f} | {waits[0]:.1f} s, {waits[1]:.1f} s |"
        )
    return "\n".join(lines)


def _is(way: str, name: str) -> bool:
    return name.partition(": ")[0] == way
