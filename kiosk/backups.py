"""Copies of the database while the server runs."""

import re
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from matching.store import Store

KEPT = 24
MINUTES_BETWEEN = 10
SET_ASIDE_DAYS = 30

_OURS = re.compile(r"rozmowa-[0-9]{8}T[0-9]{6}")


def back_up(store: Store, folder: Path, *, now: datetime) -> Path:
    """One more copy, named by its time in UTC; the oldest beyond 24 go."""
    target = folder / f"rozmowa-{now:%Y%m%dT%H%M%S}.duckdb"
    store.backup(target)
    for old in list_backups(folder)[KEPT:]:
        old.unlink()
    return target


def hours_of_backups() -> int:
    """After how many hours of a running server no kept copy is older than now."""
    return KEPT * MINUTES_BETWEEN // 60


def list_backups(folder: Path) -> list[Path]:
    """The kept copies, newest first; what somebody put beside them by hand is none of ours."""
    ours = (one for one in folder.glob("rozmowa-*.duckdb") if _OURS.fullmatch(one.stem))
    return sorted(ours, reverse=True)


def forget_set_aside(folder: Path, *, now: datetime) -> int:
    """Delete what restoring or repairing set aside more than 30 days ago; it holds who was erased.

    folder: of the database. Returns how many files and folders went.
    """
    before = (now - timedelta(days=SET_ASIDE_DAYS)).astimezone(UTC)
    old = [
        one
        for one in (*folder.glob("before-*T*-*"), *folder.glob("*.recovered.duckdb"))
        if datetime.fromtimestamp(one.stat().st_mtime, UTC) < before
    ]
    for one in old:
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink()
    return len(old)


def forget_unfinished_exports(*, now: datetime) -> int:
    """Delete tables on their way to a browser that a crash left in the system's folder for such.

    Only what is older than an hour. Returns how many went.
    """
    before, forgotten = (now - timedelta(hours=1)).astimezone(UTC), 0
    for file in Path(tempfile.gettempdir()).glob("rozmowa-*/table.parquet"):
        with suppress(OSError):
            if datetime.fromtimestamp(file.stat().st_mtime, UTC) < before:
                file.unlink()
                file.parent.rmdir()
                forgotten += 1
    return forgotten
