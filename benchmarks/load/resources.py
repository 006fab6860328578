"""What processes use, read from /proc (Linux)."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.greeting import cpu_seconds

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Seconds so far: of a steady clock, of processors by servers, and by this process."""

    steady: float
    servers: float
    clients: float

    @classmethod
    def so_far(cls, pids: Iterable[int]) -> Self:
        """With the servers of these processes."""
        return cls(time.monotonic(), cpu_of(pids), time.process_time())

    def since(self, before: Self) -> "Spent":
        """From then to now."""
        return Spent(
            self.steady - before.steady,
            self.servers - before.servers,
            self.clients - before.clients,
        )


def cpu_of(pids: Iterable[int]) -> float:
    """CPU seconds so far of these processes, all their threads, user and system."""
    return sum(cpu_seconds(pid) for pid in pids)


def megabytes_of(pids: Iterable[int]) -> float:
    """Resident memory of these processes."""
    return sum(_megabytes(pid) for pid in pids)


def cpu_of_tree(first: int) -> float:
    """CPU seconds so far of a process and all that it started, those that have ended as well."""
    tasks = Path(f"/proc/{first}/task/{first}/children")
    living = [int(pid) for pid in tasks.read_text().split()]
    return cpu_of([first, *living]) + _cpu_of_the_ended(first)


def _cpu_of_the_ended(first: int) -> float:
    fields = Path(f"/proc/{first}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / _TICKS


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    resident = next(line for line in lines if line.startswith("VmRSS:"))
    return int(resident.split()[1]) / 1000
