"""The file is rewritten while everybody works: nothing deleted stays in its bytes."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import duckdb
import pytest
from cast import NOW, invite, invite_many, listed, make_event, rows, show_badge
from chance import rounds
from live_server import ROOT
from postgres_server import PostgresServer
from rights_world import KEY, let_happen, new_world
from talks import answer, begin_talk, connect, everything

from matching.conversations import decline
from matching.engines import file_copies, gate
from matching.engines.file_copies import forget_unfinished_copies
from matching.errors import BackupError
from matching.events import find_event
from matching.model import Outcome
from matching.people import list_attendees
from matching.privacy import erase_person
from matching.store import Store

KILLS = rounds(60)
SECRET = "Opowiada o wielorybach spod Władysławowa"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rozmowa.duckdb"


def bytes_of(path: Path) -> bytes:
    """All that is in the folder of the database, its log and leftovers included."""
    return b"\n".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


def test_after_the_rewrite_no_byte_of_file_and_log_tells_of_an_erased_person(path, chance):
    with Store.open(path) as store:
        world = new_world(store, chance)
        let_happen(world, acts=12)
        person = world.people[1]
        words = [word for word, people in world.words.items() if person.person_id in people]
        marks = [person.name, "Kęs", person.email, "Zakład1kowo", "szycie1żagli", *words]
        marks = [mark.encode() for mark in marks] + [
            person.person_id.bytes,
            person.attendee_id.bytes,
        ]
        with store._cursor() as cursor:
            cursor.execute("CHECKPOINT").fetchall()
        assert marks[0] in bytes_of(path)
        erase_person(store, person.person_id, key=KEY, actor="self", now=NOW)
        assert any(mark in bytes_of(path) for mark in marks)  # DuckDB keeps deleted text
        before = everything(store)

        assert store.rewrite()

        assert [mark for mark in marks if mark in bytes_of(path)] == []
        assert everything(store) == before
        show_badge(store, world.event, world.people[0].code)
    with Store.open(path) as store:
        assert len(rows(store, "SELECT * FROM scan")) == len(before["scan"]) + 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_words_that_expired_are_gone_from_the_file_too(path):
    with Store.open(path) as store:
        event = make_event(store)
        anna, bartek = (invite(store, event, name) for name in ("Anna Nowak", "Bartek Wójcik"))
        connect(store, event, anna, invite(store, event, "Celina"))
        show_badge(store, event, bartek.code)
        talk = begin_talk(store, event, anna, bartek)
        answer(store, talk, anna, SECRET)
        decline(store, talk.conversation_id, by_id=bartek.attendee_id, now=NOW)

        store.rewrite()

        assert SECRET.encode() not in bytes_of(path)


def test_in_memory_there_is_no_file_to_rewrite(store):
    assert store.rewrite()


def test_nothing_acknowledged_is_lost_while_others_write_and_read(path):
    with Store.open(path) as store:
        event = make_event(store)
        people = invite_many(store, event, 80)
        acknowledged: list[UUID] = []
        failures: list[Exception] = []

        def admit(part: int) -> None:
            try:
                for person in people[part::4]:
                    if show_badge(store, event, person.code).outcome is Outcome.ADMITTED:
                        acknowledged.append(person.attendee_id)
                    store.read(lambda reader: reader.rows("events/list_events"))
                    assert listed(store, event, person.attendee_id).admitted_at_utc
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=admit, args=(part,)) for part in range(4)]
        for thread in threads:
            thread.start()
        rewritten = 0
        while any(thread.is_alive() for thread in threads):
            rewritten += store.rewrite()
        for thread in threads:
            thread.join()

        assert failures == []
        assert rewritten > 1
    with Store.open(path) as store:
        kept = {one for (one,) in rows(store, "SELECT attendee_id FROM admission")}
        assert kept == set(acknowledged) == {person.attendee_id for person in people}
        assert rows(store, "SELECT count(*) FROM scan") == [(80,)]


def test_a_rewrite_in_the_middle_of_somebodys_reading_waits_and_gives_up_in_time(path, monkeypatch):
    monkeypatch.setattr(gate, "SECONDS_TO_EMPTY", 0.05)
    with Store.open(path) as store:
        make_event(store)

        def read(reader):
            thread = threading.Thread(target=lambda: done.append(store.rewrite()))
            thread.start()
            thread.join()
            return reader.rows("events/list_events")

        done: list[bool] = []
        assert len(store.read(read)) == 1
        assert done == [False]
        assert store.rewrite()
        assert [file.name for file in path.parent.glob("*.fresh")] == []


def test_who_reads_within_reading_gets_in_while_the_door_is_closed(path, monkeypatch):
    monkeypatch.setattr(gate, "SECONDS_TO_EMPTY", 5.0)
    with Store.open(path) as store:
        make_event(store)
        done: list[bool] = []

        def read(reader):
            thread = threading.Thread(target=lambda: done.append(store.rewrite()))
            thread.start()
            while not store.engine._gate._is_closed:
                time.sleep(0.001)
            assert len(store.rows("events/list_events")) == 1
            return thread

        store.read(read).join()
        assert done == [True]


def test_a_file_that_is_still_open_elsewhere_in_the_process_is_not_swapped(path):
    """DuckDB would go on in the old file, and all that follows would be lost."""
    with Store.open(path) as store:
        event = make_event(store)
        outside = duckdb.connect(str(path))

        with pytest.raises(BackupError):
            store.rewrite()

        anna = invite(store, event, "Anna Nowak")
        outside.close()
        assert store.rewrite()
    with Store.open(path) as store:
        assert [one.name for one in list_attendees(store, find_event(store, "evening"))] == [
            anna.name
        ]


def test_a_command_line_that_comes_in_between_is_held_off_and_writes_into_no_lost_file(
    path, monkeypatch
):
    program = "import sys; from pathlib import Path; from matching.store import Store;"
    program += "Store.open(Path(sys.argv[1])).close()"
    tried: list[str] = []
    bytes_of_log = file_copies.bytes_of_log

    def meanwhile(database: Path) -> bytes:
        command = [sys.executable, "-c", program, str(database)]
        tried.append(subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stderr)
        return bytes_of_log(database)

    with Store.open(path) as store:
        make_event(store)
        monkeypatch.setattr(file_copies, "bytes_of_log", meanwhile)
        assert store.rewrite()
        monkeypatch.undo()
        assert "DatabaseHeldError" in tried[0]
        assert len(rows(store, "SELECT * FROM event")) == 1


def test_a_full_disk_leaves_the_file_as_it_was(path, monkeypatch):
    with Store.open(path) as store:
        make_event(store)

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        with pytest.raises(BackupError, match="No space left"):
            store.rewrite()
        monkeypatch.undo()

        assert len(rows(store, "SELECT * FROM event")) == 1
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_a_crash_left_half_copied_goes_after_an_hour(path):
    old, new = (path.with_name(f".rozmowa.duckdb.{name}.fresh") for name in ("old", "new"))
    for file in (old, new):
        file.write_bytes(b"Anna")
    os.utime(old, (0, 0))

    assert forget_unfinished_copies(path.parent) == 1
    assert new.exists()
    assert not old.exists()


# Kills

PROGRAM = """
import sys, threading, time
from pathlib import Path
sys.path.insert(0, "tests")
from cast import show_badge
from matching.events import find_event
from matching.people import list_attendees
from matching.store import Store
store = Store.open(sys.argv[1])
event = find_event(store, "evening")
def rewrite():
    while True:
        store.rewrite()
        time.sleep(0.004)
print("ready", flush=True)
threading.Thread(target=rewrite, daemon=True).start()
for person in list_attendees(store, event):
    show_badge(store, event, person.code)
    print(person.attendee_id, flush=True)
"""


def admitted_until_killed(
    place: Path | str, chance: random.Random, *, kill_too: Callable[[], None] = lambda: None
) -> set[UUID]:
    """Guests whom a process admitted, by its own word, before it was killed while it rewrote."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(place)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    told = [process.stdout.readline() for _ in range(chance.randrange(1, 6))]
    time.sleep(chance.uniform(0, 0.1))
    kill_too()
    process.send_signal(signal.SIGKILL)
    told += process.communicate(timeout=30)[0].splitlines(keepends=True)
    # The last line may be cut in the middle.
    return {UUID(line.strip()) for line in told if len(line) == 37}


def test_a_kill_at_any_point_of_a_rewrite_leaves_a_whole_file(tmp_path, chance: random.Random):
    first = tmp_path / "first" / "rozmowa.duckdb"
    with Store.open(first) as store:
        invite_many(store, make_event(store), 300)
    acknowledged_in_all = 0
    for kill in range(KILLS):
        path = tmp_path / f"kill-{kill}" / "rozmowa.duckdb"
        path.parent.mkdir()
        path.write_bytes(first.read_bytes())
        acknowledged = admitted_until_killed(path, chance)
        acknowledged_in_all += len(acknowledged)

        with Store.open(path) as store:
            kept = {one for (one,) in rows(store, "SELECT attendee_id FROM admission")}
            assert acknowledged <= kept
            assert len(kept - acknowledged) <= 1
            assert rows(store, "SELECT count(*) FROM attendee") == [(300,)]
    assert acknowledged_in_all >= KILLS


@pytest.mark.parametrize("who_dies", ["a server of ours", "PostgreSQL too"])
def test_a_kill_during_a_rewrite_on_postgresql_loses_nothing_and_holds_nobody_up(
    tmp_path, chance: random.Random, who_dies
):
    with PostgresServer(tmp_path / "postgresql") as server:
        address, acknowledged = server.new_database(), set()
        dies_too = who_dies == "PostgreSQL too"
        with Store.open(address) as store:
            invite_many(store, make_event(store), 300)
        for _ in range(max(2, KILLS // 6)):
            kill_too = server.kill if dies_too else (lambda: None)
            acknowledged |= admitted_until_killed(address, chance, kill_too=kill_too)
            if dies_too:
                server.start()

        with Store.open(address) as store:
            kept = {one for (one,) in rows(store, "SELECT attendee_id FROM admission")}
            assert acknowledged
            assert acknowledged <= kept
            assert rows(store, "SELECT count(*) FROM attendee") == [(300,)]
            # PostgreSQL goes on with what a dead process asked for, a moment longer.
            assert any(store.rewrite() for _ in range(10))
