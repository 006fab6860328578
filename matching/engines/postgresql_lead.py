"""One place of a kind among all processes: a lock that PostgreSQL keeps while we are connected."""

import hashlib
import threading
import time
from contextlib import suppress
from typing import Any

import psycopg

SECONDS_BETWEEN_LOOKS = 1.0


class SessionLead:
    """The lead by a session's advisory lock: whoever dies or is cut off loses it.

    connected: to which it adds itself for as long as it has a connection
    """

    def __init__(self, conninfo: str, name: str, connected: "set[SessionLead]") -> None:
        self._conninfo, self._connected = conninfo, connected
        digest = hashlib.blake2b(f"lead {name}".encode(), digest_size=8).digest()
        self._key = int.from_bytes(digest, "big", signed=True)
        self._connection: psycopg.Connection[Any] | None = None
        self._is_held = False
        self._looked_at = float("-inf")
        self._lock = threading.Lock()

    def holds(self) -> bool:
        """See Lead. The server is asked at most once a second."""
        with self._lock:
            if time.monotonic() - self._looked_at > SECONDS_BETWEEN_LOOKS:
                self._is_held = self._look()
                self._looked_at = time.monotonic()
            return self._is_held

    def _look(self) -> bool:
        try:
            if self._connection is None or self._connection.closed:
                self._is_held = False
                self._connection = psycopg.connect(self._conninfo, autocommit=True)
                self._connected.add(self)
            if self._is_held:
                self._connection.execute("SELECT 1")
                return True
            row = self._connection.execute(
                "SELECT pg_try_advisory_lock(%s)", [self._key]
            ).fetchone()
        except psycopg.Error:
            self._drop()
            return False
        return bool(row and row[0])

    def release(self) -> None:
        """See Lead."""
        with self._lock:
            if self._is_held and self._connection is not None:
                # Closing alone lets go a moment later, when the server has noticed.
                with suppress(psycopg.Error):
                    self._connection.execute("SELECT pg_advisory_unlock(%s)", [self._key])
            self._drop()
            self._is_held = False
            self._looked_at = float("-inf")

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None
        self._connected.discard(self)
