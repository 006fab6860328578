"""One process over its file, one and two over PostgreSQL, the same kiosks on the same core.

The core of the servers also carries PostgreSQL and the matching worker: this asks what the way
over PostgreSQL costs, not what a second machine adds.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postgres_server import PostgresServer

from benchmarks.figures import Figure, percentile
from benchmarks.load.evening import Plan
from benchmarks.load.kiosks import GOAL_P95_MS, Load, measured, tell, whole_evening
from benchmarks.load.resources import cpu_of_tree
from benchmarks.load.venue import cores_apart, on_cores

KIOSKS, SECONDS, PROCESSES = 50, 30.0, 2
ROOT = Path(__file__).parents[2]


def measure(kiosks: int = KIOSKS, seconds: float = SECONDS) -> list[Figure]:
    """The same evening three times."""
    plan = whole_evening(kiosks, seconds)
    alone = measured(plan)
    tell(alone)
    return [
        *_figures("one process, a file", alone, plan),
        *_on_postgresql("one process, PostgreSQL", plan, 1),
        *_on_postgresql(f"{PROCESSES} processes, PostgreSQL", plan, PROCESSES),
    ]


def _on_postgresql(name: str, plan: Plan, processes: int) -> list[Figure]:
    with _database() as (address, server, worker):
        before = cpu_of_tree(server), cpu_of_tree(worker)
        load = measured(plan, processes=processes, database=address)
        spent = cpu_of_tree(server) - before[0], cpu_of_tree(worker) - before[1]
    tell(load)
    of_all = 60 / plan.kiosks / load.seconds
    unit = "s per kiosk-minute"
    return [
        *_figures(name, load, plan),
        Figure(f"{name}: CPU of PostgreSQL, with filling it", spent[0] * of_all, unit),
        Figure(f"{name}: CPU of the worker, with the filling", spent[1] * of_all, unit),
    ]


def _figures(name: str, load: Load, plan: Plan) -> list[Figure]:
    why = (
        "All of them share one core here, and each process reads pictures as if the core were its"
        " own; docs/deploy.md gives each a core."
    )
    return [
        Figure(f"{name}: guests greeted at {plan.kiosks} kiosks", len(load.tally.scans), ""),
        Figure(f"{name}: scan to greeting, p95", load.p95, "ms", GOAL_P95_MS, why=why),
        Figure(f"{name}: scan to greeting, p50", percentile(load.tally.scans, 0.5), "ms"),
        Figure(f"{name}: errors", len(load.tally.errors), "", 0, why=why),
        Figure(f"{name}: acknowledged and not on disk after a kill", load.lost, "", 0),
        Figure(f"{name}: servers' CPU", load.cpu_of_kiosk_minute, "s per kiosk-minute"),
        Figure(f"{name}: servers' memory", load.megabytes, "MB"),
    ]


@contextmanager
def _database() -> Iterator[tuple[str, int, int]]:
    """The address of an empty database, and the processes of its PostgreSQL and its worker."""
    with tempfile.TemporaryDirectory() as folder, on_cores(cores_apart()[0]):
        server = PostgresServer(Path(folder))
        try:
            server.start()
            address = server.new_database()
            worker = _worker(address, Path(folder))
            try:
                yield address, server.pid, worker.pid
            finally:
                worker.send_signal(signal.SIGKILL)
                worker.wait()
        finally:
            server.close()


def _worker(address: str, folder: Path) -> subprocess.Popen[bytes]:
    """Works out the suggestions, which the servers leave to it on PostgreSQL."""
    environment = {
        **os.environ,
        "ROZMOWA_DATABASE": address,
        "ROZMOWA_DATA": str(folder / "worker"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "matching", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
