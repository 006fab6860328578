"""A connection to PostgreSQL that takes our queries and answers as DuckDB's does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from psycopg import RawCursor, errors
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg_pool import PoolTimeout

from matching.engines.engine import LostConnectionError, Values
from matching.engines.statements import by_place
from matching.errors import DatabaseFullError

# Connecting, too many connections, shutting down or starting: beginnings of SQLSTATE.
_AWAY = ("08", "53300", "57P")


class _NumberLoader(Loader):
    """Sums of whole numbers are whole, as in DuckDB; other numerics are floats."""

    def load(self, data: Buffer) -> int | float:
        """One value as text."""
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else float(text)


class ServerConnection:
    """A connection that takes $name parameters and answers as DuckDB's does."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.raw = connection
        self._cursor: RawCursor[Any] = RawCursor(connection)

    @property
    def description(self) -> Sequence[Sequence[Any]] | None:
        """See Connection."""
        return self._cursor.description

    def execute(self, sql: str, values: Values | None = None) -> Self:
        """See Connection."""
        ordered: Sequence[Any] | None = None
        if isinstance(values, dict):
            sql, names = by_place(sql)
            ordered = [_storable(values[name]) for name in names]
        elif values:
            ordered = [_storable(value) for value in values]
        self._cursor.execute(sql.encode(), ordered)
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """See Connection."""
        return self._cursor.fetchall() if self._cursor.description else []


def _storable(value: Any) -> Any:
    """PostgreSQL's texts hold every character but NUL, which becomes the sign for a broken one."""
    if isinstance(value, str) and "\0" in value:
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, list) and any(isinstance(one, str) and "\0" in one for one in value):
        return [_storable(one) for one in value]
    return value


def set_up(connection: psycopg.Connection[Any]) -> None:
    """Once for each connection of the pool."""
    connection.adapters.register_loader("numeric", _NumberLoader)
    # Compiling a query takes hundreds of times as long as ours run, and without enable_seqscan the
    # server thinks each of them costly enough for that.
    connection.execute("SET TimeZone = 'UTC'; SET random_page_cost = 1.1; SET jit = off")


@contextmanager
def told() -> Iterator[None]:
    """What the server says, in our words. Raises LostConnectionError, DatabaseFullError."""
    try:
        yield
    except PoolTimeout as error:
        raise LostConnectionError from error
    except errors.DiskFull as error:
        raise DatabaseFullError from error
    except psycopg.OperationalError as error:
        if error.sqlstate and not error.sqlstate.startswith(_AWAY):
            raise  # a conflict
        raise LostConnectionError from error
