"""DuckDB as the store's database: one process owns the file.

Each call uses a cursor of its own (a shared one silently mixes up results between threads).
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from matching.engines import file_copies, file_opening
from matching.engines.engine import ConflictError
from matching.engines.file_bytes import forget
from matching.engines.gate import Gate
from matching.errors import BackupError, DatabaseFullError

_FULL = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT))


class DuckDBEngine:
    """A file, or without a path memory."""

    dialect = "duckdb"
    is_shared = False
    tries = 5

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self.connection = connection
        self.path = path
        self._gate = Gate()
        self._commits = 0

    @contextmanager
    def open_statements(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """See Engine."""
        with self._gate.enter(), _told():
            cursor = self.connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def moment(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """See Engine."""
        with self.open_statements() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    @contextmanager
    def transaction(self, _attempt: int) -> Iterator[duckdb.DuckDBPyConnection]:
        """See Engine."""
        try:
            with self.open_statements() as cursor:
                cursor.execute("BEGIN")
                try:
                    yield cursor
                except BaseException:
                    cursor.execute("ROLLBACK")
                    raise
                cursor.execute("COMMIT")
                self._commits += 1
        except duckdb.TransactionException as error:
            raise ConflictError(str(error)) from error

    def commits(self) -> int:
        """See Engine."""
        return self._commits

    def backup(self, target: Path) -> None:
        """See Engine."""
        if self.path and target.resolve() == self.path.resolve():
            raise BackupError(target, "it is the database itself")
        with self.open_statements() as cursor:
            file_copies.copy_database(cursor, target)

    def rewrite(self) -> bool:
        """Put a fresh copy in the place of the file.

        Others wait meanwhile. A crash leaves the old file whole or the new one. Returns False,
        and all is as before, where somebody did not let go of the database within a few seconds.
        Raises BackupError where there is no room for a copy; then all is as before too.
        """
        if self.path is None:
            return True
        with self.open_statements() as cursor:
            copy = file_copies.fresh_copy(cursor, self.path)
        with self._gate.closed() as is_empty:
            if not is_empty:
                forget(copy)
                return False
            try:
                file_copies.swap(self.connection, copy, self.path)
            finally:
                self.connection = file_opening.reopen(self.path)
        return True

    def lead(self, _name: str) -> "OnlyProcess":
        """See Engine."""
        return OnlyProcess()

    def close(self) -> None:
        """See Engine."""
        self.connection.close()


@contextmanager
def _told() -> Iterator[None]:
    """DuckDB has no exception of its own for a full disk, but quotes the system's words."""
    try:
        yield
    except duckdb.Error as error:
        if any(words in str(error) for words in _FULL):
            raise DatabaseFullError from error
        raise


class OnlyProcess:
    """The lead where nobody else can have the database open."""

    def holds(self) -> bool:
        """Always."""
        return True

    def release(self) -> None:
        """Nobody waits for it."""


def open_file(path: Path | None) -> DuckDBEngine:
    """Open or make the file, at the newest schema; without a path it is in memory.

    Raises DatabaseHeldError, DamagedDatabaseError, NewerDatabaseError, UnreadableDatabaseError.
    """
    return DuckDBEngine(file_opening.open_database(path), path)
