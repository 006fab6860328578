"""The open database: reading, writing, one transaction for everybody who waits.

Which database it is, only the engine knows (matching/engines).
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from matching.cursor import QUERY_FOLDER, Cursor, Row, query_text
from matching.engines.engine import (
    ConflictError,
    Connection,
    DoubleKeyError,
    Engine,
    Lead,
)
from matching.engines.moving import copy_everything, replace_everything
from matching.engines.opening import open_engine
from matching.patience import Patience, told_at_once
from matching.remembered import QUERIES, Remembered
from matching.write_groups import GroupWork, WriteGroups

__all__ = ["QUERY_FOLDER", "Cursor", "Row", "Store", "SwallowedFailureError", "query_text"]

Result = TypeVar("Result")
Item = TypeVar("Item")


class SwallowedFailureError(Exception):
    """The work went on after a failed statement; a COMMIT would report success and keep nothing."""


class Store:
    """The open database. Safe to use from many threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._patience = Patience()
        self._writing = threading.Lock()
        self._groups = WriteGroups(self._write)
        self._remembered = Remembered(is_shared=engine.is_shared)
        self.tell_seconds: Callable[[float], None] = _told_nobody  # how long each write took

    @classmethod
    def open(cls, place: Path | str | None = None) -> Self:
        """Open or make the database, at the newest schema.

        place: of a DuckDB file, or an address postgresql://…; without one it is in memory.
        Raises DatabaseHeldError, DamagedDatabaseError, NewerDatabaseError,
        UnreadableDatabaseError, DatabaseAwayError.
        """
        return cls(open_engine(place))

    @property
    def path(self) -> Path | None:
        """Its file, None where it is in memory or none of this machine's."""
        return self.engine.path

    @property
    def is_shared(self) -> bool:
        """Whether other processes may write to it as well."""
        return self.engine.is_shared

    def leadership(self, name: str) -> Lead:
        """The place of a kind that only one process of this database holds at a time."""
        return self.engine.lead(name)

    def close(self) -> None:
        """Wait for the running write, then let go of the database."""
        with self._writing:
            self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _cursor(self) -> Iterator[Connection]:
        """Statements past all queries, after which nothing is remembered."""
        with self.engine.open_statements() as connection:
            yield connection
        self._remember_nothing()

    def _remember_nothing(self) -> None:
        self._remembered = Remembered(is_shared=self.is_shared)

    def rows(self, query: str, **values: Any) -> list[Row]:
        """Read outside a transaction; see Cursor.rows. Raises DatabaseAwayError."""
        if query in QUERIES:
            sql = query_text(query, self.engine.dialect)
            return self._remembered.rows(query, sql, values, lambda: self._asked(query, values))
        return self._asked(query, values)

    def _asked(self, query: str, values: dict[str, Any]) -> list[Row]:
        return self._patience.ask(lambda: self._rows(query, values))

    def _rows(self, query: str, values: dict[str, Any]) -> list[Row]:
        with self.engine.open_statements() as connection:
            return Cursor(connection, self.engine.dialect).rows(query, **values)

    def row(self, query: str, **values: Any) -> Row | None:
        """Read the first row, or None. Raises DatabaseAwayError."""
        rows = self.rows(query, **values)
        return rows[0] if rows else None

    def read(self, work: Callable[[Cursor], Result]) -> Result:
        """Several queries that see the same moment; whatever the work changes is not kept.

        Raises DatabaseAwayError.
        """
        return self._patience.ask(lambda: self._read(work))

    def _read(self, work: Callable[[Cursor], Result]) -> Result:
        with self.engine.moment() as connection:
            return work(Cursor(connection, self.engine.dialect))

    def write(self, work: Callable[[Cursor], Result]) -> Result:
        """Run the work in one transaction; when this returns, it is on disk.

        work may run again after a conflict, so it changes nothing but the database.
        Whatever it raises is raised here, and then nothing was kept. DatabaseAwayError: nothing
        was kept, or the answer got lost; facts have ids of their clients, so that sending them
        again is safe.
        """
        return self._write(work, time.monotonic())

    def _write(self, work: Callable[[Cursor], Result], since: float) -> Result:
        with self._writing:
            began = time.perf_counter()
            result = self._patience.ask(lambda: self._try(work), since=since)
            self.tell_seconds(time.perf_counter() - began)
            return result

    def write_together(self, work: GroupWork[Item, Result], item: Item) -> Result:
        """Like write, but all who wait at the same moment share one transaction and its fsync.

        work gets the items of up to 64 callers, in their order, and returns a result for each.
        If it fails for several, each is tried again alone; a database that is away or full is told
        to all of them.
        """
        return self._groups.write(work, item)

    def _try(self, work: Callable[[Cursor], Result]) -> Result:
        attempt = 1
        while True:
            try:
                return self._try_once(work, attempt)
            except ConflictError as conflict:
                if attempt == self.engine.tries:
                    raise
                is_decided_alone = isinstance(conflict, DoubleKeyError)
                attempt = self.engine.tries if is_decided_alone else attempt + 1
                time.sleep(random.uniform(0.005, 0.05))  # nosec B311 # a pause, no secret

    def _try_once(self, work: Callable[[Cursor], Result], attempt: int) -> Result:
        written: set[str] = set()
        try:
            with self.engine.transaction(attempt) as connection:
                change = Cursor(connection, self.engine.dialect)
                written = change.written
                result = work(change)
                if change.has_failed:
                    raise SwallowedFailureError
                return result
        finally:
            self._remembered.written(written)

    def backup(self, target: Path) -> None:
        """Copy the whole database into a DuckDB file while others go on writing.

        Raises BackupError, DatabaseAwayError.
        """
        with told_at_once():
            self.engine.backup(target)

    def copy_to(self, other: "Store") -> dict[str, int]:
        """Fill an empty store with all that this one holds now, checked row by row.

        Returns how many rows each table has.
        Raises NotEmptyError, RowsDifferError, DatabaseAwayError.
        """
        with told_at_once():
            return copy_everything(self.engine, other.engine)

    def replace_by(self, other: "Store") -> None:
        """Hold what the other store holds, in one step.

        Raises RowsDifferError, DatabaseAwayError.
        """
        with self._writing, told_at_once():
            replace_everything(other.engine, self.engine)
            self._remember_nothing()

    @property
    def commits(self) -> int:
        """The same number twice: nothing was kept in between.

        Within a write nobody else of this process can raise it; a shared database never says
        the same number twice.
        """
        return self.engine.commits()

    def rewrite(self) -> bool:
        """Leave nothing that was deleted in the stored bytes.

        Others wait meanwhile. Returns False, and all is as before, where somebody did not let go
        of the database within a few seconds. Raises BackupError (a file) or DatabaseFullError
        (PostgreSQL) where there is no room for a copy, DatabaseAwayError; then nothing is lost, and
        it is to be done again.
        """
        with self._writing, told_at_once():
            return self.engine.rewrite()


def _told_nobody(_seconds: float) -> None:
    """Where nobody measures."""
