"""A database file and the write-ahead log beside it, as bytes on a disk."""

import os
from contextlib import suppress
from pathlib import Path


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


def bytes_of_log(path: Path) -> bytes:
    """What the log holds, b"" where there is none."""
    try:
        return log_of(path).read_bytes()
    except OSError:
        return b""


def forget(part: Path) -> None:
    """Delete a file and its log."""
    with suppress(OSError):  # where its folder is no folder, there is nothing to forget
        part.unlink(missing_ok=True)
        log_of(part).unlink(missing_ok=True)


def to_disk(file: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
