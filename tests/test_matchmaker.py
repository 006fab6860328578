"""The lists stay fresh by themselves, and whatever fails, the kiosks go on."""

import logging
import time
from datetime import UTC, datetime, timedelta

import pytest
from cast import NOW, rows, show_badge
from room import Room, furnished

from kiosk import matchmaker
from kiosk.matchmaker import CALM_SECONDS, Matchmaker
from matching.desk import DENSE_ADMISSIONS
from matching.people import set_blocked
from matching.store import Store

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


def test_while_a_queue_stands_at_the_doors_the_kiosks_come_first(room, event):
    thread = Matchmaker(room.store, None)
    assert thread._rest(0.1) < CALM_SECONDS
    ago = datetime.now(UTC) - NOW - timedelta(seconds=5)
    guests = [*room.everybody, *(room.guest(f"Gość {n}") for n in range(DENSE_ADMISSIONS))]
    for guest in guests:
        show_badge(room.store, event, guest.code, at=ago)

    assert thread._rest(0.1) == CALM_SECONDS
