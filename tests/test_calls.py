"""A guest calls for staff: the button, the ring at the desk, what the kiosk says."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from panel import Panel, come_in, ids, say

from kiosk import desk_presence
from kiosk.clock import utc_now
from kiosk.texts import text
from matching.calls import (
    LATE_AFTER,
    call_staff,
    state_of_call,
    take_call,
    waiting_calls,
    withdraw_call,
)
from matching.event_plan import plan_of, set_plan

pytest_plugins = ["desk_fixtures"]
ABOUT_RULES = True  # one half of each stands at the desk, the other at a kiosk


@pytest.fixture(autouse=True)
def nobody_is_at_the_desk():
    """The dashboard is open nowhere when a test begins."""
    desk_presence.forget()


@pytest.fixture
def kiosk(running, event, anna) -> Panel:
    """Kiosk 2 of this server, without a browser."""
    return Panel(running, event, number=2)


def util(shown: dict) -> list[str]:
    return [button["id"] for button in shown["util"]]


def calls(page: str) -> list[str]:
    """Ids of the calls that ring on a page."""
    return re.findall(r'name="call" value="([\w-]+)"', page)


def test_the_button_is_there_only_while_a_staff_page_of_this_event_is_open(kiosk, staff, event):
    assert "call" not in util(kiosk.draw())

    staff.get("/staff/calls/part")
    assert "call" in util(kiosk.draw())


def test_a_staff_page_of_another_event_brings_no_button(kiosk, store):
    desk_presence.note(store, uuid4(), now=utc_now())

    assert "call" not in util(kiosk.draw())


def test_a_page_that_was_closed_is_forgotten_after_a_while(store, event):
    desk_presence.note(store, event.event_id, now=utc_now())

    assert desk_presence.is_open(store, event.event_id, now=utc_now() + timedelta(seconds=89))
    assert not desk_presence.is_open(store, event.event_id, now=utc_now() + timedelta(seconds=92))


def test_a_call_rings_with_the_number_of_the_kiosk_until_somebody_takes_it(
    kiosk, staff, organiser, event
):
    staff.get("/staff/calls/part")
    shown = kiosk.tap("call")
    assert (shown["screen"], say(shown, "title")) == ("called", [text("pl", "called.title")])

    ringing = [client.get("/staff/calls/part?lang=pl").text for client in (staff, organiser)]
    assert all("Stanowisko 2 woła obsługę" in page for page in ringing)
    [call_id] = calls(ringing[0])
    staff.post("/staff/calls/take", data={"call": call_id})

    assert calls(organiser.get("/staff/calls/part").text) == []
    assert say(kiosk.draw(), "title") == [text("pl", "called.taken")]


def test_after_two_minutes_the_kiosk_says_where_the_desk_is(kiosk, staff, event, monkeypatch):
    plan = plan_of(kiosk.store, event)
    set_plan(
        kiosk.store,
        event,
        type(plan)(**{**vars(plan), "desk_place": "hol, przy schodach"}),
        actor="cli",
        now=utc_now(),
    )
    staff.get("/staff/calls/part")
    assert "hol, przy schodach" not in str(kiosk.tap("call"))

    later = utc_now() + LATE_AFTER
    monkeypatch.setattr("kiosk.screens.called.utc_now", lambda: later)

    assert "hol, przy schodach" in str(kiosk.draw())


def test_going_back_takes_the_call_back(kiosk, staff, event):
    staff.get("/staff/calls/part")
    kiosk.tap("call")

    assert kiosk.tap("back")["screen"] == "welcome"

    assert calls(staff.get("/staff/calls/part").text) == []


def test_a_call_in_the_middle_of_an_answer_comes_back_to_the_answer(kiosk, staff, anna, bartek):
    staff.get("/staff/calls/part")
    for guest in (anna, bartek):
        come_in(kiosk.store, kiosk.view.running_event(), guest)
    kiosk.begin(anna, bartek)

    kiosk.tap("call")

    assert kiosk.tap("back")["screen"] == "answer"


def test_two_taps_are_one_call_and_what_was_said_first_stays(store, event):
    call_id, now = uuid4(), utc_now()
    for _ in range(2):
        call_staff(store, event, call_id=call_id, kiosk=3, now=now)
    assert len(waiting_calls(store, event, now=now)) == 1

    take_call(store, call_id, actor="cli", now=now)
    withdraw_call(store, call_id, now=now)

    assert state_of_call(store, call_id, now=now).is_taken


def test_a_call_nobody_took_stops_ringing_after_half_an_hour(store, event):
    now = utc_now()
    call_staff(store, event, call_id=uuid4(), kiosk=3, now=now)

    assert waiting_calls(store, event, now=now + timedelta(minutes=31)) == []


def test_a_stranger_neither_hears_nor_takes_calls(stranger, store, event):
    assert stranger.get("/staff/calls/part").status_code == 404
    assert stranger.post("/staff/calls/take", data={"call": str(uuid4())}).status_code == 404
    assert not desk_presence.is_open(store, event.event_id, now=utc_now())


def test_the_call_has_one_way_back_and_no_second_call(kiosk, staff, event):
    staff.get("/staff/calls/part")

    shown = kiosk.tap("call")

    assert ids(shown) == ["back"]
    assert "call" not in util(shown)
