"""Keeps the lists of whom to meet fresh, beside the kiosks: no screen ever waits for it."""

import logging
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

from matching.desk import are_arrivals_dense
from matching.errors import RozmowaError
from matching.events import current_event
from matching.faults import described_without_data
from matching.priorities import give_way
from matching.store import Store
from matching.suggestions import Memory, refresh_lists, state_of
from matching.worker.freshness import rest_within

log = logging.getLogger("rozmowa")

LOOK_SECONDS = 0.3  # between looks whether anything happened
REST = 2.0  # after working so long, so many times as long is left to the kiosks
LONGEST_REST = 0.8  # seconds, after everybody was measured anew
CALM_SECONDS = 3.0  # left to the kiosks while a queue stands at the doors, if lists stay fresh
NICENESS = 10  # of this thread: the system gives a kiosk's thread ten times as much
ANYWAY_SECONDS = 600.0  # after so long all is worked out again, whatever the counts say


class Matchmaker(threading.Thread):
    """Works out the lists of the running event whenever something happened that could change
    them; what fails is logged and tried again."""

    def __init__(self, store: Store, slug: str | None) -> None:
        super().__init__(name="matchmaker", daemon=True)
        self._store = store
        self._slug = slug
        self._stopping = threading.Event()
        self._seen: tuple[object, ...] | None = None
        self._memory = Memory()
        self._worked_at = float("-inf")
        self._well_at = time.monotonic()

    def seconds_unwell(self) -> float:
        """For how long no look went well, of this thread that may have ended: a few seconds, else
        something is wrong."""
        return time.monotonic() - self._well_at

    def run(self) -> None:
        """Until stopped, and only while the kiosks leave the processor free."""
        give_way(NICENESS)
        rest = 0.0
        while not self._stopping.wait(max(LOOK_SECONDS, rest)):
            began = time.monotonic()
            try:
                rest = self._rest(time.monotonic() - began) if self.look() else 0.0
                self._well_at = time.monotonic()
            except Exception as error:
                log.error("suggestions failed: %s", described_without_data(error))
                rest = LONGEST_REST

    def _rest(self, worked: float) -> float:
        """Seconds; longer at a queue, where whoever reads a list looks anew who is in the room."""
        rest = min(REST * worked, LONGEST_REST)
        with suppress(RozmowaError):
            event = current_event(self._store, self._slug)
            if are_arrivals_dense(self._store, event, now=datetime.now(UTC)):
                return max(rest, rest_within(CALM_SECONDS, worked))
        return rest

    def look(self) -> bool:
        """Work out the lists if anything happened since the last time; whether it did."""
        try:
            event = current_event(self._store, self._slug)
        except RozmowaError:
            return False
        state = (event.event_id, *state_of(self._store, event))
        is_old = time.monotonic() - self._worked_at > ANYWAY_SECONDS
        if state == self._seen and not is_old:
            return False
        if is_old:
            self._memory = Memory()
        refresh_lists(self._store, event, now=datetime.now(UTC), memory=self._memory)
        self._seen, self._worked_at = state, time.monotonic()
        return True

    def stop(self) -> None:
        """End the thread; what it works on is finished first."""
        self._stopping.set()
        self.join()
