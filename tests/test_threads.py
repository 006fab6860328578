"""The server's threads: each screen's script gets one at once, and none is lost to a mistake."""

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from kiosk.threads import StandingThreads


@pytest.fixture
def threads() -> StandingThreads:
    return StandingThreads("in a test")


def done(threads: StandingThreads, work: Callable[[], object]) -> object:
    """What the work returned, after it ran in one of the threads."""
    results: list[object] = []
    over = threading.Event()

    def run() -> None:
        results.append(work())
        over.set()

    threads.run(run)
    assert over.wait(30)
    return results[0]


def test_screens_one_after_the_other_share_a_thread(threads):
    first = done(threads, threading.get_ident)
    for _ in range(20):
        # The thread is free a moment after its work has told of its end.
        while not threads._idle.acquire(timeout=1):
            pass
        threads._idle.release()
        assert done(threads, threading.get_ident) == first


def test_screens_at_the_same_moment_do_not_wait_for_each_other(threads):
    together = threading.Barrier(50)
    passed = threading.Semaphore(0)

    def meet() -> None:
        together.wait(30)
        passed.release()

    for _ in range(50):
        threads.run(meet)
    for _ in range(50):
        assert passed.acquire(timeout=30)


def test_a_mistake_in_one_screen_is_told_and_the_next_one_is_drawn(threads, monkeypatch):
    told = []
    monkeypatch.setattr(threading, "excepthook", told.append)

    def fail() -> None:
        raise ValueError("a mistake")

    for _ in range(5):
        threads.run(fail)
        assert done(threads, lambda: "drawn") == "drawn"
    assert [one.exc_type for one in told] == [ValueError] * 5


def test_a_screen_that_hangs_does_not_keep_the_server_from_ending():
    script = (
        "import threading; from kiosk.threads import StandingThreads; "
        "StandingThreads('hanging').run(threading.Event().wait)"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0
