"""The worker's own copy of the database is what the database holds, whatever happens to it."""

import random
import threading
import time
from uuid import UUID

import pytest
from cast import NOW, invite_many, make_event
from chance import SEED

from matching.engines.engine import LostConnectionError
from matching.engines.mirror import Mirror
from matching.privacy.erasure import erase_person
from matching.worker.rounds import MIRRORED

pytest_plugins = ["shared_store"]

ROUNDS, CHANGES = 6, 25


def held(engine, table: str) -> list[str]:
    with engine.open_statements() as connection:
        found = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # our own tables
    return sorted(map(repr, found))


@pytest.fixture
def mirror(shared):
    made = Mirror(shared.engine.address, MIRRORED)
    yield made
    made.close()


class Chaos:
    """Changes of every kind, by chance, each in a transaction of its own."""

    def __init__(self, store, event, people, chance: random.Random) -> None:
        self.store, self.event, self.people, self.chance = store, event, people, chance

    def change(self) -> None:
        act = self.chance.choice([self.add, self.add, self.edit, self.remove, self.renumber])
        self.store.write(lambda change: act(change._cursor))

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _one(self, connection, table: str, key: str) -> UUID | None:
        found = connection.execute(f"SELECT {key} FROM {table} ORDER BY 1").fetchall()  # noqa: S608
        return self.chance.choice(found)[0] if found else None

    def add(self, connection) -> None:
        one, other = self.chance.sample(self.people, 2)
        now, talk = NOW.replace(tzinfo=None), self._id()
        lower, higher = sorted([one.attendee_id, other.attendee_id])
        connection.execute(
            "INSERT INTO conversation VALUES ($1,$2,$3,$4,0,$3,'helps','motive',1,$5)"
            " ON CONFLICT DO NOTHING",
            [talk, self.event.event_id, lower, higher, now],
        )
        words = self.chance.choice(["Żagle; 'jabłka'", "", "a\tb\nc\\N", "NULL", "🍏"])
        connection.execute(
            "INSERT INTO answer VALUES ($1,$2,$3,$4,0,'helps',$5,'','pl','ok','page',NULL,$6)",
            [self._id(), talk, lower, higher, words, now],
        )
        connection.execute(
            "INSERT INTO consent VALUES ($1,$2,'suggest',$3,'1','pl','kiosk',$4)",
            [self._id(), one.person_id, self.chance.random() < 0.5, now],
        )

    def edit(self, connection) -> None:
        who = self.chance.choice(self.people)
        connection.execute(
            "UPDATE person SET offers = $1 WHERE person_id = $2",
            [str(self.chance.random()), who.person_id],
        )

    def remove(self, connection) -> None:
        table, key = self.chance.choice([("answer", "answer_id"), ("consent", "consent_id")])
        one = self._one(connection, table, key)
        connection.execute(f"DELETE FROM {table} WHERE {key} = $1", [one])  # noqa: S608

    def renumber(self, connection) -> None:
        one = self._one(connection, "consent", "consent_id")
        connection.execute(
            "UPDATE consent SET consent_id = $1 WHERE consent_id = $2", [self._id(), one]
        )


def test_the_copy_is_row_by_row_what_the_database_holds_while_others_write(shared, mirror):
    event = make_event(shared)
    people = invite_many(shared, event, 30)
    paused, stopping = threading.Event(), threading.Event()
    idle = [threading.Event() for _ in range(2)]

    def write_on(place: int) -> None:
        chaos = Chaos(shared, event, people, random.Random(SEED + place))
        while not stopping.is_set():
            if paused.is_set():
                idle[place].set()
                time.sleep(0.005)
                continue
            idle[place].clear()
            chaos.change()

    threads = [threading.Thread(target=write_on, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    try:
        for number in range(ROUNDS):
            paused.clear()
            for one in idle:
                one.clear()
            for _ in range(3):
                mirror.refresh()  # in the middle of it
                time.sleep(0.02)
            if number == ROUNDS // 2:
                erase_person(shared, people.pop().person_id, actor="cli", key=b"k" * 32, now=NOW)
            paused.set()
            assert all(one.wait(30) for one in idle)
            mirror.refresh()
            for table in MIRRORED:
                assert held(mirror.engine, table) == held(shared.engine, table), table
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def test_only_what_changed_is_read_again(shared_room, mirror):
    mirror.refresh()

    assert mirror.refresh() == frozenset()
    shared_room.wish(shared_room.anna, "Miód", "")
    assert mirror.refresh() == {"person"}
    assert mirror.refresh() == frozenset()


def test_an_open_transaction_of_somebody_else_hides_nothing_that_comes_after_it(shared, mirror):
    event = make_event(shared)
    anna, bartek = invite_many(shared, event, 2)

    sql = "UPDATE person SET offers = $1 WHERE person_id = $2"
    with shared.engine.transaction(1) as first:
        first.execute(sql, ["Miód", anna.person_id])  # numbered before the next, kept after it
        with shared.engine.open_statements() as second:
            second.execute(sql, ["Len", bartek.person_id])
        mirror.refresh()
    mirror.refresh()

    assert held(mirror.engine, "person") == held(shared.engine, "person")


def test_a_database_that_is_cut_off_costs_one_round(shared_room, mirror):
    mirror.refresh()
    mirror._remote.close()
    with pytest.raises(LostConnectionError):
        mirror.refresh()
    shared_room.wish(shared_room.anna, "Miód", "")

    mirror.refresh()
    for table in MIRRORED:
        assert held(mirror.engine, table) == held(shared_room.store.engine, table), table
