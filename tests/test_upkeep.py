"""What the server looks after beside all screens goes on, whatever fails."""

from datetime import datetime, timedelta

from cast import invite, make_event

from kiosk.backups import forget_set_aside, forget_unfinished_exports, list_backups
from kiosk.upkeep import Upkeep
from matching.privacy import erase_person
from matching.store import Store

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KEY = b"k" * 32


def test_when_the_server_stops_nothing_erased_is_left_in_file_and_newest_backup(tmp_path):
    path = tmp_path / "rozmowa.duckdb"
    with Store.open(path) as store:
        event = make_event(store)
        anna = invite(store, event, "Anna Wyjątkowa")
        upkeep = Upkeep(store, tmp_path / "backups")
        upkeep.start()
        erase_person(store, anna.person_id, key=KEY, actor="self", now=datetime.now().astimezone())
        upkeep.stop()
        newest = list_backups(tmp_path / "backups")[0]

        for file in (path, newest):
            assert "Wyjątkowa".encode() not in file.read_bytes()


def test_a_failing_task_of_the_upkeep_keeps_no_other_from_being_done(store, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError("disk")

    monkeypatch.setattr("kiosk.upkeep.run_retention_when_due", fail)
    upkeep = Upkeep(store, tmp_path)

    upkeep.do_all()

    assert len(list_backups(tmp_path)) == 1


def test_what_restoring_set_aside_goes_after_thirty_days(tmp_path):
    folder = tmp_path / "before-20261123T170000-ab12"
    folder.mkdir()
    (folder / "rozmowa.duckdb").write_bytes(b"Anna")
    (tmp_path / "rozmowa.recovered.duckdb").write_bytes(b"Anna")
    now = datetime.now().astimezone()

    assert forget_set_aside(tmp_path, now=now + 29 * DAY) == 0
    assert forget_set_aside(tmp_path, now=now + 31 * DAY) == 2
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_a_crash_left_half_sent_goes_after_an_hour(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    folder = tmp_path / "rozmowa-abc"
    folder.mkdir()
    (folder / "table.parquet").write_bytes(b"Anna")
    now = datetime.now().astimezone()

    assert forget_unfinished_exports(now=now) == 0
    assert forget_unfinished_exports(now=now + 2 * HOUR) == 1
    assert list(tmp_path.iterdir()) == []
