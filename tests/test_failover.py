"""The database's machine dies while kiosks write, and its standby takes over.

Short here; `make capacity` does it twenty times and writes the figures of docs/deploy.md.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from cast import NOW, invite, make_event, rows, scan_of
from chance import IS_FULL
from failing_over import PATIENCE, Pair, evening_on, lost, pair_in

from matching.check_in import check_in
from matching.errors import DatabaseAwayError
from matching.model import Outcome
from matching.store import Store

needs_full = pytest.mark.skipif(not IS_FULL, reason="with ROZMOWA_TEST_FULL=1: make capacity")
SECONDS_BEFORE = 0.5
SECONDS_BEHIND = 1.0  # for which the standby hears nothing
GREETED_AFTER = 50  # by the new primary, before the evening is looked at


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """As docs/deploy.md sets them up: what is acknowledged can be read on both."""
    with pair_in(tmp_path, is_synchronous=True) as ready:
        yield ready


def test_the_database_fails_over_and_no_greeted_guest_is_lost_or_doubled(pair):
    with evening_on(pair) as evening:
        evening.wait_for(50)
        time.sleep(SECONDS_BEFORE)
        pair.fail_over()
        evening.wait_for(GREETED_AFTER)
        evening.end()

        assert lost(evening, pair.url) == []
        admitted = [told for told, _ in evening.greeted.values() if told == Outcome.ADMITTED]
        assert rows(evening.stores[0], "SELECT count(*) FROM admission") == [(len(admitted),)]


@needs_full
def test_a_standby_that_nobody_waits_for_takes_over_too_but_does_not_know_all(tmp_path):
    with pair_in(tmp_path, is_synchronous=False) as pair, evening_on(pair) as evening:
        evening.wait_for(50)
        pair.standby.freeze()
        time.sleep(SECONDS_BEHIND)
        pair.fail_over_cut_off()
        evening.wait_for(GREETED_AFTER)
        evening.end()

        assert lost(evening, pair.url), "the standby was cut off and knew it all"


def test_a_greeting_that_waited_for_the_standby_is_never_taken_for_anothers(pair):
    """The number of a lost transaction is given again by the new primary."""
    with Store.open(pair.url) as store:
        event = make_event(store)
        anna = invite(store, event, "Anna Nowak")
        answers: list[object] = []

        def greet() -> None:
            while not answers:
                with suppress(DatabaseAwayError):
                    answers.append(check_in(store, scan_of(event, anna.code), now=NOW).outcome)
                time.sleep(0.05)

        pair.standby.freeze()
        kiosk = threading.Thread(target=greet)
        kiosk.start()
        time.sleep(1)
        assert answers == []  # kept here, not yet there
        pair.fail_over_cut_off()
        with psycopg.connect(pair.standby.url(pair.database), autocommit=True) as other:
            for number in range(50):
                other.execute(f"CREATE TABLE others_{number} (word TEXT)".encode())
        kiosk.join(PATIENCE)

        assert answers == [Outcome.ADMITTED]
        assert rows(store, "SELECT count(*) FROM admission") == [(1,)]


@needs_full
def test_of_two_standbys_either_may_be_away(pair, tmp_path):
    other = pair.primary.standby(tmp_path / "third")
    try:
        with evening_on(pair) as evening:
            for away in (pair.standby, other):
                away.freeze()
                evening.wait_for(GREETED_AFTER)
                away.thaw()
                evening.wait_for(GREETED_AFTER)
    finally:
        other.close()


def test_while_the_only_standby_is_away_kiosks_wait_and_go_on_when_it_is_given_up(pair):
    with evening_on(pair) as evening:
        evening.wait_for(20)
        pair.standby.freeze()
        time.sleep(1)
        before = len(evening.greeted)
        time.sleep(1)
        assert len(evening.greeted) == before

        pair.primary.tell("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
        evening.wait_for(GREETED_AFTER)
        pair.standby.thaw()
        evening.end()
        assert lost(evening, pair.primary.url(pair.database)) == []
