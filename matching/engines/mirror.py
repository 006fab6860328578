"""Tables of a PostgreSQL database as a DuckDB in memory, brought up to date again and again.

Each time one snapshot is read, and of each table only the rows that were written by transactions
which the last snapshot may not have seen. A row that is gone is noticed by counting.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg
import pyarrow as pa
from psycopg import sql
from pyarrow import csv

from matching.engines.duckdb_engine import DuckDBEngine, open_file
from matching.engines.engine import LostConnectionError
from matching.engines.postgresql_address import whole_address
from matching.errors import RowsDifferError

AT_ONCE = 50_000  # rows that are held in memory on their way
FIRST = "0"  # a transaction before all others


@dataclass(frozen=True)
class _Table:
    """columns: all, in their order; key: those that tell rows apart"""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


class Mirror:
    """A copy of some tables, and all views over them; one thread.

    address: of the PostgreSQL database; names: of the tables, whose keys are primary keys
    """

    def __init__(self, address: str, names: Sequence[str]) -> None:
        self._address = address
        self.engine: DuckDBEngine = open_file(None)
        self.engine.is_shared = True  # whoever reads it must know that it changes beside them
        self._local = self.engine.connection.cursor()
        self._tables = [self._make(name) for name in names]
        self._remote: psycopg.Connection[Any] | None = None
        self._since, self._seen = FIRST, ""

    def _make(self, name: str) -> _Table:
        """The table as it is, without its constraints: PostgreSQL has looked at them."""
        columns = self._ask(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = $1 ORDER BY column_index",
            name,
        )
        [(key,)] = self._ask(
            "SELECT constraint_column_names FROM duckdb_constraints()"
            " WHERE table_name = $1 AND constraint_type = 'PRIMARY KEY'",
            name,
        )
        self._ask(f"CREATE TABLE mirrored AS SELECT * FROM {name} LIMIT 0")  # noqa: S608  # ours
        self._ask(f"DROP TABLE {name}")
        self._ask(f"ALTER TABLE mirrored RENAME TO {name}")
        return _Table(name, tuple(column for (column,) in columns), tuple(key))

    def _ask(self, statement: str, *values: Any) -> list[Any]:
        return self._local.execute(statement, values).fetchall()

    def refresh(self) -> frozenset[str]:
        """Take over what was committed until now; the names of the tables where anything was.

        All of it or, where it raises, nothing. Raises LostConnectionError, RowsDifferError.
        """
        try:
            with self._snapshot() as remote:
                return self._take_over(remote)
        except psycopg.OperationalError as error:
            self.forget()
            raise LostConnectionError from error

    def forget(self) -> None:
        """Begin anew with the next refresh: after a lost connection another server may answer,
        which numbers its transactions in its own way."""
        if self._remote is not None:
            with suppress(psycopg.Error):
                self._remote.close()
        self._remote, self._since, self._seen = None, FIRST, ""

    def close(self) -> None:
        """Let go of both."""
        self.forget()
        self._local.close()
        self.engine.close()

    @contextmanager
    def _snapshot(self) -> Any:
        if self._remote is None:
            self._remote = psycopg.connect(whole_address(self._address))
            self._remote.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            self._remote.read_only = True
        with self._remote.transaction():
            yield self._remote

    def _take_over(self, remote: psycopg.Connection[Any]) -> frozenset[str]:
        is_first = self._since == FIRST
        [(seen,)] = _rows(remote, sql.SQL("SELECT pg_current_snapshot()::text"))
        since, _, running = seen.split(":")
        if seen == self._seen and not running:
            return frozenset()  # nobody has begun to write since, and nobody was writing then
        counts = self._counts(remote)
        changed = set()
        self._ask("BEGIN")
        try:
            for table, (rows, fresh) in zip(self._tables, counts, strict=True):
                if is_first:
                    self._ask(f"DELETE FROM {table.name}")  # noqa: S608  # ours
                if fresh:
                    self._put(table, _read(remote, table, self._since), is_new=is_first)
                if self._count(table) != rows:
                    self._drop_gone(remote, table)
                    if self._count(table) != rows:
                        raise RowsDifferError(table.name)
                    changed.add(table.name)
                elif fresh:
                    changed.add(table.name)
        except BaseException:
            self._ask("ROLLBACK")
            self.forget()
            raise
        self._ask("COMMIT")
        self._since, self._seen = since, seen
        return frozenset(changed)

    def _counts(self, remote: psycopg.Connection[Any]) -> list[tuple[int, int]]:
        """Of each table all rows, and those that may be new."""
        one = sql.SQL("SELECT {place}, count(*), count(*) FILTER (WHERE {is_fresh}) FROM {table}")
        parts = [
            one.format(
                place=sql.Literal(place),
                is_fresh=_is_fresh(self._since),
                table=sql.Identifier(table.name),
            )
            for place, table in enumerate(self._tables)
        ]
        rows = _rows(remote, sql.SQL(" UNION ALL ").join(parts))
        return [(count, fresh) for _, count, fresh in sorted(rows)]

    def _count(self, table: _Table) -> int:
        [(count,)] = self._ask(f"SELECT count(*) FROM {table.name}")  # noqa: S608  # ours
        return int(count)

    def _put(self, table: _Table, parts: Iterable[pa.Table], *, is_new: bool) -> None:
        """Rows in place of those with the same keys."""
        key = ", ".join(table.key)
        keys = ", ".join(f"arrived.{one}::{self._kind(table, one)}" for one in table.key)
        for rows in parts:
            self._local.register("arrived", rows)
            if not is_new:
                self._ask(
                    f"DELETE FROM {table.name} WHERE ({key}) IN (SELECT ({keys}) FROM arrived)"  # noqa: S608
                )
            self._ask(f"INSERT INTO {table.name} SELECT * FROM arrived")  # noqa: S608  # ours
            self._local.unregister("arrived")

    def _kind(self, table: _Table, column: str) -> str:
        [(kind,)] = self._ask(
            "SELECT data_type FROM duckdb_columns() WHERE table_name = $1 AND column_name = $2",
            table.name,
            column,
        )
        return str(kind)

    def _drop_gone(self, remote: psycopg.Connection[Any], table: _Table) -> None:
        """Delete what is no longer there."""
        key = ", ".join(table.key)
        kinds = ", ".join(f"{one} {self._kind(table, one)}" for one in table.key)
        self._ask(f"CREATE TEMP TABLE standing ({kinds})")
        for rows in _copied(remote, table.key, _select(table.key, table)):
            self._local.register("arrived", rows)
            self._ask("INSERT INTO standing SELECT * FROM arrived")
            self._local.unregister("arrived")
        self._ask(f"DELETE FROM {table.name} WHERE ({key}) NOT IN (SELECT ({key}) FROM standing)")  # noqa: S608
        self._ask("DROP TABLE standing")


def _is_fresh(since: str) -> sql.SQL | sql.Composed:
    """Whether a row was written by a transaction that was not over before the one of the number.

    The number of a row's transaction wraps around, its age does not.
    """
    if since == FIRST:
        return sql.SQL("true")
    number = str(int(since) % 2**32)
    return sql.SQL("age(xmin) <= age({}::xid)").format(sql.Literal(number))


def _select(columns: Sequence[str], table: _Table) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table.name))


def _read(remote: psycopg.Connection[Any], table: _Table, since: str) -> Iterable[pa.Table]:
    chosen = sql.SQL(" WHERE ") + _is_fresh(since)
    return _copied(remote, table.columns, _select(table.columns, table) + chosen)


def _copied(
    remote: psycopg.Connection[Any], columns: Sequence[str], statement: sql.Composed
) -> Iterable[pa.Table]:
    """The rows in parts, every value as PostgreSQL writes it; it sends each row by itself."""
    command = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')").format(statement)
    with remote.cursor() as cursor, cursor.copy(command) as copy:
        lines = iter(copy)
        while part := b"".join(islice(lines, AT_ONCE)):
            yield _parsed(columns, part)


def _parsed(columns: Sequence[str], lines: bytes) -> pa.Table:
    """A quoted nothing is an empty text, nothing at all is NULL."""
    return csv.read_csv(
        pa.BufferReader(lines),
        csv.ReadOptions(column_names=columns, use_threads=False, block_size=len(lines) + 1),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


def _rows(remote: psycopg.Connection[Any], statement: sql.SQL | sql.Composed) -> list[Any]:
    return remote.execute(statement).fetchall()
