"""What every scan reads and hardly anybody changes: read once, and again after it was written to.

Planning even a small query costs DuckDB half a millisecond, and a hundred kiosks ask 33 times a
second which event is on. Nothing of a guest is remembered here.
"""

import re
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any

Rows = list[dict[str, Any]]

QUERIES = frozenset(
    {
        "event_plan/find_plan",
        "events/list_events",
        "kiosks/find_announcement",
        "kiosks/find_kiosk",
        "staff/find_password",
    }
)
MOST_ROWS = 4096  # answers, of all queries; then all are forgotten
SHARED_SECONDS = 1.0  # so old an answer may be where other processes write as well

_READ = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)")
_WRITTEN = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)")


class Remembered:
    """The answers of one store. is_shared: whether other processes write to its database"""

    def __init__(self, *, is_shared: bool) -> None:
        self._seconds = SHARED_SECONDS if is_shared else float("inf")
        self._lock = threading.Lock()
        self._writes: dict[str, int] = {}
        self._answers: dict[tuple[Any, ...], tuple[tuple[int, ...], float, Rows]] = {}

    def rows(self, query: str, sql: str, values: dict[str, Any], read: Callable[[], Rows]) -> Rows:
        """The rows of one of QUERIES, as they are now for everybody in this process."""
        asked = (query, *sorted(values.items()))
        with self._lock:
            state, answer = self._state(sql), self._answers.get(asked)
        if answer and answer[0] == state and time.monotonic() - answer[1] < self._seconds:
            return [dict(row) for row in answer[2]]
        at, rows = time.monotonic(), read()
        with self._lock:
            if len(self._answers) >= MOST_ROWS:
                self._answers.clear()
            # Under the state before it was read: whoever wrote meanwhile has changed that.
            self._answers[asked] = (state, at, [dict(row) for row in rows])
        return rows

    def _state(self, sql: str) -> tuple[int, ...]:
        return tuple(self._writes.get(table, 0) for table in tables_read(sql))

    def written(self, tables: set[str]) -> None:
        """These tables may hold something else from now on."""
        with self._lock:
            for table in tables:
                self._writes[table] = self._writes.get(table, 0) + 1


@cache
def tables_read(sql: str) -> tuple[str, ...]:
    """The tables that a query without views reads."""
    return tuple(sorted(set(_READ.findall(_without_header(sql)))))


@cache
def tables_written(sql: str) -> frozenset[str]:
    """The tables that a statement changes; none for a mere question."""
    return frozenset(_WRITTEN.findall(_without_header(sql)))


def _without_header(sql: str) -> str:
    return "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
