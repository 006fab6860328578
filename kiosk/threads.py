"""Threads that stay, for what is begun again and again."""

import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue


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
