"""Which of the server's threads go first, and that a screen needs no thread started for it.

With a hundred kiosks the event loop stood still for a quarter of its time: Streamlit starts a
thread for each run of a screen's script and waits until it runs, and a thread begins to run only
when Python's lock comes round to it.
"""

import os
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue

from streamlit.runtime.scriptrunner import ScriptRunner

SWITCH_SECONDS = 0.0005  # Python's own 0.005 is long where a scan needs its lock 30 times


def put_in_order() -> None:
    """From now on scripts run in threads that stay, and threads take turns more often."""
    sys.setswitchinterval(SWITCH_SECONDS)
    threads = StandingThreads("screen")

    def start(self: ScriptRunner) -> None:
        threads.run(lambda: _run(self))

    ScriptRunner.start = start  # type: ignore[method-assign]  # Streamlit offers no other way


def _run(runner: ScriptRunner) -> None:
    runner._script_thread = threading.current_thread()
    runner._run_script_thread()


def give_way(niceness: int) -> None:
    """Let other threads go before this one; on Linux each has a priority of its own.

    niceness: 1 to 19, the larger the later
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


class StandingThreads:
    """As many threads as were ever needed at once. They do not keep the process from ending."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._idle = threading.Semaphore(0)

    def run(self, work: Callable[[], None]) -> None:
        """In one of the threads, without waiting for it. An exception goes to threading's hook."""
        self._work.put(work)
        if not self._idle.acquire(blocking=False):
            threading.Thread(target=self._stand, name=self._name, daemon=True).start()

    def _stand(self) -> None:
        while True:
            work = self._work.get()
            try:
                work()
            except Exception:
                threading.excepthook(
                    threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread()))
                )
            del work
            self._idle.release()
