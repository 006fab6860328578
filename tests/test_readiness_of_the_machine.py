"""Is this machine ready: kiosks, backup, address, disk, clock? Each check is told and mended."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cast import NOW, invite, rows
from ready_pages import HERE, agree, look, states

from kiosk import kiosk_health, machine_checks
from kiosk.machine_checks import check_address, check_backup, check_disk
from matching.kiosks import enrol, new_code
from matching.model import ConsentKind
from matching.readiness import State

pytest_plugins = ["set_up_fixtures"]

HOUR = timedelta(hours=1)


@pytest.fixture
def store(set_up_server):
    """The running server's."""
    return set_up_server.store


@pytest.fixture(autouse=True)
def silent_kiosks():
    """No kiosk was heard of before a test."""
    kiosk_health.forget()


def new_kiosk(store):
    key = b"key"
    code = new_code(store, name="wejście", mode="both", key=key, actor="cli", now=NOW)
    return enrol(store, code, key=key, now=NOW)


def test_without_a_kiosk_there_is_a_way_to_one(organiser_laptop, store, event):
    assert look(organiser_laptop)["kiosks"] == "missing"
    assert "/staff/kiosks" in organiser_laptop.look(HERE).text

    new_kiosk(store)

    assert look(organiser_laptop)["kiosks"] == "done"


@pytest.mark.parametrize("camera", ["blocked", "lost", "none", "insecure", ""])
def test_each_kiosk_says_whether_its_camera_worked_within_the_hour(
    organiser_laptop, store, event, camera
):
    kiosk_id = new_kiosk(store).kiosk_id
    shown = 'data-kiosk="1" data-state="{}"'
    assert shown.format("missing") in organiser_laptop.look(HERE).text  # never heard of

    kiosk_health.note(store, kiosk_id, camera, now=NOW)
    assert shown.format("missing") in organiser_laptop.look(HERE).text

    kiosk_health.note(store, kiosk_id, "ok", now=NOW)
    assert shown.format("done") in organiser_laptop.look(HERE).text


def test_a_camera_that_worked_two_hours_ago_is_not_enough(organiser_laptop, store, event):
    kiosk_health.note(store, new_kiosk(store).kiosk_id, "ok", now=NOW - 2 * HOUR)

    assert 'data-kiosk="1" data-state="missing"' in organiser_laptop.look(HERE).text


def test_a_backup_is_made_with_one_button(organiser_laptop, set_up_server, event):
    assert look(organiser_laptop)["backup"] == "missing"

    page = organiser_laptop.after(organiser_laptop.send(f"{HERE}/backup"))

    assert "Kopia zapasowa gotowa" in page.text
    assert states(page)["backup"] == "done"
    assert rows(set_up_server.store, "SELECT act FROM audit WHERE act = 'backup_made'")


def test_an_old_backup_is_told_and_a_foreign_file_beside_it_changes_nothing(tmp_path):
    (tmp_path / "rozmowa-20261123T120000.duckdb").touch()
    assert check_backup(tmp_path, now=NOW).case == "old"
    assert check_backup(tmp_path, now=NOW).count == 300

    (tmp_path / "rozmowa-zzz.duckdb").touch()
    assert check_backup(tmp_path, now=NOW).case == "old"


def test_a_backup_that_cannot_be_written_is_told(organiser_laptop, set_up_server, event):
    (set_up_server.settings.data / "backups").write_text("no folder")

    page = organiser_laptop.after(organiser_laptop.send(f"{HERE}/backup"))

    assert "Nie udało się zapisać kopii" in page.text


@pytest.mark.parametrize(
    ("address", "case"),
    [
        (None, "unset"),
        ("https://localhost:8501", "loopback"),
        ("https://127.0.0.1", "loopback"),
        ("https://[::1]:8501", "loopback"),
        ("https://0.0.0.0", "loopback"),
        ("http://rozmowa.example.org", "not_https"),
        ("http://192.168.1.20:8501", "not_https"),
        ("https://192.168.1.20:8501", "set"),
        ("https://rozmowa.example.org", "set"),
    ],
)
def test_an_address_that_phones_cannot_reach_is_told(address, case):
    found = check_address(address)

    assert found.case == case
    assert (found.state is State.DONE) == (case == "set")


def test_a_full_disk_is_told(monkeypatch, tmp_path):
    free = SimpleNamespace(free=999_000_000)
    monkeypatch.setattr(machine_checks.shutil, "disk_usage", lambda _: free)
    assert check_disk(tmp_path).state is State.MISSING

    free.free = 5_000_000_000
    assert (check_disk(tmp_path).state, check_disk(tmp_path).count) == (State.DONE, 5)


def test_a_wrong_clock_stands_on_the_page_until_it_is_set(organiser_laptop, event, page_clock):
    assert look(organiser_laptop)["clock"] == "missing"  # the sign-in was later than the clock says

    page_clock.now = datetime.now(UTC)

    assert look(organiser_laptop)["clock"] == "done"


def test_once_all_is_mended_the_ring_closes(
    organiser_laptop, store, event, page_clock, monkeypatch
):
    page_clock.now = NOW + HOUR  # after the cast came to the list
    monkeypatch.setattr("kiosk.machine_checks.is_clock_right", lambda *_, **__: True)
    guest = invite(store, event, "Anna Nowak", email="anna@example.org", language="pl")
    for kind in (ConsentKind.SUGGEST, ConsentKind.MAIL):
        agree(store, guest, kind)
    kiosk_health.note(store, new_kiosk(store).kiosk_id, "ok", now=page_clock.now)
    organiser_laptop.send(
        "/staff/set-up",
        on="/staff/set-up",
        starts_at_utc="2026-11-24T18:00",
        desk_place="przy szatni",
    )
    for path in ("/staff/print/badges", "/staff/print/list", f"{HERE}/backup"):
        organiser_laptop.send(path)

    page = organiser_laptop.look(HERE)

    assert set(states(page).values()) == {"done"}
    assert "Wszystko gotowe." in page.text
