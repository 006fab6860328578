"""Is everything ready? Each check fails, says why, and is mended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from cast import NOW, invite, rows

from kiosk import kiosk_health, machine_checks
from kiosk.machine_checks import check_address, check_backup, check_clock, check_disk
from matching.consents import Decision, decide
from matching.event_plan import EventPlan, plan_of, set_plan
from matching.events import set_event
from matching.kiosks import enrol, new_code
from matching.model import ConsentKind
from matching.printing import PrintKind, expected_with_badge, note_print
from matching.readiness import State, check_event, check_time

pytest_plugins = ["set_up_fixtures"]

HERE = "/staff/ready"
HOUR = timedelta(hours=1)


@pytest.fixture
def store(set_up_server):
    """The running server's."""
    return set_up_server.store


@pytest.fixture(autouse=True)
def silent_kiosks():
    """No kiosk was heard of before a test."""
    kiosk_health.forget()


def findings(store, event, *, now=NOW):
    return {finding.check: finding for finding in check_event(store, event, now=now)}


def states(page):
    """Each check of the page with its state."""
    lines = page.text.split('data-check="')[1:]
    return {line.split('"')[0]: line.split('data-state="')[1].split('"')[0] for line in lines}


def look(organiser_laptop):
    page = organiser_laptop.look(HERE)
    assert page.status_code == 200
    return states(page)


def agree(store, guest, kind, *, is_given=True):
    decision = Decision(uuid4(), guest.person_id, kind, is_given, "pl")
    decide(store, decision, source="page", now=NOW)


def new_kiosk(store):
    key = b"key"
    code = new_code(store, name="wejście", mode="both", key=key, actor="cli", now=NOW)
    return enrol(store, code, key=key, now=NOW)


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_page_opens_in_both_languages(organiser_laptop, language):
    assert organiser_laptop.look(f"{HERE}?lang={language}").status_code == 200


@pytest.mark.usefixtures("event")
def test_for_staff_it_does_not_exist(staff_laptop):
    assert staff_laptop.look(HERE).status_code == 404
    assert staff_laptop.send(f"{HERE}/backup").status_code == 404


def test_nobody_on_the_list_is_told_and_an_import_mends_it(organiser_laptop, store, event):
    assert look(organiser_laptop)["guests"] == "missing"
    assert "/staff/import" in organiser_laptop.look(HERE).text

    invite(store, event, "Anna Nowak")

    assert look(organiser_laptop)["guests"] == "done"


def test_one_person_twice_on_the_list_is_shown_until_the_two_are_merged(
    organiser_laptop, store, event
):
    first = invite(store, event, "Anna Nowak", email="anna@example.org")
    second = invite(store, event, "ANNA  NOWAK", email="Anna@Example.org")

    assert look(organiser_laptop)["doubles"] == "missing"
    pages = [f"/staff/guests/{one}/merge/{other}" for one, other in _both_ways(first, second)]
    assert any(page in organiser_laptop.look(HERE).text for page in pages)

    store.write(
        lambda change: change._cursor.execute(
            "DELETE FROM attendee WHERE attendee_id = $1", [second.attendee_id]
        ).fetchall()
    )
    assert look(organiser_laptop)["doubles"] == "done"


def _both_ways(one, other):
    return [
        (one.attendee_id, other.attendee_id),
        (other.attendee_id, one.attendee_id),
    ]


def test_the_same_name_alone_is_only_worth_a_look(store, event):
    invite(store, event, "Anna Nowak", email="anna@example.org")
    invite(store, event, "Anna Nowak", email="nowak@example.org")
    invite(store, event, "Jan Kos")
    invite(store, event, "Jan Kos")

    found = findings(store, event)

    assert found["doubles"].state is State.DONE
    assert (found["namesakes"].state, found["namesakes"].count) == (State.NOTE, 2)


def test_a_double_is_no_namesake_besides(store, event):
    for _ in range(2):
        invite(store, event, "Anna Nowak", email="anna@example.org")

    found = findings(store, event)

    assert (found["doubles"].count, found["namesakes"].count) == (1, 0)


def test_nameless_guests_are_not_doubles_of_each_other(store, event):
    for _ in range(2):
        invite(store, event, "", email="office@example.org")

    found = findings(store, event)

    assert (found["doubles"].count, found["namesakes"].count) == (0, 0)


def test_who_cancelled_is_not_looked_at(store, event):
    invite(store, event, "Anna Nowak")
    invite(store, event, "Anna Nowak", status="cancelled")

    found = findings(store, event)

    assert found["guests"].count == 1
    assert found["namesakes"].state is State.DONE


def test_missing_e_mail_and_language_are_told_with_the_guests_to_mend(
    organiser_laptop, store, event
):
    guest = invite(store, event, "Anna Nowak")
    assert look(organiser_laptop)["email"] == "note"
    assert look(organiser_laptop)["language"] == "note"
    assert f"/staff/guests/{guest.attendee_id}/edit" in organiser_laptop.look(HERE).text

    store.write(
        lambda change: change._cursor.execute(
            "UPDATE person SET email = 'a@b.pl', email_key = 'a@b.pl', language = 'pl'"
        ).fetchall()
    )

    assert look(organiser_laptop)["email"] == "done"
    assert look(organiser_laptop)["language"] == "done"


def test_who_was_not_asked_about_both_consents_is_counted(organiser_laptop, store, event, anna):
    assert look(organiser_laptop)["consent"] == "note"
    agree(store, anna, ConsentKind.SUGGEST)
    assert look(organiser_laptop)["consent"] == "note"

    agree(store, anna, ConsentKind.MAIL, is_given=False)

    assert look(organiser_laptop)["consent"] == "done"


def test_of_somebody_who_takes_part_in_the_entry_only_no_name_is_listed(
    organiser_laptop, store, event
):
    for _ in range(2):
        guest = invite(store, event, "Zofia Cicha", email="zofia@example.org")
        agree(store, guest, ConsentKind.ENTRY_ONLY)

    found = findings(store, event)

    assert found["doubles"].count == 1
    assert found["language"].count == 2
    assert found["consent"].state is State.DONE
    assert {finding.people for finding in found.values()} == {()}
    assert "Cicha" not in organiser_laptop.look(HERE).text


def test_a_time_that_was_not_set_or_cannot_work_is_told(store, event):
    plan = EventPlan()
    assert check_time(event, plan, now=NOW).case == "unknown"
    plan = replace(plan, starts_at_utc=NOW + HOUR)
    assert check_time(event, plan, now=NOW).state is State.DONE
    late = set_event(store, event, opens_at=NOW + 2 * HOUR)
    assert check_time(late, plan, now=NOW).case == "opens_late"
    assert check_time(event, plan, now=NOW + 14 * HOUR).case == "over"
    closed = set_event(store, event, closed_at=NOW)
    assert check_time(closed, plan, now=NOW).case == "closed"


def test_time_and_desk_are_mended_on_the_set_up_page(organiser_laptop, store, event):
    assert (look(organiser_laptop)["time"], look(organiser_laptop)["desk"]) == ("note", "note")

    organiser_laptop.send(
        "/staff/set-up",
        on="/staff/set-up",
        starts_at_utc="2026-11-24T18:00",
        desk_place="przy szatni",
    )

    assert (look(organiser_laptop)["time"], look(organiser_laptop)["desk"]) == ("done", "done")


def test_chosen_questions_that_are_gone_from_the_file_are_told(organiser_laptop, store, event):
    plan = replace(plan_of(store, event), prompts=("goal", "pride"))
    set_plan(store, event, plan, actor="cli", now=NOW)
    assert look(organiser_laptop)["questions"] == "done"
    with store._cursor() as cursor:
        cursor.execute("""UPDATE event_plan SET prompts = '["goal", "gone"]'""").fetchall()
    assert look(organiser_laptop)["questions"] == "missing"

    organiser_laptop.send("/staff/set-up/questions", prompts=["goal", "pride"], asks_seeks="1")

    assert look(organiser_laptop)["questions"] == "done"


def test_badges_and_paper_list_are_mended_by_printing_them(organiser_laptop, store, event, anna):
    before = look(organiser_laptop)
    assert (before["badges"], before["paper_list"]) == ("missing", "missing")

    organiser_laptop.send("/staff/print/badges", which="all")
    organiser_laptop.send("/staff/print/list")

    after = look(organiser_laptop)
    assert (after["badges"], after["paper_list"]) == ("done", "done")


def test_a_paper_list_is_old_as_soon_as_somebody_comes_to_the_list(store, event, anna):
    codes = [person.code for person in expected_with_badge(store, event)]
    before = NOW - HOUR
    for kind in (PrintKind.BADGES, PrintKind.PAPER_LIST):
        note_print(store, event, kind, pieces=1, codes=codes, actor="cli", now=before)

    found = findings(store, event)

    assert (found["paper_list"].case, found["paper_list"].count) == ("older", 1)
    assert found["badges"].state is State.DONE


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


def test_a_clock_that_went_back_is_told(store, event, anna):
    assert check_clock(store, now=NOW + HOUR).state is State.DONE

    assert check_clock(store, now=NOW - HOUR).state is State.MISSING
    assert check_clock(store, now=NOW.replace(year=2001)).state is State.MISSING


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
