"""Copies of the database while the server runs."""

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path

from matching.errors import RozmowaError
from matching.store import Store

log = logging.getLogger("rozmowa")

MINUTES_BETWEEN = 10
KEPT = 24


class BackupTimer(threading.Thread):
    """Backs up at the start, every ten minutes and at the end; the newest 24 are kept."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(name="backups", daemon=True)
        self._store = store
        self._folder = folder
        self._stopping = threading.Event()

    def run(self) -> None:
        """Until stopped; a full disk is logged and tried again next time."""
        while True:
            try:
                back_up(self._store, self._folder, now=datetime.now(UTC))
            except RozmowaError as error:
                log.error("backup failed: %s", error)
            if self._stopping.wait(MINUTES_BETWEEN * 60):
                return

    def stop(self) -> None:
        """End the thread and make the last copy."""
        self._stopping.set()
        self.join()
        try:
            back_up(self._store, self._folder, now=datetime.now(UTC))
        except RozmowaError as error:
            log.error("last backup failed: %s", error)


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
