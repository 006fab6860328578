"""How many admissions a second reach the disk?"""

import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.crowd import gather
from benchmarks.figures import Figure
from matching.check_in import check_in
from matching.desk import report_not_me
from matching.model import Direction, Event, Scan, Source
from matching.store import Store

ALONE = 300
TOGETHER = 2400
THREADS = 8


def measure() -> list[Figure]:
    """One thread, eight threads, and next to them plain commits of one INSERT each."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "a.duckdb") as store:
        event, people = gather(store, ALONE + TOGETHER)
        codes = [person.code or "" for person in people]
        plain = _per_second(_plain_inserts(store, event, people[0].attendee_id), ALONE)
        alone = _per_second(lambda: _admit(store, event, codes[:ALONE]), ALONE)
        together = _per_second(lambda: _admit_in_threads(store, event, codes[ALONE:]), TOGETHER)
    return [
        Figure("durable admissions, 8 threads", together, "per second", 300, at_least=True),
        Figure("durable admissions, 1 thread", alone, "per second"),
        Figure("plain commits of one INSERT, 1 thread, same run", plain, "per second"),
        Figure("one admission costs as much as so many plain commits", plain / alone, "x"),
    ]


def _per_second(work, count: int) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def _plain_inserts(store: Store, event: Event, attendee_id):
    def work() -> None:
        for _ in range(ALONE):
            report_not_me(store, event, attendee_id, kiosk=1, now=datetime.now(UTC))

    return work


def _admit(store: Store, event: Event, codes: list[str]) -> None:
    for code in codes:
        now = datetime.now(UTC)
        scan = Scan(uuid4(), event, code, 1, Direction.IN, Source.CAMERA, now)
        check_in(store, scan, now=now)


def _admit_in_threads(store: Store, event: Event, codes: list[str]) -> None:
    threads = [
        threading.Thread(target=_admit, args=(store, event, codes[start::THREADS]))
        for start in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
