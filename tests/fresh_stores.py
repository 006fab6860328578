"""A fresh store in memory for every test, without laying the schema anew each time.

Laying it takes 50 ms of a processor; emptying the few tables that a test filled takes a tenth.
"""

from matching.database_file import open_database
from matching.store import Store

MOST_TESTS = 40  # then a new one, so that nothing piles up

_TABLES = """
SELECT table_name FROM duckdb_tables() WHERE estimated_size > 0 AND table_name <> 'migration'
"""


class FreshStores:
    """Hands out empty stores, one at a time."""

    def __init__(self) -> None:
        self._connection = None
        self._used = 0

    def hand_out(self) -> Store:
        """An empty store; whatever the last test did to it is gone."""
        if self._connection is None or self._used >= MOST_TESTS:
            self.close()
            self._connection = open_database(None)
            self._used = 0
        self._used += 1
        return Store(self._connection, None)

    def take_back(self, store: Store) -> None:
        """Empty it for the next test; one that a test closed or broke is left to it."""
        connection, self._connection = self._connection, None
        if store._connection is not connection:
            return
        try:
            for (table,) in connection.execute(_TABLES).fetchall():
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables
            self._connection = connection
        except Exception:  # a closed one, or one in the middle of a failed transaction
            connection.close()

    def close(self) -> None:
        """Let go of the last one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
