"""After damage: the last good state of a database, and putting a copy in its place."""

import re
import shutil
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import duckdb

from matching.engines.file_bytes import bytes_of_log, forget, log_of, to_disk
from matching.errors import NothingToRecoverError, UnreadableDatabaseError

_BAD_POSITION = re.compile(r"(?i)position (\d+)")


def recovered_path(path: Path) -> Path:
    """Where the last good state of a damaged database is kept."""
    return path.with_name(f"{path.stem}.recovered{path.suffix}")


def save_last_good_state(path: Path) -> Path | None:
    """Keep everything that was committed before the damage in a file of its own.

    The damaged files stay as they are. The log is cut where DuckDB stops to understand it,
    which keeps all transactions before; if that does not help, it is left out as a whole.
    Returns the new file, or None if the database itself cannot be read either.
    """
    copy, log = recovered_path(path), bytes_of_log(path)
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
        to_disk(part)
        folder = _set_aside(path, now)
        part.replace(path)
        if recovered_path(path).exists():
            recovered_path(path).replace(folder / recovered_path(path).name)
    except OSError as error:
        raise UnreadableDatabaseError(path, error.strerror or "") from error
    finally:
        forget(part)
    return folder


def _set_aside(path: Path, now: datetime) -> Path:
    folder = path.with_name(f"before-{now:%Y%m%dT%H%M%S}-{uuid4().hex[:4]}")
    folder.mkdir()
    for file in (path, log_of(path)):
        if file.exists():
            file.replace(folder / file.name)
    return folder
