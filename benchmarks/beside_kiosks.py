"""What guests feel of the suggestions: one list, admissions meanwhile, lists that are fresh."""

import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np

from benchmarks.crowd import gather
from benchmarks.figures import Figure, percentile
from benchmarks.own_process import measure_apart
from benchmarks.suggestions import LARGEST, TOP, filled_workbench, people_of
from benchmarks.talk_crowd import Evening, genuine_words, talk_much
from kiosk.matchmaker import Matchmaker
from matching.answers import NewAnswer, record_answer
from matching.check_in import check_in
from matching.consents import Decision, keep_decisions
from matching.conversations import NewConversation, start_conversation, view_conversation
from matching.model import ConsentKind, Direction, Event, Scan, Source
from matching.people import Listed
from matching.store import Store
from matching.suggestions import suggestions_for
from matching.suggestions.scoring import score_all, score_near

LISTS = 200
SEED = 20261123
ADMISSIONS_PER_SECOND = 50
MOST_ADMISSIONS = 3_000
QUIET_SECONDS = 4.0
GUESTS, TALKS, ROUNDS, SCREENS = 500, 1_500, 10, 200
PATIENCE_SECONDS = 60.0
POLL_SECONDS = 0.02

GOAL_LIST_MS, GOAL_ADMISSION_MS, GOAL_FRESH_SECONDS = 50, 30, 2
WHY = (
    "Matching and admissions share two cores, and the tables of 100,000 people are scanned for one"
    " list. Rozmowa itself never works out a single list."
)


def measure() -> list[Figure]:
    """One list of 100,000 people while guests come in; an evening with a matchmaker."""
    with tempfile.TemporaryDirectory() as folder:
        measure_apart("benchmarks.suggestions", "prepare", folder, LARGEST)
        return [*one_list(folder), *freshness()]


@dataclass
class Door:
    """Guests who come in one after the other, so many a second, until it is closed."""

    store: Store
    event: Event
    people: list[Listed]
    waits: list[float] = field(default_factory=list)
    _closing: threading.Event = field(default_factory=threading.Event)

    def open(self) -> None:
        """Let in whoever is due, and keep the milliseconds until each was on disk."""
        began = time.perf_counter()
        for place, person in enumerate(self.people):
            due = began + place / ADMISSIONS_PER_SECOND
            if self._closing.wait(max(0.0, due - time.perf_counter())):
                return
            now = datetime.now(UTC)
            scan = Scan(uuid4(), self.event, person.code, 1, Direction.IN, Source.CAMERA, now)
            start = time.perf_counter()
            check_in(self.store, scan, now=now)
            self.waits.append(1000 * (time.perf_counter() - start))

    def close(self) -> None:
        """Nobody comes in any more."""
        self._closing.set()


def one_list(
    folder: str,
    lists: int = LISTS,
    guests: int = MOST_ADMISSIONS,
    quiet_seconds: float = QUIET_SECONDS,
) -> list[Figure]:
    """On a workbench that prepare has filled; the lists of random people, guests coming in."""
    chance = np.random.default_rng(SEED)
    with (
        filled_workbench(folder) as bench,
        tempfile.TemporaryDirectory() as own,
        Store.open(Path(own) / "a.duckdb") as store,
    ):
        yardstick, people = score_all(bench, top=TOP), people_of(bench)
        event, expected = gather(store, guests)
        quiet = _while_open(Door(store, event, expected[::2]), lambda: time.sleep(quiet_seconds))
        chosen = chance.choice(people, size=lists).tolist()
        waits: list[float] = []

        def work_out() -> None:
            for pid in chosen:
                bench._connection.execute("DELETE FROM scored").fetchall()
                start = time.perf_counter()
                score_near(bench, yardstick, [pid])
                waits.append(1000 * (time.perf_counter() - start))

        cpu = time.process_time()
        busy = _while_open(Door(store, event, expected[1::2]), work_out)
        cpu = time.process_time() - cpu
    name = f"one list of {people}"
    return [
        Figure(f"{name}, p50", percentile(waits, 0.5), "ms", GOAL_LIST_MS, why=WHY),
        Figure(f"{name}, p95", percentile(waits, 0.95), "ms"),
        Figure(f"{name}, CPU with the admissions", 1000 * cpu / lists, "ms"),
        Figure("admissions meanwhile", len(busy), "guests"),
        Figure("an admission meanwhile, p50", percentile(busy, 0.5), "ms"),
        Figure(
            "an admission meanwhile, p99", percentile(busy, 0.99), "ms", GOAL_ADMISSION_MS, why=WHY
        ),
        Figure("an admission with nothing beside it, p99", percentile(quiet, 0.99), "ms"),
    ]


def _while_open(door: Door, work: Callable[[], None]) -> list[float]:
    """Milliseconds of each admission while the work was done."""
    thread = threading.Thread(target=door.open)
    thread.start()
    try:
        work()
    finally:
        door.close()
        thread.join()
    return door.waits


def freshness(
    guests: int = GUESTS, talks: int = TALKS, rounds: int = ROUNDS, screens: int = SCREENS
) -> list[Figure]:
    """An evening on disk with a matchmaker beside it; pairs that were suggested connect."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "a.duckdb") as store:
        evening = talk_much(store, guests=guests, talks=talks)
        agree_all(store, evening)
        with _matchmaker(store):
            _wait_until(lambda: bool(_suggested_pairs(store)))
            waits = [_seconds_until_gone(store, evening, number) for number in range(rounds)]
            shown = [_shown_ms(store, evening, number) for number in range(screens)]
        matchmaker = Matchmaker(store, evening.event.slug)
        cpu = time.process_time()
        matchmaker.look()
        cpu = time.process_time() - cpu
    event = f"{guests} guests, {talks} talks"
    return [
        Figure(f"{event}, answer to fresh lists, p50", percentile(waits, 0.5), "s"),
        Figure(f"{event}, answer to fresh lists, longest", max(waits), "s", GOAL_FRESH_SECONDS),
        Figure(f"{event}, all lists once, CPU", cpu, "s"),
        Figure("suggestions on a screen, p50", percentile(shown, 0.5), "ms"),
        Figure("suggestions on a screen, p95", percentile(shown, 0.95), "ms"),
    ]


def agree_all(store: Store, evening: Evening) -> None:
    """Everybody agrees to be suggested."""
    agree_all_of(
        store, [row[0] for row in _sql(store, "SELECT person_id FROM attendee ORDER BY 1")]
    )


def agree_all_of(store: Store, ids: Sequence[UUID]) -> None:
    """These persons agree to be suggested."""
    decisions = [Decision(uuid4(), one, ConsentKind.SUGGEST, True, "pl") for one in ids]
    now = datetime.now(UTC)
    store.write(lambda change: keep_decisions(change, decisions, source="kiosk", now=now))


@contextmanager
def _matchmaker(store: Store):
    thread = Matchmaker(store, None)
    thread.start()
    try:
        yield
    finally:
        thread.stop()


def _seconds_until_gone(store: Store, evening: Evening, number: int) -> float:
    """A suggested pair talks; from the answer that connects it until neither list holds it."""
    chance = random.Random(SEED + number)
    time.sleep(chance.uniform(0, 2))  # anywhere between two looks of the matchmaker
    pair = chance.choice(_suggested_pairs(store))
    connect(store, evening, pair, chance)
    answered = time.perf_counter()
    _wait_until(lambda: not _is_suggested(store, pair))
    return time.perf_counter() - answered


def connect(store: Store, evening: Evening, pair: tuple[UUID, UUID], chance: random.Random) -> None:
    """Both badges, both answers, through the rules."""
    now, codes = datetime.now(UTC), {one.attendee_id: one.code for one in evening.people}
    new = NewConversation(
        conversation_id=uuid4(),
        event=evening.event,
        starter_id=pair[0],
        partner_code=codes[pair[1]] or "",
        kiosk=1,
    )
    talk = start_conversation(store, new, now=now).conversation_id
    for author_id in pair:
        asked = view_conversation(store, talk, reader_id=author_id, now=now).me.prompt_id
        words = "; ".join(chance.sample(genuine_words(), 3))
        answer = NewAnswer(uuid4(), talk, author_id, asked, words, "pl", is_second_try=True)
        is_connected = record_answer(store, answer, now=now)
    assert is_connected


def _shown_ms(store: Store, evening: Evening, number: int) -> float:
    person = evening.people[number % len(evening.people)]
    start = time.perf_counter()
    suggestions_for(store, evening.event, person.attendee_id, now=datetime.now(UTC))
    return 1000 * (time.perf_counter() - start)


def _suggested_pairs(store: Store) -> list[tuple[UUID, UUID]]:
    """Each pair once, in whichever of the two lists it stands."""
    return _sql(
        store,
        "SELECT DISTINCT least(attendee_id, suggested_id), greatest(attendee_id, suggested_id)"
        " FROM suggestion ORDER BY 1, 2",
    )


def _is_suggested(store: Store, pair: tuple[UUID, UUID]) -> bool:
    sql = "SELECT 1 FROM suggestion WHERE (attendee_id, suggested_id) IN (($1, $2), ($2, $1))"
    return bool(_sql(store, sql, *pair))


def _sql(store: Store, sql: str, *values: UUID) -> list[tuple]:
    with store._cursor() as cursor:
        return cursor.execute(sql, values).fetchall()


def _wait_until(is_done: Callable[[], bool]) -> None:
    stop = time.monotonic() + PATIENCE_SECONDS
    while not is_done():
        if time.monotonic() > stop:
            raise AssertionError("the matchmaker does nothing")
        time.sleep(POLL_SECONDS)
