"""The lists stay fresh by themselves, and whatever fails, the kiosks go on."""

import logging
import time
from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from cast import NOW, rows, show_badge
from room import Room, furnished

from kiosk import matchmaker
from kiosk.machine_checks import check_own_lists
from kiosk.matchmaker import CALM_SECONDS, Matchmaker
from matching.desk import DENSE_ADMISSIONS
from matching.people import set_blocked
from matching.readiness import State
from matching.store import Store
from matching.worker.freshness import FRESH_SECONDS

PATIENCE = 10


@pytest.fixture
def room(store, event, anna, bartek, celina) -> Room:
    return furnished(store, event, anna, bartek, celina)


@pytest.fixture
def running(room):
    """Works beside the test, as in the server."""
    thread = Matchmaker(room.store, None)
    thread.start()
    yield thread
    thread.stop()
    assert not thread.is_alive()


def listed(store: Store) -> int:
    return rows(store, "SELECT count(*) FROM suggestion")[0][0]


def wait_until(is_done) -> None:
    until = time.monotonic() + PATIENCE
    while not is_done():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_lists_come_by_themselves_and_follow_what_happens(room, running):
    wait_until(lambda: listed(room.store))
    set_blocked(room.store, room.dorota.person_id, is_blocked=True, now=NOW)

    gone = (room.dorota.attendee_id,)
    wait_until(lambda: gone not in rows(room.store, "SELECT suggested_id FROM suggestion"))


def test_a_look_works_only_where_something_happened(room):
    thread = Matchmaker(room.store, None)

    assert [thread.look(), thread.look()] == [True, False]
    room.wish(room.ewa, "Żeglowanie", "")
    assert [thread.look(), thread.look()] == [True, False]


def test_without_an_event_there_is_nothing_to_do(store):
    assert not Matchmaker(store, None).look()
    assert not Matchmaker(store, "nowhere").look()


def test_a_failure_is_logged_without_names_and_tried_again(room, caplog, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ValueError("Anna Nowak")

    monkeypatch.setattr(matchmaker, "refresh_lists", fail)
    thread = Matchmaker(room.store, None)
    with caplog.at_level(logging.ERROR, logger="rozmowa"):
        thread.start()
        wait_until(lambda: caplog.records)
    monkeypatch.undo()
    wait_until(lambda: listed(room.store))
    thread.stop()

    assert "Anna" not in caplog.text


def test_whatever_fails_before_a_rest_the_lists_go_on_following(room, caplog, monkeypatch):
    def fail(*_args, **_kwargs):
        raise duckdb.TransactionException("Anna Nowak")

    monkeypatch.setattr(matchmaker, "are_arrivals_dense", fail)
    thread = Matchmaker(room.store, None)
    with caplog.at_level(logging.ERROR, logger="rozmowa"):
        thread.start()
        wait_until(lambda: caplog.records)
        set_blocked(room.store, room.dorota.person_id, is_blocked=True, now=NOW)
        gone = (room.dorota.attendee_id,)
        ids = "SELECT suggested_id FROM suggestion"
        wait_until(lambda: listed(room.store) and gone not in rows(room.store, ids))
    assert thread.is_alive()
    thread.stop()

    assert "Anna" not in caplog.text


def test_whoever_prepares_an_event_is_told_when_the_lists_are_no_longer_kept(room):
    thread = Matchmaker(room.store, None)  # it never runs, as one that has ended
    assert check_own_lists(thread).state is State.DONE

    thread._well_at -= 150
    found = check_own_lists(thread)
    assert (found.state, found.case, found.count) == (State.MISSING, "own_old", 2)


def test_looks_in_vain_are_told_until_one_goes_well(room, caplog, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ValueError

    thread = Matchmaker(room.store, None)
    thread._well_at -= 150
    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR, logger="rozmowa"):
        broken.setattr(matchmaker, "refresh_lists", fail)
        thread.start()
        wait_until(lambda: len(caplog.records) > 1)
        assert check_own_lists(thread).case == "own_old"
    wait_until(lambda: check_own_lists(thread).case == "own_fresh")
    thread.stop()


def test_while_a_queue_stands_at_the_doors_the_kiosks_come_first(room, event):
    thread = Matchmaker(room.store, None)
    assert thread._rest(0.1) < CALM_SECONDS
    ago = datetime.now(UTC) - NOW - timedelta(seconds=5)
    guests = [*room.everybody, *(room.guest(f"Gość {n}") for n in range(DENSE_ADMISSIONS))]
    for guest in guests:
        show_badge(room.store, event, guest.code, at=ago)

    assert thread._rest(0.1) == CALM_SECONDS
    assert 2 * 1.7 + thread._rest(1.7) == pytest.approx(FRESH_SECONDS)
