"""Several things at the same moment."""

import threading
from collections.abc import Callable, Sequence


def together(works: Sequence[Callable[[], object]]) -> list[object]:
    """Start all at the same moment, each in a thread; results or errors in the same order."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return results
