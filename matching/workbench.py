"""Where matching is worked out: a DuckDB in memory, filled for one event or pair of files.

Its queries lie in queries/workbench/, its tables in data/matching/tables.sql. It never holds
a name, an address or a sentence: people and terms are numbers there.
"""

import errno
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

import duckdb
import numpy as np

from matching.errors import RozmowaError
from matching.store import Cursor, query_text

TABLES = Path(__file__).parent.parent / "data" / "matching" / "tables.sql"
_PATTERN = re.compile(r"[*?[]")
THREADS = 2  # the kiosks of the same process go on beside us

# Nothing is guessed from the rows: a list with ; or a lone quote must not change what a comma is.
CSV = "read_csv($path, all_varchar=true, header=true, skip=0, delim=',', quote='\"', escape='\"')"
PARQUET = "read_parquet($path)"

Column = np.ndarray[Any, np.dtype[Any]]


@dataclass
class UnreadableTableError(RozmowaError):
    """A file is no table."""

    code: ClassVar[str] = "unreadable_table"
    problem: str


class Workbench(Cursor):
    """One use, one thread: tables that are filled, queries by their names."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(
            ":memory:", config={"threads": THREADS, "preserve_insertion_order": False}
        )
        super().__init__(self._connection)
        self._connection.execute(TABLES.read_text(encoding="utf-8")).fetchall()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of its memory."""
        self._connection.close()

    def fill(self, table: str, columns: Mapping[str, Column]) -> None:
        """Add rows to one of our own tables."""
        names = ", ".join(columns)
        self._connection.register("filling", dict(columns))
        sql = f"INSERT INTO {table} ({names}) SELECT {names} FROM filling"  # noqa: S608  # names of ours
        self._connection.execute(sql).fetchall()
        self._connection.unregister("filling")

    def empty(self, table: str) -> None:
        """Drop all rows of one of our own tables."""
        self._connection.execute(f"DELETE FROM {table}").fetchall()  # noqa: S608  # ours

    def forget(self, table: str, column: str) -> None:
        """Drop the rows of one of our own tables in which the number is one of the lookers'."""
        sql = f"DELETE FROM {table} WHERE {column} IN (SELECT pid FROM looker)"  # noqa: S608  # ours
        self._connection.execute(sql).fetchall()

    def columns(self, query: str, **values: Any) -> dict[str, Column]:
        """All rows of a query as one array a column."""
        self._connection.execute(query_text(query), values)
        found: dict[str, Column] = self._connection.fetchnumpy()
        return found

    def read_table(self, path: Path) -> dict[str, list[Any]]:
        """A CSV or Parquet file by columns; every value of a CSV is text, an empty one None.

        Raises UnreadableTableError.
        """
        reader = PARQUET if _is_parquet(path) else CSV
        if not path.is_file():
            raise UnreadableTableError("there is no such file")
        try:
            sql = f"SELECT * FROM {reader}"  # noqa: S608  # reader is ours
            self._connection.execute(sql, {"path": _literally(path)})
            names = [column[0] for column in self._connection.description or []]
            table = self._connection.fetchall()
        except duckdb.Error as error:
            raise UnreadableTableError("it cannot be read as a table") from error
        return {name: [row[place] for row in table] for place, name in enumerate(names)}

    def write_parquet(
        self, path: Path, names: Sequence[str], rows: Sequence[tuple[str, str, int, float, str]]
    ) -> None:
        """Write rows of (text, text, whole number, number, text) as a Parquet file.

        Raises OSError.
        """
        kinds = (object, object, np.int32, np.float64, object)
        columns = zip(*rows, strict=True) if rows else ((),) * len(names)
        table = {
            name: np.array(column, dtype=kind)
            for name, column, kind in zip(names, columns, kinds, strict=True)
        }
        self._connection.register("filling", table)
        texts = ", ".join(  # an empty column of objects would be of no kind
            f"{name}::VARCHAR AS {name}" if kind is object else name
            for name, kind in zip(names, kinds, strict=True)
        )
        try:
            self._connection.table("filling").project(texts).write_parquet(str(path))
        except duckdb.IOException as error:
            raise OSError(errno.EIO, "it cannot be written", str(path)) from error
        self._connection.unregister("filling")

    def parquet_of(self, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> bytes:
        """Rows as a Parquet file in memory; columns: our own names with types of DuckDB.

        DuckDB writes files only, so there is one for a moment, in a folder of its own.
        """
        lists = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
        values = {f"list_{place}": list(column) for place, column in enumerate(lists)}
        parts = ", ".join(
            f"unnest($list_{place}::{kind}[]) AS {name}"
            for place, (name, kind) in enumerate(columns.items())
        )
        with tempfile.TemporaryDirectory(prefix="rozmowa-") as folder:
            path = Path(folder) / "table.parquet"
            self._connection.sql(f"SELECT {parts}", params=values).write_parquet(str(path))
            return path.read_bytes()


def _literally(path: Path) -> str:
    """The path as a pattern that fits itself alone: * ? and [ are only characters."""
    return _PATTERN.sub(r"[\g<0>]", str(path))


def _is_parquet(path: Path) -> bool:
    return path.suffix.lower() in {".parquet", ".pq"}
