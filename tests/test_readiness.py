"""Are list, plan and paper ready? Each check fails, says why, and is mended."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cast import NOW, invite
from clocks import Clock
from ready_pages import HERE, agree, look
from served import served

from kiosk.machine_checks import check_clock
from kiosk.server import Server
from matching.event_plan import EventPlan, plan_of, set_plan
from matching.events import set_event
from matching.model import ConsentKind
from matching.printing import PrintKind, expected_with_badge, note_print
from matching.readiness import State, check_event, check_time
from matching.store import Store

pytest_plugins = ["set_up_fixtures"]

ABOUT_RULES = True  # tried on the page that tells of them
HOUR = timedelta(hours=1)


@pytest.fixture
def set_up_server(store: Store, tmp_path: Path, page_clock: Clock, monkeypatch) -> Server:
    """Over the test's own store."""
    return served(store, tmp_path, monkeypatch)


def findings(store, event, *, now=NOW):
    return {finding.check: finding for finding in check_event(store, event, now=now)}


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


def test_a_clock_that_went_back_is_told(store, event, anna):
    assert check_clock(store, now=NOW + HOUR).state is State.DONE

    assert check_clock(store, now=NOW - HOUR).state is State.MISSING
    assert check_clock(store, now=NOW.replace(year=2001)).state is State.MISSING
