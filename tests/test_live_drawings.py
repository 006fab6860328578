"""What the live page draws: a ring closes at 100 %, a curve ends at now, people stand still."""

import math
import random
import re
from datetime import timedelta
from uuid import UUID

import pytest
from cast import NOW

from kiosk.dashboard.live_drawings import ALL_NAMED, curve_of, picture_of, ring_of
from kiosk.dashboard.live_places import GIVES_WAY, HEIGHT, WIDTH, places_of
from matching.measures import Line, Member, Network, Share, Step

MINUTE = timedelta(minutes=1)
NUMBER = re.compile(r"-?[\d.]+")


def network(size: int, *pairs: tuple[int, int, bool], seed: int = 1) -> Network:
    """People by number; pairs: who talked with whom, and whether both wrote."""
    chance = random.Random(seed)
    ids = sorted(UUID(int=chance.getrandbits(128)) for _ in range(size))
    talked = [0] * size
    for one, other, is_whole in pairs:
        for who in (one, other):
            talked[who] = max(talked[who], 1 + is_whole)
    members = tuple(Member(ids[place], f"Gość {place}", talked[place]) for place in range(size))
    return Network(members, tuple(Line(*pair) for pair in pairs), ())


def at(places, net: Network, place: int) -> tuple[float, float]:
    spot = places[net.members[place].attendee_id]
    return spot.x, spot.y


CHAIN = network(12, *[(place, place + 1, True) for place in range(7)], (8, 9, False))


def test_the_same_network_always_looks_the_same():
    assert places_of(CHAIN, {}) == places_of(CHAIN, {})


def test_everybody_stands_within_the_picture_and_in_nobodys_place():
    for size in (1, 2, 12, 150):
        net = network(size, *[(0, place, True) for place in range(1, size // 2)])
        places = places_of(net, {})

        spots = [at(places, net, place) for place in range(size)]
        assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in spots)
        assert len(set(spots)) == size


def test_those_who_talked_stand_nearer_than_the_others():
    places = places_of(CHAIN, {})

    near = [math.dist(at(places, CHAIN, p), at(places, CHAIN, p + 1)) for p in range(7)]
    far = [
        math.dist(at(places, CHAIN, one), at(places, CHAIN, other))
        for one in range(8)
        for other in range(8, 12)
    ]
    assert max(near) < sum(far) / len(far)


def test_when_two_more_talk_the_others_hardly_move():
    before = places_of(CHAIN, {})
    grown = network(
        12, *[(one.one, one.other, one.is_whole) for one in CHAIN.lines], (10, 11, True)
    )

    after = places_of(grown, before)

    for place in range(10):
        moved = zip(at(before, CHAIN, place), at(after, grown, place), strict=True)
        assert all(abs(now - then) <= GIVES_WAY + 0.1 for then, now in moved)
    apart = [math.dist(at(where, grown, 10), at(where, grown, 11)) for where in (before, after)]
    assert apart[1] < apart[0]


def test_nobody_is_drawn_where_nobody_came():
    assert places_of(network(0), {}) == {}


# --- names ---


@pytest.mark.parametrize("size", [ALL_NAMED, ALL_NAMED + 1])
def test_in_a_crowd_only_those_without_a_whole_conversation_are_named(size):
    net = network(size, (0, 1, True), (2, 3, False))
    picture = picture_of(net, places_of(net, {}), with_names=True)

    assert all(knot.name for knot in picture.knots)
    is_named = [bool(knot.label) for knot in picture.knots]
    assert is_named == [size == ALL_NAMED] * 2 + [True] * (size - 2)


def test_without_the_choice_nobody_is_named():
    picture = picture_of(CHAIN, places_of(CHAIN, {}), with_names=False)

    assert not any(knot.name or knot.label for knot in picture.knots)
    assert picture.whole.count("M") == 7
    assert picture.halves.count("M") == 1


# --- rings ---


def ends_of(path: str) -> tuple[tuple[float, float], tuple[float, float]]:
    numbers = [float(number) for number in NUMBER.findall(path)]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])


def test_the_halves_of_a_ring_meet_at_the_top_only_for_everybody():
    for part, whole in ((1, 100), (1, 3), (50, 100), (99, 100), (100, 100)):
        ring = ring_of(Share(part, whole))
        _, (left, left_y) = ends_of(ring.left)
        _, (right, right_y) = ends_of(ring.right)

        assert left_y == right_y
        assert (right - left < 0.1 and left_y < 60) is (part == whole)


def test_solid_is_only_what_was_answered():
    nobody = ring_of(Share(0, 5))
    assert (nobody.left, nobody.right) == ("", "")
    assert nobody.left_rest
    assert nobody.right_rest
    everybody = ring_of(Share(5, 5))
    assert (everybody.left_rest, everybody.right_rest) == ("", "")


# --- the curve ---


def clock(moment) -> str:
    return f"{moment:%H:%M}"


def steps(*arrivals: tuple[int, int]) -> list[Step]:
    return [Step(NOW + minute * MINUTE, people) for minute, people in arrivals]


def test_before_anybody_came_there_is_no_curve():
    assert curve_of([], expected=10, now=NOW, clock=clock) is None


def test_the_curve_ends_now_at_the_number_of_people_who_came():
    curve = curve_of(steps((0, 1), (20, 60)), expected=120, now=NOW + 60 * MINUTE, clock=clock)

    assert [mark.label for mark in curve.people] == ["0", "50", "100"]
    assert [mark.label for mark in curve.times] == ["17:00", "17:15", "17:30", "17:45", "18:00"]
    heights = {mark.label: mark.place for mark in curve.people}
    assert heights["100"] < curve.y < heights["50"]
    assert curve.x == pytest.approx(430)


def test_the_curve_never_goes_down_nor_back():
    curve = curve_of(
        steps((0, 3), (1, 4), (7, 9), (8, 12)), expected=5, now=NOW + 30 * MINUTE, clock=clock
    )
    numbers = [float(number) for number in NUMBER.findall(curve.line)]
    across, down = numbers[::2], numbers[1::2]

    assert across == sorted(across)
    assert down == sorted(down, reverse=True)


def test_the_curve_shows_the_last_day_and_who_came_earlier_is_its_base():
    week = 8 * 24 * 60
    curve = curve_of(
        steps((0, 3), (week, 40), (week + 20, 60)),
        expected=100,
        now=NOW + (week + 60) * MINUTE,
        clock=clock,
    )
    numbers = [float(number) for number in NUMBER.findall(curve.line)]
    heights = {mark.label: mark.place for mark in curve.people}

    assert [mark.label for mark in curve.times] == ["17:00", "17:15", "17:30", "17:45", "18:00"]
    assert numbers[0] == min(numbers[::2]) == 44
    assert numbers[1] == pytest.approx(heights["0"] + 3 * (heights["20"] - heights["0"]) / 20, 0.01)
    assert numbers[-2:] == [430, heights["60"]]


@pytest.mark.parametrize("hours", [20, 23, 24, 25, 200])
def test_the_curve_is_never_longer_than_a_day_nor_names_an_hour_twice(hours):
    arrivals = [(60 * hour, hour + 1) for hour in range(hours)]
    curve = curve_of(steps(*arrivals), expected=9, now=NOW + hours * 60 * MINUTE, clock=clock)
    labels = [mark.label for mark in curve.times]

    assert len(labels) == len(set(labels)) >= 3
    assert all(44 <= mark.place <= 430 for mark in curve.times)
    assert all(44 <= float(across) <= 430 for across in NUMBER.findall(curve.line)[::2])


def test_long_after_an_event_its_arrivals_are_still_in_the_curve():
    curve = curve_of(steps((0, 20), (90, 60)), expected=60, now=NOW + 9000 * MINUTE, clock=clock)
    numbers = [float(number) for number in NUMBER.findall(curve.line)]

    heights = {mark.label: mark.place for mark in curve.people}
    assert numbers[1] == heights["0"]
    assert heights["20"] in numbers[3::2]
    assert numbers[-1] == heights["60"]


@pytest.mark.parametrize("minutes", [0, 1, 3, 59, 700, 1440, 3000, 100_000])
def test_there_are_few_marks_however_long_an_event_is(minutes):
    came = steps((0, 1), (minutes, 7)) if minutes else steps((0, 7))
    curve = curve_of(came, expected=7, now=NOW + minutes * MINUTE, clock=clock)

    assert 1 <= len(curve.times) <= 7
    assert 2 <= len(curve.people) <= 8


def test_where_all_came_before_the_clock_was_set_back_there_is_still_a_curve():
    assert curve_of(steps((10, 4)), expected=4, now=NOW, clock=clock)
