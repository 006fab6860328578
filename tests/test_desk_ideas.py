"""Staff suggest to a guest whom to meet: it stands first, and only while both agree."""

from datetime import UTC, datetime, timedelta

import pytest
from cast import NOW, invite, rows, show_badge
from panel import Panel, come_in, ids, run
from room import Room, furnished
from talks import begin_talk, choose_entry_only, refuse, tables_with

from kiosk.texts import languages, text
from matching.consents import Decision, keep_decisions
from matching.desk_ideas import has_idea, send_idea
from matching.errors import UnknownSuggestionError
from matching.model import ConsentKind, Direction
from matching.suggestions import ReplyKind

pytest_plugins = ["panel_fixtures"]

ABOUT_RULES = True  # a kiosk shows the last of them
ACTOR = "staff:1"
SECOND = timedelta(seconds=1)


@pytest.fixture
def room(store, event, anna, bartek, celina) -> Room:
    """All are in; Dorota's list begins with Anna, and Ewa is on it too."""
    room = furnished(store, event, anna, bartek, celina)
    room.admit(*room.everybody)
    room.refresh()
    return room


def send(room: Room, who, about) -> None:
    send_idea(
        room.store,
        room.event,
        attendee_id=who.attendee_id,
        suggested_id=about.attendee_id,
        actor=ACTOR,
        now=NOW,
    )


def test_what_the_desk_suggests_stands_first_with_its_reasons(room):
    last = room.shown(room.dorota)[-1]
    about = next(one for one in room.everybody if one.attendee_id == last.attendee_id)

    send(room, room.dorota, about)

    first, *others = room.shown(room.dorota)
    assert first.attendee_id == about.attendee_id
    assert first.is_from_desk
    assert first.reasons == last.reasons
    assert not any(one.is_from_desk for one in others)
    assert has_idea(room.store, room.dorota.attendee_id)


def test_only_who_was_given_an_idea_has_it(room):
    send(room, room.dorota, room.ewa)

    assert not has_idea(room.store, room.ewa.attendee_id)
    assert not any(one.is_from_desk for one in room.shown(room.ewa))


def test_an_idea_stays_first_when_the_lists_are_worked_out_anew(room):
    send(room, room.dorota, room.ewa)
    run(room.store, "DELETE FROM suggestion", [])

    assert room.names(room.dorota) == ["Ewa Pierwsza"]
    assert room.reasons(room.dorota, room.ewa) == [text("pl", "reason.not_met")]


def test_the_same_idea_twice_is_one_and_noted_once(room):
    send(room, room.dorota, room.ewa)
    send(room, room.dorota, room.ewa)

    assert rows(room.store, "SELECT count(*) FROM desk_idea") == [(1,)]
    noted = rows(room.store, "SELECT actor, act, subject_id, detail FROM audit")
    assert noted == [(ACTOR, "idea_sent", room.dorota.attendee_id, "")]


def test_an_idea_sent_again_tells_nobody_that_the_guest_said_no(room):
    send(room, room.dorota, room.ewa)
    room.says(room.dorota, room.ewa, ReplyKind.DECLINED)

    send(room, room.dorota, room.ewa)

    assert "Ewa Pierwsza" not in room.names(room.dorota)
    noted = rows(room.store, "SELECT act FROM audit")
    assert noted == [("idea_sent",)]


@pytest.mark.parametrize("who", ["dorota", "ewa"])
def test_an_idea_is_gone_as_soon_as_one_of_the_two_no_longer_agrees(room, who):
    send(room, room.dorota, room.ewa)

    room.agree(getattr(room, who), is_given=False, at=SECOND)

    assert "Ewa Pierwsza" not in room.names(room.dorota)
    assert not has_idea(room.store, room.dorota.attendee_id)


def test_an_idea_is_gone_once_one_took_entry_only_or_said_no_or_they_talked(room):
    send(room, room.dorota, room.ewa)
    send(room, room.dorota, room.anna)
    send(room, room.celina, room.ewa)
    send(room, room.anna, room.ewa)

    choose_entry_only(room.store, room.anna, at=SECOND)
    room.says(room.dorota, room.ewa, ReplyKind.DECLINED)
    begin_talk(room.store, room.event, room.celina, room.ewa)

    for who in (room.anna, room.celina, room.dorota):
        assert not any(one.is_from_desk for one in room.shown(who))
        assert not has_idea(room.store, who.attendee_id)


def test_an_idea_about_somebody_who_left_waits_behind_those_in_the_room(room):
    send(room, room.dorota, room.ewa)
    show_badge(room.store, room.event, room.ewa.code, direction=Direction.OUT, at=SECOND)

    assert room.shown(room.dorota)[0].is_here
    assert not has_idea(room.store, room.dorota.attendee_id)


def test_nobody_is_suggested_who_did_not_agree_or_is_not_on_the_list(room):
    stranger = invite(room.store, room.event, "Filip Obcy")
    room.admit(stranger)
    room.agree(room.ewa, is_given=False, at=SECOND)

    for about in (stranger, room.ewa, room.dorota, room.anna):
        who = room.bartek if about is room.anna else room.dorota
        refuse(room.store, UnknownSuggestionError, lambda a=about, w=who: send(room, w, a))


def test_an_idea_holds_ids_and_no_name(room):
    before = tables_with(room.store, "Ewa Pierwsza")

    send(room, room.dorota, room.ewa)

    assert tables_with(room.store, "Ewa Pierwsza") == before


@pytest.mark.parametrize("language", languages())
def test_the_kiosk_says_that_the_desk_has_an_idea_and_shows_it_first(
    server, store, event, anna, bartek, celina, language
):
    room = furnished(store, event, anna, bartek, celina)
    for guest in room.everybody:
        come_in(store, event, guest)
    run(store, "UPDATE person SET language = $1", [language])
    mail = [
        Decision(guest.person_id, guest.person_id, ConsentKind.MAIL, False, language)
        for guest in room.everybody
    ]
    store.write(lambda change: keep_decisions(change, mail, source="page", now=NOW))
    room.refresh(at=datetime.now(UTC) - NOW)
    kiosk = Panel(server, event, mode="talk")

    calm = kiosk.scan(room.dorota.code)
    assert text(language, "live.idea_menu") not in str(calm)
    kiosk.tap("home")
    send(room, room.dorota, room.ewa)

    assert text(language, "live.idea_menu") in str(kiosk.scan(room.dorota.code))
    meet = kiosk.tap("meet")
    assert ids(meet)[0] == f"suggested {room.ewa.attendee_id}"
    assert meet["actions"][0]["sub"] == text(language, "live.idea_door")
    suggested = kiosk.tap(ids(meet)[0])
    assert text(language, "live.idea_why") in str(suggested)
