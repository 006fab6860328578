"""An evening whose database dies: two machines with it, kiosks that go on asking."""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg
from cast import NOW, invite_many, make_event, scan_of
from postgres_server import PostgresServer, url_of

from matching.check_in import check_in
from matching.errors import DatabaseAwayError
from matching.model import Event, Scan
from matching.people import Listed
from matching.store import Store

PROCESSES = 2
KIOSKS = 4  # of each process
GUESTS = 60  # who show their badges again and again
PATIENCE = 60


@dataclass
class Pair:
    """Two machines with the database, the first taking writes until it dies."""

    primary: PostgresServer
    standby: PostgresServer
    database: str

    @property
    def url(self) -> str:
        """What stands in ROZMOWA_DATABASE."""
        return url_of(self.primary, self.standby, database=self.database)

    def fail_over(self) -> None:
        """The power of the first one goes; somebody promotes the second."""
        self.primary.kill()
        self.standby.promote()

    def fail_over_cut_off(self) -> None:
        """The same while the second one is frozen: what was on its way there never arrives."""
        self.primary.kill()
        self.standby.kill()
        self.standby.start()
        self.standby.promote()


@contextmanager
def pair_in(folder: Path, *, is_synchronous: bool) -> Iterator[Pair]:
    with PostgresServer(folder / "first") as primary:
        database = primary.new_database().rpartition("/")[2]
        standby = primary.standby(folder / "second", is_synchronous=is_synchronous)
        try:
            yield Pair(primary, standby, database)
        finally:
            standby.close()


@dataclass
class Evening:
    """Kiosks of several server processes read badges, the first time they admit.

    greeted: what was answered to a scan, and when, by time.monotonic
    """

    stores: list[Store]
    event: Event
    guests: Iterator[Listed]
    greeted: dict[UUID, tuple[str, float]] = field(default_factory=dict)
    _is_over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> None:
        """Open all kiosks."""
        places = [(store, kiosk) for store in self.stores for kiosk in range(1, KIOSKS + 1)]
        self._kiosks = [threading.Thread(target=self._kiosk, args=place) for place in places]
        for kiosk in self._kiosks:
            kiosk.start()

    def _kiosk(self, store: Store, number: int) -> None:
        while not self._is_over.is_set():
            with self._lock:
                guest = next(self.guests)
            self._show(store, scan_of(self.event, guest.code, kiosk=number))

    def _show(self, store: Store, scan: Scan) -> None:
        """As the page does: the same scan again until it is answered."""
        while not self._is_over.is_set():
            with suppress(DatabaseAwayError):
                answer = check_in(store, scan, now=NOW)
                self.greeted[scan.scan_id] = (answer.outcome.value, time.monotonic())
                return
            time.sleep(0.05)

    def wait_for(self, count: int) -> None:
        """Until so many more were greeted."""
        wanted, end = len(self.greeted) + count, time.monotonic() + PATIENCE
        while len(self.greeted) < wanted:
            assert time.monotonic() < end, "kiosks stand still"
            time.sleep(0.01)

    def end(self) -> None:
        """Close all kiosks."""
        self._is_over.set()
        for kiosk in self._kiosks:
            kiosk.join(PATIENCE)
            assert not kiosk.is_alive()


@contextmanager
def evening_on(pair: Pair) -> Iterator[Evening]:
    stores = [Store.open(pair.url) for _ in range(PROCESSES)]
    event = make_event(stores[0])
    evening = Evening(stores, event, itertools.cycle(invite_many(stores[0], event, GUESTS)))
    evening.begin()
    try:
        yield evening
    finally:
        evening.end()
        for store in stores:
            store.close()


def lost(evening: Evening, url: str) -> list[UUID]:
    """Scans that are not there, or not as their guest was told."""
    with psycopg.connect(url) as connection:
        kept = dict(connection.execute("SELECT scan_id, outcome FROM scan").fetchall())
    return [scan for scan, (told, _) in evening.greeted.items() if kept.get(scan) != told]


def seconds_without_greeting(evening: Evening) -> float:
    """The longest time between two greetings."""
    times = sorted(at for _, at in evening.greeted.values())
    return max(after - before for before, after in itertools.pairwise(times))
