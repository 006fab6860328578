"""The server's wall clock is moved by hours, both ways, while guests come in and talk.

By libfaketime (Debian's package), which answers the server's questions about the time of day; its
steady clock goes on, as it does when somebody sets a real clock.
"""

import tempfile
from pathlib import Path

import duckdb

from benchmarks.chaos.stage import Stage, figures_of, wait
from benchmarks.figures import Figure

LIBRARIES = Path("/usr/lib")
LIBRARY = "*/faketime/libfaketimeMT.so.1"
MOVES = ["+3h", "-5h", "+0", "+26h", "-1h", "+0"]
GUESTS = 1500
SECONDS = 5.0


def measure() -> list[Figure] | None:
    """Six moves; None without the library."""
    library = next(LIBRARIES.glob(LIBRARY), None)
    if library is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        return _measure(library, Path(folder) / "clock")


def _measure(library: Path, clock: Path) -> list[Figure]:
    _set(clock, "+0")
    environment = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with Stage(GUESTS, environment=environment) as stage:
        stage.servers[0].start()
        stage.let_guests_in()
        for move in MOVES:
            wait(SECONDS)
            _set(clock, move)
        wait(SECONDS)
        stage.see_guests_off()
        verdict = stage.verdict()
        hours = _hours_between_receipts(stage.servers[0].database)
        return [
            Figure("clock: times it was moved", len(MOVES), ""),
            Figure("clock: between earliest and latest receipt", hours, "h", 20, at_least=True),
            *figures_of(verdict, "clock"),
            Figure("clock: longest time without a greeting", stage.told["longest_gap"], "s"),
        ]


def _set(clock: Path, move: str) -> None:
    part = clock.with_suffix(".part")
    part.write_text(move + "\n")
    part.replace(clock)


def _hours_between_receipts(database: Path) -> float:
    """Otherwise the clock was not moved at all."""
    question = "SELECT date_diff('second', min(received_at_utc), max(received_at_utc)) FROM scan"
    with duckdb.connect(str(database)) as connection:
        [(seconds,)] = connection.execute(question).fetchall()
    return seconds / 3600
