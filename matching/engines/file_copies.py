"""Copies of the open database, and a fresh one in the place of the file."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import duckdb

from matching.engines.file_bytes import bytes_of_log, forget, is_database, to_disk
from matching.errors import BackupError

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows, which lets nobody replace an open file anyway
    fcntl = None

SECONDS_UNTOUCHED = 3600


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
        to_disk(part)
        part.replace(target)
    except OSError as error:
        raise BackupError(target, error.strerror or "") from error
    except duckdb.Error as error:
        raise BackupError(target, str(error).splitlines()[0][:200]) from error
    finally:
        forget(part)


def fresh_copy(cursor: duckdb.DuckDBPyConnection, path: Path) -> Path:
    """A copy of what the database holds now, beside it. Raises BackupError."""
    copy = path.with_name(f".{path.name}.{uuid4().hex}.fresh")
    copy_database(cursor, copy)
    return copy


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
            if bytes_of_log(path):
                raise BackupError(path, "its log cannot be folded in")
            copy.replace(path)
        to_disk(path.parent)
    except OSError as error:
        raise BackupError(path, error.strerror or "") from error
    except duckdb.Error as error:
        raise BackupError(path, str(error).splitlines()[0][:200]) from error
    finally:
        forget(copy)


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
                forget(part)
                forgotten += 1
    return forgotten


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
