"""The database as a file: opening it and bringing it up to date."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from matching.engines import schema
from matching.engines.file_bytes import bytes_of_log, is_database, log_of
from matching.engines.file_damage import save_last_good_state
from matching.engines.file_log import hides_transactions
from matching.errors import DamagedDatabaseError, DatabaseHeldError, UnreadableDatabaseError

SECONDS_TO_REOPEN = 60.0


def open_database(path: Path | None) -> duckdb.DuckDBPyConnection:
    """Connect and migrate; without a path the database is in memory.

    Raises DatabaseHeldError, DamagedDatabaseError, NewerDatabaseError, UnreadableDatabaseError.
    """
    connection = _connect(path)
    try:
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        if hasattr(os, "sched_getaffinity"):
            # Else a thread for each processor of the machine, also for those that are not ours.
            connection.execute(f"SET GLOBAL threads = {len(os.sched_getaffinity(0))}")
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    if path is None:
        return duckdb.connect(":memory:")
    if path.exists() and hides_transactions(bytes_of_log(path)):
        raise DamagedDatabaseError(path, save_last_good_state(path))
    if path.exists() and path.stat().st_size and not is_database(path):
        raise UnreadableDatabaseError(path, "it is another kind of file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(path))
    except OSError as error:
        raise UnreadableDatabaseError(path, error.strerror or "") from error
    except duckdb.Error as error:
        raise _opening_error(path, str(error)) from error


def _opening_error(path: Path, message: str) -> Exception:
    # DuckDB has one exception class for a held, a missing and a foreign file.
    if "Could not set lock" in message:
        return DatabaseHeldError(path)
    if log_of(path).exists() and "WAL" in message:
        return DamagedDatabaseError(path, save_last_good_state(path))
    return UnreadableDatabaseError(path, message.splitlines()[0][:200])


def _migrate(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    connection.execute(schema.RECORD)
    done = {number for (number,) in connection.execute("SELECT number FROM migration").fetchall()}
    missing = schema.missing_migrations(done, path or Path(":memory:"))
    for migration in missing:
        _apply(connection, migration)
    if missing:
        # The tables themselves then no longer depend on an undamaged log.
        connection.execute("CHECKPOINT")


def _apply(connection: duckdb.DuckDBPyConnection, migration: schema.Migration) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute(migration.sql)
        connection.execute(
            "INSERT INTO migration VALUES ($number, $name, $now)",
            {
                "number": migration.number,
                "name": migration.name,
                "now": datetime.now(UTC).replace(tzinfo=None),
            },
        )
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def reopen(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the file again in the same process.

    A command line may hold it for a moment: that is waited for, up to a minute.
    """
    deadline = time.monotonic() + SECONDS_TO_REOPEN
    while True:
        try:
            return open_database(path)
        except DatabaseHeldError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
