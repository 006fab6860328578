"""The process: how it is set, what it says, how it ends and what it lives through."""

import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from matching.engines.engine import LostConnectionError
from matching.engines.opening import is_address
from matching.errors import DatabaseAwayError, RozmowaError
from matching.faults import described_without_data
from matching.priorities import give_way_altogether
from matching.store import Store
from matching.worker.freshness import rest_within
from matching.worker.rounds import Rounds

log = logging.getLogger("rozmowa.worker")

LOOK_SECONDS = 0.3  # between looks whether anything happened
REST = 3.0  # after working so long, so many times as long is left to the others of this machine,
LONGEST_REST = 1.0  # seconds, at most so long, and only where lists stay fresh
NICENESS = 10  # a server of the same machine gets ten times as much of a processor
AGAIN_SECONDS = 1.0  # after the database went away
TIDY_SECONDS = 60.0


@dataclass
class WrongWorkerSettingError(RozmowaError):
    """The worker has nothing to do with this setting."""

    code: ClassVar[str] = "wrong_worker_setting"
    expected: str

    def __str__(self) -> str:
        return f"ROZMOWA_DATABASE must be {self.expected}"


def run_worker(environment: Mapping[str, str] | None = None) -> None:
    """Until SIGTERM or Ctrl+C; what it works on is finished first.

    Raises WrongWorkerSettingError, and what Store.open raises where waiting does not help.
    """
    values = os.environ if environment is None else environment
    address = values.get("ROZMOWA_DATABASE", "").strip()
    if not is_address(address):
        raise WrongWorkerSettingError(
            "postgresql://…; beside a file the server works out the lists itself"
        )
    give_way_altogether(NICENESS)
    logging.basicConfig(
        stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    store = _opened(address, stopping)
    if store is not None:
        with store:
            _work(store, address, values.get("ROZMOWA_EVENT", "").strip() or None, stopping)
    log.info("ended")


def _opened(address: str, stopping: threading.Event) -> Store | None:
    """The store, as soon as the database answers; None where it is to stop before."""
    is_told = False
    while not stopping.is_set():
        try:
            return Store.open(address)
        except DatabaseAwayError as error:
            if not is_told:
                log.warning("%s, it is tried again", error)
            is_told = True
        stopping.wait(AGAIN_SECONDS)
    return None


def _work(store: Store, address: str, slug: str | None, stopping: threading.Event) -> None:
    rounds = Rounds(store, address, slug)
    log.info("ready")
    failure, tidied_at, pause = "", time.monotonic(), LOOK_SECONDS
    gc.disable()  # a look at millions of living things, again and again, takes longer than the work
    try:
        while not stopping.wait(AGAIN_SECONDS if failure else pause):
            began = time.monotonic()
            before, failure = failure, _failure_of(rounds)
            worked = time.monotonic() - began
            rest = rest_within(min(REST * worked, LONGEST_REST), worked)
            pause = max(LOOK_SECONDS, rest)
            if failure != before:
                log.log(*_told(failure))
            if time.monotonic() - tidied_at > TIDY_SECONDS:
                gc.collect()
                tidied_at = time.monotonic()
    finally:
        gc.enable()
        rounds.end()


def _failure_of(rounds: Rounds) -> str:
    """What went wrong in one round, without anybody's words; '' for nothing."""
    try:
        rounds.go_round()
    except (DatabaseAwayError, LostConnectionError):
        return str(DatabaseAwayError())
    except Exception as error:
        return f"unexpected {described_without_data(error)}"
    return "; ".join(f"unexpected at {failure}" for failure in rounds.failures())


def _told(failure: str) -> tuple[int, str]:
    if not failure:
        return logging.INFO, "goes on"
    return logging.WARNING, f"{failure}, it is tried again"
