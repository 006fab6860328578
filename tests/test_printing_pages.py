"""Badges and the paper list from the dashboard, and what is remembered of a print."""

import io
from datetime import timedelta

import pytest
from cast import NOW, invite, rows
from pypdf import PdfReader

from matching.people import find_by_code_or_email, new_spare_badges, replace_badge
from matching.printing import PrintKind, later_than, not_printed_yet, note_print, prints_of

pytest_plugins = ["set_up_fixtures"]

HERE = "/staff/print"
HOUR = timedelta(hours=1)


@pytest.fixture
def store(set_up_server):
    """The running server's."""
    return set_up_server.store


def words_of(answer):
    """All text of a PDF."""
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_page_opens_in_both_languages(organiser_laptop, language):
    assert organiser_laptop.look(f"{HERE}?lang={language}").status_code == 200


@pytest.mark.usefixtures("event", "anna")
def test_for_staff_nothing_of_it_exists(staff_laptop):
    for path in (HERE, f"{HERE}/badges", f"{HERE}/spares", f"{HERE}/list"):
        assert staff_laptop.look(path).status_code == 404
        assert staff_laptop.send(path).status_code == 404


def test_badges_are_handed_out_and_noted(organiser_laptop, store, event, anna):
    answer = organiser_laptop.send(f"{HERE}/badges", which="all", layout="a6")

    assert "Nowak" in words_of(answer)
    printed = prints_of(store, event)[PrintKind.BADGES]
    assert (printed.pieces, printed.printed_at_utc) == (1, NOW)
    assert rows(store, "SELECT act, detail FROM audit WHERE act LIKE 'printed%'") == [
        ("printed_badges", "1")
    ]


def test_only_badges_that_were_never_printed_are_printed(organiser_laptop, store, event, anna):
    organiser_laptop.send(f"{HERE}/badges", which="all")
    assert not_printed_yet(store, event) == []
    invite(store, event, "Bartek Lis")

    words = words_of(organiser_laptop.send(f"{HERE}/badges", which="new"))

    assert "Lis" in words
    assert "Nowak" not in words
    assert not_printed_yet(store, event) == []


def test_a_replaced_badge_is_new_again(store, event, anna):
    note_print(store, event, PrintKind.BADGES, pieces=1, codes=[anna.code], actor="cli", now=NOW)
    replace_badge(store, event, anna.person_id, now=NOW + HOUR)

    (person,) = not_printed_yet(store, event)
    assert person.person_id == anna.person_id


def test_where_nothing_is_new_the_page_says_so(organiser_laptop, event, anna):
    organiser_laptop.send(f"{HERE}/badges", which="all")

    page = organiser_laptop.after(organiser_laptop.send(f"{HERE}/badges", which="new"))

    assert "Nie ma identyfikatorów" in page.text


def test_spare_badges_are_made_and_count_as_printed(organiser_laptop, store, event, anna):
    answer = organiser_laptop.send(f"{HERE}/spares", count="3")

    assert answer.headers["content-type"] == "application/pdf"
    spares = rows(store, "SELECT code FROM badge WHERE person_id IS NULL")
    assert len(spares) == 3
    assert set(rows(store, "SELECT code FROM printed_badge")) == set(spares)
    assert find_by_code_or_email(store, event, anna.code).code == anna.code


@pytest.mark.parametrize("count", ["", "0", "201", "-1", "many", "9" * 30])
def test_a_count_that_cannot_be_meant_makes_no_badge(organiser_laptop, store, event, count):
    answer = organiser_laptop.send(f"{HERE}/spares", count=count)

    assert answer.status_code == 422
    assert "200" in answer.text
    assert rows(store, "SELECT * FROM badge") == []


def test_the_paper_list_is_handed_out_and_the_page_says_who_came_later(
    organiser_laptop, store, event, anna, page_clock
):
    words = words_of(organiser_laptop.send(f"{HERE}/list"))
    assert "Nowak" in words
    page_clock.now += HOUR
    assert "Brakuje" not in organiser_laptop.look(HERE).text

    replace_badge(store, event, anna.person_id, now=NOW + HOUR)

    assert later_than(store, event, NOW) == 1
    assert "Brakuje" in organiser_laptop.look(HERE).text


def test_spare_badges_of_nobody_are_not_waiting_for_a_print(store, event):
    new_spare_badges(store, event, 5, now=NOW)

    assert not_printed_yet(store, event) == []


def test_a_layout_that_does_not_exist_is_the_usual_one(organiser_laptop, event, anna):
    assert organiser_laptop.send(f"{HERE}/badges", layout="wall").status_code == 200
