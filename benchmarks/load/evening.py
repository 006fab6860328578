"""So many kiosks, phones and a dashboard at work for some time, and what came of it."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle

from benchmarks.load import pictures
from benchmarks.load.camera import Camera, Scene
from benchmarks.load.clients import GaveUpError, Kiosk, Phone, Screen
from benchmarks.load.log import Log
from benchmarks.load.pictures import Picture
from benchmarks.load.resources import Spent
from benchmarks.load.venue import Venue
from benchmarks.load.viewers import Dashboard
from benchmarks.load.wire import Wire, WireError
from benchmarks.talk_crowd import genuine_words
from matching.people import Listed

STEP_UP_SECONDS = 0.7
READS_NAME_SECONDS = 0.5
LONGEST_SECONDS = 15.0  # a badge that is not greeted by then counts as an error
NEWS_SECONDS = 5.0
SHARE_BLURRED = 0.5  # of the badges: on their first frame still moving


@dataclass(frozen=True)
class Plan:
    """kiosks: how many, each with a guest every so many seconds on average, for so many seconds

    answers, pages: on phones in each second, of all together
    has_dashboard: whether an organiser looks at the live page
    has_scanners: guests show their badge to a USB scanner; the camera sees the room only
    settles: seconds between switching everything on and the first guest, which no cost counts
    """

    kiosks: int
    seconds: float
    every: float = 3.0
    answers: float = 0.0
    pages: float = 0.0
    has_dashboard: bool = False
    has_scanners: bool = False
    settles: float = 0.0

    @property
    def guests(self) -> int:
        """As many as it can need."""
        return int(self.kiosks * (self.seconds / self.every / 0.7 + 2))


@dataclass
class Tally:
    """What clients saw. Milliseconds of each guest:

    scans: from the frame that was read, from when it was taken, to the greeting
    views: from when the badge was held up to the greeting
    reports: from the report of the code to the greeting
    began: what was spent before the first guest
    """

    log: Log
    began: Spent
    scans: list[float] = field(default_factory=list)
    views: list[float] = field(default_factory=list)
    reports: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    refreshes: list[float] = field(default_factory=list)
    frames: int = 0
    errors: list[str] = field(default_factory=list)


Guest = tuple[Listed, Picture | None]  # with the picture of the badge; None for a USB scanner
Watch = Callable[[Tally], Awaitable[None]]


async def run(venue: Venue, plan: Plan, guests: list[Guest], *watches: Watch) -> Tally:
    """Let everybody work until the plan's time is over.

    guests: plan.guests of those who arrive; watches: what else is done beside, until cancelled
    """
    async with switched_on(venue, plan, *watches) as (tally, kiosks):
        until = time.monotonic() + plan.seconds
        async with asyncio.TaskGroup() as doors:
            for place, kiosk in enumerate(kiosks):
                mine = guests[place :: plan.kiosks]
                doors.create_task(kiosk.admit(mine, every=plan.every, until=until))
    return tally


@asynccontextmanager
async def switched_on(
    venue: Venue, plan: Plan, *watches: Watch
) -> AsyncIterator[tuple[Tally, list["DoorKiosk"]]]:
    """The kiosks of a plan, with all that goes on beside them."""
    tally = Tally(Log(), Spent.so_far(venue.pids))
    kiosks = [DoorKiosk(venue, number, tally) for number in range(1, plan.kiosks + 1)]
    async with asyncio.TaskGroup() as opening:
        for kiosk in kiosks:
            opening.create_task(kiosk.open())
    beside = [asyncio.create_task(one) for kiosk in kiosks for one in kiosk.beside()]
    beside += [asyncio.create_task(one) for one in _others(venue, plan, tally)]
    beside += [asyncio.create_task(watch(tally)) for watch in watches]
    await asyncio.sleep(plan.settles)
    tally.began = Spent.so_far(venue.pids)
    before = sum(kiosk.camera.frames for kiosk in kiosks)
    yield tally, kiosks
    for task in beside:
        task.cancel()
    ended = await asyncio.gather(*beside, return_exceptions=True)
    tally.errors += [repr(one) for one in ended if isinstance(one, Exception)]
    tally.frames = sum(kiosk.camera.frames for kiosk in kiosks) - before
    tally.errors += ["a frame" for kiosk in kiosks for _ in range(kiosk.camera.errors)]
    for kiosk in kiosks:
        await kiosk.close()


def _others(venue: Venue, plan: Plan, tally: Tally) -> Iterator[Coroutine[None, None, None]]:
    if plan.answers:
        yield _answer(venue, plan.answers, tally)
    if plan.pages:
        yield _read_pages(venue, plan.pages, tally)
    if plan.has_dashboard:
        yield Dashboard(lambda: venue.where(0), tally.log, tally.refreshes).run()


class DoorKiosk:
    """A kiosk at a door: its browser, its camera, and the guests before it."""

    def __init__(self, venue: Venue, number: int, tally: Tally) -> None:
        self._tally = tally
        self._chance = random.Random(number)
        source = f"127.1.{number // 200}.{1 + number % 200}"
        where = partial(venue.where, number)  # asked anew at each connection
        name, cookie = f"kiosk {number}", venue.cookie(number)
        self._browser = Kiosk(name, where, cookie, tally.log, source=source)
        self._cookie = {"cookie": cookie}
        self._posts = Wire(where, source=source)
        self._asks = Wire(where, source=source)
        self._rooms = cycle(pictures.rooms())
        self._scene = Scene([next(self._rooms)])
        self.camera = Camera(name, cookie, self._posts, self._scene, self._read)
        self._greeted: asyncio.Future[tuple[Screen, float, float]] | None = None
        self._reports: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Switch it on: the first screen, and the word that the camera is there."""
        await self._browser.open(patience=60)
        await self._browser.camera()

    def beside(self) -> Iterator[Coroutine[None, None, None]]:
        """What it does beside its guests, until cancelled."""
        yield self.camera.run()
        yield self._ask_for_news()

    async def _ask_for_news(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, NEWS_SECONDS))
        while True:
            told = self._browser.screen["news"]
            path = f"{told['url']}?camera=ok&call={told['call'] or ''}"
            answer = await self._asks.get(path, self._cookie)
            if answer.status != 200:
                self._tally.errors.append(f"news: {answer.status}")
            elif told["version"] not in answer.text and told is self._browser.screen["news"]:
                await self._browser.camera()
            await asyncio.sleep(NEWS_SECONDS)

    async def admit(self, guests: list[Guest], *, every: float, until: float) -> None:
        """Guest after guest; whoever is late comes at once."""
        due = time.monotonic() + self._chance.uniform(0, every)
        for person, badge in guests:
            await self._browser.rest(max(0.0, due - time.monotonic()))
            if time.monotonic() > until:
                return
            due = max(due, time.monotonic() - every) + self._chance.uniform(0.7, 1.3) * every
            await self.greet(person, badge, hurry=min(1.0, every / 3))

    async def greet(self, person: Listed, badge: Picture | None, *, hurry: float) -> None:
        """One guest: steps up, shows the badge, reads the name, goes; hurry: 1 for a real one."""
        self._scene.put(next(self._rooms))
        await asyncio.sleep(STEP_UP_SECONDS * hurry)
        self._greeted = asyncio.get_running_loop().create_future()
        held = time.monotonic()
        if badge is None:
            self._read(person.code or "", held, "keys")
        else:
            self._scene.put(*self._moving(), badge)
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                screen, taken, reported = await self._greeted
        except (TimeoutError, GaveUpError) as error:
            self._tally.errors.append(f"no greeting: {error!r}")
        else:
            if screen["screen"] != "greeting":
                self._tally.errors.append(f"a badge of the list led to {screen['screen']}")
            shown = time.monotonic()
            for waits, began in (
                (self._tally.scans, taken),
                (self._tally.views, held),
                (self._tally.reports, reported),
            ):
                waits.append(1000 * (shown - began))
        await asyncio.sleep(READS_NAME_SECONDS * hurry)
        self._scene.put(next(self._rooms))

    def _moving(self) -> list[Picture]:
        is_moving = self._chance.random() < SHARE_BLURRED
        return [self._chance.choice(pictures.blurs())] if is_moving else []

    def _read(self, code: str, taken: float, source: str = "camera") -> None:
        task = asyncio.create_task(self._report(code, taken, source))
        self._reports.add(task)
        task.add_done_callback(self._reports.discard)

    async def _report(self, code: str, taken: float, source: str) -> None:
        reported = time.monotonic()
        greeted = self._greeted
        try:
            screen = await self._browser.scan(code, source=source)
        except GaveUpError as error:
            if greeted and not greeted.done():
                greeted.set_exception(error)
            return
        if greeted and not greeted.done():
            greeted.set_result((screen, taken, reported))

    async def close(self) -> None:
        """Switch it off."""
        await asyncio.gather(*self._reports, return_exceptions=True)
        for part in (self._browser, self._posts, self._asks):
            await part.close()


async def _answer(venue: Venue, per_second: float, tally: Tally) -> None:
    """Guests answer on their phones, both sides of each talk one after the other."""
    chance, words = random.Random(1), cycle(genuine_words())
    sides = ((talk, side) for talk, *both in venue.guests.talks for side in both)
    for number, (talk_id, side) in enumerate(sides):
        path = venue.answer_path(talk_id, side)
        phone = _phone(venue, number, tally)
        began = time.monotonic()
        try:
            await phone.open(path)
            await phone.answer(next(words))
            tally.answers.append(1000 * (time.monotonic() - began))
        except (WireError, GaveUpError) as error:
            tally.errors.append(f"phone: {error!r}")
        finally:
            await phone.close()
        spent = time.monotonic() - began
        await asyncio.sleep(max(0.0, chance.uniform(0.5, 1.5) / per_second - spent))


async def _read_pages(venue: Venue, per_second: float, tally: Tally) -> None:
    """Guests who are in read their own pages."""
    for number, person in enumerate(cycle(venue.guests.inside)):
        phone = _phone(venue, 10_000 + number, tally)
        began = time.monotonic()
        try:
            screen = await phone.open(venue.personal_path(person))
            if screen.startswith("status"):
                tally.errors.append(f"own page: {screen}")
            tally.pages.append(1000 * (time.monotonic() - began))
        except WireError as error:
            tally.errors.append(f"own page: {error!r}")
        finally:
            await phone.close()
        await asyncio.sleep(max(0.0, 1 / per_second - (time.monotonic() - began)))


def _phone(venue: Venue, number: int, tally: Tally) -> Phone:
    source = f"127.2.{number // 200 % 200}.{1 + number % 200}"
    return Phone(f"phone {number}", lambda: venue.where(number), tally.log, source=source)
