"""Every kind of trouble: python -m benchmarks.chaos [--record] [PART...]

Parts: kills, disk, clock, network, postgresql, offline. Prints figures next to their goals; with
--record they are kept for docs/measurements.md. Exit code 1 where a goal was missed.
"""

import json
import sys
import time

from benchmarks.chaos import clock, disk, kills, network, offline, postgresql
from benchmarks.figures import RECORDED, record
from benchmarks.measurements import PAGE, page

PARTS = {
    "kills": ("The server is killed again and again, with its file", kills.measure),
    "disk": ("The disk is full for a while", disk.measure),
    "clock": ("The server's clock is moved", clock.measure),
    "network": ("Kiosks are cut off from the network", network.measure),
    "postgresql": ("Two servers on a PostgreSQL that goes away", postgresql.measure),
    "offline": ("A kiosk that nobody can answer for a while", offline.measure),
}
RECORD = "--record"


def main(arguments: list[str]) -> int:
    """0 if every goal was met; a part that cannot be tried here says so and counts as missed."""
    wanted = [one for one in arguments if one != RECORD] or list(PARTS)
    met = [_run(name, is_recorded=RECORD in arguments) for name in wanted]
    if RECORD in arguments:
        PAGE.write_text(page(json.loads(RECORDED.read_text("utf-8"))), encoding="utf-8")
    return 0 if all(met) else 1


def _run(name: str, *, is_recorded: bool) -> bool:
    title, measure = PARTS[name]
    began = time.monotonic()
    print(title, flush=True)
    figures = measure()
    seconds = time.monotonic() - began
    if figures is None:
        print("  SKIPPED: this system does not let it be tried", flush=True)
        return False
    for figure in figures:
        print(figure, flush=True)
    print(f"  took {seconds:.0f} s", flush=True)
    if is_recorded:
        command = f"python -m benchmarks.chaos {RECORD} {name}"
        record(f"chaos_{name}", figures, title=title, command=command, seconds=seconds)
    return all(figure.is_met for figure in figures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
