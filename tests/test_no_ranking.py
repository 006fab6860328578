"""P9: nothing shown, sent or exported orders people by how many contacts they have.

A guest talks with everybody; every page of the dashboard then names people in the order it had
before. And no query orders its rows by a count of anything.
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from itertools import pairwise

import pytest
from cast import NOW, invite, rows
from evening import Evening
from talks import admit
from test_queries import FILES, NAMES, header_and_body

from kiosk.access import Access
from kiosk.dashboard import live_board
from kiosk.dashboard.live_board import Board
from kiosk.routes import ACCESS
from matching.measures import Alone, Figures, Fit, Member, Present, Step, list_alone, live_of

pytest_plugins = ["desk_fixtures"]

GUESTS = ["Zofia Ostatnia", "Łucja Środa", "Henryk Hala", "Maria Środkowa", "Adam Adamski"]
PAGES = sorted(
    {
        entry.path
        for entry in ACCESS
        if entry.access in {Access.STAFF, Access.ORGANISER}
        and "GET" in entry.methods
        and "{" not in entry.path
    }
)
COUNTED = re.compile(r"\b(?:count|sum|list|len)\(.*?\)(?:\s+FILTER\s*\(.*?\))?\s+AS\s+(\w+)", re.S)


@pytest.fixture
def evening(store, event, anna, bartek, celina) -> Evening:
    """Eight guests are in; four have talked with one other each."""
    evening = Evening(store, event, anna, bartek, celina)
    guests = [invite(store, event, name) for name in GUESTS]
    admit(store, event, *guests, *evening.all)
    evening.guests = [*guests, *evening.all]
    for one, other in pairwise(evening.guests[:3]):
        evening.know(one, other)
    return evening


def talk_with_everybody(evening: Evening, name: str) -> None:
    """This guest becomes who has most contacts of all."""
    (who,) = [guest for guest in evening.guests if guest.name == name]
    known = evening.guests[:3] if who in evening.guests[:3] else []
    for other in evening.guests:
        if other is not who and other not in known:
            evening.know(who, other)


def names_in(text: str) -> list[str]:
    """Names in the order in which each comes first."""
    found = {name: text.find(name.split()[0]) for name in [*GUESTS, "Anna", "Bartek", "Celina"]}
    return [name for name in sorted(found, key=found.__getitem__) if found[name] >= 0]


@pytest.mark.parametrize("path", [*PAGES, "/staff/live?names=1", "/staff/live/part?names=1"])
def test_no_page_names_people_in_another_order_because_one_has_many_contacts(
    organiser, evening, monkeypatch, path
):
    monkeypatch.setattr("kiosk.dashboard.visit.utc_now", lambda: NOW + timedelta(hours=1))
    before = names_in(organiser.get(path).text)

    talk_with_everybody(evening, "Maria Środkowa")
    monkeypatch.setitem(live_board._boards, evening.store, Board())
    after = names_in(organiser.get(path).text)

    both = set(before) & set(after)
    assert [name for name in after if name in both] == [name for name in before if name in both]


def test_whom_to_help_is_ordered_by_time_and_name_whoever_else_talks(store, event, evening):
    before = [one.name for one in list_alone(store, event, now=NOW + timedelta(hours=1))]
    evening.know(evening.guests[0], evening.guests[2])

    after = list_alone(store, event, now=NOW + timedelta(hours=1))

    assert [one.name for one in after] == before
    assert before == [
        "Adam Adamski",
        "Anna Nowak",
        "Bartek Wójcik",
        "Celina O'Connor",
        "Maria Środkowa",
    ]


def test_nothing_that_is_told_of_one_person_is_a_number_of_contacts(store, event, evening):
    numbers = {
        kind: {field.name for field in fields(kind) if field.type in {"int", int}}
        for kind in (Alone, Fit, Member, Present)
    }
    assert numbers == {Alone: {"minutes"}, Fit: set(), Member: {"talked"}, Present: set()}

    talk_with_everybody(evening, "Maria Środkowa")
    members = live_of(store, event, now=NOW).network.members
    assert {one.talked for one in members} <= {0, 1, 2}


def test_the_figures_hold_nobody():
    for kind in (Figures, Step):
        assert not any(
            "id" in field.name.split("_") or "name" in field.name for field in fields(kind)
        )


def orders_in(body: str) -> Iterator[str]:
    """What follows each ORDER BY, up to the bracket that closes around it or the next part."""
    for found in re.finditer("ORDER BY", body):
        rest = body[found.end() :]
        depth = 0
        for place, letter in enumerate(f"{rest})"):
            depth += (letter == "(") - (letter == ")")
            if depth < 0 or rest[place:].startswith("LIMIT"):
                yield rest[:place]
                break


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_no_query_orders_by_a_count(file):
    _, body = header_and_body(file)
    counted = set(COUNTED.findall(body))

    for order in orders_in(body):
        assert "count(" not in order
        assert not counted & set(re.findall(r"\w+", order))


def test_the_pages_that_are_looked_at_are_many(evening):
    assert len(PAGES) >= 5
    assert rows(evening.store, "SELECT count(*) FROM connection") == [(2,)]
