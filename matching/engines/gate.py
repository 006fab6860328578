"""A gate before something that everybody uses, and that must be changed for a moment."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS_TO_EMPTY = 5.0


class Gate:
    """Who is inside. It is closed for the moment of the change.

    A thread that is inside already always gets in again: what it began, it can finish.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._is_closed = False
        self._mine = threading.local()

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Be inside, waiting while it is closed."""
        depth = getattr(self._mine, "depth", 0)
        with self._changed:
            if depth == 0:
                self._changed.wait_for(lambda: not self._is_closed)
            self._inside += 1
            self._mine.depth = depth + 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._mine.depth = depth
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[bool]:
        """Let nobody in; whether all who were inside went out within a few seconds."""
        with self._changed:
            self._is_closed = True
            is_empty = self._changed.wait_for(lambda: not self._inside, SECONDS_TO_EMPTY)
        try:
            yield is_empty
        finally:
            with self._changed:
                self._is_closed = False
                self._changed.notify_all()
