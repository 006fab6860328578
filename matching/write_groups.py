"""Writers who wait at the same moment share one transaction and its fsync."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from matching.cursor import Cursor
from matching.errors import DatabaseAwayError

Result = TypeVar("Result")
Item = TypeVar("Item")
GroupWork = Callable[[Cursor, Sequence[Item]], Sequence[Result]]
Write = Callable[[Callable[[Cursor], Any], float], Any]

LARGEST_GROUP = 64
# After a transaction that several shared or waited for, the next one waits for company: so long
# after the last, or until so many are there.
GATHER_SECONDS = 0.05
ENOUGH = 8


@dataclass(eq=False)
class _Waiting:
    """One caller's item on its way into a shared transaction. since: by time.monotonic"""

    work: Callable[..., Any]
    item: Any
    since: float = field(default_factory=time.monotonic)
    is_done: bool = False
    result: Any = None
    error: Exception | None = None


class WriteGroups:
    """Those who wait. write: one transaction, of somebody who came at a moment"""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._queue: list[_Waiting] = []
        queue_lock = threading.Lock()
        self._queueing = threading.Condition(queue_lock)
        self._joining = threading.Condition(queue_lock)
        self._is_led = self._is_crowded = False
        self._shared_at = 0.0

    def write(self, work: GroupWork[Item, Result], item: Item) -> Result:
        """See Store.write_together."""
        mine = _Waiting(work, item)
        with self._queueing:
            self._queue.append(mine)
            self._joining.notify()
        while self._lead_or_wait(mine):
            group: list[_Waiting] = []
            try:
                group = self._gather(mine)
                self._run(group)
            finally:
                self._release(group)
        if mine.error is not None:
            raise mine.error
        result: Result = mine.result
        return result

    def _lead_or_wait(self, mine: _Waiting) -> bool:
        """Whether this caller leads the next transaction; False once its own item is done."""
        with self._queueing:
            self._queueing.wait_for(lambda: mine.is_done or not self._is_led)
            self._is_led = self._is_led or not mine.is_done
            return not mine.is_done

    def _gather(self, mine: _Waiting) -> list[_Waiting]:
        """Those whom this caller takes along; who comes alone waits for nobody."""
        with self._joining:
            if self._is_crowded:
                left = self._shared_at + GATHER_SECONDS - time.monotonic()
                self._joining.wait_for(lambda: len(self._queue) >= ENOUGH, max(0.0, left))
            group = [one for one in self._queue if one.work == mine.work][:LARGEST_GROUP]
            self._queue = [one for one in self._queue if one not in group]
            return group

    def _release(self, group: list[_Waiting]) -> None:
        """Wake the others; whoever an interrupt left without a result gets an error instead."""
        with self._queueing:
            for waiting in group:
                if not waiting.is_done:
                    waiting.error = RuntimeError("the shared transaction was interrupted")
                    waiting.is_done = True
            self._is_led = False
            self._is_crowded = len(group) > 1 or bool(self._queue)
            self._shared_at = time.monotonic()
            self._queueing.notify_all()

    def _run(self, group: list[_Waiting]) -> None:
        work, items = group[0].work, [waiting.item for waiting in group]
        latest = max(waiting.since for waiting in group)
        try:
            results = self._write(lambda cursor: work(cursor, items), latest)
        except DatabaseAwayError as error:
            _tell(group, error)
        except Exception as error:
            if len(group) == 1:
                group[0].error, group[0].is_done = error, True
                return
            for waiting in group:
                self._run([waiting])
        else:
            for waiting, result in zip(group, results, strict=True):
                waiting.result, waiting.is_done = result, True


def _tell(group: list[_Waiting], error: DatabaseAwayError) -> None:
    """To each their own, as each raises it in another thread."""
    for waiting in group:
        waiting.error = type(error)()
        waiting.error.__cause__ = error
        waiting.is_done = True
