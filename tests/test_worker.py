"""A worker of its own works out the lists of several servers that share a database."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from cast import NOW, invite, make_event, rows
from live_server import ROOT
from postgres_server import PostgresServer
from room import Room, room_in

from matching.engines.engine import LostConnectionError
from matching.errors import DatabaseAwayError
from matching.people import Listed
from matching.privacy.erasure import erase_person
from matching.store import Store
from matching.suggestions import refresh_lists
from matching.worker import rounds
from matching.worker.freshness import freshness_of
from matching.worker.process import WrongWorkerSettingError, _failure_of, run_worker
from matching.worker.rounds import Rounds

pytest_plugins = ["shared_store"]

DAY = timedelta(days=1)
PATIENCE = 60
LISTS = (
    "SELECT attendee_id, suggested_id, rank, via_id, reasons, score FROM suggestion"
    " ORDER BY attendee_id, rank"
)
LISTED_EVENTS = "SELECT DISTINCT slug FROM suggestion JOIN event USING (event_id)"


@pytest.fixture
def new_rounds(shared, asked_each_time):
    made = []

    def new() -> Rounds:
        made.append(Rounds(shared, shared.engine.address))
        return made[-1]

    yield new
    for one in made:
        one.end()


def lists_of_one_process(room: Room) -> list[tuple]:
    """What a server with a file of its own would have worked out from the same facts."""
    with Store.open(None) as own:
        room.store.copy_to(own)
        with own._cursor() as cursor:
            cursor.execute("DELETE FROM suggestion").fetchall()
        refresh_lists(own, room.event, now=NOW)
        return rows(own, LISTS)


def test_the_lists_are_those_that_one_process_with_a_file_makes(shared_room, new_rounds):
    worker = new_rounds()
    assert worker.go_round() == 5
    assert rows(shared_room.store, LISTS) == lists_of_one_process(shared_room)

    shared_room.admit(shared_room.dorota, shared_room.ewa)
    shared_room.know(shared_room.dorota, shared_room.anna)
    shared_room.wish(shared_room.ewa, "Żeglowanie", "")
    worker.go_round()

    # Scores that hardly moved stay as they were.
    found, wanted = rows(shared_room.store, LISTS), lists_of_one_process(shared_room)
    assert [row[:-1] for row in found] == [row[:-1] for row in wanted]
    assert [row[-1] for row in found] == pytest.approx(
        [row[-1] for row in wanted], rel=0.06, abs=0.06
    )


def test_a_round_in_which_nothing_happened_changes_nothing(shared_room, new_rounds):
    worker = new_rounds()
    worker.go_round()
    kept = rows(shared_room.store, LISTS)

    assert worker.go_round() == 0
    assert rows(shared_room.store, LISTS) == kept


def test_whoever_takes_their_consent_back_is_shown_to_nobody_before_the_worker_looks(
    shared_room,
    new_rounds,
):
    worker = new_rounds()
    worker.go_round()
    assert "Dorota Zero" in shared_room.names(shared_room.anna)

    shared_room.agree(shared_room.dorota, is_given=False, at=DAY)
    assert "Dorota Zero" not in shared_room.names(shared_room.anna)

    worker.go_round()
    listed = rows(shared_room.store, "SELECT attendee_id, suggested_id FROM suggestion")
    assert not any(shared_room.dorota.attendee_id in pair for pair in listed)


def test_whoever_was_erased_leaves_the_worker_too(shared_room, new_rounds):
    worker = new_rounds()
    worker.go_round()
    gone = shared_room.dorota
    erase_person(shared_room.store, gone.person_id, key=b"k" * 32, actor="cli", now=NOW)
    worker.go_round()

    people = rows(worker._copy, "SELECT person_id, name FROM person")
    assert (gone.person_id, gone.name) not in people
    memories = [seen.memory for seen in worker._seen.values()]
    assert memories
    assert all(gone.attendee_id not in memory.nodes for memory in memories)
    assert not any(gone.name in repr(vars(memory)) for memory in memories)
    listed = rows(shared_room.store, "SELECT attendee_id, suggested_id FROM suggestion")
    assert not any(gone.attendee_id in pair for pair in listed)


def test_lists_that_somebody_emptied_are_filled_again(shared_room, new_rounds):
    worker = new_rounds()
    worker.go_round()
    kept = rows(shared_room.store, LISTS)
    anna = shared_room.anna.attendee_id
    # As when two records of one person become one: all lists that name them go.
    shared_room.insert("DELETE FROM suggestion WHERE $1 IN (attendee_id, suggested_id)", anna)
    shared_room.insert("UPDATE person SET offers = offers || ';' WHERE name = 'Bartek Wójcik'")

    assert worker.go_round() > 0
    assert rows(shared_room.store, LISTS) == kept


def test_an_event_that_begins_later_gets_its_lists_too(shared_room, new_rounds):
    worker, room = new_rounds(), shared_room
    worker.go_round()
    other = make_event(room.store, "second")
    for name in ("Filip Drugi", "Gosia Druga"):
        guest = invite(room.store, other, name)
        room.agree(guest)

    def has_lists() -> bool:
        worker.go_round()
        of_it = "SELECT count(*) FROM suggestion JOIN event USING (event_id) WHERE slug = 'second'"
        return rows(room.store, of_it) == [(2,)]

    wait_until(has_lists)


@pytest.fixture
def second_event(shared_room) -> list[Listed]:
    """Whom the second event has, beside the first."""
    other = make_event(shared_room.store, "second")
    guests = [invite(shared_room.store, other, name) for name in ("Filip Drugi", "Gosia Druga")]
    for guest in guests:
        shared_room.agree(guest)
    return guests


@pytest.mark.usefixtures("second_event")
@pytest.mark.parametrize("failing", ["evening", "second"])
def test_an_event_that_fails_keeps_no_other_from_its_lists(
    failing, shared_room, new_rounds, monkeypatch
):
    refresh = rounds.refresh_lists

    def fail_at_one(store, event, **how):
        if event.slug == failing:
            raise ValueError("Anna Nowak")
        return refresh(store, event, **how)

    monkeypatch.setattr(rounds, "refresh_lists", fail_at_one)
    worker = new_rounds()
    worker.go_round()
    shared_room.insert("UPDATE person SET offers = offers || ';'")
    worker.go_round()

    kept = {slug for (slug,) in rows(shared_room.store, LISTED_EVENTS)}
    assert kept == {"evening", "second"} - {failing}
    [failure] = worker.failures()
    assert failure.startswith(f"{failing}: ValueError at rounds.py:")
    assert "Anna" not in failure


@pytest.mark.usefixtures("second_event")
def test_an_event_that_failed_is_left_alone_for_a_while_and_then_gets_its_lists(
    shared_room, new_rounds, monkeypatch
):
    tries = []

    def fail(*_args, **_how):
        tries.append(1)
        raise ValueError

    worker = new_rounds()
    with monkeypatch.context() as broken:
        broken.setattr(rounds, "refresh_lists", fail)
        for _ in range(5):
            worker.go_round()
    assert len(tries) == 2  # each event once
    assert worker.go_round() == 0

    for seen in worker._seen.values():
        seen.again_at = time.monotonic()
    assert worker.go_round() == 7
    assert worker.failures() == []


@pytest.mark.usefixtures("second_event")
def test_what_fails_at_an_event_is_logged_once_and_so_is_its_end(
    shared_room, new_rounds, monkeypatch
):
    def fail(*_args, **_how):
        raise ValueError("Anna Nowak")

    worker = new_rounds()
    with monkeypatch.context() as broken:
        broken.setattr(rounds, "refresh_lists", fail)
        told = [_failure_of(worker) for _ in range(3)]
    assert told == [told[0]] * 3
    assert "evening: ValueError at rounds.py:" in told[0]
    assert "second: ValueError at rounds.py:" in told[0]
    assert "Anna" not in told[0]

    for seen in worker._seen.values():
        seen.again_at = time.monotonic()
    assert _failure_of(worker) == ""


def test_a_database_that_goes_away_in_the_middle_ends_the_round(
    shared_room, new_rounds, monkeypatch
):
    def fail(*_args, **_how):
        raise LostConnectionError

    worker = new_rounds()
    with monkeypatch.context() as broken:
        broken.setattr(rounds, "refresh_lists", fail)
        with pytest.raises(LostConnectionError):
            worker.go_round()

    assert worker.go_round() == 5


def test_one_works_and_the_other_stands_by_until_the_first_has_gone(shared_room, new_rounds):
    first, second = new_rounds(), new_rounds()
    assert first.go_round() == 5
    assert second.go_round() == 0
    assert [first.leads, second.leads] == [True, False]

    first._lead.release()
    shared_room.know(shared_room.dorota, shared_room.anna)
    wait_until(lambda: second.go_round() > 0)
    assert first.go_round() == 0
    assert [first.leads, second.leads] == [False, True]


def test_it_says_until_when_what_happened_is_in_the_lists(shared_room, new_rounds):
    event_id = shared_room.event.event_id
    assert freshness_of(shared_room.store, event_id) is None
    new_rounds().go_round()

    assert freshness_of(shared_room.store, event_id).as_of_utc > NOW - DAY


def test_beside_a_file_there_is_no_work_for_it():
    for value in ("", "/somewhere/rozmowa.duckdb"):
        with pytest.raises(WrongWorkerSettingError, match="postgresql"):
            run_worker({"ROZMOWA_DATABASE": value})


# Real processes


class Worker:
    """A process as systemd starts it."""

    def __init__(self, address: str, log) -> None:
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "matching", "worker"],
                cwd=ROOT,
                env={**os.environ, "ROZMOWA_DATABASE": address},
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def says(self, words: str) -> bool:
        return words in self.log.read_text()


def wait_until(is_done) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if is_done():
                return
        except (DatabaseAwayError, LostConnectionError):
            pass
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_killed_worker_is_followed_by_another_which_outlives_the_database(tmp_path):
    with PostgresServer(tmp_path / "postgres") as server:
        address = server.new_database()
        store = Store.open(address)
        room = room_in(store)
        workers = [Worker(address, tmp_path / f"worker-{place}.log") for place in range(2)]
        try:
            wait_until(lambda: is_listed(room, room.anna, room.dorota))
            assert is_listed(room, room.celina, room.ewa)
            [leader] = [one for one in workers if one.says("works out the lists")]
            [other] = [one for one in workers if one is not leader]
            leader.process.send_signal(signal.SIGKILL)
            room.know(room.dorota, room.anna)
            wait_until(lambda: not is_listed(room, room.anna, room.dorota))
            assert other.says("works out the lists")

            server.kill()
            wait_until(lambda: other.says("stands by"))
            server.start()
            wait_until(lambda: store.rows("events/list_events"))
            room.know(room.ewa, room.celina)
            wait_until(lambda: not is_listed(room, room.celina, room.ewa))

            other.process.send_signal(signal.SIGTERM)
            assert other.process.wait(PATIENCE) == 0
            assert other.says("ended")
        finally:
            for worker in workers:
                worker.process.kill()
                worker.process.wait()
            store.close()


def is_listed(room: Room, whose: Listed, who: Listed) -> bool:
    pairs = rows(room.store, "SELECT attendee_id, suggested_id FROM suggestion")
    return (whose.attendee_id, who.attendee_id) in pairs
