"""The PostgreSQL that the tests run on behaves as the organiser's would."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_server import PostgresServer, url_of

PATIENCE = 30


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    """One that keeps its word over a power cut."""
    with PostgresServer(tmp_path / "server") as started:
        yield started


def keep(url: str, word: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word TEXT)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def kept(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM kept ORDER BY word")]


def test_each_new_database_is_empty_and_orders_by_bytes(server):
    first, second = server.new_database(), server.new_database()
    for word in ("Ćma", "ćma", "Zebra", "arbuz"):
        keep(first, word)

    assert kept(first) == ["Zebra", "arbuz", "Ćma", "ćma"]
    with psycopg.connect(second) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_it_is_reached_from_this_computer_only(server):
    assert server.ask("SHOW listen_addresses") == ("127.0.0.1",)
    assert server.ask("SHOW unix_socket_directories") == ("",)


def test_what_was_committed_is_there_after_it_was_killed_and_started_again(server):
    url = server.new_database()
    keep(url, "before")

    server.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    server.start()
    assert kept(url) == ["before"]

    server.stop()
    server.start()
    assert kept(url) == ["before"]


def test_a_synchronous_standby_has_every_commit_and_takes_over(server):
    url = server.new_database()
    database = url.rpartition("/")[2]
    standby = server.standby()
    try:
        keep(url, "acknowledged")
        assert kept(standby.url(database)) == ["acknowledged"]

        server.kill()
        standby.promote()

        either = url_of(server, standby, database=database)
        keep(either, "after")
        assert kept(either) == ["acknowledged", "after"]
    finally:
        standby.close()


STARTS_ONE = """
import sys, time, pathlib
from postgres_server import PostgresServer
server = PostgresServer(pathlib.Path(sys.argv[1]))
server.start()
print(server.pid, server.data, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_nothing_of_it_is_left_when_whoever_started_it_is_interrupted(tmp_path, how):
    started = subprocess.Popen(
        [sys.executable, "-c", STARTS_ONE, tmp_path / "server"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert started.stdout is not None
    pid, data = started.stdout.readline().split()
    assert Path(f"/proc/{pid}").exists()

    started.send_signal(how)
    started.communicate(timeout=PATIENCE)

    end = time.monotonic() + PATIENCE
    while Path(data).exists() or Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end, (pid, data)
        time.sleep(0.05)
