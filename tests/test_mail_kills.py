"""The power is cut while mails are sent: nobody gets one twice before a person decides.

Six kills of a send to 60 people; 200 of one to 500 with ROZMOWA_TEST_FULL=1.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cast import NOW, invite, make_event, rows
from chance import IS_FULL, rounds
from live_server import ROOT
from mail_server import Fault, MailServerHere
from places import KINDS, new_place

from matching.events import find_event
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind, MailState
from matching.mailing.outbox import list_mails, resolve
from matching.mailing.outbox.queueing import Batch, queue
from matching.people import list_attendees
from matching.store import Store

pytest_plugins = ["mail_fixtures"]

KILLS = rounds(200)
PEOPLE = 500 if IS_FULL else 60
FLAKY = {
    Fault.GREYLIST: 0.15,
    Fault.BEFORE_DATA: 0.04,
    Fault.IN_DATA: 0.03,
    Fault.AFTER_DOT: 0.02,
    Fault.KEPT_AFTER_DOT: 0.02,
    Fault.NO_SUCH: 0.02,
    Fault.FULL: 0.01,
}
LYING = {Fault.GREYLIST: 0.15, Fault.LYING: 0.05 if IS_FULL else 0.3}


def faults(shares: dict[Fault, float], seed: int):
    """By chance, the same for the same seed."""

    def choose(recipient: str, times: int) -> Fault | None:
        left = random.Random(f"{seed} {recipient} {times}").random()
        for fault, share in shares.items():
            left -= share
            if left < 0:
                return fault
        return None

    return choose


@pytest.fixture(params=KINDS)
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Path | str:
    """An event on disk whose people are all to get the link to their page."""
    place = new_place(request.param, tmp_path)
    with Store.open(place) as store:
        event = make_event(store)
        for number in range(PEOPLE):
            invite(store, event, f"Gość {number}", email=f"g{number}@example.org")
        ids = [person.attendee_id for person in list_attendees(store, event)]
        found = contents(store, event, MailKind.LINK, now=NOW, attendee_ids=ids)
        batch = Batch(event.event_id, MailKind.LINK, True, NOW)
        assert store.write(lambda change: queue(change, batch, found.values())) == PEOPLE
    return place


class Senders:
    """Processes that send from one database to one server, one after the other."""

    def __init__(self, database: Path | str, folder: Path, server: MailServerHere) -> None:
        self._server = server
        self._process = subprocess.Popen(
            [
                *(sys.executable, "tests/killed_sender.py", str(database), str(folder)),
                *(server.setting, str(time.time())),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _told(self) -> tuple[str, int]:
        word, number = self._process.stdout.readline().split()
        return word, int(number)

    def start(self) -> int:
        """One that has looked after what the last one left."""
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        word, pid = self._told()
        assert word == "ready"
        return pid

    def kill_after(self, mails: int, pause: float) -> bool:
        """Start one and kill it a moment after so many mails were begun; False where it ended."""
        until = self._server.attempts + mails
        pid = self.start()
        deadline = time.monotonic() + 5
        while self._server.attempts < until and time.monotonic() < deadline:
            time.sleep(0.0005)
        time.sleep(pause)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return self._told() == ("ended", signal.SIGKILL)

    def finish(self) -> None:
        """Let one come to its end."""
        self.start()
        assert self._told() == ("ended", 0)

    def close(self) -> None:
        self._process.communicate(timeout=60)


@pytest.fixture
def new_senders(
    database: Path | str, tmp_path: Path
) -> Iterator[Callable[[MailServerHere], Senders]]:
    started: list[Senders] = []

    def new(server: MailServerHere) -> Senders:
        started.append(Senders(database, tmp_path, server))
        return started[-1]

    yield new
    for senders in started:
        senders.close()


def mails_of(database: Path | str) -> dict[str, tuple[str, str]]:
    """State and failure by address."""
    with Store.open(database) as store:
        sql = "SELECT email, state, failure FROM mail JOIN person USING (person_id)"
        return {email: (state, failure) for email, state, failure in rows(store, sql)}


def test_killed_again_and_again_every_mail_ends_known_and_none_arrives_twice(
    database, new_mail_server, new_senders, chance
):
    server = new_mail_server(
        choose=faults(FLAKY, chance.randrange(2**32)), is_pipelining=chance.random() < 0.5
    )
    senders, kills = new_senders(server), 0
    most = max(2, round(PEOPLE / KILLS))  # so few that mails are left for the last kill
    for _ in range(KILLS):
        kills += senders.kill_after(chance.randint(0, most), chance.uniform(0, 0.02))
    senders.finish()

    found = mails_of(database)
    came = Counter(server.to)
    states = Counter(state for state, _ in found.values())
    crashed = sum(failure == "crash" for _, failure in found.values())
    arrived = sum(state == "uncertain" and came[email] for email, (state, _) in found.items())
    print(f"{kills} kills: {dict(states)}, {crashed} by a crash, {arrived} uncertain ones arrived")
    assert set(states) <= {"sent", "failed", "uncertain"}
    assert server.doubles == 0
    assert {came[email] for email, (state, _) in found.items() if state == "sent"} == {1}
    assert not any(came[email] for email, (state, _) in found.items() if state == "failed")
    assert kills > KILLS / 2  # otherwise nothing was tried

    _decide(database, server, senders, arrived)


def _decide(database: Path | str, server: MailServerHere, senders: Senders, arrived: int) -> None:
    """A person lets all uncertain ones be sent once more: only what had arrived is doubled."""
    server.choose = lambda _to, _nth: None
    with Store.open(database) as store:
        event, now = find_event(store, "evening"), datetime.now(UTC)
        for mail in list_mails(store, event, [MailState.UNCERTAIN]):
            resolve(store, mail.mail_id, has_arrived=False, actor="staff:x", now=now)
    senders.finish()

    assert {state for state, _ in mails_of(database).values()} <= {"sent", "failed"}
    assert server.doubles == arrived


def test_a_server_that_lies_doubles_what_it_lied_about_and_nothing_else(
    database, new_mail_server, new_senders, chance
):
    """SMTP cannot tell a mail that was kept from one that was not, where the server says so."""
    server = new_mail_server(choose=faults(LYING, chance.randrange(2**32)))
    new_senders(server).finish()

    lies = server.faults[Fault.LYING]
    print(f"{lies} lies about {PEOPLE} mails: {server.doubles} doubles")
    assert {state for state, _ in mails_of(database).values()} == {"sent"}
    assert server.doubles == lies > 0
