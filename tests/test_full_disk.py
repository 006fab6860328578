"""A disk that is really full: nobody is told that something is kept which is not."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import Kiosk
from cast import NOW, invite, invite_many, make_event, rows, scan_of
from live_server import LiveServer
from playwright.sync_api import expect
from postgres_server import PostgresServer
from small_disk import SmallDisk

from matching.check_in import check_in
from matching.errors import DatabaseFullError
from matching.model import Event, Outcome
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]

LONGEST = 40_000  # ms
GUESTS = 400


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    try:
        with SmallDisk(megabytes=80) as small:
            yield small
    except PermissionError:
        pytest.skip("only root may mount a small file system")


@pytest.fixture(params=["file", "postgresql"])
def database(request: pytest.FixtureRequest, disk: SmallDisk) -> Iterator[Path | str]:
    """Where a store on that disk is."""
    if request.param == "file":
        yield disk.place / "rozmowa.duckdb"
        return
    with PostgresServer(disk.place / "postgresql", is_durable=False) as server:
        yield server.new_database()


def test_while_the_disk_is_full_nothing_is_kept_and_afterwards_everything(database, disk):
    with Store.open(database) as store:
        event = make_event(store)
        guests = invite_many(store, event, GUESTS)
        kept = let_in_until_full(store, event, guests, disk)
        assert rows(store, "SELECT count(*) FROM admission") == [(kept,)]

        disk.make_room()
        assert all(comes_in(store, event, guest) for guest in guests[kept:])
    with Store.open(database) as store:
        counts = "SELECT count(*), count(DISTINCT attendee_id) FROM admission"
        assert rows(store, counts) == [(GUESTS, GUESTS)]


def let_in_until_full(store: Store, event: Event, guests: list[Listed], disk: SmallDisk) -> int:
    """How many were let in before there was no room for the next one."""
    for number, guest in enumerate(guests):
        disk.fill()  # again, as the database itself makes room now and then
        try:
            assert comes_in(store, event, guest)
        except DatabaseFullError:
            return number
    raise AssertionError("there was room for everybody")


def comes_in(store: Store, event: Event, guest: Listed) -> bool:
    return check_in(store, scan_of(event, guest.code), now=NOW).outcome is Outcome.ADMITTED


def fill(store: Store) -> list[Listed]:
    event = make_event(store)
    return [invite(store, event, f"Gość {number}", language="pl") for number in range(60)]


def scan_until_it_waits(kiosk: Kiosk, guests: list[Listed], disk: SmallDisk) -> int:
    """How many were greeted before; whoever stands at the kiosk then is the next one."""
    waiting = kiosk.page.locator(".offline:not([hidden])")
    for number, guest in enumerate(guests):
        disk.fill()
        kiosk.scan(guest.code)
        greeted = kiosk.page.locator(".page", has_text=guest.name)
        expect(waiting.or_(greeted).first).to_be_visible(timeout=LONGEST)
        if waiting.is_visible():
            return number
    raise AssertionError("there was room for everybody")


@pytest.mark.browser
def test_a_kiosk_says_that_the_disk_is_full_and_greets_once_there_is_room(open_kiosk, disk):
    server = LiveServer(disk.place / "server", prepare=fill)
    server.start()
    try:
        kiosk: Kiosk = open_kiosk(server, "?kiosk=5")
        kiosk.page.evaluate("window.neverReloaded = true")
        greeted = scan_until_it_waits(kiosk, server.prepared, disk)
        waiting = kiosk.page.locator(".offline")
        expect(waiting).to_contain_text("Dysk serwera jest pełny", timeout=LONGEST)
        expect(waiting).to_contain_text("jeszcze niesprawdzony")
        kiosk.screenshot("disk-full-pl")
        health = httpx.get(f"{server.url}/healthz", trust_env=False)
        assert (health.status_code, health.json()["waits"]) == (503, "full")
        kiosk.page.wait_for_timeout(9000)  # it neither gives up nor loads itself anew
        expect(waiting).to_contain_text("Dysk serwera jest pełny")

        disk.make_room()
        kiosk.expect_screen("greeting", within=LONGEST)
        kiosk.expect_text(server.prepared[greeted].name)
        expect(waiting).to_be_hidden()
        assert kiosk.page.evaluate("window.neverReloaded")
        kiosk.errors.clear()  # the browser counts an answer of 503 as one
    finally:
        server.kill()
    with Store.open(server.database) as store:
        assert rows(store, "SELECT count(*) FROM admission") == [(greeted + 1,)]
