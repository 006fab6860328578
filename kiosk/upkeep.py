"""What the server does by the clock: forget what has expired and who goes, then copy the database.

In this order, so that the file and a new copy no longer hold what was forgotten.
"""

import logging
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from kiosk.backups import (
    MINUTES_BETWEEN,
    back_up,
    forget_set_aside,
    forget_unfinished_exports,
)
from matching.conversations import expire_old
from matching.engines.file_copies import forget_unfinished_copies
from matching.faults import described_without_data
from matching.interfaces.idempotency import forget_old_answers
from matching.interfaces.outbox import forget_old_messages
from matching.privacy.retention import run_retention_when_due
from matching.privacy.rewriting import rewrite, rewrite_when_due, waits_since
from matching.privacy.runs import Run, note_run
from matching.store import Store

log = logging.getLogger("rozmowa")

LOOK_SECONDS = 2.0  # between looks whether it is time, and whose turn it is


class Upkeep(threading.Thread):
    """At the start, every ten minutes and at the end; what fails is logged and tried again.

    One process of all that share the database does it; another one that follows begins at once.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(name="upkeep", daemon=True)
        self._store = store
        self._folder = folder
        self._lead = store.leadership("upkeep")
        self._stopping = threading.Event()

    def run(self) -> None:
        """Until stopped."""
        next_at = time.monotonic()
        while True:
            if not self._lead.holds():
                next_at = time.monotonic()
            elif time.monotonic() >= next_at:
                self.do_all()
                next_at = time.monotonic() + MINUTES_BETWEEN * 60
            if self._stopping.wait(LOOK_SECONDS):
                return

    def do_all(self) -> None:
        """One after the other; none keeps the others from being done."""
        now = datetime.now(UTC)
        tasks = (
            self._expire,
            self._retain,
            self._forget_told,
            self._rewrite,
            self._forget_copies,
            self._back_up,
        )
        for task in tasks:
            try:
                task(now)
            except Exception as error:
                log.error("upkeep failed: %s", described_without_data(error))

    def _expire(self, now: datetime) -> None:
        if ended := expire_old(self._store, now=now):
            self._store.write(lambda change: note_run(change, Run.EXPIRY, pieces=ended, now=now))

    def _retain(self, now: datetime) -> None:
        run_retention_when_due(self._store, now=now)

    def _forget_told(self, now: datetime) -> None:
        self._store.write(lambda change: forget_old_answers(change, now=now))
        forget_old_messages(self._store, now=now)

    def _rewrite(self, now: datetime) -> None:
        is_last = self._stopping.is_set() and waits_since(self._store, now=now) is not None
        done = rewrite(self._store, now=now) if is_last else rewrite_when_due(self._store, now=now)
        if done:
            log.info("the database file was rewritten")

    def _forget_copies(self, now: datetime) -> None:
        forget_unfinished_copies(self._folder)
        forget_unfinished_exports(now=now)
        home = self._store.path.parent if self._store.path else self._folder.parent
        forget_unfinished_copies(home)
        forget_set_aside(home, now=now)

    def _back_up(self, now: datetime) -> None:
        """A database that several processes share is copied where it is (docs/deploy.md)."""
        if not self._store.is_shared:
            back_up(self._store, self._folder, now=now)

    def stop(self) -> None:
        """End the thread and do all once more, if it is ours to do."""
        self._stopping.set()
        self.join()
        if self._lead.holds():
            self.do_all()
        self._lead.release()
