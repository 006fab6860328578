"""How many kiosks does one process serve, and how quickly is a guest greeted?

Everything of an evening goes on at once: cameras post frames, guests answer on their phones and
read their pages, an organiser looks at the live page, suggestions are worked out.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass

from benchmarks.figures import Figure, percentile
from benchmarks.load import pictures
from benchmarks.load.checking import kept_of
from benchmarks.load.evening import Guest, Plan, Tally, run
from benchmarks.load.resources import Spent, megabytes_of
from benchmarks.load.venue import Venue, cores_apart, on_cores, opened
from matching.people import Listed

COUNTS = (50, 100, 125, 150, 175, 200)  # until one is too many
SECONDS = 30.0
SETTLES = 5.0  # seconds; kiosks are switched on before the doors open
INSIDE, TALKS = 300, 200
GOAL_KIOSKS, GOAL_P95_MS = 100, 300
LARGEST_CLIENT_SHARE = 0.5  # of their core; beyond it the clients measure themselves


@dataclass(frozen=True)
class Load:
    """One count of kiosks. Shares: of one core"""

    plan: Plan
    tally: Tally
    seconds: float
    server_cpu: float
    client_share: float
    megabytes: float
    kept: int
    lost: int

    @property
    def p95(self) -> float:
        """Milliseconds from the frame that was read to the greeting."""
        return percentile(self.tally.scans, 0.95)

    @property
    def is_served(self) -> bool:
        """Whether the goal is met, and nobody was turned away."""
        return self.p95 <= GOAL_P95_MS and not self.tally.errors

    @property
    def server_share(self) -> float:
        """Of one core."""
        return self.server_cpu / self.seconds

    @property
    def cpu_of_kiosk_minute(self) -> float:
        """CPU seconds."""
        return self.server_cpu / self.plan.kiosks * 60 / self.seconds


def measure(counts: Sequence[int] = COUNTS, seconds: float = SECONDS) -> list[Figure]:
    """The largest count that is served within the goal while the clients use under half of their
    core, each on its way to it, and the first that is not."""
    loads: list[Load] = []
    for count in counts:
        load = measured(whole_evening(count, seconds))
        tell(load)
        if load.client_share >= LARGEST_CLIENT_SHARE and loads:
            break
        loads.append(load)
        if count >= GOAL_KIOSKS and not load.is_served:
            break
    reached = [one for one in loads if one.is_served]
    most = max((one.plan.kiosks for one in reached), default=0)
    shown = next((one for one in loads if one.plan.kiosks == GOAL_KIOSKS), loads[-1])
    return [
        Figure(
            f"kiosks with p95 within {GOAL_P95_MS} ms and no error",
            most,
            "",
            GOAL_KIOSKS,
            at_least=True,
            why="The server's core is full before; the next lines tell how full.",
        ),
        *figures_of(shown),
        *(figure for one in loads if one is not shown for figure in _short(one)),
    ]


def _short(load: Load) -> list[Figure]:
    count = load.plan.kiosks
    return [
        Figure(f"{count} kiosks: scan to greeting, p95", load.p95, "ms"),
        Figure(f"{count} kiosks: errors", len(load.tally.errors), ""),
        Figure(f"{count} kiosks: server, of its core", 100 * load.server_share, "%"),
        Figure(f"{count} kiosks: clients, of their core", 100 * load.client_share, "%"),
    ]


def whole_evening(kiosks: int, seconds: float) -> Plan:
    """Kiosks that scan every three seconds, and all that goes on beside them."""
    return Plan(kiosks, seconds, answers=1.0, pages=0.5, has_dashboard=True, settles=SETTLES)


def measured(plan: Plan, *, processes: int = 1, database: str | None = None) -> Load:
    """Let a plan happen in a venue of its own, servers and clients on a core each."""
    servers_on, clients_on = cores_apart()
    with opened(
        arriving=plan.guests,
        inside=INSIDE,
        talks=TALKS,
        processes=processes,
        database=database,
        cores=servers_on,
    ) as venue:
        guests = with_pictures(venue.guests.arriving)
        with on_cores(clients_on):
            return watched(venue, plan, lambda: run(venue, plan, guests))


def with_pictures(people: list[Listed]) -> list[Guest]:
    """Arriving guests, each with a picture of the badge."""
    pictures.rooms(), pictures.blurs()
    return list(zip(people, pictures.badges([one.code or "" for one in people]), strict=True))


def watched(venue: Venue, plan: Plan, work: Callable[[], Coroutine[None, None, Tally]]) -> Load:
    """Do the work, and tell what it cost and whether all of it is on disk; ends the servers."""
    tally = asyncio.run(work())
    spent = Spent.so_far(venue.pids).since(tally.began)
    megabytes = megabytes_of(venue.pids)
    kept, lost = kept_of(venue, tally.log)
    share = spent.clients / spent.steady
    return Load(plan, tally, spent.steady, spent.servers, share, megabytes, kept, lost)


def figures_of(load: Load) -> list[Figure]:
    """What one load tells."""
    count, tally = load.plan.kiosks, load.tally
    why = "The server's core was full."
    return [
        Figure(f"{count} kiosks: guests greeted", len(tally.scans), ""),
        Figure(f"{count} kiosks: scan to greeting, p95", load.p95, "ms", GOAL_P95_MS, why=why),
        Figure(f"{count} kiosks: scan to greeting, p50", percentile(tally.scans, 0.5), "ms"),
        Figure(
            f"{count} kiosks: badge held up to greeting, p95", percentile(tally.views, 0.95), "ms"
        ),
        Figure(f"{count} kiosks: errors", len(tally.errors), "", 0),
        Figure(f"{count} kiosks: acknowledged scans and answers", load.kept, ""),
        Figure(f"{count} kiosks: of these not on disk after a kill", load.lost, "", 0),
        Figure(f"{count} kiosks: server CPU", load.cpu_of_kiosk_minute, "s per kiosk-minute"),
        Figure(f"{count} kiosks: server, of its core", 100 * load.server_share, "%"),
        Figure(f"{count} kiosks: clients, of their core", 100 * load.client_share, "%", 50),
        Figure(f"{count} kiosks: frames", tally.frames / load.seconds, "per second"),
        Figure(f"{count} kiosks: server memory", load.megabytes, "MB"),
        *_beside(tally, count),
    ]


def _beside(tally: Tally, count: int) -> list[Figure]:
    named = {
        "an answer by phone, three requests": tally.answers,
        "an own page": tally.pages,
        "a refresh of the live page": tally.refreshes,
    }
    return [
        Figure(f"{count} kiosks: {name}, p95", percentile(waits, 0.95), "ms")
        for name, waits in named.items()
        if waits
    ]


def tell(load: Load) -> None:
    """What is seen while it is measured."""
    print(
        f"  {load.plan.kiosks} kiosks: {len(load.tally.scans)} guests, p95 {load.p95:.0f} ms, "
        f"server {100 * load.server_share:.0f} %, clients {100 * load.client_share:.0f} %, "
        f"{len(load.tally.errors)} errors, {load.lost} of {load.kept} lost",
        flush=True,
    )
    for error in sorted(set(load.tally.errors))[:5]:
        print(f"    {error}", flush=True)
