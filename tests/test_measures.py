"""Every figure is what one would count by hand, and says no more than it should."""

import random
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import fields
from datetime import UTC, timedelta
from uuid import uuid4

import pytest
from cast import NOW, invite, rows, show_badge
from chance import IS_FULL, SEED
from fresh_stores import postgres
from live_server import ROOT
from live_world import AT, World
from measures_by_hand import ByHand
from room import furnished
from talks import admit, answer, begin_talk, choose_entry_only, connect

from matching.agenda import AgendaItem, set_agenda
from matching.conversations import decline
from matching.desk_ideas import send_idea
from matching.events import set_event
from matching.measures import (
    Figures,
    Share,
    arrival_curve,
    figures_of,
    list_alone,
    list_in_the_room,
    live_of,
    measured_state,
    network_of,
)
from matching.measures.helping import minutes_of_talk
from matching.model import Direction
from matching.store import Store
from matching.suggestions import ReplyKind

WORLDS = {"memory": 300 if IS_FULL else 14, "postgresql": 30 if IS_FULL else 5}
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module", params=WORLDS)
def worlds(request) -> Iterator[list[tuple[World, ByHand]]]:
    """Small events by chance, each with its figures as they are counted by hand."""
    chance, is_memory = random.Random(SEED), request.param == "memory"
    with ExitStack() as stores:
        places = [
            None if is_memory else postgres().new_database() for _ in range(WORLDS[request.param])
        ]
        opened = [stores.enter_context(Store.open(place)) for place in places]
        made = [World(chance, store) for store in opened]
        yield [(world, ByHand(world.store, world.event, AT)) for world in made]


def pair(share: Share) -> tuple[int, int]:
    return share.part, share.whole


def test_every_figure_of_small_events_is_what_one_counts_by_hand(worlds):
    for world, hand in worlds:
        found = figures_of(world.store, world.event, now=AT)

        assert found.expected == hand.expected()
        assert found.admitted == len(hand.came)
        assert found.in_the_room == len(hand.inside)
        assert found.guests == len(hand.guests)
        assert pair(found.talked) == hand.talked()
        assert pair(found.finished) == hand.finished()
        assert {one.point: pair(one.share) for one in found.coverage} == hand.coverage()
        assert pair(found.questions) == hand.questions()
        assert pair(found.confirmed) == hand.confirmed()
        promises = found.promises
        assert hand.promises() == {
            "made": promises.made,
            "kept": promises.kept,
            "due": pair(promises.due),
        }
        assert pair(found.across_groups) == hand.across_groups()
        introductions = found.introductions
        assert (introductions.asking, introductions.made) == hand.introductions()
        islands = hand.islands()
        assert found.islands.count == len(islands)
        assert found.islands.largest.part == max(map(len, islands), default=0)
        assert found.islands.largest.whole == len(hand.members())
        assert found.alone == len(hand.alone(30))


def test_whom_to_help_and_with_whom_is_what_one_finds_by_hand(worlds):
    for world, hand in worlds:
        for after in (0, 30):
            alone = list_alone(world.store, world.event, now=AT, after_minutes=after)

            assert [(one.attendee_id, one.minutes) for one in alone] == hand.alone(after)
            for one in alone:
                assert [fit.attendee_id for fit in one.fits] == hand.fits(one.attendee_id)


def test_the_network_and_the_curve_of_arrivals_are_what_one_draws_by_hand(worlds):
    for world, hand in worlds:
        network = network_of(world.store, world.event)
        ids = [member.attendee_id for member in network.members]
        ties = {
            frozenset({ids[line.one], ids[line.other]}): line.is_whole for line in network.lines
        }

        assert {one.attendee_id: one.talked for one in network.members} == hand.members()
        assert ties == hand.ties()
        assert {frozenset(ids[one] for one in part) for part in network.islands} == hand.islands()
        curve = arrival_curve(world.store, world.event)
        assert [
            (one.minute_utc.astimezone(UTC).replace(tzinfo=None), one.admitted) for one in curve
        ] == hand.curve()


def test_the_evacuation_list_has_everybody_in_the_room_and_no_name_of_entry_only(worlds):
    for world, hand in worlds:
        present = list_in_the_room(world.store, world.event)

        assert {one.attendee_id for one in present} == hand.inside
        for one in present:
            is_quiet = hand.agrees(one.attendee_id, "entry_only")
            assert one.is_entry_only is is_quiet
            assert one.name == ("" if is_quiet else hand.person(one.attendee_id)["name"])


def test_one_moment_of_the_live_page_agrees_with_itself(worlds):
    for world, _ in worlds[:4]:
        live = live_of(world.store, world.event, now=AT)

        assert live.figures.alone == len(live.alone)
        assert live.figures.admitted == (live.curve[-1].admitted if live.curve else 0)
        assert live.figures == figures_of(world.store, world.event, now=AT)


# --- what the figures mean, one by one ---


def test_an_event_without_anybody_has_figures_of_nothing(store, event):
    found = figures_of(store, event, now=NOW)

    assert (found.expected, found.admitted, found.in_the_room, found.alone) == (0, 0, 0, 0)
    assert found.talked.percent is None
    assert found.islands.count == 0


def test_one_answer_makes_a_half_and_only_two_make_a_share(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    talk = begin_talk(store, event, anna, bartek)

    assert pair(figures_of(store, event, now=NOW).finished) == (0, 0)
    answer(store, talk, anna, "Pomaga sadownikom dowieźć owoce do miasta")
    half = figures_of(store, event, now=NOW)
    assert pair(half.finished) == (0, 1)
    assert pair(half.talked) == (0, 2)
    answer(store, talk, bartek, "Uczy księgowości w szkole wieczorowej")
    whole = figures_of(store, event, now=NOW)
    assert pair(whole.finished) == (1, 1)
    assert pair(whole.talked) == (2, 2)


def test_a_declined_conversation_leaves_no_trace_in_any_figure(store, event, anna, bartek):
    admit(store, event, anna, bartek)
    before = figures_of(store, event, now=NOW + HOUR)
    talk = begin_talk(store, event, anna, bartek)
    answer(store, talk, anna, "Pomaga sadownikom dowieźć owoce do miasta")
    decline(store, talk.conversation_id, by_id=bartek.attendee_id, now=NOW)

    assert figures_of(store, event, now=NOW + HOUR) == before


def test_whoever_chose_entry_only_counts_as_present_and_in_no_figure_of_talks(
    store, event, anna, bartek, celina
):
    connect(store, event, anna, bartek)
    admit(store, event, celina)
    choose_entry_only(store, celina)

    found = live_of(store, event, now=NOW + HOUR)

    assert (found.figures.admitted, found.figures.in_the_room) == (3, 3)
    assert pair(found.figures.talked) == (2, 2)
    assert found.alone == ()
    assert celina.attendee_id not in {one.attendee_id for one in found.network.members}


def test_a_guest_who_went_out_is_not_asked_for_and_is_not_in_the_room(store, event, anna):
    admit(store, event, anna)
    assert [one.name for one in list_alone(store, event, now=NOW + HOUR)] == ["Anna Nowak"]

    show_badge(store, event, anna.code, direction=Direction.OUT, at=10 * MINUTE)

    assert list_alone(store, event, now=NOW + HOUR) == []
    assert figures_of(store, event, now=NOW + HOUR).in_the_room == 0


def test_nobody_is_helped_before_half_an_hour_of_talk_has_gone(store, event, anna):
    admit(store, event, anna)

    assert list_alone(store, event, now=NOW + 29 * MINUTE) == []
    assert [one.minutes for one in list_alone(store, event, now=NOW + 31 * MINUTE)] == [31]


def test_who_is_longest_alone_comes_first_and_then_the_alphabet(store, event):
    names = ["Zofia Ż", "Łucja Ś", "Lena A", "Adam Nowy"]
    people = [invite(store, event, name) for name in names]
    admit(store, event, *people[:3])
    show_badge(store, event, people[3].code, at=10 * MINUTE)

    found = list_alone(store, event, now=NOW + HOUR)

    assert [one.name for one in found] == ["Lena A", "Łucja Ś", "Zofia Ż", "Adam Nowy"]


def item(begin: int, end: int) -> AgendaItem:
    return AgendaItem(uuid4(), "Pauza", NOW + begin * MINUTE, NOW + end * MINUTE, True)


@pytest.mark.parametrize(
    ("windows", "since", "minutes"),
    [
        ([], 0, 60),
        ([], 70, 0),
        ([(0, 20)], 0, 20),
        ([(0, 20)], 15, 5),
        ([(50, 90)], 0, 10),
        ([(0, 20), (10, 30)], 0, 30),
        ([(0, 40), (10, 20), (30, 50)], 5, 45),
        ([(70, 90)], 0, 0),
    ],
)
def test_only_minutes_of_open_talk_count(windows, since, minutes):
    agenda = [item(*window) for window in windows]

    assert minutes_of_talk(agenda, NOW + since * MINUTE, NOW + HOUR) == minutes


def test_each_guest_to_help_gets_two_who_agreed_and_nobody_who_did_not(
    store, event, anna, bartek, celina
):
    room = furnished(store, event, anna, bartek, celina)
    room.admit(*room.everybody)
    room.refresh()

    def fits_of(name: str) -> list[str]:
        alone = list_alone(store, event, now=NOW + HOUR)
        return [fit.name for one in alone if one.name == name for fit in one.fits]

    assert fits_of("Dorota Zero")[0] == "Anna Nowak"
    assert len(fits_of("Dorota Zero")) == 2
    room.agree(room.anna, is_given=False, at=MINUTE)
    assert "Anna Nowak" not in fits_of("Dorota Zero")
    room.agree(room.dorota, is_given=False, at=MINUTE)
    assert fits_of("Dorota Zero") == []


def test_an_idea_that_was_sent_stays_on_the_staffs_page_whatever_the_guest_said(
    store, event, anna, bartek, celina
):
    room = furnished(store, event, anna, bartek, celina)
    room.admit(*room.everybody)
    room.refresh()
    ids = {"attendee_id": room.dorota.attendee_id, "suggested_id": anna.attendee_id}
    send_idea(store, event, **ids, actor="cli", now=NOW)
    before = list_alone(store, event, now=NOW + HOUR)

    room.says(room.dorota, room.anna, ReplyKind.DECLINED)

    assert list_alone(store, event, now=NOW + HOUR) == before
    assert [fit.is_sent for one in before for fit in one.fits if one.name == "Dorota Zero"] == [
        True,
        False,
    ]


def test_once_the_event_is_over_nobody_is_helped(store, event, anna):
    admit(store, event, anna)
    closed = set_event(store, event, closed_at=NOW + HOUR)

    assert len(list_alone(store, closed, now=NOW + HOUR - MINUTE)) == 1
    assert list_alone(store, closed, now=NOW + HOUR) == []


def test_with_open_talk_on_the_agenda_earlier_conversations_do_not_count(
    store, event, anna, bartek
):
    connect(store, event, anna, bartek)
    open_talk = [item(10, 90), item(100, 110)]
    set_agenda(store, event, open_talk, actor="cli", now=NOW)
    assert [one.minutes for one in list_alone(store, event, now=NOW + HOUR)] == [50, 50]

    again = [item(0, 90)]
    set_agenda(store, event, again, actor="cli", now=NOW)
    assert list_alone(store, event, now=NOW + HOUR) == []


def test_reading_whom_to_help_notes_no_proposal(store, event, anna, bartek, celina):
    room = furnished(store, event, anna, bartek, celina)
    room.admit(*room.everybody)
    room.refresh()

    live_of(store, event, now=NOW + HOUR)

    assert rows(store, "SELECT count(*) FROM proposal") == [(0,)]


def test_the_number_of_open_introductions_does_not_tell_a_no(store, event, anna, bartek, celina):
    room = furnished(store, event, anna, bartek, celina)
    begun = room.propose()
    before = figures_of(store, event, now=NOW).introductions

    room.say(begun, room.celina, is_yes=False)

    assert figures_of(store, event, now=NOW).introductions == before
    assert (before.asking, before.made) == (1, 0)


def test_an_introduction_is_made_once_all_three_agreed(store, event, anna, bartek, celina):
    room = furnished(store, event, anna, bartek, celina)
    begun = room.propose()
    room.say(begun, room.anna)
    room.say(begun, room.celina)

    found = figures_of(store, event, now=NOW).introductions

    assert (found.asking, found.made) == (0, 1)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (0, 0, None),
        (0, 7, 0),
        (7, 7, 100),
        (1, 300, 1),
        (299, 300, 99),
        (1, 8, 13),
        (1, 3, 33),
        (2, 3, 67),
    ],
)
def test_a_percentage_is_rounded_but_says_all_only_of_all(part, whole, percent):
    assert Share(part, whole).percent == percent


def test_the_cheap_state_changes_with_what_changes_a_figure(store, event, anna, bartek):
    states = [measured_state(store, event)]

    def look() -> None:
        states.append(measured_state(store, event))

    admit(store, event, anna, bartek)
    look()
    talk = begin_talk(store, event, anna, bartek)
    look()
    answer(store, talk, anna, "Pomaga sadownikom dowieźć owoce do miasta")
    look()
    answer(store, talk, bartek, "Uczy księgowości w szkole wieczorowej")
    look()
    choose_entry_only(store, anna)
    look()
    show_badge(store, event, bartek.code, direction=Direction.OUT, at=MINUTE)
    look()

    assert len(set(states)) == len(states)
    look()
    assert states[-1] == states[-2]


def test_every_figure_is_defined_in_the_docs():
    words = (ROOT / "docs" / "measures.md").read_text("utf-8")
    defined = set(re.findall(r"^\| [^|]+ \| `(\w+)` \| .{20,} \|$", words, re.MULTILINE))

    assert defined == {field.name for field in fields(Figures)}
