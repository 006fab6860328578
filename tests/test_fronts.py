"""A proxy before two server processes on one PostgreSQL, by the files of docs/deploy.md."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest
from cast import rows
from chance import IS_FULL
from fronts import KINDS, PATIENCE, PIN, WAITS, Front, visits
from live_server import ROOT
from streamlit.web.server.starlette.starlette_server_config import DEFAULT_WEBSOCKET_PING_INTERVAL

from benchmarks.load import pictures
from benchmarks.load.clients import Kiosk
from benchmarks.load.log import Log
from matching.badge_codes import new_badge_code
from matching.store import Store

pytest_plugins = ["front_fixtures"]

COMES_BACK_WITHIN = 20  # seconds, generous; docs/deploy.md says "a few" of a quiet computer
BROWSER_GIVES_UP_AFTER = 15  # seconds, in Streamlit's page
CODE = new_badge_code()
NOBODYS_LINK = "/me/this-is-the-key-of-a-guest"


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


def test_a_picture_and_a_large_list_pass_through_it(front):
    """The tests' nginx could not write them to its disk: its folders are another user's."""
    with front.client() as browser:
        read = browser.post("/api/scan", content=pictures.badge(CODE, number=1).jpeg)
        assert read.json()["code"] == CODE
        too_large = browser.post("/api/photo", content=b"0" * 15_000_000)
        assert too_large.status_code == 413
        assert too_large.json() == {"code": None, "foreign": False}


def test_what_is_refused_before_all_of_it_came_is_refused_in_our_words(front, house):
    """Never by a page of the proxy, however much is still on its way."""
    large = b"0" * 15_000_000
    foreign = {"Origin": "https://evil.example"}
    with front.client() as kiosk, front.client("127.0.30.1") as stranger:
        kiosk.cookies.set(*house.cookies()[0].split("=", 1))
        for _ in range(10):
            assert kiosk.post("/api/photo", content=large).json() == {
                "code": None,
                "foreign": False,
            }
            answer = stranger.post("/sign-in", content=large, headers=foreign)
            assert answer.status_code == 403
            assert 'data-screen="phone-refused_foreign"' in answer.text
            answer = stranger.post("/staff/import", content=large)
            assert answer.status_code == 404
            assert "data-screen=" in answer.text
        too_often = send_until_too_often(stranger, large)
        assert too_often.json() == {"error": "Too many requests."}


def send_until_too_often(stranger: httpx.Client, content: bytes) -> httpx.Response:
    """The first large picture that was refused because there were so many small ones before."""
    for _ in range(20):
        for _ in range(10):
            stranger.post("/api/photo", content=b"0")
        answer = stranger.post("/api/photo", content=content)
        if answer.status_code != 413:
            return answer
    raise AssertionError("a stranger never had to wait")


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


def test_a_process_that_hangs_is_left_by_kiosks_and_pages(tmp_path, house):
    """By nginx, here sooner than its file says; kiosks' browsers do as Streamlit's page does."""
    hanging = house.processes[0]
    front = Front("nginx", tmp_path / "front", house.ports, longest_wait=2)
    cookies = house.cookies()[:6]

    def status_of(path: str, cookie: str) -> int:
        with front.client() as browser:
            browser.cookies.set(*cookie.split("=", 1))
            return browser.get(path).status_code

    async def evening() -> None:
        async with kiosks_behind(front, cookies) as kiosks:
            os.kill(hanging.pid, signal.SIGSTOP)
            async with asyncio.timeout(PATIENCE):
                for kiosk in kiosks:
                    await kiosk._socket.wait_closed()
            for kiosk, cookie in zip(kiosks, cookies, strict=True):
                assert await asyncio.to_thread(status_of, "/_stcore/health", cookie) == 200
                shown = await kiosk.scan(next(house.guests).code)
                assert shown["screen"] == "greeting"
            for cookie in cookies:
                assert await asyncio.to_thread(status_of, "/enrol", cookie) == 200

    try:
        front.wait()
        asyncio.run(evening())
    finally:
        os.kill(hanging.pid, signal.SIGCONT)
        front.stop()


def test_nginx_knows_a_quiet_kiosk_from_a_process_that_hangs():
    text = (ROOT / "docs" / KINDS["nginx"]).read_text()
    waits = [int(WAITS.search(part)[1]) for part in text.split("location ")[1:]]
    to_pages, to_kiosk, before_connecting = waits
    assert to_kiosk > 2 * DEFAULT_WEBSOCKET_PING_INTERVAL  # one may be late
    assert "websocketPingInterval" not in (ROOT / ".streamlit" / "config.toml").read_text()
    assert before_connecting < BROWSER_GIVES_UP_AFTER
    assert to_pages <= 60


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
    net = f"127.0.{10 + list(KINDS).index(front.kind)}"
    thief, organiser = f"{net}.1", f"{net}.2"

    def try_pin(source: str, pin: str, **headers: str) -> int:
        with front.client(source) as browser:
            return browser.post("/sign-in", data={"pin": pin}, headers=headers).status_code

    # Counted over all processes, whichever a try comes to.
    assert [try_pin(thief, "000000") for _ in range(7)] == [401] * 5 + [429] * 2
    lie = {"X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7", "X-Real-IP": "192.0.2.7"}
    assert try_pin(thief, "000000", **lie) == 429
    assert try_pin(organiser, PIN) == 303


def test_who_comes_through_it_is_not_taken_for_this_computer(front):
    assert front.get("/metrics").status_code == 401


def test_the_cookie_of_the_dashboard_is_for_https_only(front):
    with front.client("127.0.20.1") as browser:
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
