"""Under the filters that systemd puts around them, servers, worker and copies do their work."""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import system_calls
from cast import rows
from command_line import kiosk_process
from live_server import ROOT, LiveServer, enrol_all
from postgres_server import PostgresServer
from room import room_in

from benchmarks.load import pictures
from kiosk import matchmaker, runs
from kiosk.routes import frames
from matching.badge_codes import new_badge_code
from matching.store import Store
from matching.worker import process

PATIENCE = 60
PIN = "246810"
SECRET = "the same secret for every process"
CODE = new_badge_code()
HOMELESS = {"HOME": "/proc/nowhere"}  # as the user of the units
PRIORITIES = "SystemCallFilter=setpriority\n"
UNITS = ("rozmowa.service", "rozmowa@.service", "rozmowa-worker.service", "rozmowa-copy.service")


def is_there() -> bool:
    """Whether a filter can be put around a process here."""
    try:
        system_calls.loaded()
    except OSError:
        return False
    return "\nSeccomp:" in Path("/proc/self/status").read_text()


pytestmark = pytest.mark.skipif(
    not is_there(), reason=f"needs Linux with seccomp, and {system_calls.LIBRARY}"
)


class Unit:
    """One of scripts/, as it is shipped or changed."""

    def __init__(self, name: str, folder: Path, change: Callable[[str], str] = str) -> None:
        self.text = change((ROOT / "scripts" / name).read_text())
        self._file = folder / name
        self._file.write_text(self.text)

    def around(self, *command: str | Path) -> list[str]:
        """The words that start a command under its filters."""
        words = [sys.executable, system_calls.__file__, self._file, *command]
        return [str(word) for word in words]

    def command(self, *arguments: str | Path) -> list[str]:
        """What it starts, with the program where it is here; arguments: in place of its own."""
        [line] = system_calls.values(self.text, "ExecStart")
        program, *own = shlex.split(line)
        program = program.replace("/opt/rozmowa/.venv/bin/python", sys.executable)
        return self.around(program.replace("/opt/rozmowa", str(ROOT)), *(arguments or own))


def as_shipped(text: str) -> str:
    return text


def without_priorities(text: str) -> str:
    """As on a computer where nothing may give way."""
    assert PRIORITIES in text
    return text.replace(PRIORITIES, "")


@pytest.fixture(params=[as_shipped, without_priorities])
def change(request) -> Callable[[str], str]:
    return request.param


@pytest.fixture
def database(tmp_path) -> Iterator[str]:
    """On PostgreSQL, with a room that has no list yet."""
    with PostgresServer(tmp_path / "postgres", is_durable=False) as server:
        address = server.new_database()
        with Store.open(address) as store:
            room_in(store)
            store.write(enrol_all)
        yield address


def wait_until(is_done: Callable[[], object], told: Callable[[], str]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_done():
        assert time.monotonic() < until, told()
        time.sleep(0.1)


def nicenesses(pid: int) -> set[int]:
    """Of all threads of a process."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return {os.getpriority(os.PRIO_PROCESS, int(thread.name)) for thread in threads}


def listed(database: object) -> int:
    with Store.open(database) as store:
        return int(rows(store, "SELECT count(*) FROM suggestion")[0][0])


def visit(server: LiveServer) -> None:
    """What guests, a kiosk and the organiser ask of a server: each is answered."""
    cookie = server.kiosk_cookie("?kiosk=1&mode=door")
    with httpx.Client(base_url=server.url, trust_env=False, timeout=PATIENCE) as browser:
        assert browser.get("/my-page").status_code == 200
        assert browser.get("/me/nobodys-link").status_code == 404
        browser.cookies.set(cookie["name"], cookie["value"])
        assert browser.get("/").status_code == 200

        for path in ("/api/scan", "/api/photo"):
            badge = browser.post(path, content=pictures.badge(CODE, number=1).jpeg)
            assert (badge.status_code, badge.json()["code"]) == (200, CODE)
            nothing = browser.post(path, content=pictures.rooms()[0].jpeg)  # it is looked closely
            assert (nothing.status_code, nothing.json()["code"]) == (200, None)

        assert browser.post("/sign-in", data={"pin": PIN}).status_code == 303
        for page in ("/staff", "/staff/guests", "/staff/live", "/staff/ready"):
            assert browser.get(page).status_code == 200
        for form in ("csv", "xlsx", "parquet"):
            wish = {"table": "people", "as": form}
            taken = browser.post("/staff/exports", data=wish, headers={"Origin": server.url})
            assert taken.status_code == 200
            assert taken.content


PROBE = """
import ctypes, mmap, os, socket
system = ctypes.CDLL(None, use_errno=True)
for attempt in (
    lambda: os.sched_setaffinity(0, {0}),
    lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC),
    lambda: socket.socket(socket.AF_NETLINK),
    lambda: system.unshare(0x20000) and os.stat("/refused"),
    lambda: system.personality(0x0040000) == -1 and os.stat("/refused"),
    lambda: system.mount(b"/", b"/", b"", 0, b"") and os.stat("/refused"),
    lambda: os.setpriority(os.PRIO_PROCESS, 0, 5),
):
    try:
        attempt()
    except OSError:
        print("refused")
    else:
        print("done")
"""


@pytest.mark.parametrize("name", UNITS)
def test_what_a_unit_forbids_is_refused_here_too(tmp_path, name):
    command = Unit(name, tmp_path).around(sys.executable, "-c", PROBE)

    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)

    *forbidden, priority = done.stdout.split()
    assert forbidden == ["refused"] * 6, done
    assert priority == ("refused" if name == "rozmowa-copy.service" else "done")


def test_a_server_with_a_file_of_its_own_does_all_its_work(tmp_path, change):
    unit = Unit("rozmowa.service", tmp_path, change)
    folder = tmp_path / "data"
    settings = {"ROZMOWA_PIN": PIN, "STREAMLIT_SERVER_ADDRESS": "127.0.0.1", **HOMELESS}
    server = LiveServer(folder, prepare=room_in, environment=settings, command=unit.command())
    copy = folder / "copy.duckdb"

    def has_lists() -> bool:
        done = kiosk_process(folder, "backup", copy)
        assert done.code == 0, (done, server.output)
        return listed(copy) > 0

    try:
        server.start()
        visit(server)
        wait_until(has_lists, lambda: server.output)
        giving_way = {matchmaker.NICENESS, runs.NICENESS_OF_PAGES, frames.NICENESS}
        assert nicenesses(server.pid) == {0} | (giving_way if change is as_shipped else set())
        assert not re.search("failed|unexpected|Traceback", server.output), server.output
    finally:
        server.kill()


def test_a_server_and_the_worker_on_postgresql_do_all_their_work(tmp_path, database, change):
    names = ("rozmowa@.service", "rozmowa-worker.service")
    of_server, of_worker = (Unit(name, tmp_path, change) for name in names)
    told = {"ROZMOWA_DATABASE": database, "ROZMOWA_SECRET": SECRET, "ROZMOWA_PIN": PIN}
    told |= HOMELESS
    server = LiveServer(tmp_path / "data", environment=told, command=of_server.command())
    log = tmp_path / "worker.log"
    with log.open("wb") as file:
        worker = subprocess.Popen(
            of_worker.command(),
            cwd=ROOT,
            env={**os.environ, **told},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        server.start()
        visit(server)
        wait_until(lambda: listed(database), log.read_text)
        wanted = {process.NICENESS} if change is as_shipped else {0}
        assert nicenesses(worker.pid) == wanted
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
        assert not re.search("failed|unexpected|Traceback", server.output), server.output
    finally:
        server.kill()
        worker.kill()
        worker.wait()


def test_the_hourly_copy_is_made_and_read_back(tmp_path, database):
    unit = Unit("rozmowa-copy.service", tmp_path)
    folder = tmp_path / "copies"

    done = subprocess.run(
        unit.command(folder),
        env={**os.environ, "ROZMOWA_DATABASE": database, **HOMELESS},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert done.returncode == 0, done
    [copied] = folder.iterdir()
    assert copied.suffix == ".dump"


def test_a_server_that_was_started_with_less_priority_does_all_its_work(tmp_path):
    started = ["nice", "-n", "15", sys.executable, "-m", "kiosk", "run"]
    server = LiveServer(
        tmp_path / "data", prepare=room_in, environment={"ROZMOWA_PIN": PIN}, command=started
    )
    try:
        server.start()
        visit(server)
        assert nicenesses(server.pid) == {15}
    finally:
        server.kill()
