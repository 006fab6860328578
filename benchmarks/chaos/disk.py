"""The disk is full, and then it is not: the server's data on a small file system of its own.

It needs a mount namespace, which root has, and others where the system lets them.
python -m benchmarks.chaos.disk, inside of one, prints the figures as JSON in its last line.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import httpx

from benchmarks.chaos.stage import Stage, figures_of, wait
from benchmarks.figures import Figure

PLACE = Path("/mnt")
MEGABYTES = 64
PIECE = 4096
GUESTS = 1500
FULL_SECONDS, FREE_SECONDS = 8.0, 6.0
TIMES = 3


def measure() -> list[Figure] | None:
    """Run in a mount namespace of its own; None where there may be none."""
    ways = [["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]]
    way = next((one for one in ways if _may_mount(one)), None)
    if way is None:
        return None
    command = [*way, sys.executable, "-m", "benchmarks.chaos.disk"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    *told, last = done.stdout.splitlines()
    print("\n".join(told), flush=True)
    return [Figure(**one) for one in json.loads(last)]


def _may_mount(way: list[str]) -> bool:
    tried = [*way, "mount", "-t", "tmpfs", "none", str(PLACE)]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def measure_inside() -> list[Figure]:
    """Full and free again by turns, under load."""
    options = f"size={MEGABYTES}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(PLACE)], check=True)
    refused = 0
    with Stage(GUESTS, place=PLACE / "server") as stage:
        (server,) = stage.servers
        server.start()
        stage.let_guests_in()
        for _ in range(TIMES):
            wait(FREE_SECONDS)
            end = time.monotonic() + FULL_SECONDS
            while time.monotonic() < end:
                _fill(PLACE / "ballast")
                refused += _cannot_keep(server.url)
                wait(0.5)
            (PLACE / "ballast").unlink()
        wait(FREE_SECONDS)
        stage.see_guests_off()
        verdict = stage.verdict()
        return [
            Figure("disk: times it was full", TIMES, ""),
            Figure("disk: looks at which nothing could be kept", refused, "", 1, at_least=True),
            *figures_of(verdict, "disk"),
            Figure("disk: longest time without a greeting", stage.told["longest_gap"], "s"),
        ]


def _fill(ballast: Path) -> None:
    """Until not a page is left."""
    with suppress(OSError), ballast.open("ab", buffering=0) as file:
        while file.write(bytes(PIECE)) == PIECE:
            pass


def _cannot_keep(url: str) -> bool:
    """Whether the server says so."""
    return httpx.get(f"{url}/readyz", trust_env=False, timeout=30).json().get("reason") == "store"


if __name__ == "__main__":
    print(json.dumps([asdict(one) for one in measure_inside()]))
