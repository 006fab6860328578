"""Which threads go first: a wish. Where the system refuses it, all goes on without."""

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

OWN_THREADS = Path("/proc/self/task")


def give_way(niceness: int) -> None:
    """Let other threads go before this one; on Linux each has a priority of its own.

    niceness: 1 to 19, the larger the later; where this thread gives way more already, it stays so
    """
    if sys.platform == "linux":
        _give_way(threading.get_native_id(), niceness)


def give_way_altogether(niceness: int) -> None:
    """As give_way, for all threads that are there; those that they start inherit it."""
    if sys.platform == "linux":
        with suppress(OSError):
            for thread in OWN_THREADS.iterdir():
                _give_way(int(thread.name), niceness)


def _give_way(thread: int, niceness: int) -> None:
    with suppress(OSError):
        if os.getpriority(os.PRIO_PROCESS, thread) < niceness:
            os.setpriority(os.PRIO_PROCESS, thread, niceness)
