"""The guests of a bad evening: kiosks at the door, kiosks for talks, phones; each with a diary.

python -m benchmarks.chaos.guests PLAN runs until the plan's stop file appears and everybody has
finished what they had begun. What a page forgets, because its server died, its guest does again.
A plan is a JSON file:

guests          [[badge code, name, path of their own page]]
cookies         {door: […], talk: […]}, one for each kiosk
where           a file with [host, port] of each server, read at each connection
stop, greeted   a file to wait for, and one that is touched for each guest who is let in or refused
diaries, seed   the folder to write to, and the chance of this evening
"""

import asyncio
import itertools
import json
import random
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from benchmarks.chaos.crowd import crowd
from benchmarks.chaos.diary import Diary
from benchmarks.load.clients import GaveUpError, Kiosk, Phone, Screen
from benchmarks.load.log import Log
from benchmarks.load.wire import WireError

PHONES = 3
TRIES = 60  # of a guest who wants to get something done, each from the beginning
AT_THE_DOOR = 0.15  # seconds between two guests, on average
LET_IN = frozenset({"greeting", "already-in", "menu", "consent-suggest", "consent-mail"})
ENDS = frozenset({"done", "saved", "later-done", "already-recorded", "connected"})
SAID = [
    "Prowadzi sad pod Grójcem i sama wozi owoce do szkół",
    "Naprawia stare organy w małych kościołach na Podlasiu",
    "Uczy sąsiadów języka migowego w świetlicy za rynkiem",
    "Liczy mosty na Wiśle i pisze o nich książkę dla dzieci",
    "They rebuild wooden boats with boys from the children's home",
    "They bake bread at night and paint the sea by day",
    "Zakłada ule na dachach szpitali, żeby chorzy mieli co oglądać",
    "Tłumaczy urzędowe pisma na zwykły język, od lat za darmo",
]
_TALK_LINK = re.compile(r'href="(/me/[^"]+/talk/[0-9a-f-]{36})"')
_ANSWER_LINK = re.compile(r'href="[^"]*(/a/[^"]+)"')
_FAILED = (GaveUpError, WireError, OSError, WebSocketException, KeyError)


@dataclass(frozen=True)
class Guest:
    """code: of the badge; page: the path of their own page"""

    code: str
    name: str
    page: str


@dataclass
class Talk:
    """Two who talk. name: the clients' own; said: who wrote what; steps: who promised"""

    name: str
    guests: tuple[Guest, Guest]
    words: dict[str, str]
    stepped: set[str]

    def writer(self, screen: Screen) -> Guest:
        """Who stands before this screen: it names the other one."""
        about = next(line["text"] for line in screen["lines"] if line["role"] == "name")
        one, other = self.guests
        return other if one.name in about else one


class Venue:
    """All who are there. where: asked at each connection"""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._plan = plan
        self._where = Path(str(plan["where"]))
        self._stop = Path(str(plan["stop"]))
        self.greeted = Path(str(plan["greeted"]))
        self._diaries: dict[str, Diary] = {}
        self._readers: dict[str, str] = {}
        self._shared: set[bytes] = set()
        self.chance = random.Random(str(plan["seed"]))
        self.guests = [Guest(*one) for one in plan["guests"]]
        self.log = Log(received=self._received)
        self.talks: list[Talk] = []
        self._marks = itertools.count(self.chance.randrange(300_000_000, 400_000_000))

    @property
    def is_over(self) -> bool:
        """Whether nobody begins anything new."""
        return self._stop.exists()

    def where_of(self, client: str) -> Callable[[], tuple[str, int]]:
        """One of the servers that are there, the same for a client as long as it is."""

        def where() -> tuple[str, int]:
            servers = json.loads(self._where.read_text("utf-8"))
            if not servers:
                raise ConnectionRefusedError("no server")
            host, port = servers[sum(client.encode()) % len(servers)]
            return host, port

        return where

    def diary(self, client: str) -> Diary:
        """Of a client."""
        if client not in self._diaries:
            self._diaries[client] = Diary(Path(str(self._plan["diaries"])), client)
        return self._diaries[client]

    def reads(self, client: str, guest: Guest) -> None:
        """From now on this phone is in somebody's hand."""
        self._readers[client] = guest.code

    def _received(self, client: str, received: bytes) -> None:
        if client in self._readers:
            self.diary(client).heard(received, surface="page", reader=self._readers[client])
        else:
            self.diary(client).heard(self._without_script(received), surface="kiosk")

    def _without_script(self, received: bytes) -> bytes:
        """The kiosk's script and style are the same in every message: kept once."""
        message = ForwardMsg()
        message.ParseFromString(received)
        component = message.delta.new_element.bidi_component
        for part in ("js_content", "css_content"):
            content = getattr(component, part).encode()
            if content and content in self._shared:
                component.ClearField(part)
            elif content:
                self._shared.add(content)
        return message.SerializeToString()

    def sentence(self) -> str:
        """Something that nobody else has said; its number is its mark."""
        return f"{self.chance.choice(SAID)}, nr {next(self._marks)}"

    def close(self) -> None:
        """All diaries are on disk."""
        for diary in self._diaries.values():
            diary.close()


async def show_badge(venue: Venue, kiosk: Kiosk, guest: Guest) -> Screen:
    """Until the kiosk says what came of it. Raises GaveUpError."""
    scan_id, diary = uuid4(), venue.diary(kiosk.name)
    diary.sent("scan", str(scan_id), code=guest.code)
    diary.asks()
    screen = await kiosk.scan(guest.code, scan_id=scan_id, times=TRIES)
    if screen["screen"] in LET_IN or screen["screen"].startswith("refused"):
        diary.acknowledged("scan", str(scan_id), code=guest.code, screen=screen["screen"])
        venue.greeted.touch()
    return screen


async def door(venue: Venue, kiosk: Kiosk, guests: Iterator[Guest]) -> None:
    """One badge after the other; who has been in comes again now and then."""
    seen: list[Guest] = []
    while not venue.is_over:
        comes_again = seen and venue.chance.random() < 0.1
        guest = venue.chance.choice(seen) if comes_again else next(guests, None)
        if guest is None:
            guest = venue.chance.choice(seen)
        with suppress(*_FAILED):
            await show_badge(venue, kiosk, guest)
            seen.append(guest)
        await asyncio.sleep(venue.chance.uniform(0.2, 1.8) * AT_THE_DOOR)


async def talks(venue: Venue, kiosk: Kiosk, guests: Iterator[Guest], phone: Phone) -> None:
    """Two by two: both come in, both answer, here or one on the phone; some take it back."""
    while not venue.is_over:
        pair = list(itertools.islice(guests, 2))
        if len(pair) < 2:
            return
        talk = Talk(f"talk {uuid4()}", (pair[0], pair[1]), {}, set())
        by_phone = venue.chance.random() < 0.5
        if not await _persist(lambda talk=talk, by=by_phone: _record(venue, kiosk, talk, by)):
            continue
        if by_phone:
            await _persist(lambda talk=talk: _answer_by_phone(venue, phone, talk))
        venue.talks.append(talk)
        if venue.chance.random() < 0.3:
            await _persist(lambda talk=talk: _withdraw(venue, phone, talk))


async def _persist(act: Callable[[], Awaitable[bool]]) -> bool:
    """Try again from the beginning until it is done."""
    for _ in range(TRIES):
        with suppress(*_FAILED):
            if await act():
                return True
        await asyncio.sleep(0.2)
    return False


async def _record(venue: Venue, kiosk: Kiosk, talk: Talk, by_phone: bool) -> bool:
    """From the welcome screen to the end of the talk; False where the kiosk forgot where it was."""
    one, other = talk.guests
    for guest in (other, one):
        await _home(kiosk)
        screen = await show_badge(venue, kiosk, guest)
        while screen["screen"].startswith("consent"):
            screen = await kiosk.tap("no")
        if screen["screen"] != "menu":
            return False
    if (await kiosk.tap("record"))["screen"] != "partner":
        return False
    scan_id, diary = uuid4(), venue.diary(kiosk.name)
    about = {"conversation": talk.name, "starter": one.code, "partner": other.code}
    diary.sent("conversation", str(scan_id), **about)
    diary.asks()
    screen = await kiosk.scan(other.code, scan_id=scan_id, times=TRIES)
    if screen["screen"] not in {"answer", "handover", "already-recorded", "saved"}:
        return False
    diary.acknowledged("conversation", str(scan_id), **about)
    return await _write(venue, kiosk, talk, by_phone)


async def _write(venue: Venue, kiosk: Kiosk, talk: Talk, by_phone: bool) -> bool:
    """Follow the screens, as the two do."""
    diary = venue.diary(kiosk.name)
    while (name := kiosk.screen["screen"]) not in ENDS:
        diary.asks()
        if name == "answer":
            await _save(venue, kiosk, talk)
        elif name == "second-step":
            await _step(venue, kiosk, talk)
        elif name == "handover":
            if by_phone:
                return True
            await kiosk.tap("answer")
        else:
            return False  # the kiosk was started anew
    if kiosk.screen["screen"] in {"connected", "already-recorded"}:
        diary.shown("connected", conversation=talk.name)
    has_more = kiosk.screen["screen"] == "connected"
    if has_more and (await kiosk.tap("next"))["screen"] == "second-step":
        await _step(venue, kiosk, talk)
    return True


async def _save(venue: Venue, kiosk: Kiosk, talk: Talk) -> None:
    """The same sentence, however often it takes."""
    writer, diary = talk.writer(kiosk.screen), venue.diary(kiosk.name)
    words = talk.words.setdefault(writer.code, venue.sentence())
    answer_id = kiosk.screen["field"]["id"].removeprefix("words-")
    said = {"conversation": talk.name, "author": writer.code, "words": words}
    diary.sent("answer", answer_id, **said)
    screen = await kiosk.tap("save", field=words)
    if screen["screen"] in {"second-step", "connected"}:
        diary.acknowledged("answer", answer_id, **said)


async def _step(venue: Venue, kiosk: Kiosk, talk: Talk) -> None:
    """A promise with a day, and the e-mail for the other."""
    writer, diary = talk.writer(kiosk.screen), venue.diary(kiosk.name)
    groups = {group["id"]: group["options"] for group in kiosk.screen["groups"]}
    kind, due = groups["promise"][0]["id"], groups["due"][-1]["id"]
    about = {"conversation": talk.name, "author": writer.code}
    promise, sharing = str(uuid4()), str(uuid4())
    diary.sent("promise", promise, **about, kind=kind, due=due)
    diary.sent("sharing", sharing, **about, fields="email")
    choices = {"promise": [kind], "due": [due], "share": ["email"]}
    screen = await kiosk.tap("next", choices=choices)
    if screen["screen"] in {"handover", "done", "saved", "connected"}:
        diary.acknowledged("promise", promise, **about, kind=kind, due=due)
        diary.acknowledged("sharing", sharing, **about, fields="email")


async def _home(kiosk: Kiosk) -> None:
    """Whatever stands there, begin anew."""
    if kiosk.screen.get("screen") != "welcome":
        await kiosk.tap("home")


async def _open_page(venue: Venue, phone: Phone, guest: Guest) -> None:
    """The guest's own page, in their hand. Raises WireError."""
    venue.reads(phone.name, guest)
    venue.diary(phone.name).asks()
    await phone.open(guest.page)


async def _open_talk(venue: Venue, phone: Phone, guest: Guest) -> str:
    """The guest's own page of this talk; its address. Raises WireError."""
    await _open_page(venue, phone, guest)
    links = _TALK_LINK.findall(phone.page)
    if not links:
        raise WireError(f"no talk on the page {phone.screen}")
    venue.diary(phone.name).asks()
    await phone.open(links[0])
    return links[0]


async def _answer_by_phone(venue: Venue, phone: Phone, talk: Talk) -> bool:
    """The one who has not written yet, behind the link of their own page."""
    guest, diary = talk.guests[1], venue.diary(phone.name)
    await _open_page(venue, phone, guest)
    link = _ANSWER_LINK.search(phone.page)
    if link is None:  # kept before, when its acknowledgement got lost
        return guest.code in talk.words and bool(_TALK_LINK.search(phone.page))
    words = talk.words.setdefault(guest.code, venue.sentence())
    await phone.open(link.group(1))
    answer_id = phone.hidden().get("answer_id", "")
    said = {"conversation": talk.name, "author": guest.code, "words": words}
    diary.sent("answer", answer_id, **said)
    diary.asks()
    await phone.answer(words)
    diary.acknowledged("answer", answer_id, **said)
    return True


async def _withdraw(venue: Venue, phone: Phone, talk: Talk) -> bool:
    """The first takes back what they wrote; then the other looks at their page."""
    guest, diary = talk.guests[0], venue.diary(phone.name)
    address = await _open_talk(venue, phone, guest)
    about = {"conversation": talk.name, "author": guest.code}
    diary.sent("withdrawal", talk.name, **about)
    if await phone.send(f"{address}/withdraw") != 303:
        return False
    diary.acknowledged("withdrawal", talk.name, **about)
    await _open_talk(venue, phone, talk.guests[1])
    return True


async def readers(venue: Venue, phone: Phone) -> None:
    """Those who talked look at their pages again and again: what others wrote, and contacts."""
    while not venue.is_over:
        if venue.talks:
            talk = venue.chance.choice(venue.talks)
            with suppress(*_FAILED):
                await _open_talk(venue, phone, venue.chance.choice(talk.guests))
        await asyncio.sleep(venue.chance.uniform(0.1, 0.5))


async def spend(venue: Venue, cookies: dict[str, list[str]]) -> None:
    """All of them at once, until it is over and everything begun is finished."""
    beside = crowd(venue.where_of, [one for some in cookies.values() for one in some], venue.chance)
    middle = len(venue.guests) * 2 // 3
    arriving, talking = iter(venue.guests[:middle]), iter(venue.guests[middle:])
    async with asyncio.TaskGroup() as tasks:
        for mode, names in cookies.items():
            for number, cookie in enumerate(names):
                name = f"{mode} {number}"
                kiosk = Kiosk(name, venue.where_of(name), cookie, venue.log)
                tasks.create_task(_kiosk(venue, kiosk, mode, arriving, talking))
        for number in range(PHONES):
            name = f"reader {number}"
            tasks.create_task(readers(venue, Phone(name, venue.where_of(name), venue.log)))
    for task in beside:
        task.cancel()
    ended = await asyncio.gather(*beside, return_exceptions=True)
    failed = [one for one in ended if isinstance(one, Exception)]
    if failed:
        raise ExceptionGroup("beside the guests", failed)


async def _kiosk(
    venue: Venue, kiosk: Kiosk, mode: str, arriving: Iterator[Guest], talking: Iterator[Guest]
) -> None:
    await _persist(lambda: _opened(kiosk))
    if mode == "door":
        await door(venue, kiosk, arriving)
    else:
        name = f"phone of {kiosk.name}"
        await talks(venue, kiosk, talking, Phone(name, venue.where_of(name), venue.log))
    with suppress(*_FAILED):
        await kiosk.close()


async def _opened(kiosk: Kiosk) -> bool:
    await kiosk.open()
    return True


def main(plan_file: str) -> int:
    """Run, and say in one line of JSON what was slowest."""
    plan = json.loads(Path(plan_file).read_text("utf-8"))
    venue = Venue(plan)
    asyncio.run(spend(venue, plan["cookies"]))
    venue.close()
    shown = list(venue.log.of("scan_shown"))
    gaps = [later.at - one.at for one, later in itertools.pairwise(shown)]
    print(json.dumps({"scans": len(shown), "longest_gap": max(gaps, default=0.0)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
