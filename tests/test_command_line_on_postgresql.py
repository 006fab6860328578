"""The organiser's command line where the database is a PostgreSQL."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from cast import invite, make_event
from command_line import Done, kiosk
from fresh_stores import postgres
from test_command_line import is_one_sentence
from test_engines import held

from matching.errors import DatabaseAwayError
from matching.events import list_events
from matching.store import Cursor, Store


@pytest.fixture
def address() -> str:
    """An empty database."""
    return postgres().new_database()


@pytest.fixture
def filled(address: str) -> str:
    """The same with an event and two guests."""
    with Store.open(address) as store:
        event = make_event(store)
        invite(store, event, "Anna Nowak", email="anna@example.org")
        invite(store, event, "Bartek Wójcik", email="bartek@example.org")
    return address


def on(address: str, folder: Path, *arguments: object) -> Done:
    return kiosk(folder, *arguments, DATABASE=address)


def test_a_venue_moves_to_postgresql_and_back_with_one_command_each(tmp_path, address):
    folder = tmp_path / "data"
    kiosk(folder, "sample")

    there = kiosk(folder, "copy-database", address)
    back = on(address, folder, "copy-database", tmp_path / "back.duckdb")

    assert (there.code, back.code) == (0, 0)
    assert there.out == back.out
    assert there.out.startswith("copied and checked: ")
    with Store.open(folder / "rozmowa.duckdb") as one, Store.open(tmp_path / "back.duckdb") as two:
        assert held(one) == held(two)


def test_a_database_in_use_is_not_written_over(tmp_path, filled):
    kiosk(tmp_path, "sample")

    assert is_one_sentence(kiosk(tmp_path, "copy-database", filled))


def test_lists_codes_and_erasing_work_as_on_a_file(tmp_path, filled):
    assert on(filled, tmp_path, "events").out == "evening\tEvening\n"
    assert len(on(filled, tmp_path, "codes").lines) == 2

    assert on(filled, tmp_path, "erase", "anna@example.org", "--yes").code == 0

    assert [line.split("\t")[0] for line in on(filled, tmp_path, "codes").lines] == [
        "Bartek Wójcik"
    ]


def test_a_backup_is_restored_in_one_step_and_what_was_there_is_kept(tmp_path, filled):
    copy = tmp_path / "copy.duckdb"
    assert on(filled, tmp_path, "backup", copy).code == 0
    with Store.open(filled) as store:
        make_event(store, "later")

    restored = on(filled, tmp_path, "restore", copy)

    assert restored.code == 0
    kept = Path(restored.lines[-1].rsplit(" ", 1)[1])
    assert on(filled, tmp_path, "events").out == "evening\tEvening\n"
    with Store.open(kept) as store:
        assert {event.slug for event in list_events(store)} == {"evening", "later"}


def test_who_was_erased_since_the_backup_is_erased_again(tmp_path, filled):
    copy = tmp_path / "copy.duckdb"
    on(filled, tmp_path, "backup", copy)
    on(filled, tmp_path, "erase", "anna@example.org", "--yes")

    restored = on(filled, tmp_path, "restore", copy)

    assert "erased again: 1 who asked for it after that backup" in restored.lines
    assert len(on(filled, tmp_path, "codes").lines) == 1


def test_what_is_no_backup_changes_nothing(tmp_path, filled):
    other = tmp_path / "other.duckdb"
    other.write_bytes(b"something else")

    assert is_one_sentence(on(filled, tmp_path, "restore", other))
    assert len(on(filled, tmp_path, "codes").lines) == 2


def test_there_is_no_log_of_ours_to_recover(tmp_path, filled):
    assert is_one_sentence(on(filled, tmp_path, "recover"))


@pytest.mark.parametrize(
    "wrong", ["postgresql://rozmowa:geheim@127.0.0.1:1/x", "postgresql://[", "postgresql://h?no=1"]
)
def test_an_address_that_leads_nowhere_is_one_sentence_without_the_password(tmp_path, wrong):
    done = on(wrong, tmp_path, "events")

    assert is_one_sentence(done)
    assert "geheim" not in done.err


def test_a_restore_comes_to_its_end_while_servers_go_on_writing(tmp_path, filled):
    """Both write to the same rows all the time; the restore takes a turn alone."""
    copy = tmp_path / "copy.duckdb"
    on(filled, tmp_path, "backup", copy)
    is_over, has_begun = threading.Event(), threading.Event()

    def go_on() -> None:
        with Store.open(filled) as server:
            while not is_over.is_set():
                server.write(_touch_everybody)
                has_begun.set()

    writing = [threading.Thread(target=go_on) for _ in range(2)]
    for one in writing:
        one.start()
    try:
        assert has_begun.wait(30)
        restored = on(filled, tmp_path, "restore", copy)
    finally:
        is_over.set()
        for one in writing:
            one.join()

    assert (restored.code, restored.err) == (0, "")


# A server that goes away in the middle


@pytest.mark.parametrize(
    ("arguments", "lock"),
    [
        (("backup", "new.duckdb"), "ACCESS EXCLUSIVE"),
        (("copy-database", "new.duckdb"), "ACCESS EXCLUSIVE"),
        (("restore", "copy.duckdb"), "SHARE"),  # it can be read, and not be replaced
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_server_that_goes_away_in_the_middle_is_one_sentence_and_all_is_as_before(
    tmp_path, filled, arguments, lock
):
    command, file = arguments[0], tmp_path / arguments[1]
    assert on(filled, tmp_path, "backup", tmp_path / "copy.duckdb").code == 0

    with cut_off_at("person", filled, lock):
        done = on(filled, tmp_path, command, file)

    assert is_one_sentence(done)
    assert done.err == f"{DatabaseAwayError()}\n"
    assert not list(tmp_path.glob(".new.*"))
    assert len(on(filled, tmp_path, "codes").lines) == 2


def test_a_copy_into_a_server_that_goes_away_in_the_middle_is_one_sentence(tmp_path, address):
    kiosk(tmp_path, "sample")
    Store.open(address).close()

    with cut_off_at("person", address, "ACCESS EXCLUSIVE"):
        done = kiosk(tmp_path, "copy-database", address)

    assert is_one_sentence(done)
    assert done.err == f"{DatabaseAwayError()}\n"
    assert kiosk(tmp_path, "copy-database", address).code == 0


def test_rewriting_that_is_cut_off_says_that_the_database_is_away(filled):
    with (
        Store.open(filled) as store,
        cut_off_at("person", filled, "SHARE"),
        pytest.raises(DatabaseAwayError),
    ):
        store.rewrite()


@contextmanager
def cut_off_at(table: str, address: str, mode: str) -> Iterator[None]:
    """Whoever wants that table is cut off from the server."""
    is_over = threading.Event()

    def cut() -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            while not is_over.wait(0.02):
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )

    with psycopg.connect(address) as holding:
        holding.execute(f"LOCK TABLE {table} IN {mode} MODE".encode())
        cutting = threading.Thread(target=cut)
        cutting.start()
        try:
            yield
        finally:
            is_over.set()
            cutting.join()


def _touch_everybody(change: Cursor) -> None:
    change._cursor.execute("UPDATE person SET is_blocked = NOT is_blocked")
