"""Who to talk with, at a kiosk: people worth meeting, ideas, introductions."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cast import NOW, rows
from panel import Panel, come_in, ids, run, say
from room import Room, furnished
from talks import choose_entry_only

from kiosk.texts import languages, text
from matching.consents import Decision, keep_decisions
from matching.introductions import made_for
from matching.model import ConsentKind

pytest_plugins = ["panel_fixtures"]
LATER = timedelta(days=8)


@pytest.fixture
def room(store, event, anna, bartek, celina) -> Room:
    return furnished(store, event, anna, bartek, celina)


@pytest.fixture
def kiosk(server, event, room) -> Panel:
    """A kiosk for talks; everybody came in a while ago and was asked before."""
    for guest in room.everybody:
        come_in(room.store, event, guest)
    mail = [
        Decision(guest.person_id, guest.person_id, ConsentKind.MAIL, False, "pl")
        for guest in room.everybody
    ]
    room.store.write(lambda change: keep_decisions(change, mail, source="page", now=NOW))
    run(room.store, "UPDATE attendee SET extra = $1", ['{"Stolik": "7"}'])
    room.refresh(at=datetime.now(UTC) - NOW)
    return Panel(server, event, mode="talk")


def doors(shown: dict, screen: str = "") -> list[dict]:
    kinds = [one for one in shown["actions"] if one["kind"] == "door"]
    return [one for one in kinds if one["id"].startswith(screen)]


def to_the_list(kiosk: Panel, guest) -> dict:
    kiosk.scan(guest.code)
    return kiosk.tap("meet")


def test_a_guest_sees_who_is_worth_meeting_and_why(kiosk, room):
    shown = to_the_list(kiosk, room.dorota)

    first = doors(shown, "suggested")[0]
    assert first["label"] == "Anna Nowak"
    assert "Biuro rachunkowe" in first["sub"] or "Kwiaty do recepcji" in first["sub"]


@pytest.mark.parametrize("language", languages())
def test_behind_a_name_stand_the_reasons_a_question_and_the_table(kiosk, room, language):
    to_the_list(kiosk, room.dorota)
    shown = kiosk.tap_through(f"language-{language}", f"suggested {room.anna.attendee_id}")

    why, ask, where = shown["paragraphs"]
    assert shown["screen"] == "suggested"
    assert say(shown, "title") == ["Anna Nowak"]
    assert "Biuro rachunkowe" in why["text"]
    assert ask["text"].endswith("?")
    assert where["text"] == ", ".join(
        [text(language, "meet.here"), text(language, "meet.place", place="7")]
    )


@pytest.mark.parametrize("answer", ["met", "declined"])
def test_after_we_have_met_or_rather_not_somebody_else_is_shown(kiosk, room, answer):
    before = doors(to_the_list(kiosk, room.dorota), "suggested")
    shown = kiosk.tap_through(before[0]["id"], answer)

    assert shown["screen"] == "meet"
    assert before[0]["id"] not in ids(shown)
    assert doors(shown, "suggested")
    kiosk.tap("home")
    shown = to_the_list(kiosk, room.anna)
    assert f"suggested {room.dorota.attendee_id}" not in ids(shown)
    assert "Dorota" not in json.dumps(shown, ensure_ascii=False)


def test_whoever_did_not_agree_is_told_why_and_can_change_it(kiosk, room):
    room.agree(room.dorota, is_given=False, at=timedelta(hours=1))
    shown = to_the_list(kiosk, room.dorota)

    assert say(shown, "lead") == [text("pl", "meet.not_agreed")]
    assert ids(shown) == ["consents", "menu"]
    assert kiosk.tap("consents")["screen"] == "consent-suggest"


def test_a_suggestion_that_ended_while_it_was_read_leads_back_to_the_list(kiosk, room, store):
    to_the_list(kiosk, room.dorota)
    kiosk.tap(f"suggested {room.anna.attendee_id}")
    choose_entry_only(store, room.anna, at=datetime.now(UTC) - NOW)

    assert kiosk.tap("met")["screen"] == "meet"
    assert rows(store, "SELECT * FROM suggestion_reply") == []
    assert "Anna" not in json.dumps(kiosk.draw(), ensure_ascii=False)


@pytest.mark.parametrize("action", ["suggested x", "idea", "introduced ../x", "greeting 1", ""])
def test_a_door_that_is_not_there_opens_nothing(kiosk, room, action):
    to_the_list(kiosk, room.dorota)

    assert kiosk.tap(action)["screen"] == "meet"


def test_whoever_knows_both_is_asked_to_introduce_them(kiosk, room):
    shown = to_the_list(kiosk, room.bartek)
    (door,) = doors(shown, "idea")
    assert {"Anna Nowak", "Celina O'Connor"} == set(door["sub"].split(" · "))

    shown = kiosk.tap(door["id"])
    assert shown["screen"] == "idea"
    shown = kiosk.tap("yes")
    assert shown["screen"] == "meet"
    assert doors(shown, "idea") == []


def introduce(kiosk: Panel, room: Room) -> None:
    """Bartek says yes at the kiosk."""
    (door,) = doors(to_the_list(kiosk, room.bartek), "idea")
    kiosk.tap_through(door["id"], "yes", "home")


def decide(kiosk: Panel, guest, answer: str) -> dict:
    (door,) = doors(to_the_list(kiosk, guest), "introduction")
    return kiosk.tap_through(door["id"], answer)


def test_two_yes_make_an_introduction_and_the_kiosk_starts_their_talk(kiosk, room):
    introduce(kiosk, room)
    assert decide(kiosk, room.anna, "yes")["screen"] == "meet"
    kiosk.tap("home")

    shown = decide(kiosk, room.celina, "yes")

    assert shown["screen"] == "introduced"
    said = json.dumps(shown, ensure_ascii=False)
    assert "Bartek Wójcik" in said
    assert "Anna Nowak" in said
    assert kiosk.tap("record")["screen"] == "partner"
    assert kiosk.scan(room.anna.code)["screen"] == "answer"


def test_what_one_side_said_changes_nothing_that_the_other_sees(kiosk, room):
    introduce(kiosk, room)
    screens = []
    for answer in (None, "no"):
        if answer:
            decide(kiosk, room.anna, answer)
            kiosk.tap("home")
        (door,) = doors(to_the_list(kiosk, room.celina), "introduction")
        shown = kiosk.tap(door["id"])
        screens.append([shown[part] for part in ("screen", "lines", "paragraphs", "actions")])
        kiosk.tap("home")

    assert screens[0] == screens[1]


def test_after_a_no_nothing_comes_of_a_yes_and_nobody_is_told(kiosk, room, event):
    introduce(kiosk, room)
    decide(kiosk, room.anna, "no")
    kiosk.tap("home")
    decide(kiosk, room.celina, "yes")

    for guest in (room.anna, room.celina, room.bartek):
        assert made_for(room.store, event, guest.attendee_id, now=datetime.now(UTC)) == []
        kiosk.tap("home")
        shown = to_the_list(kiosk, guest)
        assert doors(shown, "introduced") == []
    assert not any("declined" in one or "odm" in one.casefold() for one in ids(shown))


def test_silence_is_a_no_after_seven_days(kiosk, room):
    introduce(kiosk, room)
    room.insert("UPDATE introduction SET proposed_at_utc = $1", NOW - LATER)

    for guest in (room.anna, room.celina):
        shown = to_the_list(kiosk, guest)
        assert doors(shown, "intro") == []
        kiosk.tap("home")


def test_back_leaves_everything_open(kiosk, room, store):
    introduce(kiosk, room)
    assert decide(kiosk, room.anna, "meet")["screen"] == "meet"

    assert doors(kiosk.draw(), "introduction")
    assert rows(store, "SELECT count(*) FROM introduction_decision") == [(1,)]


def test_no_contact_is_ever_shown_here(kiosk, room, store):
    run(store, "UPDATE person SET phone = '+48 600 700 801', email = 'who@example.org'", [])
    introduce(kiosk, room)
    decide(kiosk, room.anna, "yes")
    kiosk.tap("home")
    decide(kiosk, room.celina, "yes")

    assert not any("600 700" in one or "example.org" in one for one in kiosk.seen)
