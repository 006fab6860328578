"""The copies of docs/deploy.md for a database on PostgreSQL, and the ways back from them."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import NOW, invite, invite_many, make_event, rows, show_badge
from command_line import kiosk
from live_server import ROOT
from postgres_server import PostgresServer, url_of

from matching.people import list_attendees
from matching.privacy import erase_person
from matching.store import Store

PATIENCE = 30
IS_ARCHIVED = """
SELECT last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) FROM pg_stat_archiver
"""
COPYING = ROOT / "scripts" / "copy-postgresql.sh"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    """One with an archive of what it writes, as docs/deploy.md sets it up."""
    made = PostgresServer(tmp_path / "first", is_durable=False)
    archive = made.place / "archive"
    made.settings |= {
        "archive_mode": "on",
        "archive_command": f"test ! -f {archive}/%f && cp %p {archive}/%f",
        "archive_timeout": "60",
    }
    archive.mkdir()
    shutil.chown(archive, made.place.owner(), made.place.group())
    with made:
        yield made


def copy(url: str, folder: Path, **settings: str) -> list[Path]:
    """Run the script as its timer does; the copies that are there then."""
    environment = {**os.environ, "ROZMOWA_DATABASE": url, **settings}
    subprocess.run([COPYING, folder], env=environment, check=True, timeout=PATIENCE)
    return sorted(folder.iterdir())


def bring_back(copied: Path, url: str) -> None:
    options = ["--exit-on-error", "--no-owner", "--dbname", url, str(copied)]
    subprocess.run(["pg_restore", *options], check=True, timeout=PATIENCE)


def names(url: str) -> list[str]:
    """Who is on the list."""
    with Store.open(url) as store:
        return sorted(name for (name,) in rows(store, "SELECT name FROM person"))


def test_a_copy_brings_back_the_evening_as_it_was_and_kiosks_go_on_from_there(server, tmp_path):
    url = server.new_database()
    with Store.open(url) as store:
        event = make_event(store)
        anna = invite(store, event, "Anna Nowak")
        show_badge(store, event, anna.code)
        [copied] = copy(url, tmp_path / "copies")
        invite(store, event, "Bartek Wójcik")

    other = server.new_database()
    bring_back(copied, other)

    with Store.open(other) as store:
        assert [one.name for one in list_attendees(store, event)] == ["Anna Nowak"]
        again = show_badge(store, event, anna.code)
        assert again.outcome.value == "already_admitted"


def test_who_was_erased_since_a_copy_stays_erased_by_the_way_back_of_the_docs(server, tmp_path):
    url, then = server.new_database(), server.new_database()
    with Store.open(url) as store:
        event = make_event(store)
        anna, _ = invite(store, event, "Anna Nowak"), invite(store, event, "Bartek Wójcik")
        [copied] = copy(url, tmp_path / "copies")
        erase_person(store, anna.person_id, key=b"k" * 32, actor="self", now=NOW)
        invite(store, event, "Celina Maj")

    bring_back(copied, then)
    assert names(then) == ["Anna Nowak", "Bartek Wójcik"]
    folder = tmp_path / "data"
    file = tmp_path / "then.duckdb"
    for database, *command in ((then, "backup", file), (url, "restore", file)):
        done = kiosk(folder, *command, DATABASE=database)
        assert done.code == 0, done.err

    assert names(url) == ["Bartek Wójcik"]


def test_only_the_newest_copies_are_kept_and_none_that_is_not_whole(server, tmp_path):
    folder = tmp_path / "copies"
    url = server.new_database()
    Store.open(url).close()
    folder.mkdir()
    for hour in range(3):
        (folder / f"rozmowa-20260101T0{hour}0000.dump").write_bytes(b"an old one")

    left = copy(url, folder, KEPT="2")
    assert [one.name for one in left[:1]] == ["rozmowa-20260101T020000.dump"]
    assert len(left) == 2

    server.stop()
    with pytest.raises(subprocess.CalledProcessError):
        copy(url, folder, KEPT="2")
    assert sorted(folder.iterdir()) == left


def test_base_copy_and_archive_bring_back_what_was_written_after_the_copy(server, tmp_path):
    url = server.new_database()
    database = url.rpartition("/")[2]
    with Store.open(url) as store:
        event = make_event(store)
        invite(store, event, "Anna Nowak")
        base = server.place / "base"
        server.copy_to(base)
        guests = invite_many(store, event, 20)
        for guest in guests:
            show_badge(store, event, guest.code)
    server.ask("SELECT pg_switch_wal()")
    wait_until(server, IS_ARCHIVED)
    server.kill()
    shutil.rmtree(server.data)  # the disk is gone

    shutil.move(base, server.data)
    (server.data / "recovery.signal").touch()
    server.settings["restore_command"] = f"cp {server.place}/archive/%f %p"
    server.start()
    wait_until(server, "SELECT NOT pg_is_in_recovery()")

    with Store.open(url_of(server, database=database)) as store:
        assert rows(store, "SELECT count(*) FROM admission") == [(len(guests),)]
        invite(store, event, "Celina Maj")


def wait_until(server: PostgresServer, question: str) -> None:
    """Until the answer is yes."""
    end = time.monotonic() + PATIENCE
    while server.ask(question) != (True,):
        assert time.monotonic() < end, server.log
        time.sleep(0.05)
