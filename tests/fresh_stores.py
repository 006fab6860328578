"""A fresh store for every test, without laying the schema anew each time.

Laying it takes 50 ms of a processor; emptying the few tables that a test filled takes a tenth.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from cast import used_tables
from postgres_server import PostgresServer

from matching.engines.duckdb_engine import open_file
from matching.engines.engine import Engine
from matching.engines.opening import open_engine
from matching.store import Store

MOST_TESTS = 40  # then a new one, so that nothing piles up


@cache
def postgres() -> PostgresServer:
    """This process's own server, without care for a power cut; it ends with us."""
    folder = Path(tempfile.mkdtemp(prefix="rozmowa-pg-"))
    server = PostgresServer(folder, is_durable=False)
    server.start()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.close)
    return server


class FreshStores:
    """Hands out empty stores of one kind, one at a time. kind: memory or postgresql"""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        atexit.register(self.close)
        self._engine: Engine | None = None
        self._used = 0

    def hand_out(self) -> Store:
        """An empty store; whatever the last test did to it is gone."""
        if self._engine is None or self._used >= MOST_TESTS:
            self.close()
            self._engine = self._new()
            self._used = 0
        self._used += 1
        return Store(self._engine)

    def _new(self) -> Engine:
        is_memory = self._kind == "memory"
        return open_file(None) if is_memory else open_engine(postgres().new_database())

    def take_back(self, store: Store) -> None:
        """Empty it for the next test; one that a test closed or broke is left to it."""
        engine, self._engine = self._engine, None
        if store.engine is not engine or engine is None:
            return
        try:
            used = set(used_tables(store)) - {"migration"}
            with engine.open_statements() as connection:
                for table in used:
                    connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our own tables
            self._engine = engine
        except Exception:  # a closed one, or one in the middle of a failed transaction
            engine.close()

    def close(self) -> None:
        """Let go of the last one."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None
