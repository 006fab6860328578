"""How long callers wait for a database that went away, and how often it is tried meanwhile."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from matching.engines.engine import ConflictError, LostConnectionError
from matching.errors import DatabaseAwayError

PATIENCE_SECONDS = 5.0  # with a database that went away, before it is told
SECONDS_BETWEEN_TRIES = 1.0  # once it was told, so that its return is noticed

Result = TypeVar("Result")


class Patience:
    """The first callers wait a while. Once one of them gave up, all are told at once, but for one a
    second who tries: else a room of kiosks piles up behind tries of two seconds each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gave_up_at: float | None = None  # None since it answered
        self._tried_at = float("-inf")

    def ask(self, question: Callable[[], Result], *, since: float | None = None) -> Result:
        """What the database answers; asked again where it was lost.

        since: by time.monotonic, when the caller came, who may have waited for a turn. What was
            found out meanwhile holds for them too.
        Raises DatabaseAwayError.
        """
        began = time.monotonic()
        while True:
            self._begin_try(began if since is None else since)
            try:
                answer = question()
            except LostConnectionError as error:
                self._wait_or_give_up(began, error)
            except DatabaseAwayError:
                raise
            except Exception:
                self._gave_up_at = None  # it answered, if not what was hoped for
                raise
            else:
                self._gave_up_at = None
                return answer

    def _begin_try(self, since: float) -> None:
        with self._lock:
            now, gave_up_at = time.monotonic(), self._gave_up_at
            is_tried = now - self._tried_at < SECONDS_BETWEEN_TRIES
            if gave_up_at is not None and (since <= gave_up_at or is_tried):
                raise DatabaseAwayError
            self._tried_at = now

    def _wait_or_give_up(self, began: float, error: Exception) -> None:
        now = time.monotonic()
        if self._gave_up_at is not None or now - began > PATIENCE_SECONDS:
            self._gave_up_at = now
            raise DatabaseAwayError from error
        time.sleep(random.uniform(0.05, 0.2))  # nosec B311 # a pause, no secret


@contextmanager
def told_at_once() -> Iterator[None]:
    """For long work that is not begun again by itself. Raises DatabaseAwayError."""
    try:
        yield
    except (LostConnectionError, ConflictError) as error:
        raise DatabaseAwayError from error
