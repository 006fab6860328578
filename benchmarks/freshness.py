"""How soon is what happened in the lists of whom to meet, at an event of 10,000 people?

With PostgreSQL and the worker as a process of its own, and with one process and a file. Facts come
through the rules while it is measured: talks, consents, admissions.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.big_evening import BigEvening, big_evening
from benchmarks.figures import Figure, percentile
from benchmarks.talk_crowd import genuine_words
from kiosk.matchmaker import Matchmaker
from matching.answers import NewAnswer, record_answer
from matching.check_in import check_in
from matching.consents import Decision, decide
from matching.conversations import NewConversation, start_conversation, view_conversation
from matching.model import ConsentKind, Direction, Scan, Source
from matching.store import Store
from matching.worker.freshness import freshness_of

# The tests' servers import one another by their bare names, as pytest lets them.
sys.path.append(str(Path(__file__).parent.parent / "tests"))
from postgres_server import PostgresServer

PEOPLE, SECONDS = 10_000, 60.0
SECONDS_BETWEEN_FACTS = 0.5
POLL_SECONDS = 0.05
PATIENCE_SECONDS = 300.0
SEED = 20261128
GOAL_SECONDS = 5
WHY = "what happens just after one refresh began waits for its end, a rest, and the whole next one"

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Waits:
    """Seconds from the commit of each fact until lists that know it were written."""

    open: list[tuple[str, datetime]] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    refreshes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def kept(self, kind: str) -> None:
        """A fact was kept just now."""
        with self._lock:
            self.open.append((kind, datetime.now(UTC)))

    def written(self, as_of: datetime) -> None:
        """Lists were written that know all that was kept until then."""
        now = datetime.now(UTC)
        with self._lock:
            for kind, at in [one for one in self.open if one[1] <= as_of]:
                self.seconds.setdefault(kind, []).append((now - at).total_seconds())
            self.open = [one for one in self.open if one[1] > as_of]
            self.refreshes += 1

    def figures(self, name: str, cpu_seconds: float, goal: float | None = None) -> list[Figure]:
        """What came of it. cpu_seconds: of the process that worked them out, altogether"""
        every = [one for waits in self.seconds.values() for one in waits]
        found = [Figure(f"{name}, facts", len(every), "")]
        for kind, waits in sorted(self.seconds.items()):
            found.append(Figure(f"{name}, from {kind}, p50", percentile(waits, 0.5), "s"))
        return [
            *found,
            Figure(f"{name}, from any fact, p95", percentile(every, 0.95), "s", goal, why=WHY),
            Figure(f"{name}, from any fact, longest", max(every), "s", goal, why=WHY),
            Figure(f"{name}, CPU of a refresh", cpu_seconds / max(1, self.refreshes), "s"),
        ]


def measure(people: int = PEOPLE, seconds: float = SECONDS) -> list[Figure]:
    """A minute of facts on each."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *with_a_worker(Path(folder), people, seconds),
            *in_one_process(Path(folder), people, seconds),
        ]


def with_a_worker(folder: Path, people: int = PEOPLE, seconds: float = SECONDS) -> list[Figure]:
    """Several servers share PostgreSQL, a worker works out the lists."""
    with PostgresServer(folder / "postgres") as server:
        address = server.new_database()
        with Store.open(address) as store:
            evening, waits = big_evening(store, people), Waits()
            server.tell("VACUUM ANALYZE")
            with _worker(address) as process:
                _wait_until(lambda: freshness_of(store, evening.event.event_id) is not None)
                began = _cpu_seconds(process.pid)
                with _beside(lambda: _look(store, evening, waits)):
                    _happen(store, evening, waits, seconds)
                    _wait_until(lambda: not waits.open)
                cpu = _cpu_seconds(process.pid) - began
    return waits.figures(f"{people:,} people, PostgreSQL and worker", cpu, GOAL_SECONDS)


@contextmanager
def _worker(address: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "matching", "worker"],
        env={**os.environ, "ROZMOWA_DATABASE": address},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _look(store: Store, evening: BigEvening, waits: Waits) -> None:
    fresh = freshness_of(store, evening.event.event_id)
    if fresh is not None and any(at <= fresh.as_of_utc for _, at in waits.open):
        waits.written(fresh.as_of_utc)


def in_one_process(folder: Path, people: int = PEOPLE, seconds: float = SECONDS) -> list[Figure]:
    """The server owns a file and works out the lists itself."""
    with Store.open(folder / "a.duckdb") as store:
        evening, waits = big_evening(store, people), Waits()
        matchmaker = Matchmaker(store, evening.event.slug)
        look, spent = matchmaker.look, [0.0]

        def timed_look() -> bool:
            as_of, cpu = datetime.now(UTC), time.process_time()
            worked = look()
            if worked:
                waits.written(as_of)
                spent[0] += time.process_time() - cpu
            return worked

        timed_look()
        spent[0], waits.refreshes = 0.0, 0
        vars(matchmaker)["look"] = timed_look
        matchmaker.start()
        try:
            _happen(store, evening, waits, seconds)
            _wait_until(lambda: not waits.open)
        finally:
            matchmaker.stop()
    return waits.figures(f"{people:,} people, one process and a file", spent[0], GOAL_SECONDS)


def _happen(store: Store, evening: BigEvening, waits: Waits, seconds: float) -> None:
    """Somebody talks, decides about a consent or comes in, every half second."""
    chance = random.Random(SEED)
    outside = iter(evening.outside)
    acts: dict[str, Callable[[], None]] = {
        "an answer": lambda: _connect(store, evening, chance),
        "a consent": lambda: _consent(store, evening, chance),
        "an admission": lambda: _admit(store, evening, next(outside).code or ""),
    }
    began = time.monotonic()
    for number in range(round(seconds / SECONDS_BETWEEN_FACTS)):
        kind = list(acts)[number % len(acts)]
        acts[kind]()
        waits.kept(kind)
        due = began + (number + 1) * SECONDS_BETWEEN_FACTS
        time.sleep(max(0.0, due - time.monotonic()))


def _connect(store: Store, evening: BigEvening, chance: random.Random) -> None:
    """Both badges, both answers, through the rules."""
    one, other = chance.sample(evening.inside, 2)
    now = datetime.now(UTC)
    new = NewConversation(
        conversation_id=uuid4(),
        event=evening.event,
        starter_id=one.attendee_id,
        partner_code=other.code or "",
        kiosk=1,
    )
    talk = start_conversation(store, new, now=now).conversation_id
    for author in (one, other):
        asked = view_conversation(store, talk, reader_id=author.attendee_id, now=now).me.prompt_id
        words = "; ".join(chance.sample(genuine_words(), 3))
        answer = NewAnswer(
            uuid4(), talk, author.attendee_id, asked, words, "pl", is_second_try=True
        )
        record_answer(store, answer, now=now)


def _consent(store: Store, evening: BigEvening, chance: random.Random) -> None:
    person, is_given = chance.choice(evening.inside), chance.random() < 0.5
    decision = Decision(uuid4(), person.person_id, ConsentKind.SUGGEST, is_given, "pl")
    decide(store, decision, source="kiosk", now=datetime.now(UTC))


def _admit(store: Store, evening: BigEvening, code: str) -> None:
    now = datetime.now(UTC)
    check_in(
        store, Scan(uuid4(), evening.event, code, 1, Direction.IN, Source.CAMERA, now), now=now
    )


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[None]:
    """Again and again in a thread, until the block ends."""
    stopping = threading.Event()

    def run() -> None:
        while not stopping.wait(POLL_SECONDS):
            work()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _wait_until(is_done: Callable[[], bool]) -> None:
    stop = time.monotonic() + PATIENCE_SECONDS
    while not is_done():
        if time.monotonic() > stop:
            raise AssertionError("nobody works out the lists")
        time.sleep(POLL_SECONDS)


def _cpu_seconds(pid: int) -> float:
    """Of a process and its threads, until now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
