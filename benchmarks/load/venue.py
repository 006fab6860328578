"""A building to load: servers over one database, filled, on processors of their own."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from benchmarks.beside_kiosks import agree_all_of
from benchmarks.crowd import gather
from kiosk import links, setup
from kiosk.settings import Settings, load_settings
from kiosk.setup import KioskSetup
from matching.check_in import check_in_within
from matching.conversations import NewConversation, start_conversation
from matching.kiosks import Kiosk, put_kiosk
from matching.model import Direction, Event, Scan, Source
from matching.people import Listed
from matching.store import Cursor, Store
from tests.live_server import LiveServer

PIN = "4321"
MOST_KIOSKS = 250
KIOSKS = [
    Kiosk(uuid5(NAMESPACE_URL, f"load {number}"), number, "", "door")
    for number in range(1, MOST_KIOSKS + 1)
]


@dataclass(frozen=True)
class Guests:
    """Whom a venue expects.

    arriving: nobody has seen them yet; inside: they are in
    talks: open conversations of those inside, each as its id and both attendees
    """

    event: Event
    arriving: list[Listed]
    inside: list[Listed]
    talks: list[tuple[UUID, UUID, UUID]]


@dataclass(frozen=True)
class Venue:
    """servers: at least one; all over the same database"""

    servers: list[LiveServer]
    guests: Guests
    settings: Settings

    def where(self, number: int) -> tuple[str, int]:
        """The server that a client with this number always asks, as behind a sticky proxy."""
        return "127.0.0.1", self.servers[number % len(self.servers)].port

    def cookie(self, number: int) -> str:
        """Of the enrolled kiosk with this number, from 1."""
        kiosk = KIOSKS[number - 1]
        its_setup = setup.enrolled(KioskSetup(), kiosk)
        return f"{setup.COOKIE}={setup.to_cookie(its_setup, self.settings.key('kiosk cookie'))}"

    def answer_path(self, talk_id: UUID, attendee_id: UUID) -> str:
        """Where this attendee answers by phone."""
        token = links.answer_token(self.settings, conversation_id=talk_id, attendee_id=attendee_id)
        return links.ANSWER_PATH + token

    def personal_path(self, person: Listed) -> str:
        """This person's own page."""
        token = links.personal_token(self.settings, person.person_id, now=datetime.now(UTC))
        return links.PERSONAL_PATH + token

    @property
    def pids(self) -> list[int]:
        """The server processes."""
        return [server.pid for server in self.servers]


@contextmanager
def opened(
    *,
    arriving: int,
    inside: int = 0,
    talks: int = 0,
    processes: int = 1,
    database: str | None = None,
    cores: Sequence[int] = (),
) -> Iterator[Venue]:
    """A filled venue whose servers run on these processors (on all where none is named).

    database: address of an empty PostgreSQL database; None for a file, which takes one process
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {"ROZMOWA_PIN": PIN, "ROZMOWA_SECRET": "the secret of a load"}
        environment |= {"ROZMOWA_DATABASE": database} if database else {}
        servers: list[LiveServer] = []
        with on_cores(cores):
            for number in range(processes):
                fill = _filling(arriving, inside, talks) if number == 0 else None
                server = LiveServer(folder / str(number), prepare=fill, environment=environment)
                stack.callback(server.kill)
                server.be_public()
                servers.append(server)
                server.start()
        settings = load_settings({**environment, "ROZMOWA_DATA": str(servers[0].folder)})
        yield Venue(servers, servers[0].prepared, settings)


@contextmanager
def on_cores(cores: Sequence[int]) -> Iterator[None]:
    """Run this thread, and what it starts, on these processors only."""
    before = os.sched_getaffinity(0)
    if cores:
        os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cores_apart() -> tuple[list[int], list[int]]:
    """A processor for the server and another one for the clients; the same where there is one."""
    cores = sorted(os.sched_getaffinity(0))
    return [cores[0]], [cores[-1]]


def _filling(arriving: int, inside: int, talks: int) -> Callable[[Store], Guests]:
    def fill(store: Store) -> Guests:
        event, people = gather(store, arriving + inside)
        now = datetime.now(UTC)

        def work(change: Cursor) -> None:
            for kiosk in KIOSKS:
                put_kiosk(change, kiosk, now=now)
            for person in people[:inside]:
                scan = Scan(uuid4(), event, person.code, 1, Direction.IN, Source.CAMERA, now)
                check_in_within(change, scan, now=now)

        store.write(work)
        agree_all_of(store, [one.person_id for one in people[:inside]])
        begun = [_begin(store, event, people, inside, number) for number in range(talks)]
        return Guests(event, people[inside:], people[:inside], begun)

    return fill


def _begin(
    store: Store, event: Event, people: list[Listed], inside: int, number: int
) -> tuple[UUID, UUID, UUID]:
    """The first two of a round talk, then each with the one after next, and so on."""
    apart = 1 + number // inside
    starter, partner = people[number % inside], people[(number + apart) % inside]
    new = NewConversation(uuid4(), event, starter.attendee_id, partner.code or "", 1)
    start_conversation(store, new, now=datetime.now(UTC))
    return new.conversation_id, starter.attendee_id, partner.attendee_id
