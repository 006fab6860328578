"""A small evening on the real server: nobody is sent away, nothing shown is lost, memory stays."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.load import pictures
from benchmarks.load.checking import kept_of
from benchmarks.load.evening import Guest, Plan, run
from benchmarks.load.log import Log
from benchmarks.load.resources import megabytes_of
from benchmarks.load.venue import Venue, opened

PLAN = Plan(kiosks=2, seconds=5, every=1.2, answers=1.0, pages=0.5, has_dashboard=True)
MOST_GROWTH = (
    60  # MB between two equal halves of an evening, the first of which loads what it needs
)


@pytest.fixture(scope="module")
def venue() -> Iterator[Venue]:
    with opened(arriving=2 * PLAN.guests, inside=10, talks=10) as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def few_pictures() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "ROOMS", 1)
        patch.setattr(pictures, "blurs", pictures.rooms)  # drawing them takes seconds
        yield


def half_of(venue: Venue, half: int) -> Venue:
    """The same building with talks that nobody has answered yet."""
    return replace(venue, guests=replace(venue.guests, talks=venue.guests.talks[half::2]))


def with_badges(venue: Venue, half: int) -> list[Guest]:
    people = venue.guests.arriving[half * PLAN.guests :][: PLAN.guests]
    return [(one, pictures.badge(one.code or "", number=n)) for n, one in enumerate(people)]


def test_an_evening_of_kiosks_phones_and_a_dashboard_goes_well_and_is_on_disk(venue):
    memory, tallies = [], []
    for half in (0, 1):
        tallies.append(asyncio.run(run(half_of(venue, half), PLAN, with_badges(venue, half))))
        memory.append(megabytes_of(venue.pids))

    for tally in tallies:
        # A frame that a busy computer does not answer within 3 s is followed by the next one.
        assert set(tally.errors) <= {"a frame"}
        assert tally.scans
        assert tally.answers
        assert tally.pages
        assert tally.refreshes
        assert tally.frames > len(tally.scans)
    assert memory[1] - memory[0] < MOST_GROWTH

    everything = Log()
    everything.entries = [entry for tally in tallies for entry in tally.log.entries]
    told, lost = kept_of(venue, everything)
    assert told >= sum(len(tally.scans) + len(tally.answers) for tally in tallies)
    assert lost == 0


def test_what_never_came_is_told_as_lost(venue):
    log = Log()
    missing = "00000000-0000-4000-8000-000000000000"
    log.note("kiosk 1", "scan_shown", scan_id=missing, code="", screen="greeting")
    log.note("phone 1", "answer_kept", answer_id=missing, words="")

    assert kept_of(venue, log) == (2, 2)
