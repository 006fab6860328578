"""Somebody who is not on the list stands at a kiosk that may let them in."""

import json

import pytest
from cast import NOW, rows
from panel import Panel, ids, say

from kiosk.texts import text
from matching.events import set_event
from matching.people import list_attendees
from matching.walk_ins import allow_at_kiosks

pytest_plugins = ["panel_fixtures"]

NAME = "Zofia Nowa"


@pytest.fixture
def door(server, event) -> Panel:
    """A kiosk of an event whose kiosks let in who is not on the list."""
    allow_at_kiosks(server.store, event, is_allowed=True, actor="staff:test", now=NOW)
    return Panel(server, event, number=3)


def go_to_name(door: Panel) -> dict:
    return door.tap_through("no-badge", "walk-in")


def test_a_kiosk_offers_this_only_where_the_organiser_allowed_it(server, event):
    kiosk = Panel(server, event, number=3)
    assert "walk-in" not in ids(kiosk.tap("no-badge"))
    kiosk.press("walk-in")
    assert kiosk.screen == "no_badge"
    allow_at_kiosks(server.store, event, is_allowed=True, actor="staff:test", now=NOW)
    assert "walk-in" in ids(kiosk.draw())


def test_a_kiosk_at_the_way_out_offers_it_to_nobody(server, event):
    allow_at_kiosks(server.store, event, is_allowed=True, actor="staff:test", now=NOW)

    assert "walk-in" not in ids(Panel(server, event, mode="exit").tap("no-badge"))


def test_a_name_is_enough_to_come_in_and_the_badge_waits_at_the_desk(door, event):
    go_to_name(door)
    door.tap("next", f"  {NAME} ")
    assert door.screen == "walk_in_company"
    door.tap("skip")
    shown = door.tap("skip")

    assert door.screen == "walk_in_done"
    assert say(shown, "display") == [NAME]
    assert say(shown, "lead") == [text("pl", "walkin.done_lead")]
    (guest,) = list_attendees(door.store, event)
    assert (guest.name, guest.role, guest.admitted_kiosk) == (NAME, "visitor", 3)
    assert guest.code
    assert guest.code not in "".join(door.seen)
    assert rows(door.store, "SELECT kind FROM consent") == []


def test_company_and_address_are_kept_in_the_guests_language(door, event):
    door.press("language-en")
    go_to_name(door)
    door.press("next", NAME)
    door.press("next", "Kłos sp. z o.o.")
    shown = door.tap("next", "zofia@example.org")

    (guest,) = list_attendees(door.store, event)
    assert (guest.company, guest.email, guest.language) == (
        "Kłos sp. z o.o.",
        "zofia@example.org",
        "en",
    )
    assert shown["lang"] == "en"
    assert "zofia@example.org" not in json.dumps(shown)


@pytest.mark.parametrize("typed", ["", "  ", "123", "?"])
def test_without_a_name_nobody_comes_in(door, event, typed):
    go_to_name(door)
    shown = door.tap("next", typed)

    assert (door.screen, shown["field"]["error"]) == (
        "walk_in_name",
        text("pl", "guests.wrong_name"),
    )
    assert door.tap("skip")["screen"] == "walk-in-name"
    assert list_attendees(door.store, event) == []


def test_a_wrong_address_stays_in_the_field_with_a_sentence(door, event):
    go_to_name(door)
    door.press("next", NAME)
    door.press("skip")
    shown = door.tap("next", "zofia@")

    assert (shown["screen"], shown["field"]["value"]) == ("walk-in-email", "zofia@")
    assert shown["field"]["error"] == text("pl", "guests.wrong_email")
    assert list_attendees(door.store, event) == []
    door.tap("skip")
    assert [guest.email for guest in list_attendees(door.store, event)] == [""]


def test_what_is_shown_is_the_same_whether_the_name_is_on_the_list_or_not(door, event, anna):
    def shown_to(name: str) -> list[dict]:
        steps = [go_to_name(door), door.tap("next", name), door.tap("skip"), door.tap("skip")]
        door.tap("home")
        parts = ("screen", "layout", "lines", "actions", "field")
        return [{part: step[part] for part in parts} for step in steps]

    known, unknown = shown_to(anna.name), shown_to("Aнна Новак")

    assert json.loads(json.dumps(known).replace(json.dumps(anna.name), '"X"')) == json.loads(
        json.dumps(unknown).replace(json.dumps("Aнна Новак"), '"X"')
    )
    assert [guest.name for guest in list_attendees(door.store, event)].count(anna.name) == 2


def test_a_form_is_forgotten_with_the_guest(door, event):
    go_to_name(door)
    door.press("next", NAME)
    door.press("home")

    assert door.visit.newcomer is None
    assert go_to_name(door)["field"]["value"] == ""


def test_where_it_was_stopped_meanwhile_the_guest_is_sent_to_the_desk(door, event):
    go_to_name(door)
    door.press("next", NAME)
    door.press("skip")
    allow_at_kiosks(door.store, event, is_allowed=False, actor="staff:test", now=NOW)
    shown = door.tap("skip")

    assert say(shown, "title") == [text("pl", "refused.moment_title")]
    assert list_attendees(door.store, event) == []


def test_a_closed_event_lets_nobody_in(door, event):
    door.view.event = set_event(door.store, event, closed_at=NOW)
    go_to_name(door)
    door.press("next", NAME)
    door.press("skip")
    shown = door.tap("skip")

    assert shown["screen"] == "refused-not-open"
    assert list_attendees(door.store, event) == []
