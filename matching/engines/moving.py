"""Everything from one database into another, whichever kinds they are, checked row by row."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from matching.engines.duckdb_engine import open_file
from matching.engines.engine import Connection, Engine
from matching.engines.file_bytes import forget, is_database, to_disk
from matching.errors import BackupError, NotEmptyError, RowsDifferError, RozmowaError

ROWS_AT_ONCE = 5000
_TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema IN ('main', 'public') ORDER BY table_name
"""
_COLUMNS = """
SELECT column_name, data_type FROM information_schema.columns
WHERE table_name = $1 AND table_schema IN ('main', 'public') ORDER BY ordinal_position
"""
_KEPT_BY_MIGRATING = "migration"


def copy_everything(source: Engine, target: Engine) -> dict[str, int]:
    """Fill an empty database with what another holds at this moment; rows of each table.

    Others may go on writing to the source. The target holds all or nothing; the last try is the
    one beside which nobody else writes to it.
    Raises NotEmptyError, RowsDifferError, LostConnectionError.
    """
    with source.moment() as reader, target.transaction(target.tries) as change:
        for table in _tables(change):
            if change.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall():  # noqa: S608
                raise NotEmptyError(table)
        counts = {table: _copy_table(reader, change, table) for table in _tables(reader)}
        _compare(reader, change)
    return counts


def replace_everything(source: Engine, target: Engine) -> None:
    """Let a database hold what another does, in one step.

    Raises RowsDifferError, LostConnectionError.
    """
    with source.moment() as reader, target.transaction(target.tries) as change:
        for table in _tables(change):
            change.execute(f"DELETE FROM {table}").fetchall()  # noqa: S608  # our own tables
            _copy_table(reader, change, table)
        _compare(reader, change)


def back_up_to_file(source: Engine, target: Path) -> None:
    """Copy everything into a DuckDB file, whole or not at all.

    Raises BackupError, LostConnectionError.
    """
    if target.exists() and target.stat().st_size and not is_database(target):
        raise BackupError(target, "there is another kind of file")
    part = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        file = open_file(part)
        try:
            copy_everything(source, file)
        finally:
            file.close()
        to_disk(part)
        part.replace(target)
    except OSError as error:
        raise BackupError(target, error.strerror or "") from error
    except RozmowaError as error:
        raise BackupError(target, str(error)) from error
    finally:
        forget(part)


def _tables(connection: Connection) -> list[str]:
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    return [name for name in names if name != _KEPT_BY_MIGRATING]


def _copy_table(reader: Connection, change: Connection, table: str) -> int:
    columns = change.execute(_COLUMNS, [table]).fetchall()
    names = ", ".join(name for name, _ in columns)
    values = ", ".join(f"unnest(${place}::{kind} [])" for place, (_, kind) in enumerate(columns, 1))
    sql = f"INSERT INTO {table} ({names}) SELECT {values}"  # our own tables
    rows = reader.execute(f"SELECT {names} FROM {table}").fetchall()  # noqa: S608
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        change.execute(sql, [list(column) for column in zip(*some, strict=True)]).fetchall()
    return len(rows)


def _compare(one: Connection, other: Connection) -> None:
    for table in _tables(one):
        names = [name for name, _ in one.execute(_COLUMNS, [table]).fetchall()]
        sql = f"SELECT {', '.join(names)} FROM {table}"  # noqa: S608  # our own tables
        if _digests(one, sql) != _digests(other, sql):
            raise RowsDifferError(table)


def _digests(connection: Connection, sql: str) -> list[bytes]:
    return sorted(_digest(row) for row in connection.execute(sql).fetchall())


def _digest(row: Sequence[Any]) -> bytes:
    # PostgreSQL keeps no NUL in a text.
    text = repr(tuple(row)).replace("\\x00", "\N{REPLACEMENT CHARACTER}")
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
