"""What monitoring is told: whether the server may be relied on, and what it does."""

import os
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from api_fixtures import *  # noqa: F403  # fixtures
from cast import NOW, show_badge
from prometheus_client.parser import text_string_to_metric_families
from talks import connect

from kiosk import meters
from kiosk.backups import back_up
from kiosk.clock import utc_now
from kiosk.routes import monitoring
from kiosk.routes.monitoring import OLDEST_BACKUP, what_is_wrong
from matching.interfaces.tokens import Scope
from matching.mailing.nouns import MailKind
from matching.mailing.outbox import start_mailing

HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def fresh(monkeypatch) -> None:
    """Meters that nobody has counted with, and nothing looked at before."""
    monkeypatch.setattr(meters, "meters", meters.Meters())
    monitoring._last.clear()


# Ready?


def wrong(office, *, now=None, seconds: float = 0) -> str:
    return what_is_wrong(office.running, now=now or utc_now(), seconds_since_start=seconds)


def test_a_server_that_writes_is_ready(office, program):
    answer = program.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_a_store_that_does_not_answer_is_told(office, program):
    office.store.close()

    answer = program.get("/readyz")

    assert (answer.status_code, answer.json()["reason"]) == (503, "store")


def test_a_store_that_takes_nothing_is_told(office, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(office.store, "write", full)

    assert wrong(office) == "store"


def test_a_disk_that_is_nearly_full_is_told(office, monkeypatch):
    monkeypatch.setattr(monitoring, "LEAST_DISK", 10**18)

    assert wrong(office) == "disk_low"


def test_the_disk_of_a_database_that_is_elsewhere_counts_too(office, tmp_path, monkeypatch):
    disk_usage, elsewhere = shutil.disk_usage, tmp_path / "elsewhere"
    elsewhere.mkdir()

    def nearly_full_there(folder):
        return disk_usage(folder)._replace(free=0 if folder == elsewhere else 10**12)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full_there)
    assert wrong(office) == ""

    settings = replace(office.running.settings, database=elsewhere / "rozmowa.duckdb")
    moved = replace(office.running, settings=settings)
    assert what_is_wrong(moved, now=utc_now(), seconds_since_start=0) == "disk_low"


def test_a_backup_that_is_missing_or_old_is_told(office):
    folder, hour = office.running.settings.data / "backups", 3600
    folder.mkdir()
    assert wrong(office, seconds=10) == ""
    assert wrong(office, seconds=hour) == "backup_missing"

    made = back_up(office.store, folder, now=NOW)

    assert wrong(office, seconds=hour) == ""
    old = (utc_now() - OLDEST_BACKUP - timedelta(minutes=1)).timestamp()
    os.utime(made, (old, old))
    assert wrong(office, seconds=hour) == "backup_old"


def test_asked_again_at_once_nothing_is_written_again(office, program, monkeypatch):
    program.get("/readyz")
    monkeypatch.setattr(monitoring, "what_is_wrong", lambda *_args, **_kwargs: "store")

    assert program.get("/readyz").status_code == 200


# Figures


def figures(answer) -> dict[tuple, float]:
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_figures_are_for_a_token_with_the_right_or_for_this_computer(office):
    nobody = office.with_token(None)
    assert nobody.get("/metrics").status_code == 401
    assert office.program(Scope.PEOPLE_READ).get("/metrics").status_code == 403
    assert office.program(Scope.METRICS_READ).get("/metrics").status_code == 200
    assert office.with_token(None, HERE).get("/metrics").status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_who_comes_through_a_proxy_on_this_computer_needs_a_token(office, header):
    answer = office.with_token(None, HERE).get("/metrics", headers={header: HERE})

    assert answer.status_code == 401


def test_scans_admissions_connections_and_writes_are_counted(office, event, anna, bartek):
    connect(office.store, event, anna, bartek)
    show_badge(office.store, event, anna.code)

    found = figures(office.program().get("/metrics"))

    assert found["rozmowa_scans", "admitted"] == 2
    assert found["rozmowa_scans", "already_admitted"] == 1
    assert found[("rozmowa_admissions",)] == 2
    assert found[("rozmowa_connections",)] == 1
    assert found[("rozmowa_store_write_seconds_count",)] > 5


def test_requests_are_counted_by_the_template_of_their_route(office, event, anna):
    program = office.program()
    program.get("events/evening/people")
    program.get(f"events/evening/attendees/{anna.attendee_id}/suggestions")
    program.get("events/another/people")
    program.ask("SECRET", "/me/rzm_token")

    answer = program.get("/metrics")

    found = figures(answer)
    people = "/api/v1/events/{event}/people"
    assert found["rozmowa_http_requests_total", *sorted(["GET", people, "200"])] == 1
    assert found["rozmowa_http_requests_total", *sorted(["GET", people, "404"])] == 1
    assert found["rozmowa_http_request_seconds_count", people] == 2
    for hidden in ("evening", "another", str(anna.attendee_id), "rzm_", "SECRET"):
        assert hidden not in answer.text


def test_mails_are_counted_by_state(office, event, anna, bartek):
    queue = {"with_links": True, "actor": "staff:x", "now": NOW}
    assert start_mailing(office.store, event, MailKind.INVITATION, **queue) == 2

    found = figures(office.program().get("/metrics"))

    assert found["rozmowa_mails", "queued"] == 2


def test_no_figure_names_anybody(office, event, anna, bartek):
    talk = connect(office.store, event, anna, bartek)

    text = office.program().get("/metrics").text

    for hidden in ("Anna", "Nowak", anna.code, str(anna.person_id), str(talk.conversation_id)):
        assert hidden not in text


def test_the_decoders_are_counted():
    import numpy as np

    from kiosk.scanning.decoders import with_zxing

    with_zxing(np.full((40, 40), 255, np.uint8))

    assert b'decoder_reads_total{decoder="zxing-cpp",found="no"} 1.0' in meters.meters.as_text()


def test_two_sets_of_meters_share_nothing():
    one, other = meters.Meters(), meters.Meters()
    one.decoder_reads.labels("zbar", "yes").inc()

    assert b"zbar" in one.as_text()
    assert b"zbar" not in other.as_text()
