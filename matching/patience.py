"""How long callers wait for a database that went away."""

import random
import time

from matching.errors import DatabaseAwayError

PATIENCE_SECONDS = 5.0  # with a database that went away, before it is told


class Patience:
    """The first wait a while, later ones less, so that a room of kiosks does not pile up."""

    def __init__(self) -> None:
        self._seconds = PATIENCE_SECONDS

    def wait_or_raise(self, began: float, error: Exception) -> None:
        """Sleep a little before another try. began: by time.monotonic. Raises DatabaseAwayError."""
        if time.monotonic() - began > self._seconds:
            self._seconds = 0.0
            raise DatabaseAwayError from error
        time.sleep(random.uniform(0.05, 0.2))  # nosec B311 # a pause, no secret

    def restore(self) -> None:
        """It answered."""
        self._seconds = PATIENCE_SECONDS
