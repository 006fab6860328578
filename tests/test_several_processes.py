"""Several server processes share a database: what one hears, the others know where it matters."""

import threading
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, make_event, rows
from evening import Evening
from fresh_stores import postgres
from racing import together
from receiver import Receiver

from kiosk import desk_presence, kiosk_health
from kiosk.courier import Courier
from kiosk.machine_checks import check_machine
from kiosk.server import Server
from kiosk.settings import load_settings
from kiosk.trying import Trying
from kiosk.upkeep import Upkeep
from kiosk.wrong_tries import TRIES_IN_ALL, TRIES_PER_ADDRESS, WrongTries
from matching.engines.schema import SCHEMA_FOLDER
from matching.interfaces import idempotency
from matching.interfaces.idempotency import Answer, Asked, answer_once
from matching.interfaces.webhooks import Kind, add_webhook
from matching.readiness import State
from matching.store import Store
from matching.worker.freshness import Freshness, note_freshness

pytest_plugins = ["shared_store"]

SECOND = timedelta(seconds=1)


@pytest.fixture
def new_server(shared, tmp_path, monkeypatch):
    """Server processes with a memory of their own, which a test changes over to by forget()."""

    def new() -> Server:
        values = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_SECRET": "the same for all of them"}
        settings = load_settings(values | {"ROZMOWA_DATABASE": shared.engine.address})
        return Server(settings, shared)

    yield new
    forget()


def forget() -> None:
    """From here on the test is another process."""
    desk_presence.forget()
    kiosk_health.forget()


def test_a_guest_can_call_for_staff_whose_page_is_open_at_another_process(shared):
    forget()
    event = make_event(shared)
    assert not desk_presence.is_open(shared, event.event_id, now=NOW)
    forget()
    desk_presence.note(shared, event.event_id, now=NOW)
    forget()

    assert desk_presence.is_open(shared, event.event_id, now=NOW + 80 * SECOND)
    assert not desk_presence.is_open(shared, event.event_id, now=NOW + 95 * SECOND)


def test_a_page_that_stays_open_is_said_again_but_not_at_every_question(shared):
    forget()
    event, writes = make_event(shared), []
    shared.tell_seconds = writes.append
    for second in range(0, 61, 3):
        desk_presence.note(shared, event.event_id, now=NOW + second * SECOND)

    assert 3 <= len(writes) <= 5


def test_the_dashboard_sees_a_kiosk_that_speaks_with_another_process(shared):
    forget()
    kiosk_id = uuid4()
    kiosk_health.note(shared, kiosk_id, "ok", now=NOW)
    kiosk_health.note(shared, kiosk_id, "lost", now=NOW + SECOND)
    forget()

    seen = kiosk_health.health_of(shared, kiosk_id)
    assert (seen.camera, seen.seen_at, seen.camera_ok_at) == ("lost", NOW + SECOND, NOW)
    assert seen.is_there(NOW + 20 * SECOND)


def test_the_link_for_the_first_password_opens_at_every_process(new_server):
    first, second = new_server(), new_server()

    assert second.is_set_up_key(first.set_up_key)
    other = replace(first.settings, secret=b"another one altogether")
    assert not Server(other, first.store).is_set_up_key(first.set_up_key)


def trying(running: Server, address: str, door: str = "staff") -> Trying:
    return Trying(running, door, WrongTries(), address, NOW).begin()


def test_wrong_tries_count_at_all_processes_together(new_server):
    first, second = new_server(), new_server()
    for place in range(TRIES_PER_ADDRESS):
        assert trying([first, second][place % 2], "203.0.113.7").minutes == 0

    assert trying(first, "203.0.113.7").minutes > 0
    assert trying(second, "203.0.113.7").minutes > 0
    assert trying(second, "203.0.113.8").minutes == 0
    assert trying(second, "203.0.113.7", door="kiosk").minutes == 0
    assert "203.0.113.7" not in str(rows(first.store, "SELECT * FROM wrong_try"))


def test_at_all_processes_together_the_addresses_of_one_phone_count_as_one(new_server):
    running = new_server()
    for place in range(TRIES_PER_ADDRESS):
        assert trying(running, f"2001:db8:1:2:{place}::1").minutes == 0

    assert trying(running, "2001:db8:1:2:f::1").minutes > 0
    assert trying(running, "2001:db8:1:3::1").minutes == 0


def test_the_right_one_is_no_wrong_try(new_server):
    running = new_server()
    for _ in range(2 * TRIES_PER_ADDRESS):
        one = trying(running, "203.0.113.7")
        assert one.minutes == 0
        one.was_right()


def test_of_many_tries_at_the_same_moment_no_more_than_the_limit_are_looked_at(new_server):
    running = new_server()
    places = [f"203.0.113.{place}" for place in range(TRIES_IN_ALL + 6)]
    for part in range(0, len(places), 6):
        together([lambda one=one: trying(running, one) for one in places[part : part + 6]])

    assert rows(running.store, "SELECT count(*) FROM wrong_try") == [(TRIES_IN_ALL,)]


def test_a_program_that_asks_two_processes_at_once_hears_one_answer(shared, monkeypatch):
    # What is under way is known within a process only; here two are played by one.
    monkeypatch.setattr(idempotency, "_alone", lambda _asked: nullcontext())
    asked = Asked(uuid4(), "a key", "POST", "/somewhere", {})
    stores = [Store.open(shared.engine.address) for _ in range(2)]
    barrier = threading.Barrier(2)

    def ask(place: int) -> Answer:
        def work(_asked: Asked, fact_id: UUID) -> Answer:
            barrier.wait(30)
            return Answer(201, {"id": str(fact_id), "by": place})

        return answer_once(stores[place], asked, work, now=NOW)

    first, second = together([lambda: ask(0), lambda: ask(1)])
    for store in stores:
        store.close()

    assert first.body == second.body
    assert rows(shared, "SELECT count(*) FROM api_answer") == [(1,)]


def test_processes_that_start_at_the_same_moment_make_one_database():
    address = postgres().new_database()
    stores = together([lambda: Store.open(address)] * 4)
    for store in stores:
        store.close()

    numbers = [int(file.name[:3]) for file in sorted(SCHEMA_FOLDER.glob("[0-9]*.sql"))]
    with Store.open(address) as store:
        assert rows(store, "SELECT number FROM migration ORDER BY 1") == [(n,) for n in numbers]


def test_of_two_processes_one_tells_an_address_and_the_other_follows(
    shared, asked_each_time, shared_room
):
    room: Evening = shared_room
    with Receiver() as receiver:
        told = {"kinds": tuple(Kind), "actor": "cli", "now": NOW - timedelta(days=1)}
        add_webhook(shared, room.event, url=receiver.url, **told)
        couriers = [Courier(shared, lambda _purpose: b"k" * 32, clock=lambda: NOW) for _ in "ab"]
        assert couriers[0].go_round() > 0
        told_first = len(receiver.received)
        room.know(room.dorota, room.anna)
        assert couriers[1].go_round() == 0

        couriers[0]._lead.release()
        wait_for(lambda: couriers[1].go_round() == 1)
        couriers[1]._lead.release()

        ids = [one.id for one in receiver.received]
        assert len(ids) == len(set(ids)) == told_first + 1


def test_one_process_tidies_up_and_the_other_only_once_that_has_gone(
    shared, asked_each_time, tmp_path, monkeypatch
):
    monkeypatch.setattr("kiosk.upkeep.LOOK_SECONDS", 0.02)
    done = []
    monkeypatch.setattr(Upkeep, "do_all", lambda self: done.append(self))
    first, second = Upkeep(shared, tmp_path), Upkeep(shared, tmp_path)
    first.start()
    wait_for(lambda: done)
    second.start()
    first.stop()
    assert done[:2] == [first, first]  # at the start, and once more at the end

    wait_for(lambda: second in done)
    second.stop()


def wait_for(is_done) -> None:
    for _ in range(3000):
        if is_done():
            return
        threading.Event().wait(0.01)
    raise AssertionError


def test_whoever_prepares_an_event_is_told_when_nobody_works_out_the_lists(new_server):
    running = new_server()
    event = make_event(running.store)

    def case() -> tuple[str, State, int]:
        found = check_machine(running.store, running.settings, now=NOW)
        [one] = [one for one in found if one.check == "lists"]
        return one.case, one.state, one.count

    assert case() == ("never", State.MISSING, 0)
    note_freshness(running.store, event.event_id, Freshness(NOW - 20 * SECOND, 2.0))
    assert case() == ("fresh", State.DONE, 0)
    note_freshness(running.store, event.event_id, Freshness(NOW - 150 * SECOND, 2.0))
    assert case() == ("old", State.MISSING, 2)

    # One event that goes well does not hide another one.
    second = make_event(running.store, "second")
    note_freshness(running.store, event.event_id, Freshness(NOW, 2.0))
    assert case() == ("never", State.MISSING, 0)
    note_freshness(running.store, second.event_id, Freshness(NOW - 150 * SECOND, 2.0))
    assert case() == ("old", State.MISSING, 2)
