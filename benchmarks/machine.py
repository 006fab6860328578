"""The machine that figures were measured on, as far as a reader needs it to compare."""

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

_GIGABYTE = 1_000_000  # kB


def machine() -> dict[str, str]:
    """What each thing is, by its name; what cannot be told is "unknown"."""
    return {
        "processor": f"{cores()} cores of {_processor()}",
        "memory": _memory(),
        "system": f"{_distribution()}, kernel {platform.release()}",
        "Python": platform.python_version(),
        "DuckDB": version("duckdb"),
        "PostgreSQL": _postgresql(),
        "Streamlit": version("streamlit"),
    }


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0))


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", _text("/proc/cpuinfo"))
    return found[1] if found else platform.processor() or "unknown"


def _memory() -> str:
    found = re.search(r"MemTotal:\s*(\d+) kB", _text("/proc/meminfo"))
    return f"{int(found[1]) / _GIGABYTE:.0f} GB" if found else "unknown"


def _distribution() -> str:
    found = re.search(r'PRETTY_NAME="(.+)"', _text("/etc/os-release"))
    return found[1] if found else platform.system()


def _postgresql() -> str:
    """The newest that is installed as Debian does it."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_number)
    if not folders:
        return "not installed"
    told = subprocess.run([folders[-1], "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\) (\S+)", told.stdout)
    return found[1] if found else "unknown"


def _number(postgres: Path) -> float:
    return float(postgres.parents[1].name)


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError:
        return ""
