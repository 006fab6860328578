"""The first half hour of an event with 10,000 people, ten times as fast: 6,500 guests in 3 minutes.

They come in parties at random moments (benchmarks/arrivals.py) and take whichever kiosk is free.
"""

import asyncio
import random
import time

from benchmarks.arrivals import HALF_HOUR, SHARE_IN_HALF_HOUR, arrivals
from benchmarks.figures import Figure, percentile
from benchmarks.load.evening import DoorKiosk, Guest, Plan, Tally, switched_on
from benchmarks.load.kiosks import GOAL_P95_MS, SETTLES, tell, watched, with_pictures
from benchmarks.load.venue import Venue, cores_apart, on_cores, opened

PEOPLE, KIOSKS, SPEED = 10_000, 40, 10
EACH_SECONDS = 8.0  # of the event: walking up, showing the badge, reading the greeting
SEED = 1


def measure(people: int = PEOPLE, kiosks: int = KIOSKS, speed: float = SPEED) -> list[Figure]:
    """people: of the whole event, of whom 65 % come in the half hour."""
    coming = round(people * SHARE_IN_HALF_HOUR)
    plan = Plan(
        kiosks,
        HALF_HOUR / speed,
        every=EACH_SECONDS / speed,
        has_dashboard=True,
        settles=SETTLES,
    )
    servers_on, clients_on = cores_apart()
    moments = [one / speed for one in arrivals(coming, random.Random(SEED))]
    waits: list[float] = []
    with opened(arriving=people, cores=servers_on) as venue:
        guests = with_pictures(venue.guests.arriving[:coming])
        with on_cores(clients_on):
            load = watched(venue, plan, lambda: _half_hour(venue, plan, guests, moments, waits))
    tell(load)
    why = (
        "The server's core was full: at real speed the same guests take ten times as long to come."
    )
    return [
        Figure("guests who came", coming, ""),
        Figure("guests greeted", len(load.tally.scans), "", coming, at_least=True, why=why),
        Figure(
            "scan to greeting, p95", percentile(load.tally.scans, 0.95), "ms", GOAL_P95_MS, why=why
        ),
        Figure("scan to greeting, p50", percentile(load.tally.scans, 0.5), "ms"),
        Figure("waiting for a free kiosk, p95, of the event", percentile(waits, 0.95) * speed, "s"),
        Figure(
            "from the first guest to the last greeting, of the event",
            load.seconds * speed / 60,
            "min",
        ),
        Figure("errors", len(load.tally.errors), "", 0, why=why),
        Figure("acknowledged and not on disk after a kill", load.lost, "", 0),
        Figure("server, of its core", 100 * load.server_share, "%"),
        Figure("clients, of their core", 100 * load.client_share, "%", 50),
    ]


async def _half_hour(
    venue: Venue, plan: Plan, guests: list[Guest], moments: list[float], waits: list[float]
) -> Tally:
    queue = asyncio.Queue[tuple[float, Guest] | None]()
    async with switched_on(venue, plan) as (tally, kiosks), asyncio.TaskGroup() as doors:
        for kiosk in kiosks:
            doors.create_task(_serve(kiosk, queue, plan.every, waits))
        began = time.monotonic()
        for moment, guest in zip(moments, guests, strict=True):
            await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
            queue.put_nowait((time.monotonic(), guest))
        for _ in kiosks:
            queue.put_nowait(None)
    return tally


async def _serve(
    kiosk: DoorKiosk,
    queue: asyncio.Queue[tuple[float, Guest] | None],
    every: float,
    waits: list[float],
) -> None:
    while (found := await queue.get()) is not None:
        came, (person, badge) = found
        began = time.monotonic()
        waits.append(began - came)
        await kiosk.greet(person, badge, hurry=every / 3)
        await asyncio.sleep(max(0.0, began + every * random.uniform(0.5, 1.5) - time.monotonic()))
