"""Whatever can wait lets a kiosk go first. Where it may not: tests/test_system_calls.py."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from matching.priorities import give_way

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="each thread has its own there")

OTHER, MORE = 5, 12
GIVING_WAY = f"""
import os, threading
from matching.priorities import give_way_altogether
may_end = threading.Event()
here = threading.Thread(target=may_end.wait)
here.start()
give_way_altogether({MORE})
later = threading.Thread(target=may_end.wait)
later.start()
for thread in (threading.main_thread(), here, later):
    print(os.getpriority(os.PRIO_PROCESS, thread.native_id))
may_end.set()
"""


def own_niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def in_a_thread(work: Callable[[], object]) -> object:
    """What the work returned, in a thread whose priority is nobody else's."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


def test_a_thread_that_gives_way_does_so_alone():
    before = own_niceness()

    assert in_a_thread(lambda: (give_way(before + OTHER), own_niceness())[1]) == before + OTHER
    assert own_niceness() == before


def test_who_gives_way_more_already_goes_no_earlier():
    def again() -> int:
        give_way(MORE)
        give_way(OTHER)
        return own_niceness()

    assert in_a_thread(again) == MORE


def test_a_whole_process_gives_way_with_the_threads_it_has_and_those_to_come():
    done = subprocess.run(
        [sys.executable, "-c", GIVING_WAY], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == [str(MORE)] * 3
