"""What the arithmetic needs: room a person takes, time a copy takes, scans a second."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from postgres_server import PostgresServer, tree_of

from benchmarks.figures import Figure
from benchmarks.mail_contents import want_mails
from matching.events import current_event
from matching.mailing.nouns import MailKind
from matching.mailing.outbox import start_mailing
from matching.store import Store

GUESTS, TALKS = 1000, 1500
KIOSKS = 16  # at once, of each process
SECONDS = 8.0
TIMES_AS_MUCH = 100
# Long texts and short rows, as the large tables are.
_MULTIPLY = """
INSERT INTO {0}
SELECT (jsonb_populate_record(one, jsonb_build_object('{0}_id', gen_random_uuid()))).*
FROM {0} one, generate_series(1, %s)
"""
_LARGE = ("person", "scan")
COPYING = Path(__file__).parents[2] / "scripts" / "copy-postgresql.sh"


def measure() -> list[Figure]:
    """A server of its own with an evening of a thousand guests; about two minutes."""
    with tempfile.TemporaryDirectory() as name, PostgresServer(Path(name) / "first") as server:
        url = server.new_database()
        with Store.open(url) as store:
            figures = _room(server, store, url)
            figures += _copies(store, url, Path(name), figures[0])
        figures += _scans(server, url, processes=1)
        figures += _scans(server, url, processes=2)
        standby = server.standby()
        try:
            figures += _scans(server, url, processes=2, beside=" with a synchronous standby")
        finally:
            standby.close()
    return figures


def _room(server: PostgresServer, store: Store, url: str) -> list[Figure]:
    def written() -> int:
        row = server.ask("SELECT (pg_current_wal_lsn() - '0/0')::bigint")
        return int(str(row[0])) if row else 0

    size_before, written_before = _size(url), written()
    event = want_mails(store, guests=GUESTS, talks=TALKS).event
    now = datetime.now(UTC)
    start_mailing(store, event, MailKind.MATCHES, with_links=True, actor="cli", now=now)
    return [
        Figure("database, a person", (_size(url) - size_before) / GUESTS / 1000, "kB"),
        Figure("log, a person", (written() - written_before) / GUESTS / 1000, "kB"),
    ]


def _size(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def _copies(store: Store, url: str, folder: Path, person: Figure) -> list[Figure]:
    """Of a database made large, told for that of a million people."""
    with psycopg.connect(url) as connection:
        for table in _LARGE:
            connection.execute(_MULTIPLY.format(table).encode(), [TIMES_AS_MUCH])
    whole = person.value * 1000 * 1_000_000
    share = whole / _size(url)
    environment = {**os.environ, "ROZMOWA_DATABASE": url}
    command = [COPYING, folder / "copies"]
    works: dict[str, Callable[[], object]] = {
        "python -m kiosk backup": lambda: store.backup(folder / "copy.duckdb"),
        "copy-postgresql.sh": lambda: subprocess.run(command, env=environment, check=True),
        "tables rewritten": store.rewrite,
    }
    return [Figure(name, _took(work) * share / 60, "min a million") for name, work in works.items()]


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _scans(server: PostgresServer, url: str, *, processes: int, beside: str = "") -> list[Figure]:
    with Store.open(url) as store:
        slug = current_event(store).slug
    command = [sys.executable, "-m", "benchmarks.capacity.kiosks", url, slug, str(KIOSKS)]
    before = _processor_seconds(server)
    running = [
        subprocess.Popen([*command, str(SECONDS)], stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    kept = sum(int(process.communicate()[0]) for process in running)
    worked = _processor_seconds(server) - before
    name = f"{processes} process{'es' if processes > 1 else ''}{beside}"
    return [
        Figure(f"scans kept a second, {name}", kept / SECONDS, ""),
        Figure(f"CPU of PostgreSQL a scan, {name}", worked / kept * 1000, "ms"),
    ]


def _processor_seconds(server: PostgresServer) -> float:
    """Of the server and all its processes so far, also of those that have ended."""
    return sum(_seconds_of(pid) for pid in tree_of(server.pid))


def _seconds_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
