"""PostgreSQL beside the file: the same queries, the same answers, one database for several."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cast import NOW, invite_many, make_event, rows, scan_of, table_names
from fresh_stores import postgres
from postgres_server import PostgresServer
from racing import together
from talks import everything

from matching.check_in import check_in
from matching.desk import undo_admission
from matching.engines import postgresql
from matching.engines.engine import ConflictError, DoubleKeyError
from matching.engines.statements import by_place
from matching.errors import (
    DatabaseAwayError,
    NewerDatabaseError,
    NotEmptyError,
    UnreadableDatabaseError,
)
from matching.model import Outcome
from matching.store import QUERY_FOLDER, Store

QUERIES = [file for file in sorted(QUERY_FOLDER.rglob("*.sql")) if file.parent.name != "workbench"]


@pytest.fixture
def address() -> str:
    """An empty database on the server."""
    return postgres().new_database()


# Parameters by place


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT $a, $b, $a", ("SELECT $1, $2, $1", ("a", "b"))),
        ("SELECT '$a' -- $b\n, $c", ("SELECT '$a' -- $b\n, $1", ("c",))),
        ("SELECT 'it''s $a', $b", ("SELECT 'it''s $a', $1", ("b",))),
        ('SELECT "$a", $b::UUID []', ('SELECT "$a", $1::UUID []', ("b",))),
        ("SELECT /* $a ' */ $b", ("SELECT /* $a ' */ $1", ("b",))),
        ("SELECT $$ $a $$, $tag$ $b $tag$, $c", ("SELECT $$ $a $$, $tag$ $b $tag$, $1", ("c",))),
        ("SELECT $ids, $ids_of_all", ("SELECT $1, $2", ("ids", "ids_of_all"))),
        ("SELECT 1", ("SELECT 1", ())),
    ],
)
def test_names_become_numbers_outside_of_texts_and_comments(sql, expected):
    assert by_place(sql) == expected


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_query_keeps_its_text_but_for_its_parameters(file):
    sql = file.read_text(encoding="utf-8")

    numbered, names = by_place(sql)

    for number, name in reversed([*enumerate(names, 1)]):
        numbered = numbered.replace(f"${number}", f"${name}")
    assert numbered == sql


# Opening


def test_eight_processes_start_at_once_on_an_empty_database(address):
    opened = together([lambda: Store.open(address)] * 8)

    assert all(isinstance(store, Store) for store in opened), opened
    numbers = [number for (number,) in rows(opened[0], "SELECT number FROM migration ORDER BY 1")]
    assert numbers == list(range(1, len(numbers) + 1))
    for store in opened:
        store.close()


def test_a_database_of_a_newer_version_is_left_alone(address):
    with Store.open(address) as store, store._cursor() as cursor:
        cursor.execute("INSERT INTO migration VALUES (900, '900_future', now())")

    with pytest.raises(NewerDatabaseError, match="schema 900"):
        Store.open(address)


def test_a_database_that_sorts_otherwise_is_refused_with_the_command_that_makes_a_right_one():
    postgres().tell(
        "CREATE DATABASE latin TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
    )

    with pytest.raises(UnreadableDatabaseError, match="createdb --template=template0"):
        Store.open(postgres().url("latin"))


def test_an_address_where_nobody_answers_is_told_without_its_password():
    with pytest.raises(DatabaseAwayError) as told:
        Store.open("postgresql://rozmowa:geheim@127.0.0.1:1/rozmowa")

    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("address", ["postgresql://[", "postgresql://host/db?no_such=1"])
def test_an_address_that_is_none_is_one_sentence(address):
    with pytest.raises(UnreadableDatabaseError):
        Store.open(address)


# Several processes, here as several stores


def test_two_processes_admit_one_badge_and_exactly_one_is_first(address):
    with Store.open(address) as one, Store.open(address) as other:
        event = make_event(one)
        for person in invite_many(one, event, 20):
            answers = together(
                [
                    lambda store=store, kiosk=kiosk, person=person: check_in(
                        store, scan_of(event, person.code, kiosk=kiosk), now=NOW
                    )
                    for kiosk, store in enumerate([one, other, one, other], 1)
                ]
            )

            assert sorted(answer.outcome for answer in answers) == [
                *[Outcome.ADMITTED],
                *[Outcome.ALREADY_ADMITTED] * 3,
            ]
        assert rows(one, "SELECT count(*) FROM admission") == [(20,)]


def test_a_read_that_decides_a_write_is_never_out_of_date(address):
    """Each counts the rows and then writes its number: without conflicts two would be equal."""
    stores = [Store.open(address) for _ in range(4)]
    event = make_event(stores[0])

    def count_and_note(store: Store) -> None:
        for _ in range(10):
            store.write(lambda change: _note_next(change, event.event_id))

    failed = together([lambda store=store: count_and_note(store) for store in stores])

    assert failed == [None] * 4
    kiosks = [kiosk for (kiosk,) in rows(stores[0], "SELECT kiosk FROM desk_note ORDER BY kiosk")]
    assert kiosks == list(range(40))
    for store in stores:
        store.close()


def _note_next(change, event_id) -> None:
    [(count,)] = change._cursor.execute("SELECT count(*) FROM desk_note").fetchall()
    change._cursor.execute(
        "INSERT INTO desk_note VALUES ($1, $2, NULL, $3, 'help', $4)",
        [uuid4(), event_id, count, NOW.replace(tzinfo=None)],
    )


def test_a_transaction_that_always_collides_is_told_and_keeps_nothing(address):
    with Store.open(address) as store:

        def collide(change) -> None:
            change._cursor.execute("SELECT 1")
            raise psycopg.errors.SerializationFailure

        with pytest.raises(ConflictError):
            store.write(collide)


def test_a_key_that_comes_twice_by_ones_own_doing_is_tried_once_more_and_told(address):
    with Store.open(address) as store:
        tried = []

        def insert_twice(change) -> None:
            tried.append(1)
            for _ in range(2):
                _note_once(change, note_id=UUID(int=1))

        with pytest.raises(DoubleKeyError):
            store.write(insert_twice)
        assert len(tried) == 2
        assert rows(store, "SELECT count(*) FROM desk_note") == [(0,)]


def test_who_loses_a_race_for_a_key_finds_the_others_row_at_the_second_try(address):
    """The winner's row is kept after the loser looked for it and before the loser inserts it."""
    with Store.open(address) as one, Store.open(address) as other:
        tried = []

        def insert_if_missing(change) -> None:
            tried.append(1)
            [(count,)] = change._cursor.execute("SELECT count(*) FROM desk_note").fetchall()
            if len(tried) == 1:
                other.write(lambda winner: _note_once(winner, note_id=UUID(int=1)))
            if not count:
                _note_once(change, note_id=UUID(int=1))

        one.write(insert_if_missing)

        assert len(tried) == 2
        assert rows(one, "SELECT count(*) FROM desk_note") == [(1,)]


# A connection that is lost


def test_a_reader_whose_connection_was_cut_asks_again_by_itself(address):
    with Store.open(address) as store:
        make_event(store)
        _cut_everybody(address)

        assert len(store.rows("events/list_events")) == 1


def test_a_write_whose_connection_was_cut_before_the_commit_runs_again_and_is_kept_once(address):
    with Store.open(address) as store:
        cuts = iter([True, False])
        event_of = []

        def work(change) -> None:
            event_of.append(1)
            _note_once(change)
            if next(cuts):
                _cut_everybody(address)

        store.write(work)

        assert len(event_of) == 2
        assert rows(store, "SELECT count(*) FROM desk_note") == [(1,)]


def _note_once(change, *, note_id: UUID | None = None) -> None:
    change._cursor.execute(
        "INSERT INTO desk_note VALUES ($1, $2, NULL, 1, 'help', $3)",
        [note_id or uuid4(), uuid4(), NOW.replace(tzinfo=None)],
    )


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "undone"])
def test_a_commit_whose_answer_was_lost_is_asked_about_and_never_done_twice(
    address, monkeypatch, is_kept
):
    """The work makes a new id each time it runs, so a second run would be a second row."""
    with Store.open(address) as store:
        number_of = postgresql._number_of

        def end_and_cut(connection):
            monkeypatch.setattr(postgresql, "_number_of", number_of)
            number = number_of(connection)
            connection.execute("COMMIT" if is_kept else "ROLLBACK")
            connection.close()
            return number

        monkeypatch.setattr(postgresql, "_number_of", end_and_cut)
        runs = []
        store.write(lambda change: (runs.append(1), _note_once(change)))

        assert len(runs) == (1 if is_kept else 2)
        assert rows(store, "SELECT count(*) FROM desk_note") == [(1,)]


def test_while_the_server_is_down_everybody_is_told_after_a_few_seconds_and_then_at_once(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("matching.patience.PATIENCE_SECONDS", 0.5)
    with (
        PostgresServer(tmp_path / "pg") as server,
        Store.open(server.new_database()) as store,
    ):
        make_event(store)
        server.kill()
        for _ in range(2):
            with pytest.raises(DatabaseAwayError):
                store.rows("events/list_events")
        with pytest.raises(DatabaseAwayError):
            store.write(_note_once)
        server.start()

        store.write(_note_once)
        assert len(store.rows("events/list_events")) == 1


def _cut_everybody(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


# Who leads


def test_one_of_two_leads_and_the_other_takes_over_when_it_lets_go_or_dies(address, monkeypatch):
    monkeypatch.setattr("matching.engines.postgresql_lead.SECONDS_BETWEEN_LOOKS", 0.0)
    with Store.open(address) as one, Store.open(address) as other:
        first, second, another = (
            one.leadership("mail"),
            other.leadership("mail"),
            other.leadership("hooks"),
        )
        assert (first.holds(), second.holds(), another.holds()) == (True, False, True)
        assert first.holds()

        first.release()
        assert second.holds()
        assert not first.holds()

        _cut_everybody(address)
        assert first.holds() or first.holds()
        assert not second.holds()
        first.release()


def test_whoever_looked_in_vain_whether_another_leads_leaves_nothing_behind(address):
    """A sender looks every second, all evening long."""
    with Store.open(address) as one, Store.open(address) as other:
        leading = one.leadership("mail")
        assert leading.holds()
        for _ in range(3):
            looking = other.leadership("mail")
            assert not looking.holds()
            looking.release()

        assert (one.engine._leads, other.engine._leads) == ({leading}, set())


def test_a_process_that_ends_lets_go_of_all_that_it_leads(address):
    with Store.open(address) as other:
        with Store.open(address) as one:
            first, again = one.leadership("mail"), one.leadership("hooks")
            assert first.holds()
            assert again.holds()
            again.release()
            assert again.holds()

        assert other.leadership("mail").holds()
        assert other.leadership("hooks").holds()


def test_with_a_file_everybody_of_the_one_process_leads(store):
    if not store.is_shared:
        assert store.leadership("mail").holds()


# From one kind to the other


def held(store: Store) -> dict[str, list[tuple]]:
    """Every row, but for when each database learned its schema."""
    return {table: found for table, found in everything(store).items() if table != "migration"}


def test_everything_goes_to_postgresql_and_back_and_is_the_same(tmp_path, address):
    with Store.open(tmp_path / "one.duckdb") as file:
        event = make_event(file)
        for person in invite_many(file, event, 30):
            check_in(file, scan_of(event, person.code), now=NOW)
        with Store.open(address) as server, Store.open(tmp_path / "two.duckdb") as back:
            counts = file.copy_to(server)
            assert server.copy_to(back) == counts
            assert counts["admission"] == 30
            assert held(back) == held(server) == held(file)


def test_a_database_that_holds_something_is_never_filled(tmp_path, address):
    with Store.open(tmp_path / "one.duckdb") as file, Store.open(address) as server:
        make_event(file)
        make_event(server)
        before = everything(server)

        with pytest.raises(NotEmptyError):
            file.copy_to(server)
        assert everything(server) == before


def test_a_backup_of_postgresql_is_a_file_that_opens_by_itself(tmp_path, address):
    with Store.open(address) as server:
        event = make_event(server)
        invite_many(server, event, 5)
        server.backup(tmp_path / "backup.duckdb")

        with Store.open(tmp_path / "backup.duckdb") as file:
            assert held(file) == held(server)


def test_a_backup_is_of_one_moment_while_others_write(tmp_path, address):
    with Store.open(address) as server:
        event = make_event(server)
        people = invite_many(server, event, 60)
        writing = threading.Thread(
            target=lambda: [check_in(server, scan_of(event, one.code), now=NOW) for one in people]
        )
        writing.start()
        server.backup(tmp_path / "backup.duckdb")
        writing.join()

        with Store.open(tmp_path / "backup.duckdb") as file:
            assert rows(file, "SELECT count(*) FROM admission") == rows(
                file, "SELECT count(*) FROM scan"
            )


def test_rewriting_leaves_nothing_deleted_in_the_tables_files(address):
    with Store.open(address) as server:
        event = make_event(server)
        invite_many(server, event, 1)
        name = "Niezapominajka Wyjątkowa"
        with server._cursor() as cursor:
            cursor.execute("UPDATE person SET name = $1", [name])
            cursor.execute("ANALYZE")
            cursor.execute("DELETE FROM person")
            cursor.execute("CHECKPOINT")
        assert name.encode() in _stored_bytes(server, "person")

        assert server.rewrite()

        with server._cursor() as cursor:
            cursor.execute("CHECKPOINT")
        assert name.encode() not in _stored_bytes(server, "person")


def test_two_who_rewrite_at_once_are_in_each_others_way_and_neither_fails(address):
    """As when a process died over it and another one takes its place."""
    with Store.open(address) as server, Store.open(address) as other:
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(lambda one: one.rewrite(), [server, other] * 4))

        assert any(done)
        assert server.rewrite()


def test_while_somebody_still_looks_at_what_was_deleted_rewriting_says_that_it_was_not_done(
    address, monkeypatch
):
    """A copy that began before would have it written along."""
    monkeypatch.setattr("matching.engines.postgresql_rewriting.SECONDS_TO_LET_GO", 0.3)
    with Store.open(address) as server:
        event = make_event(server)
        invite_many(server, event, 1)
        name = "Niezapominajka Wyjątkowa"
        with server._cursor() as cursor:
            cursor.execute("UPDATE person SET name = $1", [name])
        with psycopg.connect(address, autocommit=True) as copying:
            copying.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            copying.execute("SELECT 1 FROM event")
            with server._cursor() as cursor:
                cursor.execute("DELETE FROM person")

            assert not server.rewrite()

            copying.execute("COMMIT")
        assert server.rewrite()
        with server._cursor() as cursor:
            cursor.execute("CHECKPOINT")
        assert name.encode() not in _stored_bytes(server, "person")


def _stored_bytes(server: Store, table: str) -> bytes:
    with server._cursor() as cursor:
        [(path,)] = cursor.execute("SELECT pg_relation_filepath($1)", [table]).fetchall()
    return (postgres().data / Path(path)).read_bytes()


def test_both_kinds_have_the_same_tables(tmp_path, address):
    with Store.open(tmp_path / "one.duckdb") as file, Store.open(address) as server:
        assert table_names(file) == table_names(server)


# Twins


def test_a_query_with_a_twin_leaves_the_same_rows_on_both(address, chance):
    """Suggestions go with a person, whoever they are in it, and with what proves them."""
    ids = [uuid4() for _ in range(12)]
    made = [
        [
            *(uuid4(), *chance.sample(ids, 2), place, 1.0, chance.choice([None, *ids])),
            json.dumps([{"proof": [str(one) for one in chance.sample(ids, 2)]}]),
        ]
        for place in range(60)
    ]
    gone, marks = ids[:2], [str(ids[2])]
    left = []
    for place in (None, address):
        with Store.open(place) as store:
            with store._cursor() as cursor:
                for row in {(row[1], row[2]): row for row in made}.values():
                    cursor.execute(
                        "INSERT INTO suggestion VALUES ($1, $2, $3, $4, $5, $6, $7)", row
                    ).fetchall()
            values = {"attendee_ids": gone, "marks": marks}
            store.write(lambda change: change.run("privacy/erase_suggestion", **values))  # noqa: B023
            left.append(sorted(rows(store, "SELECT * FROM suggestion"), key=str))

    assert left[0] == left[1]
    assert 0 < len(left[0]) < len(made)


def test_every_other_twin_finds_the_same_rows_on_both(tmp_path, address):
    with Store.open(tmp_path / "one.duckdb") as file, Store.open(address) as server:
        event = make_event(file)
        people = invite_many(file, event, 8)
        for person in people[:5]:
            check_in(file, scan_of(event, person.code), now=NOW)
        undo_admission(file, event, people[0].attendee_id, now=NOW)
        file.copy_to(server)
        asked = {
            "check_in/find_badges": {"codes": [one.code for one in people[2:7]]},
            "check_in/find_people": {"person_ids": [one.person_id for one in people[2:7]]},
            "check_in/find_admissions": {"attendee_ids": [one.attendee_id for one in people[:7]]},
            "check_in/find_attendees": {
                "event_id": event.event_id,
                "person_ids": [one.person_id for one in people[:2]],
                "attendee_ids": [one.attendee_id for one in people[1:4]],
            },
            "check_in/find_scans": {
                "scan_ids": [one for (one,) in rows(file, "SELECT scan_id FROM scan LIMIT 3")]
            },
        }

        for query, values in asked.items():
            found = [sorted(store.rows(query, **values), key=str) for store in (file, server)]
            assert found[0] == found[1], query
            assert found[0], query
        twins = {
            f"{file.parent.name}/{file.stem.split('.')[0]}" for file in QUERIES if "." in file.stem
        }
        assert twins == {*asked, "privacy/erase_suggestion"}
