"""What the server does by the clock: delete what has expired, then copy the database."""

import logging
import threading
from datetime import UTC, datetime
from pathlib import Path

from kiosk.backups import back_up
from kiosk.faults import described_without_data
from matching.conversations import expire_old
from matching.store import Store

log = logging.getLogger("rozmowa")

MINUTES_BETWEEN = 10


class Upkeep(threading.Thread):
    """At the start, every ten minutes and at the end; what fails is logged and tried again."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(name="upkeep", daemon=True)
        self._store = store
        self._folder = folder
        self._stopping = threading.Event()

    def run(self) -> None:
        """Until stopped."""
        while True:
            self.do_all()
            if self._stopping.wait(MINUTES_BETWEEN * 60):
                return

    def do_all(self) -> None:
        """Half-answered conversations first, so that a new copy no longer holds them."""
        now = datetime.now(UTC)
        for task in (lambda: expire_old(self._store, now=now), lambda: self._back_up(now)):
            try:
                task()
            except Exception as error:
                log.error("upkeep failed: %s", described_without_data(error))

    def _back_up(self, now: datetime) -> None:
        back_up(self._store, self._folder, now=now)

    def stop(self) -> None:
        """End the thread and do all once more."""
        self._stopping.set()
        self.join()
        self.do_all()
