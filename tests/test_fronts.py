"""A proxy before two server processes on one PostgreSQL, by the files of docs/deploy.md."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from cast import invite_many, make_event, rows
from chance import IS_FULL
from fronts import KINDS, Front
from live_server import KIOSKS, LiveServer, enrol_all
from postgres_server import PostgresServer
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.load.clients import Kiosk
from benchmarks.load.log import Log
from matching.people import Listed
from matching.store import Store

GUESTS = 60
PIN = "246810"
SECRET = "the same secret for every process"
COMES_BACK_WITHIN = 20  # seconds, generous; docs/deploy.md has the figure of a quiet computer
NOBODYS_LINK = "/me/this-is-the-key-of-a-guest"


@dataclass(frozen=True)
class House:
    """Two server processes on one database. guests: invited, none of them in yet"""

    processes: tuple[LiveServer, LiveServer]
    database: str
    guests: Iterator[Listed]

    @property
    def ports(self) -> list[int]:
        return [process.port for process in self.processes]

    def cookies(self) -> list[str]:
        """Of the enrolled kiosks that only let people in, as a browser sends them."""
        numbers = sorted({kiosk.number for kiosk in KIOSKS})
        asked = (f"?kiosk={number}&mode=door" for number in numbers)
        given = (self.processes[0].kiosk_cookie(one) for one in asked)
        return [f"{cookie['name']}={cookie['value']}" for cookie in given]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """As docs/deploy.md starts it: the same settings, a folder for each process."""
    folder = tmp_path_factory.mktemp("house")
    with PostgresServer(folder / "postgresql") as database:
        url = database.new_database()
        with Store.open(url) as store:
            guests = invite_many(store, make_event(store), GUESTS)
            store.write(enrol_all)
        told = {"DATABASE": url, "SECRET": SECRET, "PIN": PIN}
        settings = {f"ROZMOWA_{name}": value for name, value in told.items()}
        settings |= {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
        first, second = (
            LiveServer(folder / name, environment=settings) for name in ("first", "second")
        )
        try:
            for process in (first, second):
                process.start()
            yield House((first, second), url, iter(guests))
        finally:
            first.kill()
            second.kill()


@pytest.fixture(scope="module", params=list(KINDS))
def front(
    request: pytest.FixtureRequest, house: House, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """The proxy, running."""
    started = Front(request.param, tmp_path_factory.mktemp("front") / "own", house.ports)
    try:
        started.wait()
        yield started
    finally:
        started.stop()


def visits(process: LiveServer, path: str) -> int:
    """How often a process was asked for a page, as it says itself to a program beside it."""
    told = httpx.get(f"http://127.0.0.1:{process.port}/metrics", trust_env=False).text
    samples = (s for one in text_string_to_metric_families(told) for s in one.samples)
    return int(
        sum(
            sample.value
            for sample in samples
            if sample.name == "rozmowa_http_requests_total" and sample.labels["route"] == path
        )
    )


@asynccontextmanager
async def kiosks_behind(
    front: Front, cookies: Sequence[str], log: Log | None = None
) -> AsyncIterator[list[Kiosk]]:
    """Kiosks that show their welcome; each fetched the page first, as a browser does."""
    opened = []
    for number, cookie in enumerate(cookies, start=1):
        with front.client() as browser:
            browser.cookies.set(*cookie.split("=", 1))
            assert browser.get("/").status_code == 200
            jar = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        kiosk = Kiosk(
            f"kiosk {number}",
            lambda: ("localhost", front.port),
            jar,
            log or Log(),
            tls=front.trust,
        )
        await kiosk.open()
        opened.append(kiosk)
    try:
        yield opened
    finally:
        for kiosk in opened:
            await kiosk.close()


def test_each_browser_stays_at_one_process_and_both_have_some(front, house):
    at: Counter[int] = Counter()
    for cookie in house.cookies():
        with front.client() as browser:
            browser.cookies.set(*cookie.split("=", 1))
            before = [visits(process, "/enrol") for process in house.processes]
            for _ in range(3):
                assert browser.get("/enrol").status_code == 200
            after = [visits(process, "/enrol") for process in house.processes]
        came = [now - earlier for now, earlier in zip(after, before, strict=True)]
        assert sorted(came) == [0, 3]
        at[came.index(3)] += 1
    assert len(at) == 2, at


def test_a_badge_is_greeted_through_it(front, house):
    async def evening() -> None:
        async with kiosks_behind(front, house.cookies()[:1]) as (kiosk,):
            shown = await kiosk.scan(next(house.guests).code)
            assert shown["screen"] == "greeting"

    asyncio.run(evening())


def needs_full(front: Front) -> None:
    """Ending and starting processes takes long: here for one kind of proxy."""
    if front.kind != "caddy" and not IS_FULL:
        pytest.skip("with ROZMOWA_TEST_FULL=1")


def test_a_process_is_killed_and_its_kiosks_greet_by_the_other_one(front, house):
    needs_full(front)
    first = house.processes[0]

    async def evening() -> None:
        async with kiosks_behind(front, house.cookies()[:6]) as kiosks:
            first.kill()
            began = time.monotonic()
            shown = await asyncio.gather(*(k.scan(next(house.guests).code) for k in kiosks))
            took = time.monotonic() - began
            print(f"{front.kind}: all {len(kiosks)} kiosks greeted {took:.1f} s after the kill")
            assert [one["screen"] for one in shown] == ["greeting"] * len(kiosks)
            assert took < COMES_BACK_WITHIN

            for _ in range(4):  # who comes anew meets nothing either
                assert front.get("/enrol").status_code == 200
            await asyncio.to_thread(first.start)
            shown = await asyncio.gather(*(k.scan(next(house.guests).code) for k in kiosks))
            assert [one["screen"] for one in shown] == ["greeting"] * len(kiosks)

    asyncio.run(evening())
    with Store.open(house.database) as store:
        assert rows(store, "SELECT count(*) - count(DISTINCT attendee_id) FROM admission") == [(0,)]


def test_the_proxy_is_killed_and_kiosks_greet_once_it_is_back(front, house):
    async def evening() -> None:
        async with kiosks_behind(front, house.cookies()[:4]) as kiosks:
            front.kill()
            scans = [asyncio.create_task(k.scan(next(house.guests).code)) for k in kiosks]
            await asyncio.sleep(1)
            assert not any(scan.done() for scan in scans)
            front.start()
            shown = await asyncio.gather(*scans)
            assert [one["screen"] for one in shown] == ["greeting"] * len(kiosks)

    asyncio.run(evening())


def test_wrong_pins_close_the_door_for_the_address_they_come_from_and_no_other(front, house):
    thief, organiser = (f"127.0.{len(front.kind)}.{number}" for number in (1, 2))

    def try_pin(source: str, pin: str, **headers: str) -> int:
        with front.client(source) as browser:
            return browser.post("/sign-in", data={"pin": pin}, headers=headers).status_code

    statuses = [try_pin(thief, "000000") for _ in range(24)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    lie = {"X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7", "X-Real-IP": "192.0.2.7"}
    assert try_pin(thief, "000000", **lie) == 429
    assert try_pin(organiser, PIN) == 303


def test_who_comes_through_it_is_not_taken_for_this_computer(front):
    assert front.get("/metrics").status_code == 401


def test_the_cookie_of_the_dashboard_is_for_https_only(front):
    with front.client(f"127.0.{len(front.kind)}.3") as browser:
        given = browser.post("/sign-in", data={"pin": PIN}).headers.get_list("set-cookie")
    ours = [cookie for cookie in given if not cookie.startswith("rozmowa_process=")]
    assert ours
    assert all("secure" in cookie.lower() for cookie in ours)


def test_no_log_holds_a_guests_link_also_when_no_process_is_there(tmp_path, house):
    for kind in KINDS:
        nobody = Front(kind, tmp_path / kind, [1, 2])
        try:
            status = until_answered(nobody, NOBODYS_LINK)
            assert status in (502, 503), kind
        finally:
            nobody.stop()
        assert NOBODYS_LINK.rpartition("/")[2] not in nobody.said, nobody.said


def until_answered(front: Front, path: str) -> int:
    """The status of a page, once the proxy itself is there."""
    while True:
        try:
            return front.get(path).status_code
        except httpx.ConnectError:
            time.sleep(0.1)
