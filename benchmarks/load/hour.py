"""Does the memory of a server stay flat over an hour of an event, 20 times as fast?

Ten kiosks with USB scanners greet a guest every 12 s of the hour, 3,000 in all; people answer on
their phones and read their pages, an organiser looks on, cameras see the room.
"""

import asyncio
import time
from statistics import mean

from benchmarks.figures import Figure
from benchmarks.load.evening import Plan, Tally, run
from benchmarks.load.kiosks import TALKS, tell, watched
from benchmarks.load.resources import megabytes_of
from benchmarks.load.venue import Venue, cores_apart, on_cores, opened

KIOSKS, EVERY_SECONDS, SPEED, HOUR = 10, 12.0, 20, 3600.0
ANSWERS, PAGES = 0.15, 0.1  # in each second of the hour
SAMPLES = 120
GOAL_GROWTH = 10  # per cent


def measure(hour: float = HOUR, speed: float = SPEED) -> list[Figure]:
    """hour: seconds of the event; speed: how many of them go by in one."""
    plan = Plan(
        kiosks=KIOSKS,
        seconds=hour / speed,
        every=EVERY_SECONDS / speed,
        answers=ANSWERS * speed,
        pages=PAGES * speed,
        has_dashboard=True,
    )
    servers_on, clients_on = cores_apart()
    talks = TALKS + int(ANSWERS * hour)
    with opened(arriving=plan.guests, inside=300, talks=talks, cores=servers_on) as venue:
        memory: list[float] = []
        guests = [(person, None) for person in venue.guests.arriving]
        sample = _sampler(venue, memory, plan.seconds / SAMPLES)
        with on_cores(clients_on):
            load = watched(venue, plan, lambda: run(venue, plan, guests, sample))
    tell(load)
    name = f"{hour / 60:.0f} minutes of an event"
    quarter = max(1, len(memory) // 4)
    early, late = mean(memory[quarter : 2 * quarter]), mean(memory[-quarter:])
    return [
        Figure(f"{name}: guests greeted", len(load.tally.scans), ""),
        Figure(f"{name}: answers by phone", len(load.tally.answers), ""),
        Figure(f"{name}: errors", len(load.tally.errors), "", 0),
        Figure(f"{name}: acknowledged and not on disk after a kill", load.lost, "", 0),
        Figure("memory in the second quarter of it", early, "MB"),
        Figure("memory in the last quarter of it", late, "MB"),
        Figure(
            "growth from one to the other",
            100 * (late / early - 1),
            "%",
            GOAL_GROWTH,
            why="DuckDB keeps what was written lately in memory until it is full.",
        ),
    ]


def _sampler(venue: Venue, memory: list[float], seconds: float):
    async def sample(_tally: Tally) -> None:
        began = time.monotonic()
        while True:
            memory.append(megabytes_of(venue.pids))
            await asyncio.sleep(max(0.01, began + len(memory) * seconds - time.monotonic()))

    return sample
