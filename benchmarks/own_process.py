"""What a function costs, measured in a process of its own that nothing else has warmed or filled.

python -m benchmarks.own_process MODULE FUNCTION ARGUMENTS-AS-JSON is what the child runs.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure

_ROOT = Path(__file__).parent.parent
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Spent:
    """Seconds and megabytes; result: what the function returned, as JSON can say it.

    cpu_seconds: of all threads and of the function's own processes; imports are not counted
    peak_mb: resident, of the whole process with its libraries
    """

    cpu_seconds: float
    wall_seconds: float
    peak_mb: float
    result: Any = None

    def figures(self, name: str) -> list[Figure]:
        """The three beside each other."""
        return [
            Figure(f"{name}, CPU", self.cpu_seconds, "s"),
            Figure(f"{name}, wall", self.wall_seconds, "s"),
            Figure(f"{name}, peak memory", self.peak_mb, "MB"),
        ]


def measure_apart(module: str, function: str, *arguments: Any) -> Spent:
    """Run a module's function with arguments that JSON can say. Raises CalledProcessError."""
    command = [sys.executable, "-m", "benchmarks.own_process", module, function]
    done = subprocess.run(
        [*command, json.dumps(arguments)], cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return Spent(**json.loads(done.stdout.splitlines()[-1]))


def _measured(module: str, function: str, arguments: list[Any]) -> Spent:
    run = getattr(import_module(module), function)
    cpu, wall = _cpu_seconds(), time.perf_counter()
    result = run(*arguments)
    return Spent(
        cpu_seconds=_cpu_seconds() - cpu,
        wall_seconds=time.perf_counter() - wall,
        peak_mb=_peak_mb(),
        result=result,
    )


def _cpu_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak_mb() -> float:
    """Linux counts the peak of the process that started this one into ru_maxrss, not into VmHWM."""
    if _STATUS.exists():
        lines = dict(line.split(":", 1) for line in _STATUS.read_text("utf-8").splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    print(json.dumps(asdict(_measured(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])))))
