"""What processes use, read from /proc (Linux)."""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.greeting import cpu_seconds


def cpu_of(pids: Iterable[int]) -> float:
    """CPU seconds so far of these processes, all their threads, user and system."""
    return sum(cpu_seconds(pid) for pid in pids)


def megabytes_of(pids: Iterable[int]) -> float:
    """Resident memory of these processes."""
    return sum(_megabytes(pid) for pid in pids)


def children_of(first: int) -> list[int]:
    """The processes that this one started and that live."""
    tasks = Path(f"/proc/{first}/task/{first}/children")
    return [int(pid) for pid in tasks.read_text().split()]


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    resident = next(line for line in lines if line.startswith("VmRSS:"))
    return int(resident.split()[1]) / 1000
