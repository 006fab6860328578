"""Queries by their name, run on whichever database is open."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from matching.engines.engine import Connection
from matching.remembered import tables_written

Row = dict[str, Any]

QUERY_FOLDER = Path(__file__).parent / "queries"


class Cursor:
    """Runs queries by their name, such as 'check_in/find_badges'."""

    def __init__(self, connection: Connection, dialect: str = "duckdb") -> None:
        self._cursor = connection
        self._dialect = dialect
        self.has_failed = False
        self.written: set[str] = set()  # tables

    def rows(self, query: str, **values: Any) -> list[Row]:
        """All rows as dicts. Moments are aware and in UTC, both ways."""
        self._execute(query, values)
        columns = [column[0] for column in self._cursor.description or []]
        rows = [dict(zip(columns, row, strict=True)) for row in self._cursor.fetchall()]
        for column in (column for column in columns if column.endswith("_utc")):
            for row in rows:
                if row[column] is not None:
                    row[column] = row[column].replace(tzinfo=UTC)
        return rows

    def row(self, query: str, **values: Any) -> Row | None:
        """The first row, or None."""
        rows = self.rows(query, **values)
        return rows[0] if rows else None

    def run(self, query: str, **values: Any) -> None:
        """A change whose rows nobody reads."""
        self._execute(query, values)
        self._cursor.fetchall()

    def _execute(self, query: str, values: dict[str, Any]) -> None:
        sql = query_text(query, self._dialect)
        self.written |= tables_written(sql)
        try:
            self._cursor.execute(sql, _naive(values))
        except Exception:
            self.has_failed = True
            raise


@cache
def query_text(name: str, dialect: str = "duckdb") -> str:
    """The SQL of 'module/query', read once: its twin for this dialect where it has one."""
    twin = QUERY_FOLDER / f"{name}.{dialect}.sql"
    file = twin if twin.exists() else QUERY_FOLDER / f"{name}.sql"
    return file.read_text(encoding="utf-8")


def _naive(values: dict[str, Any]) -> dict[str, Any]:
    """Moments as DuckDB keeps them: naive UTC, whatever the machine's time zone is."""
    return {name: _naive_value(value) for name, value in values.items()}


def _naive_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, list) and value and isinstance(value[0], datetime | None):
        return [_naive_value(entry) for entry in value]
    return value
