"""One bad evening: servers, guests in a process of their own, and the checker at the end."""

import csv
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from live_server import ROOT, LiveServer

from benchmarks.chaos.checker import Verdict, check
from benchmarks.figures import Figure
from benchmarks.load.venue import PIN
from kiosk import links
from kiosk.settings import Settings, load_settings
from matching.events import current_event
from matching.guest_lists.importing import ImportOptions, event_for_import, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.people import Listed, list_attendees
from matching.store import Store

SECRET = "a secret that all servers of the evening share"
DOORS = [f"?kiosk={number}&mode=door" for number in range(1, 4)]
TALKS = [f"?kiosk={number}&mode=talk" for number in range(4, 8)]
FIRST_PHONE = 500_000_000
PATIENCE = 120.0  # seconds in which everybody finishes what they had begun


def seeded() -> random.Random:
    """The chance of this run, told so that it can be repeated with ROZMOWA_TEST_SEED."""
    seed = int(os.environ.get("ROZMOWA_TEST_SEED", random.SystemRandom().randrange(2**32)))
    print(f"  seed {seed}", flush=True)
    return random.Random(seed)


class Stage:
    """guests: how many are invited; database: an address of PostgreSQL, or None for a file.

    place: where the server's data lies, else a folder of the stage's own
    around: a command that the guests run in, such as that of another network
    host: by which they reach the servers
    """

    def __init__(
        self,
        guests: int,
        *,
        database: str | None = None,
        place: Path | None = None,
        around: Sequence[str] = (),
        host: str = "127.0.0.1",
        environment: dict[str, str] | None = None,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rozmowa-chaos-"))
        self.host = host
        self._around = list(around)
        self._environment = {
            "ROZMOWA_SECRET": SECRET,
            "ROZMOWA_PIN": PIN,
            **(environment or {}),
        }
        if database:
            self._environment["ROZMOWA_DATABASE"] = database
        self.servers = [self._server(place or self.folder / "server", guests)]
        self.database = database or self.servers[0].database
        self._guests: subprocess.Popen[str] | None = None
        self.told: dict[str, float] = {}

    def _server(self, place: Path, guests: int = 0) -> LiveServer:
        prepare = (lambda store: invite(store, guests)) if guests else None
        server = LiveServer(place, prepare=prepare, environment=self._environment)
        server.be_public()
        return server

    def add_server(self) -> LiveServer:
        """Another process on the same PostgreSQL."""
        self.servers.append(self._server(self.folder / f"server-{len(self.servers)}"))
        return self.servers[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._guests and self._guests.poll() is None:
            self._guests.kill()
        for server in self.servers:
            server.kill()
        shutil.rmtree(self.folder)

    def tell_where(self, *servers: LiveServer) -> None:
        """Which servers guests may ask from now on."""
        told = self.folder / "where.part"
        told.write_text(json.dumps([[self.host, server.port] for server in servers]))
        told.replace(self.folder / "where")

    def let_guests_in(self) -> None:
        """All of them begin; returns when the first is in."""
        self.tell_where(*self.servers)
        first = self.servers[0]
        invited: list[Listed] = first.prepared
        settings = load_settings({"ROZMOWA_SECRET": SECRET, "ROZMOWA_DATA": str(first.folder)})
        plan = {
            "diaries": str(self.folder / "diaries"),
            "stop": str(self.folder / "stop"),
            "greeted": str(self.folder / "greeted"),
            "where": str(self.folder / "where"),
            "guests": [[one.code, one.name, _own_page(settings, one)] for one in invited],
            "cookies": {
                "door": [_cookie(first, query) for query in DOORS],
                "talk": [_cookie(first, query) for query in TALKS],
            },
            "seed": random.getrandbits(32),
        }
        (self.folder / "plan.json").write_text(json.dumps(plan))
        program = [sys.executable, "-m", "benchmarks.chaos.guests", str(self.folder / "plan.json")]
        with (self.folder / "guests.log").open("w") as log:
            self._guests = subprocess.Popen(
                [*self._around, *program], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.seconds_until_greeted()

    def seconds_until_greeted(self) -> float:
        """Wait until a guest is told what came of their scan; how long that took."""
        assert self._guests is not None
        file, began = self.folder / "greeted", time.monotonic()
        before = file.stat().st_mtime_ns if file.exists() else 0
        while not file.exists() or file.stat().st_mtime_ns == before:
            if self._guests.poll() is not None or time.monotonic() > began + PATIENCE:
                raise AssertionError((self.folder / "guests.log").read_text()[-3000:])
            time.sleep(0.02)
        return time.monotonic() - began

    def see_guests_off(self) -> None:
        """Nobody begins anything new; all finish what they had begun."""
        assert self._guests is not None
        (self.folder / "stop").touch()
        output = self._guests.communicate(timeout=PATIENCE)[0]
        if self._guests.returncode:
            raise AssertionError((self.folder / "guests.log").read_text()[-3000:])
        self.told = json.loads(output)

    def verdict(self, database: Path | str | None = None) -> Verdict:
        """What the checker says, once the servers have ended in peace."""
        for server in self.servers:
            server.stop()
        return check(database or self.database, self.folder / "diaries")


def _cookie(server: LiveServer, query: str) -> str:
    cookie = server.kiosk_cookie(query)
    return f"{cookie['name']}={cookie['value']}"


def _own_page(settings: Settings, guest: Listed) -> str:
    token = links.personal_token(settings, guest.person_id, now=datetime.now(UTC))
    return links.PERSONAL_PATH + token


def invite(store: Store, count: int) -> list[Listed]:
    """So many guests with contacts that nobody else has; some names stand on no list twice."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Name", "Email", "Phone", "Company"])
    for number in range(count):
        contacts = [f"guest{number}@example.org", f"+48 {FIRST_PHONE + number}"]
        rows.writerow([f"Gość {number:05}", *contacts, f"Firma {number % 97}"])
    file = GuestListFile("evening.csv", text.getvalue().encode())
    now = datetime.now(UTC)
    place = event_for_import(store, None, file.name)
    import_guest_list(store, file, event=place, options=ImportOptions(), now=now)
    return list_attendees(store, current_event(store))


def figures_of(verdict: Verdict, what: str) -> list[Figure]:
    """Acknowledged, lost, doubled, told too much; and each finding as a sentence."""
    for finding in verdict.findings:
        print(f"  FOUND {finding}", flush=True)
    facts = sum(verdict.acknowledged.values())
    told = ", ".join(f"{count} {fact}" for fact, count in verdict.acknowledged.items())
    print(f"  acknowledged: {told}; places in bytes looked at: {verdict.heard}", flush=True)
    return [
        Figure(f"{what}: acknowledged facts", facts, "", 100, at_least=True),
        Figure(f"{what}: acknowledged and lost", verdict.lost, "", 0),
        Figure(f"{what}: doubled, halved or invented", verdict.doubled, "", 0),
        Figure(f"{what}: other findings of the checker", verdict.others, "", 0),
    ]


def wait(seconds: float) -> None:
    """While everybody goes on."""
    time.sleep(seconds)
