"""Which event is meant, and what the organiser changes of it."""

from datetime import timedelta, timezone

import pytest
from cast import NOW, make_event

from matching.errors import NoEventError, SeveralEventsError, UnknownEventError
from matching.events import (
    current_event,
    find_event,
    list_events,
    open_events,
    reopen_event,
    set_event,
    slug_of,
)
from matching.setting_up import run_event

HOUR = timedelta(hours=1)


def test_without_any_event_there_is_none(store):
    with pytest.raises(NoEventError, match="python -m kiosk sample"):
        current_event(store)


def test_the_only_event_is_meant(store, event):
    assert current_event(store) == event


def test_a_named_event_is_meant_even_where_it_is_closed(store, event):
    other = make_event(store, "other")
    set_event(store, other, closed_at=NOW)

    assert current_event(store, "other").slug == "other"
    with pytest.raises(UnknownEventError, match="no event is called 'nowhere'"):
        current_event(store, "nowhere")


def test_the_only_open_one_of_several_is_meant(store, event):
    set_event(store, make_event(store, "past"), closed_at=NOW)

    assert current_event(store) == event


def test_where_all_are_closed_the_one_closed_last_says_so(store, event):
    make_event(store, "sample", is_sample=True)
    later = make_event(store, "later")
    set_event(store, later, closed_at=NOW + timedelta(hours=1))
    closed = set_event(store, event, closed_at=NOW)

    assert current_event(store).slug == "later"
    assert not closed.is_open(NOW)


def test_a_name_in_other_letters_still_gives_a_name_that_can_be_typed():
    assert slug_of("Гости") == "event"
    assert slug_of("Гости 2026") == "2026"


def test_several_open_events_are_listed_until_staff_choose_one(store, event):
    other = make_event(store, "other")
    with pytest.raises(SeveralEventsError, match="evening, other"):
        current_event(store)

    run_event(store, other, actor="cli", now=NOW)
    assert current_event(store).slug == "other"

    run_event(store, event, actor="cli", now=NOW + HOUR)
    assert current_event(store).slug == "evening"


def test_a_chosen_event_that_is_closed_is_no_longer_meant(store, event):
    make_event(store, "second")
    make_event(store, "third")
    run_event(store, event, actor="cli", now=NOW)
    set_event(store, event, closed_at=NOW)

    with pytest.raises(SeveralEventsError):
        current_event(store)


def test_the_sample_is_meant_only_where_it_is_alone(store):
    sample = make_event(store, "sample", is_sample=True)
    assert current_event(store) == sample

    real = make_event(store, "real")

    assert current_event(store) == real
    assert open_events(store) == [real]


def test_a_change_leaves_what_it_does_not_name(store, event):
    set_event(store, event, name="Śniadanie", re_entry=True, opens_at=NOW)
    changed = set_event(store, find_event(store, "evening"), closed_at=NOW + HOUR)

    assert changed == find_event(store, "evening")
    assert (changed.name, changed.re_entry, changed.opens_at_utc, changed.closed_at_utc) == (
        "Śniadanie",
        True,
        NOW,
        NOW + HOUR,
    )
    assert set_event(store, changed, re_entry=False).re_entry is False


def test_an_event_is_open_from_its_opening_until_its_closing(store, event):
    changed = set_event(store, event, opens_at=NOW, closed_at=NOW + HOUR)

    states = [changed.is_open(NOW + minutes) for minutes in (-HOUR, 0 * HOUR, HOUR / 2, HOUR)]
    assert states == [False, True, True, False]


def test_an_opening_in_another_time_zone_is_the_same_moment(store, event):
    in_warsaw = NOW.astimezone(timezone(2 * HOUR))

    set_event(store, event, opens_at=in_warsaw)

    assert find_event(store, "evening").opens_at_utc == NOW


def test_a_reopened_event_lets_people_in_whatever_its_times_were(store, event):
    closed = set_event(store, event, opens_at=NOW + 9 * HOUR, closed_at=NOW)

    reopen_event(store, closed)

    assert find_event(store, "evening").is_open(NOW)


def test_two_events_cannot_have_one_slug(store, event):
    with pytest.raises(Exception, match="slug"):
        make_event(store, "evening")

    assert len(list_events(store)) == 1
