"""Processes of one database that sign with different secrets: said at the start and on a page."""

from datetime import timedelta
from pathlib import Path

from cast import NOW, rows
from fresh_stores import postgres
from live_server import LiveServer

from kiosk.machine_checks import check_machine, check_secret
from kiosk.settings import Settings, load_settings
from matching.readiness import State
from matching.secret_marks import is_mark_of_all, note_mark
from matching.store import Store

SAID = "ROZMOWA_SECRET is not the one that this database was last used with"
LATER = NOW + timedelta(minutes=1)


def test_the_same_secret_is_never_told_and_written_once(store):
    assert is_mark_of_all(store, "one")
    assert note_mark(store, "one", now=NOW)
    assert note_mark(store, "one", now=LATER)

    assert is_mark_of_all(store, "one")
    assert [moment for (moment,) in rows(store, "SELECT noted_at_utc FROM secret_mark")] == [
        NOW.replace(tzinfo=None)
    ]


def test_a_secret_that_was_changed_on_purpose_is_told_once(store):
    note_mark(store, "old", now=NOW)
    assert not note_mark(store, "new", now=LATER)

    assert note_mark(store, "new", now=LATER)
    assert is_mark_of_all(store, "new")


def test_two_processes_that_disagree_are_told_at_every_start(store):
    note_mark(store, "one", now=NOW)
    assert not note_mark(store, "other", now=LATER)
    assert not is_mark_of_all(store, "one")
    assert not note_mark(store, "one", now=LATER)


def settings_with(secret: str, folder: Path, address: str) -> Settings:
    values = {"DATA": str(folder), "SECRET": secret, "DATABASE": address}
    return load_settings({f"ROZMOWA_{name}": value for name, value in values.items()})


def test_the_page_ready_says_it_where_several_processes_share_a_database(tmp_path):
    address = postgres().new_database()
    ours, others = (
        settings_with(f"the secret of {name}", tmp_path, address) for name in ("ours", "others")
    )
    with Store.open(address) as store:
        note_mark(store, ours.secret_mark, now=NOW)
        assert check_secret(store, ours).state is State.DONE
        note_mark(store, others.secret_mark, now=LATER)

        found = {one.check: one for one in check_machine(store, ours, now=LATER)}
        assert (found["secret"].state, found["secret"].case) == (State.MISSING, "differs")
        assert check_secret(store, others).case == "same"


def test_the_database_never_holds_the_secret_nor_what_it_could_be_found_by(store, tmp_path):
    settings = settings_with("a secret of some length", tmp_path, "rozmowa.duckdb")
    note_mark(store, settings.secret_mark, now=NOW)

    [(mark,)] = rows(store, "SELECT mark FROM secret_mark")
    assert len(bytes.fromhex(mark)) == 4
    assert mark not in settings.secret.decode()


def test_a_server_with_another_secret_starts_and_says_so_in_one_sentence(tmp_path):
    secrets = {"ROZMOWA_SECRET": "the secret of the first evening"}
    server = LiveServer(tmp_path, environment=secrets)
    server.start()
    server.stop()
    assert SAID not in server.output

    secrets["ROZMOWA_SECRET"] = "the secret of the second evening"
    for _ in range(2):
        server = LiveServer(tmp_path, environment=secrets)
        server.start()
        server.stop()
    assert server.output.count(SAID) == 1
    assert "the secret of" not in server.output
