"""The database as a file: opening and bringing up to date, copying, repairing after damage."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import duckdb

from matching.database_log import hides_transactions
from matching.errors import (
    BackupError,
    DamagedDatabaseError,
    DatabaseHeldError,
    NewerDatabaseError,
    NothingToRecoverError,
    UnreadableDatabaseError,
)

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows, which lets nobody replace an open file anyway
    fcntl = None

SCHEMA_FOLDER = Path(__file__).parent.parent / "data" / "schema"

SECONDS_TO_REOPEN = 60.0
SECONDS_UNTOUCHED = 3600

_BAD_POSITION = re.compile(r"(?i)position (\d+)")


def open_database(path: Path | None) -> duckdb.DuckDBPyConnection:
    """Connect and migrate; without a path the database is in memory.

    Raises DatabaseHeldError, DamagedDatabaseError, NewerDatabaseError, UnreadableDatabaseError.
    """
    connection = _connect(path)
    try:
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    if path is None:
        return duckdb.connect(":memory:")
    if path.exists() and hides_transactions(_bytes_of_log(path)):
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


def is_database(path: Path) -> bool:
    """Whether a file begins as DuckDB's do; others would be opened as a table, in memory."""
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def log_of(path: Path) -> Path:
    """The write-ahead log beside a database file."""
    return path.with_name(path.name + ".wal")


def _migrate(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration ("
        "number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at_utc TIMESTAMP NOT NULL)"
    )
    done = {number for (number,) in connection.execute("SELECT number FROM migration").fetchall()}
    scripts = {int(file.name[:3]): file for file in sorted(SCHEMA_FOLDER.glob("[0-9]*.sql"))}
    if done and max(done) > max(scripts):
        raise NewerDatabaseError(path or Path(":memory:"), max(done))
    missing = [number for number in scripts if number not in done]
    for number in missing:
        _apply(connection, number, scripts[number])
    if missing:
        # The tables themselves then no longer depend on an undamaged log.
        connection.execute("CHECKPOINT")


def _apply(connection: duckdb.DuckDBPyConnection, number: int, script: Path) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute(script.read_text(encoding="utf-8"))
        connection.execute(
            "INSERT INTO migration VALUES ($number, $name, $now)",
            {
                "number": number,
                "name": script.stem,
                "now": datetime.now(UTC).replace(tzinfo=None),
            },
        )
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def copy_database(cursor: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Write a consistent copy of the open database to target, whole or not at all.

    Others may go on writing. Raises BackupError if the place cannot be written.
    """
    if target.exists() and target.stat().st_size and not is_database(target):
        raise BackupError(target, "there is another kind of file")
    part = target.with_name(f".{target.name}.{uuid4().hex}.part")
    source = (cursor.execute("SELECT current_database()").fetchall())[0][0]
    alias = f"backup_{uuid4().hex}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        cursor.execute(f"ATTACH {_literal(str(part))} AS {alias}")
        try:
            cursor.execute(f'COPY FROM DATABASE "{source}" TO {alias}')
        finally:
            cursor.execute(f"DETACH {alias}")
        _to_disk(part)
        part.replace(target)
    except OSError as error:
        raise BackupError(target, error.strerror or "") from error
    except duckdb.Error as error:
        raise BackupError(target, str(error).splitlines()[0][:200]) from error
    finally:
        _forget(part)


def fresh_copy(cursor: duckdb.DuckDBPyConnection, path: Path) -> Path:
    """A copy of what the database holds now, beside it. Raises BackupError."""
    copy = path.with_name(f".{path.name}.{uuid4().hex}.fresh")
    copy_database(cursor, copy)
    return copy


def forget_copy(copy: Path) -> None:
    """It is not needed after all."""
    _forget(copy)


def swap(connection: duckdb.DuckDBPyConnection, copy: Path, path: Path) -> None:
    """Let a fresh copy be the database, in one step; the connection is closed with that.

    Raises BackupError, and all stays as before, where the log outlives the old file (it would be
    replayed onto the new one) or anybody has the old file open.
    """
    try:
        connection.execute("CHECKPOINT").fetchall()
        connection.close()
        if _is_open_here(path):
            raise BackupError(path, "it is still in use")
        with _locked(path):
            if _bytes_of_log(path):
                raise BackupError(path, "its log cannot be folded in")
            copy.replace(path)
        _to_disk(path.parent)
    except OSError as error:
        raise BackupError(path, error.strerror or "") from error
    except duckdb.Error as error:
        raise BackupError(path, str(error).splitlines()[0][:200]) from error
    finally:
        _forget(copy)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock that DuckDB takes: who opened the old file now, would write into nothing.

    Nothing is locked where the system has no such locks.
    """
    descriptor = os.open(path, os.O_RDWR)
    try:
        if fcntl is not None:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


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


def _is_open_here(path: Path) -> bool:
    """Whether this process has the file open, as far as the system tells."""
    wanted, found = str(path.resolve()), []
    with suppress(OSError):
        for entry in os.scandir("/proc/self/fd"):
            with suppress(OSError):
                found.append(os.readlink(entry.path))
    return wanted in found


def forget_unfinished_copies(folder: Path) -> int:
    """Delete what crashes left half copied in a folder, for it holds what was deleted since.

    Only what nobody has written to for an hour. Returns how many files went.
    """
    forgotten = 0
    for part in [*folder.glob(".*.duckdb.*.part"), *folder.glob(".*.duckdb.*.fresh")]:
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > SECONDS_UNTOUCHED:
                _forget(part)
                forgotten += 1
    return forgotten


def _forget(part: Path) -> None:
    with suppress(OSError):  # where its folder is no folder, there is nothing to forget
        part.unlink(missing_ok=True)
        log_of(part).unlink(missing_ok=True)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _to_disk(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def recovered_path(path: Path) -> Path:
    """Where the last good state of a damaged database is kept."""
    return path.with_name(f"{path.stem}.recovered{path.suffix}")


def save_last_good_state(path: Path) -> Path | None:
    """Keep everything that was committed before the damage in a file of its own.

    The damaged files stay as they are. The log is cut where DuckDB stops to understand it,
    which keeps all transactions before; if that does not help, it is left out as a whole.
    Returns the new file, or None if the database itself cannot be read either.
    """
    copy, log = recovered_path(path), _bytes_of_log(path)
    problem = _copy_with_log(path, copy, log)
    position = _BAD_POSITION.search(problem or "")
    if position:
        problem = _copy_with_log(path, copy, log[: int(position[1])])
    if problem:
        problem = _copy_with_log(path, copy, b"")
    if problem:
        copy.unlink()
        return None
    return copy


def _bytes_of_log(path: Path) -> bytes:
    try:
        return log_of(path).read_bytes()
    except OSError:
        return b""


def _copy_with_log(path: Path, copy: Path, log: bytes) -> str | None:
    """Copy a database with another log; what DuckDB says against it, None if it opens."""
    shutil.copyfile(path, copy)
    log_of(copy).write_bytes(log)
    problem = _problem_of(copy)
    log_of(copy).unlink(missing_ok=True)
    return problem


def _problem_of(path: Path) -> str | None:
    """Why this is no database of ours that opens; one that opens is left without a log."""
    try:
        connection = duckdb.connect(str(path))
    except duckdb.Error as error:
        return str(error)
    try:
        connection.execute("CHECKPOINT")
        connection.execute("SELECT count(*) FROM migration").fetchall()
    except duckdb.Error as error:
        return str(error)
    finally:
        connection.close()
    return None


def put_recovered_in_place(path: Path, *, now: datetime) -> Path:
    """Go on with the recovered copy; the damaged files move to a folder that is returned.

    Raises NothingToRecoverError when no damage was found before.
    """
    recovered = recovered_path(path)
    if not recovered.exists():
        raise NothingToRecoverError
    folder = _set_aside(path, now)
    recovered.replace(path)
    return folder


def replace_database(path: Path, source: Path, *, now: datetime) -> Path:
    """Put a copy of a backup in place; what was there moves to a folder that is returned.

    Raises UnreadableDatabaseError when the backup cannot be opened; then all is as before.
    """
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        shutil.copyfile(source, part)
        if _problem_of(part):
            raise UnreadableDatabaseError(source, "it is no backup of Rozmowa")
        _to_disk(part)
        folder = _set_aside(path, now)
        part.replace(path)
        if recovered_path(path).exists():
            recovered_path(path).replace(folder / recovered_path(path).name)
    except OSError as error:
        raise UnreadableDatabaseError(path, error.strerror or "") from error
    finally:
        _forget(part)
    return folder


def _set_aside(path: Path, now: datetime) -> Path:
    folder = path.with_name(f"before-{now:%Y%m%dT%H%M%S}-{uuid4().hex[:4]}")
    folder.mkdir()
    for file in (path, log_of(path)):
        if file.exists():
            file.replace(folder / file.name)
    return folder
