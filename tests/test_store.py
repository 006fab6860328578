"""The database as a file: migrations, transactions, backups, damage, a second process."""

import contextlib
import os
import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest
from cast import NOW, invite, invite_many, listed, make_event, rows, scan_of, show_badge
from live_server import ROOT

from kiosk.backups import KEPT, back_up, list_backups
from kiosk.upkeep import Upkeep
from matching.check_in import check_in
from matching.engines import schema as migrations
from matching.engines.file_bytes import log_of
from matching.engines.file_damage import put_recovered_in_place, recovered_path, replace_database
from matching.engines.file_log import hides_transactions
from matching.errors import (
    BackupError,
    DamagedDatabaseError,
    DatabaseHeldError,
    NewerDatabaseError,
    NothingToRecoverError,
    UnreadableDatabaseError,
)
from matching.events import find_event, list_events
from matching.model import Outcome
from matching.people import list_attendees
from matching.store import Store, SwallowedFailureError

MIGRATIONS = "SELECT number, name FROM migration ORDER BY number"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rozmowa.duckdb"


@pytest.fixture
def schema(tmp_path: Path, monkeypatch) -> Path:
    """A schema folder of our own: the real migrations, to which a test adds."""
    folder = tmp_path / "schema"
    folder.mkdir()
    for script in migrations.SCHEMA_FOLDER.glob("*.sql"):
        (folder / script.name).write_bytes(script.read_bytes())
    monkeypatch.setattr(migrations, "SCHEMA_FOLDER", folder)
    return folder


# Migrations


def test_every_migration_leaves_its_record(path):
    scripts = sorted(migrations.SCHEMA_FOLDER.glob("[0-9]*.sql"))

    with Store.open(path) as store:
        applied = rows(store, MIGRATIONS)
        (moments,) = zip(*rows(store, "SELECT applied_at_utc FROM migration"), strict=True)

    assert applied == [(int(script.name[:3]), script.stem) for script in scripts]
    now = datetime.now(UTC).replace(tzinfo=None)
    assert all(now - timedelta(minutes=5) < moment <= now for moment in moments)


def test_migrations_are_numbered_without_gap_or_double():
    numbers = [int(script.name[:3]) for script in sorted(migrations.SCHEMA_FOLDER.iterdir())]

    assert numbers == list(range(1, len(numbers) + 1))


def test_opening_again_applies_nothing_twice(path):
    with Store.open(path) as store:
        before = rows(store, "SELECT * FROM migration")
    with Store.open(path) as store:
        assert rows(store, "SELECT * FROM migration") == before


def test_an_older_database_is_brought_up_to_date_and_keeps_what_it_holds(path, schema):
    with Store.open(path) as store:
        make_event(store)
    (schema / "900_more.sql").write_text("ALTER TABLE event ADD COLUMN room TEXT;")

    with Store.open(path) as store:
        assert [event.slug for event in list_events(store)] == ["evening"]
        assert rows(store, "SELECT room FROM event") == [(None,)]
        assert rows(store, MIGRATIONS)[-1] == (900, "900_more")


def test_a_migration_that_fails_leaves_the_database_as_it_was(path, schema):
    with Store.open(path) as store:
        make_event(store)
    bad = schema / "900_bad.sql"
    bad.write_text("CREATE TABLE room (name TEXT); INSERT INTO no_such_table VALUES (1);")

    with pytest.raises(duckdb.Error):
        Store.open(path)

    bad.unlink()
    with Store.open(path) as store:
        assert 900 not in [number for number, _ in rows(store, MIGRATIONS)]
        assert rows(store, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'room'") == []
        assert [event.slug for event in list_events(store)] == ["evening"]


def test_the_migrations_before_a_failing_one_stay(path, schema):
    (schema / "900_good.sql").write_text("CREATE TABLE room (name TEXT);")
    bad = schema / "901_bad.sql"
    bad.write_text("this is not SQL")
    with pytest.raises(duckdb.Error):
        Store.open(path)
    bad.unlink()

    with Store.open(path) as store:
        assert rows(store, MIGRATIONS)[-1] == (900, "900_good")


def test_a_database_of_a_newer_version_is_left_alone(path, schema):
    newer = schema / "900_future.sql"
    newer.write_text("CREATE TABLE future (a INTEGER);")
    Store.open(path).close()
    newer.unlink()

    with pytest.raises(NewerDatabaseError, match="newer version \\(schema 900\\)"):
        Store.open(path)


def test_the_schema_has_no_foreign_keys_and_no_secondary_indexes(store):
    assert rows(store, "SELECT * FROM duckdb_indexes()") == []
    assert (
        rows(
            store,
            "SELECT * FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'",
        )
        == []
    )


def test_every_column_of_a_moment_says_that_it_is_utc(store):
    columns = rows(store, "SELECT column_name, data_type FROM duckdb_columns() WHERE NOT internal")

    for name, kind in columns:
        assert name.endswith("_utc") == (kind == "TIMESTAMP"), name
        assert "WITH TIME ZONE" not in kind


# Transactions


def test_what_fails_in_a_transaction_keeps_nothing(store):
    def work(change):
        change._cursor.execute(
            "INSERT INTO series VALUES (uuid(), 'a', 'A', false, now()::TIMESTAMP)"
        )
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        store.write(work)

    assert rows(store, "SELECT * FROM series") == []


def test_a_conflict_runs_the_whole_transaction_again(store):
    event = make_event(store)
    attempts = []

    def work(change):
        attempts.append(1)
        change.run("events/choose_event", event_id=event.event_id, now_utc=NOW)

    with store._cursor() as outside:
        outside.execute("BEGIN").fetchall()
        outside.execute("UPDATE event SET chosen_at_utc = '2026-01-01'").fetchall()
        timer = threading.Timer(0.03, lambda: outside.execute("COMMIT").fetchall())
        timer.start()
        store.write(work)
        timer.join()

    assert find_event(store, "evening").chosen_at_utc == NOW
    assert 1 < len(attempts) <= store.engine.tries


def test_the_store_can_be_used_from_many_threads_for_reading(store):
    """A cursor that threads share would silently return rows of somebody else."""
    people = invite_many(store, make_event(store), 30)
    event, wrong = find_event(store, "evening"), []

    def read(seed: int) -> None:
        for person in random.Random(seed).sample(people, 15):
            found = store.rows("check_in/find_badges", codes=[person.code])
            if [row["person_id"] for row in found] != [person.person_id]:
                wrong.append(person)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong
    assert len(list_attendees(store, event)) == 30


def test_what_was_written_is_there_after_closing_and_opening(path):
    with Store.open(path) as store:
        event = make_event(store)
        anna = invite(store, event, "Anna Nowak")
        show_badge(store, event, anna.code)

    with Store.open(path) as store:
        assert listed(store, find_event(store, "evening"), anna.attendee_id).admitted_at_utc == NOW


# Moments


@pytest.mark.parametrize("zone", ["Europe/Warsaw", "America/New_York", "Asia/Kolkata"])
def test_moments_are_the_same_on_a_machine_of_any_time_zone(path, zone):
    """A naive timestamp must never be taken for local time."""
    program = """
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
sys.path.insert(0, "tests")
from cast import NOW, invite, listed, make_event, rows, show_badge
from matching.store import Store
with Store.open(Path(sys.argv[1])) as store:
    event = make_event(store)
    anna = invite(store, event, "Anna Nowak")
    show_badge(store, event, anna.code)
    assert listed(store, event, anna.attendee_id).admitted_at_utc == NOW
    assert show_badge(store, event, anna.code).first_at == NOW
    assert rows(store, "SELECT admitted_at_utc FROM admission") == [(NOW.replace(tzinfo=None),)]
    print(rows(store, "SELECT current_setting('TimeZone')")[0][0])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        cwd=ROOT,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("UTC\n", "")

    with Store.open(path) as store:
        assert rows(store, "SELECT happened_at_utc FROM scan") == [(NOW.replace(tzinfo=None),)] * 2


def test_a_moment_with_another_offset_is_kept_as_the_same_moment(store, event, anna):
    in_warsaw = NOW.astimezone(timezone(timedelta(hours=1)))
    scan = scan_of(event, anna.code)

    check_in(store, scan, now=in_warsaw)

    (received,) = rows(store, "SELECT received_at_utc FROM scan")[0]
    assert received == NOW.replace(tzinfo=None)


# Backups


def test_a_backup_made_while_kiosks_write_is_whole_and_opens(path, tmp_path):
    with Store.open(path) as store:
        event = make_event(store)
        people = invite_many(store, event, 120)
        writer = threading.Thread(
            target=lambda: [show_badge(store, event, person.code) for person in people]
        )
        writer.start()
        targets = [tmp_path / "backups" / f"{place}.duckdb" for place in range(4)]
        for target in targets:
            store.backup(target)
        is_hot = writer.is_alive()
        writer.join()

    assert is_hot
    counts = []
    for target in targets:
        with Store.open(target) as copy:
            ((scans, admissions),) = rows(
                copy, "SELECT (SELECT count(*) FROM scan), (SELECT count(*) FROM admission)"
            )
            assert scans == admissions
            assert len(list_attendees(copy, find_event(copy, "evening"))) == 120
            counts.append(scans)
    assert counts == sorted(counts)


def test_a_backup_keeps_primary_keys_and_goes_on_working(store, event, anna, tmp_path):
    show_badge(store, event, anna.code)
    store.backup(tmp_path / "copy.duckdb")

    with Store.open(tmp_path / "copy.duckdb") as copy:
        again = show_badge(copy, find_event(copy, "evening"), anna.code)
        assert again.outcome is Outcome.ALREADY_ADMITTED
        with pytest.raises(duckdb.ConstraintException):
            rows(copy, "INSERT INTO admission SELECT * FROM admission")


def test_a_backup_replaces_an_older_one_in_one_step_and_leaves_nothing_beside(store, tmp_path):
    target = tmp_path / "copy.duckdb"
    store.backup(target)
    make_event(store)

    store.backup(target)

    assert os.listdir(tmp_path) == ["copy.duckdb"]
    with Store.open(target) as copy:
        assert len(list_events(copy)) == 1


@pytest.mark.parametrize("name", ["rozmowa.duckdb", "rozmowa.duckdb.wal", "guests.csv"])
def test_a_backup_writes_over_no_database_in_use_no_log_and_no_other_file(tmp_path, name):
    (tmp_path / "guests.csv").write_text("name,email\nAnna,anna@example.org\n")
    with Store.open(tmp_path / "rozmowa.duckdb") as store:
        make_event(store)
        before = (tmp_path / name).read_bytes()

        with pytest.raises(BackupError):
            store.backup(tmp_path / name)

        assert (tmp_path / name).read_bytes() == before


def test_a_table_of_another_program_is_no_database(tmp_path):
    (tmp_path / "guests.csv").write_text("name,email\nAnna,anna@example.org\n")

    with pytest.raises(UnreadableDatabaseError, match="another kind of file"):
        Store.open(tmp_path / "guests.csv")


def test_a_backup_to_a_place_that_cannot_be_written_says_so(store, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(BackupError, match="cannot be written"):
        store.backup(tmp_path / "file" / "copy.duckdb")


def test_a_backup_may_have_any_name(store, event, tmp_path):
    target = tmp_path / 'it\'s "mine"; DROP TABLE event -- ąę' / "kopia zapasowa.duckdb"

    store.backup(target)

    with Store.open(target) as copy:
        assert [found.slug for found in list_events(copy)] == ["evening"]


def test_the_newest_twenty_four_backups_are_kept(store, tmp_path):
    made = [
        back_up(store, tmp_path, now=NOW + timedelta(minutes=place)) for place in range(KEPT + 2)
    ]

    assert list_backups(tmp_path) == made[:1:-1]


def test_upkeep_backs_up_at_the_start_and_once_more_when_it_is_stopped(store, event, tmp_path):
    upkeep = Upkeep(store, tmp_path)
    upkeep.start()
    upkeep.stop()

    newest = list_backups(tmp_path)[0]
    with Store.open(newest) as copy:
        assert [found.slug for found in list_events(copy)] == ["evening"]


def test_several_questions_in_one_read_see_the_same_moment(store, event):
    def read(reader):
        before = reader.rows("events/list_events")
        with ThreadPoolExecutor(1) as another:  # a cursor of another thread, as in real life
            another.submit(make_event, store, "meanwhile").result()
        return before, reader.rows("events/list_events")

    before, after = store.read(read)

    assert before == after
    assert len(list_events(store)) == 2


# Restoring


def test_a_restored_backup_is_the_database_and_what_was_there_is_kept(path, tmp_path):
    backup = tmp_path / "backup.duckdb"
    with Store.open(path) as store:
        make_event(store, "before")
        store.backup(backup)
        make_event(store, "after")

    kept = replace_database(path, backup, now=NOW)

    with Store.open(path) as store:
        assert [event.slug for event in list_events(store)] == ["before"]
    with Store.open(kept / path.name) as store:
        assert {event.slug for event in list_events(store)} == {"before", "after"}
    assert backup.exists()


@pytest.mark.parametrize("content", [b"", b"not a database", b"\0" * 20_000])
def test_what_is_no_backup_is_not_restored_and_nothing_changes(path, tmp_path, content):
    with Store.open(path) as store:
        make_event(store)
    fake = tmp_path / "fake.duckdb"
    fake.write_bytes(content)
    before = sorted(os.listdir(tmp_path))

    with pytest.raises(UnreadableDatabaseError):
        replace_database(path, fake, now=NOW)

    assert sorted(os.listdir(tmp_path)) == before
    with Store.open(path) as store:
        assert [event.slug for event in list_events(store)] == ["evening"]


def test_a_database_of_another_program_is_not_restored(path, tmp_path):
    Store.open(path).close()
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE something (a INTEGER)")

    with pytest.raises(UnreadableDatabaseError, match="no backup of Rozmowa"):
        replace_database(path, other, now=NOW)


# Damage


@pytest.fixture
def crashed(tmp_path: Path) -> tuple[Path, bytes, list]:
    """A database that was never closed: 40 admissions are in its log only."""
    path = tmp_path / "crashed" / "rozmowa.duckdb"
    with Store.open(path) as store:
        people = invite_many(store, make_event(store), 40)
    store = Store.open(path)
    event = find_event(store, "evening")
    for person in people:
        show_badge(store, event, person.code)
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(path.read_bytes())
    log = log_of(path).read_bytes()
    store.close()
    return copy, log, [person.attendee_id for person in people]


def admitted_in_order(path: Path, people: list) -> int:
    """How many of the first people are admitted; whoever comes after a gap must not be."""
    with Store.open(path) as store:
        event = find_event(store, "evening")
        states = {p.attendee_id: p.admitted_at_utc for p in list_attendees(store, event)}
        assert rows(store, "SELECT count(*) FROM scan") == rows(
            store, "SELECT count(*) FROM admission"
        )
    flags = [states[attendee_id] is not None for attendee_id in people]
    assert flags == sorted(flags, reverse=True)
    return sum(flags)


def open_or_recover(path: Path, people: list) -> int:
    """Admissions after opening, by way of the recovered copy where the log is damaged."""
    damaged = [path.read_bytes(), log_of(path).read_bytes()]
    try:
        return admitted_in_order(path, people)
    except DamagedDatabaseError as error:
        damage = error
    assert str(damage).endswith("to go on with it run: python -m kiosk recover")
    assert str(damage).count("\n") == 0
    assert damage.recovered == recovered_path(path)
    assert [path.read_bytes(), log_of(path).read_bytes()] == damaged
    put_recovered_in_place(path, now=NOW)
    return admitted_in_order(path, people)


def test_a_log_that_was_never_closed_is_replayed_in_full(crashed):
    path, log, people = crashed
    log_of(path).write_bytes(log)

    assert admitted_in_order(path, people) == 40


def damaged_copies(path: Path, logs: dict[int, bytes]) -> Iterator[tuple[int, Path]]:
    """The database with each of these logs, and at which byte the damage is."""
    for place, log in logs.items():
        copy = path.parent / f"damaged-{place}" / path.name
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        log_of(copy).write_bytes(log)
        yield place, copy


def whole_before(log: bytes, place: int) -> int:
    """How many of the 40 admissions are whole in the log before this byte, at the least."""
    return int(40 * place / len(log)) - 3


def test_a_log_with_a_flipped_byte_is_told_and_keeps_what_was_written_before_it(crashed, chance):
    path, log, people = crashed
    logs = {
        place: log[:place] + bytes([log[place] ^ 0xFF]) + log[place + 1 :]
        for place in chance.sample(range(100, len(log)), 8)
    }
    for place, copy in damaged_copies(path, logs):
        with pytest.raises(DamagedDatabaseError):
            Store.open(copy)

        assert open_or_recover(copy, people) >= whole_before(log, place)


def test_a_flipped_length_that_duckdb_takes_for_an_unfinished_end_is_told_too(crashed):
    """Otherwise all transactions behind it would be forgotten without a word."""
    path, log, people = crashed
    entries = [
        found.start() for found in re.finditer(rb"\x05\0{7}.{8}d\0d\xff\xff", log, re.DOTALL)
    ]
    assert len(entries) == 40
    logs = {place + 6: log[: place + 6] + b"\xff" + log[place + 7 :] for place in entries[5::12]}

    for place, copy in damaged_copies(path, logs):
        with pytest.raises(DamagedDatabaseError):
            Store.open(copy)

        kept = open_or_recover(copy, people)
        assert whole_before(log, place) <= kept < 40


def test_a_log_cut_short_opens_with_the_transactions_before_the_cut(crashed, chance):
    """An unfinished end is what a power cut leaves: nobody was told that it is kept."""
    path, log, people = crashed
    logs = {length: log[:length] for length in chance.sample(range(1, len(log)), 6)}

    for length, copy in damaged_copies(path, logs):
        assert admitted_in_order(copy, people) >= whole_before(log, length)


def test_no_cut_of_any_length_is_taken_for_damage(crashed):
    log = crashed[1]

    assert not any(hides_transactions(log[:length]) for length in range(0, len(log) + 1, 7))


def test_a_log_whose_end_is_zeros_keeps_the_transactions_before_them(crashed, chance):
    path, log, people = crashed
    logs = {
        length: log[:length] + bytes(len(log) - length)
        for length in chance.sample(range(1, len(log)), 6)
    }

    for length, copy in damaged_copies(path, logs):
        assert open_or_recover(copy, people) >= whole_before(log, length)


def test_a_log_that_is_noise_from_its_first_byte_leaves_the_last_checkpoint(crashed):
    path, log, people = crashed
    log_of(path).write_bytes(random.Random(1).randbytes(len(log)))
    with pytest.raises(DamagedDatabaseError):
        Store.open(path)

    assert open_or_recover(path, people) == 0


def test_the_damaged_files_are_kept_when_the_recovered_ones_take_their_place(crashed):
    path, log, _ = crashed
    damaged = random.Random(1).randbytes(len(log))
    log_of(path).write_bytes(damaged)
    with pytest.raises(DamagedDatabaseError):
        Store.open(path)

    folder = put_recovered_in_place(path, now=NOW)

    assert log_of(folder / path.name).read_bytes() == damaged
    assert not recovered_path(path).exists()


def test_nothing_is_recovered_where_nothing_is_damaged(path):
    Store.open(path).close()

    with pytest.raises(NothingToRecoverError, match="no damage was found"):
        put_recovered_in_place(path, now=NOW)


@pytest.mark.parametrize("content", [b"hello", b"\0" * 16_384, b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_is_no_database_is_one_sentence_wherever_it_lies(tmp_path, content):
    """Not even words such as lock and WAL in its path change what is said."""
    path = tmp_path / "lock WAL" / "rozmowa.duckdb"
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(UnreadableDatabaseError) as error:
        Store.open(path)

    assert str(error.value).count("\n") == 0
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(UnreadableDatabaseError):
        Store.open(tmp_path / "file" / "rozmowa.duckdb")


# A second process


def test_a_second_process_is_told_in_one_sentence_and_the_first_goes_on(path):
    program = (
        "import sys; from pathlib import Path; from matching.store import Store;"
        "Store.open(Path(sys.argv[1]))"
    )
    with Store.open(path) as store:
        second = subprocess.run(
            [sys.executable, "-c", program, str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        make_event(store)

    assert "DatabaseHeldError" in second.stderr.splitlines()[-1]
    assert "is in use by a running server" in str(DatabaseHeldError(path))


def test_work_that_goes_on_after_a_failed_statement_keeps_nothing_and_is_told(store, event):
    def careless(change):
        change.run("events/choose_event", event_id=event.event_id, now_utc=NOW)
        with contextlib.suppress(duckdb.Error):
            change.run(
                "events/put_series",
                series_id=None,
                slug=None,
                name=None,
                members_know_each_other=False,
                now_utc=NOW,
            )

    with pytest.raises(SwallowedFailureError):
        store.write(careless)
    assert [one.chosen_at_utc for one in list_events(store)] == [None]
