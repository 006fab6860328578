"""The open database: reading, writing, one transaction for everybody who waits.

Only this module and database_file know DuckDB. One process owns the file. Each call uses a
cursor of its own (a shared one silently mixes up results between threads).
"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

import duckdb

from matching import database_file
from matching.errors import BackupError
from matching.gate import Gate

Row = dict[str, Any]
Result = TypeVar("Result")
Item = TypeVar("Item")
GroupWork = Callable[["Cursor", Sequence[Item]], Sequence[Result]]

QUERY_FOLDER = Path(__file__).parent / "queries"
TRIES = 5
LARGEST_GROUP = 64


class SwallowedFailureError(Exception):
    """The work went on after a failed statement; a COMMIT would report success and keep nothing."""


class Cursor:
    """Runs queries by their name, such as 'check_in/find_badges'."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self.has_failed = False

    def rows(self, query: str, **values: Any) -> list[Row]:
        """All rows as dicts. Moments are aware and in UTC, both ways."""
        self._execute(query, values)
        columns = [column[0] for column in self._cursor.description or []]
        rows = [dict(zip(columns, row, strict=True)) for row in self._cursor.fetchall()]
        for column in (column for column in columns if column.endswith("_utc")):
            for row in rows:
                if row[column] is not None:
                    row[column] = row[column].replace(tzinfo=UTC)
        return rows

    def row(self, query: str, **values: Any) -> Row | None:
        """The first row, or None."""
        rows = self.rows(query, **values)
        return rows[0] if rows else None

    def run(self, query: str, **values: Any) -> None:
        """A change whose rows nobody reads."""
        self._execute(query, values)
        self._cursor.fetchall()

    def _execute(self, query: str, values: dict[str, Any]) -> None:
        try:
            self._cursor.execute(query_text(query), _naive(values))
        except duckdb.Error:
            self.has_failed = True
            raise


@dataclass(eq=False)
class _Waiting:
    """One caller's item on its way into a shared transaction."""

    work: Callable[..., Any]
    item: Any
    is_done: bool = False
    result: Any = None
    error: Exception | None = None


class Store:
    """The open database. Safe to use from many threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self._connection = connection
        self.path = path
        self._gate = Gate()
        self._writing = threading.Lock()
        self._queue: list[_Waiting] = []
        self._queueing = threading.Condition()
        self._is_led = False
        self.tell_seconds: Callable[[float], None] = _told_nobody  # how long each write took
        self._commits = 0

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open or make the database, at the newest schema; without a path it is in memory.

        Raises DatabaseHeldError, DamagedDatabaseError, NewerDatabaseError, UnreadableDatabaseError.
        """
        return cls(database_file.open_database(path), path)

    def close(self) -> None:
        """Wait for the running write, then let go of the file."""
        with self._writing:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._gate.enter():
            cursor = self._connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    def rows(self, query: str, **values: Any) -> list[Row]:
        """Read outside a transaction; see Cursor.rows."""
        with self._cursor() as cursor:
            return Cursor(cursor).rows(query, **values)

    def row(self, query: str, **values: Any) -> Row | None:
        """Read the first row, or None."""
        with self._cursor() as cursor:
            return Cursor(cursor).row(query, **values)

    def read(self, work: Callable[[Cursor], Result]) -> Result:
        """Several queries that see the same moment; whatever the work changes is not kept."""
        with self._cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                return work(Cursor(cursor))
            finally:
                cursor.execute("ROLLBACK")

    def write(self, work: Callable[[Cursor], Result]) -> Result:
        """Run the work in one transaction; when this returns, it is on disk.

        work may run again after a conflict, so it changes nothing but the database.
        Whatever it raises is raised here, and then nothing was kept.
        """
        with self._writing:
            return self._transaction(work)

    def write_together(self, work: GroupWork[Item, Result], item: Item) -> Result:
        """Like write, but all who wait at the same moment share one transaction and its fsync.

        work gets the items of up to 64 callers, in their order, and returns a result for each.
        If it fails for several, each is tried again alone.
        """
        mine = _Waiting(work, item)
        with self._queueing:
            self._queue.append(mine)
        while group := self._lead_or_wait(mine):
            try:
                with self._writing:
                    self._run_group(group)
            finally:
                self._release(group)
        if mine.error is not None:
            raise mine.error
        result: Result = mine.result
        return result

    def _lead_or_wait(self, mine: _Waiting) -> list[_Waiting]:
        """Those whom this caller takes along, or nobody once its own item is done."""
        with self._queueing:
            self._queueing.wait_for(lambda: mine.is_done or not self._is_led)
            if mine.is_done:
                return []
            self._is_led = True
            group = [one for one in self._queue if one.work == mine.work][:LARGEST_GROUP]
            self._queue = [one for one in self._queue if one not in group]
            return group

    def _release(self, group: list[_Waiting]) -> None:
        """Wake the others; whoever an interrupt left without a result gets an error instead."""
        with self._queueing:
            for waiting in group:
                if not waiting.is_done:
                    waiting.error = RuntimeError("the shared transaction was interrupted")
                    waiting.is_done = True
            self._is_led = False
            self._queueing.notify_all()

    def _run_group(self, group: list[_Waiting]) -> None:
        try:
            work, items = group[0].work, [waiting.item for waiting in group]
            results = self._transaction(lambda cursor: work(cursor, items))
        except Exception as error:
            if len(group) > 1:
                for waiting in group:
                    self._run_group([waiting])
                return
            group[0].error, group[0].is_done = error, True
            return
        for waiting, result in zip(group, results, strict=True):
            waiting.result, waiting.is_done = result, True

    def _transaction(self, work: Callable[[Cursor], Result]) -> Result:
        began = time.perf_counter()
        for attempt in range(1, TRIES + 1):
            try:
                result = self._try_once(work)
                self.tell_seconds(time.perf_counter() - began)
                return result
            except duckdb.TransactionException:
                if attempt == TRIES:
                    raise
                time.sleep(random.uniform(0.005, 0.05))
        raise AssertionError("unreachable")

    def _try_once(self, work: Callable[[Cursor], Result]) -> Result:
        with self._cursor() as cursor:
            cursor.execute("BEGIN")
            change = Cursor(cursor)
            try:
                result = work(change)
                if change.has_failed:
                    raise SwallowedFailureError
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")
            self._commits += 1
            return result

    def backup(self, target: Path) -> None:
        """Copy the whole database into a file while others go on writing. Raises BackupError."""
        if self.path and target.resolve() == self.path.resolve():
            raise BackupError(target, "it is the database itself")
        with self._cursor() as cursor:
            database_file.copy_database(cursor, target)

    @property
    def commits(self) -> int:
        """How many transactions were kept since the start: the same number, the same content.

        Within a write nobody else can raise it.
        """
        return self._commits

    def rewrite(self) -> bool:
        """Put a fresh copy in the place of the file, so that nothing deleted is left in its bytes.

        Others wait meanwhile. A crash leaves the old file whole or the new one. Returns False,
        and all is as before, where somebody did not let go of the database within a few seconds.
        Raises BackupError where there is no room for a copy; then all is as before too.
        """
        if self.path is None:
            return True
        with self._writing:
            with self._cursor() as cursor:
                copy = database_file.fresh_copy(cursor, self.path)
            with self._gate.closed() as is_empty:
                if not is_empty:
                    database_file.forget_copy(copy)
                    return False
                try:
                    database_file.swap(self._connection, copy, self.path)
                finally:
                    self._connection = database_file.reopen(self.path)
        return True


def _told_nobody(_seconds: float) -> None:
    """Where nobody measures."""


@cache
def query_text(name: str) -> str:
    """The SQL of 'module/query', read once."""
    return (QUERY_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def _naive(values: dict[str, Any]) -> dict[str, Any]:
    """Moments as DuckDB keeps them: naive UTC, whatever the machine's time zone is."""
    return {name: _naive_value(value) for name, value in values.items()}


def _naive_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, list) and value and isinstance(value[0], datetime | None):
        return [_naive_value(entry) for entry in value]
    return value
