"""Sixty kiosks before a database that went away: all are told soon, and every scan counts once."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from cast import NOW, invite_many, make_event, rows, scan_of
from postgres_server import PostgresServer
from racing import together

from matching.check_in import check_in
from matching.errors import DatabaseAwayError, DatabaseFullError
from matching.interfaces.measuring import read_probe, write_probe
from matching.model import Outcome
from matching.store import Store

KIOSKS = 60
# The first caller's within half a second, and one of each kind that was under way meanwhile.
FEW = 15
PATIENCE = 30


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A database server of this test's own."""
    with PostgresServer(tmp_path / "pg") as started:
        yield started


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first callers wait half a second."""
    monkeypatch.setattr("matching.patience.PATIENCE_SECONDS", 0.5)


def tries_of(store: Store, way: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each try at the real database. way: transaction or open_statements"""
    tries: list[int] = []
    real: Callable[..., AbstractContextManager[object]] = getattr(store.engine, way)

    def noted(*given: object) -> AbstractContextManager[object]:
        tries.append(1)
        return real(*given)

    monkeypatch.setattr(store.engine, way, noted)
    return tries


def test_sixty_kiosks_are_told_after_a_few_tries_and_each_scan_counts_once_when_it_is_back(
    server, impatient, monkeypatch
):
    with Store.open(server.new_database()) as store:
        event = make_event(store)
        scans = [scan_of(event, guest.code) for guest in invite_many(store, event, KIOSKS)]
        show = [lambda scan=scan: check_in(store, scan, now=NOW) for scan in scans]
        server.kill()
        tries = tries_of(store, "transaction", monkeypatch)

        told = together(show)

        assert [type(one) for one in told] == [DatabaseAwayError] * KIOSKS
        assert 0 < len(tries) <= FEW
        server.start()
        _wait_for(store)
        assert {answer.outcome for answer in together(show)} == {Outcome.ADMITTED}
        assert rows(store, "SELECT count(*) FROM admission") == [(KIOSKS,)]
        assert rows(store, "SELECT count(*) FROM scan") == [(KIOSKS,)]


def test_who_waits_for_their_turn_to_write_is_told_with_the_one_before_them(
    server, impatient, monkeypatch
):
    with Store.open(server.new_database()) as store:
        server.kill()
        tries = tries_of(store, "transaction", monkeypatch)

        told = together([lambda: write_probe(store, now=NOW)] * KIOSKS)

        assert [type(one) for one in told] == [DatabaseAwayError] * KIOSKS
        assert 0 < len(tries) <= FEW


def test_a_database_that_is_known_to_be_away_is_tried_by_one_while_the_others_are_told(
    server, impatient, monkeypatch
):
    with Store.open(server.new_database()) as store:
        server.kill()
        with pytest.raises(DatabaseAwayError):
            read_probe(store)
        tries = tries_of(store, "open_statements", monkeypatch)
        monkeypatch.setattr("matching.patience.SECONDS_BETWEEN_TRIES", float("inf"))

        told = together([lambda: read_probe(store), lambda: write_probe(store, now=NOW)] * 20)

        assert [type(one) for one in told] == [DatabaseAwayError] * 40
        assert tries == []
        monkeypatch.setattr("matching.patience.SECONDS_BETWEEN_TRIES", 0.0)
        server.start()
        _wait_for(store)
        monkeypatch.setattr("matching.patience.SECONDS_BETWEEN_TRIES", float("inf"))
        tries.clear()
        together([lambda: read_probe(store)] * 5)
        assert len(tries) == 5


def test_its_return_is_noticed_also_where_all_that_is_asked_is_refused(server, impatient):
    with Store.open(server.new_database()) as store:
        server.kill()
        with pytest.raises(DatabaseAwayError):
            read_probe(store)
        server.start()

        def refuse(_change: object) -> None:
            raise ValueError("refused")

        end = time.monotonic() + PATIENCE
        told: list[type] = []
        while told[-2:] != [ValueError, ValueError] and time.monotonic() < end:
            told.append(type(together([lambda: store.write(refuse)])[0]))
        assert told[-2:] == [ValueError, ValueError]  # one right after the other


def _wait_for(store: Store) -> None:
    """Until the database answers; kiosks ask again and again too."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return read_probe(store)
        except DatabaseAwayError:
            assert time.monotonic() < end
            time.sleep(0.05)


# Those who share a transaction


@pytest.mark.parametrize("error", [DatabaseAwayError, DatabaseFullError])
def test_what_the_database_lacks_is_told_to_all_who_wait_together_after_one_try(store, error):
    groups = _groups_of(store, error())

    assert groups == [1, KIOSKS]


def test_of_those_who_wait_together_whoever_is_refused_is_refused_alone(store):
    groups = _groups_of(store, ValueError("refused"))

    assert groups == [1, KIOSKS, *[1] * KIOSKS]


def _groups_of(store: Store, error: Exception) -> list[int]:
    """How many were tried together, one try after the other, where each fails but the first."""
    groups: list[int] = []
    has_begun, all_wait = threading.Event(), threading.Event()

    def work(_cursor: object, items: Sequence[int]) -> Sequence[int]:
        groups.append(len(items))
        if items == [0]:
            has_begun.set()
            assert all_wait.wait(PATIENCE)
            return items
        raise error

    first = threading.Thread(target=lambda: store.write_together(work, 0))
    first.start()
    assert has_begun.wait(PATIENCE)

    told = []
    threads = [
        threading.Thread(target=lambda item=item: told.append(_told(store, work, item)))
        for item in range(1, KIOSKS + 1)
    ]
    for number, thread in enumerate(threads):
        thread.start()
        end = time.monotonic() + PATIENCE
        while len(store._groups._queue) <= number and time.monotonic() < end:
            time.sleep(0.001)
    all_wait.set()
    for thread in [first, *threads]:
        thread.join(PATIENCE)
    assert [type(one) for one in told] == [type(error)] * KIOSKS
    return groups


def _told(store: Store, work: Callable[..., Sequence[int]], item: int) -> Exception | None:
    try:
        store.write_together(work, item)
    except Exception as error:
        return error
    return None
