"""Copies of the database while the server runs."""

from datetime import datetime
from pathlib import Path

from matching.store import Store

KEPT = 24


def back_up(store: Store, folder: Path, *, now: datetime) -> Path:
    """One more copy, named by its time in UTC; the oldest beyond 24 go."""
    target = folder / f"rozmowa-{now:%Y%m%dT%H%M%S}.duckdb"
    store.backup(target)
    for old in list_backups(folder)[KEPT:]:
        old.unlink()
    return target


def list_backups(folder: Path) -> list[Path]:
    """The kept copies, newest first."""
    return sorted(folder.glob("rozmowa-*.duckdb"), reverse=True)
