"""The final database and the clients' diaries, side by side in a DuckDB in memory.

Nothing here comes from the product: its tables are copied as they are, and of its views only one,
as a claim to be compared (claimed_connection).
"""

# ruff: noqa: S608  # names of tables are our own or the catalogue's
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from psycopg import sql

from benchmarks.chaos.diary import ACKNOWLEDGED, HEARD, SENT, SHOWN, read_diaries

CLAIMED = "connection"
_DETAILS = (
    "code", "kiosk", "screen", "conversation", "starter", "partner", "author", "words", "mark",
    "kind", "due", "fields",
)  # fmt: skip
_MARK = re.compile(r"\d{9}")
_GAPS = re.compile(r"(?<=\d)[ \u00a0()-]+(?=\d)")
_FOLDED = re.compile(r"\r\n[ \t]")  # long lines of calendar and contact files
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TYPES = {
    "uuid": "UUID",
    "integer": "BIGINT",
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "double precision": "DOUBLE",
    "timestamp without time zone": "TIMESTAMP",
    "bytea": "BLOB",
}


def lay_out(database: Path | str, diaries: Path) -> duckdb.DuckDBPyConnection:
    """Tables of the product by their names, and those of the clients.

    database: a DuckDB file that nobody has open, or a postgresql:// address
    sent, acknowledged, shown: at, client, fact, id and the details of a fact
    heard: at, since, client, surface, reader, kind (sentence, email, phone), value; one row for
    each that was found in what a client received
    guest: code, attendee_id, person_id, email, phone
    kept_text: table_name, value; every text of every table
    """
    bench = duckdb.connect(":memory:")
    if isinstance(database, Path):
        _copy_file(bench, database)
    else:
        _copy_server(bench, database)
    _gather_texts(bench)
    bench.execute(
        "CREATE TABLE guest AS SELECT badge.code, attendee.attendee_id, person.person_id,"
        " person.email, regexp_replace(person.phone, '[^0-9]', '', 'g') AS phone"
        " FROM badge JOIN person ON badge.person_id = person.person_id"
        " JOIN attendee ON person.person_id = attendee.person_id"
    )
    _copy_diaries(bench, diaries)
    return bench


def _copy_file(bench: duckdb.DuckDBPyConnection, database: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.duckdb"
        shutil.copyfile(database, copy)
        log = database.with_name(database.name + ".wal")
        if log.exists():
            shutil.copyfile(log, copy.with_name(copy.name + ".wal"))
        bench.execute(f"ATTACH '{copy}' AS product")
        names = bench.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'product'"
        ).fetchall()
        for name, source in [*((name, name) for (name,) in names), ("claimed_connection", CLAIMED)]:
            bench.execute(f'CREATE TABLE "{name}" AS SELECT * FROM product."{source}"')
        bench.execute("DETACH product")


def _copy_server(bench: duckdb.DuckDBPyConnection, address: str) -> None:
    with psycopg.connect(address) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        ).fetchall()
        for name, source in [*((name, name) for (name,) in names), ("claimed_connection", CLAIMED)]:
            columns = connection.execute(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_schema = current_schema() AND table_name = %s"
                " ORDER BY ordinal_position",
                [source],
            ).fetchall()
            query = sql.SQL("SELECT * FROM {}").format(sql.Identifier(source))
            rows = connection.execute(query).fetchall()
            typed = [(column, _TYPES.get(kind, "VARCHAR")) for column, kind in columns]
            _make_table(bench, name, typed, rows)


def _make_table(
    bench: duckdb.DuckDBPyConnection,
    name: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
) -> None:
    typed = ", ".join(f'"{column}" {kind}' for column, kind in columns)
    bench.execute(f'CREATE TABLE "{name}" ({typed})')
    values = list(zip(*rows, strict=True))
    if values:
        lists = ", ".join(
            f"unnest(${place}::{kind}[])" for place, (_, kind) in enumerate(columns, start=1)
        )
        bench.execute(f'INSERT INTO "{name}" SELECT {lists}', [list(column) for column in values])


def _gather_texts(bench: duckdb.DuckDBPyConnection) -> None:
    bench.execute("CREATE TABLE kept_text (table_name VARCHAR, value VARCHAR)")
    columns = bench.execute(
        "SELECT table_name, list(format('\"{}\"', column_name)) FROM duckdb_columns()"
        " WHERE data_type = 'VARCHAR' AND table_name <> 'kept_text' AND NOT internal"
        " GROUP BY table_name"
    ).fetchall()
    for table, names in columns:
        bench.execute(
            f'INSERT INTO kept_text SELECT $table, unnest([{", ".join(names)}]) FROM "{table}"',
            {"table": table},
        )


def _copy_diaries(bench: duckdb.DuckDBPyConnection, folder: Path) -> None:
    facts: dict[str, list[list[Any]]] = {SENT: [], ACKNOWLEDGED: [], SHOWN: []}
    for line in read_diaries(folder):
        if line.act != HEARD:
            told = _with_mark(line.details)
            details = [str(told[one]) if one in told else None for one in _DETAILS]
            facts[line.act].append([line.at, line.client, line.fact, line.id, *details])
    columns = [("at", "BIGINT")]
    columns += [(name, "VARCHAR") for name in ("client", "fact", "id", *_DETAILS)]
    for act, rows in facts.items():
        _make_table(bench, act, columns, rows)
    _name_talks(bench)
    _copy_heard(bench, folder)


def _name_talks(bench: duckdb.DuckDBPyConnection) -> None:
    """Put the id that a talk has in the database in the place of its clients' name for it."""
    bench.execute(
        "CREATE TABLE talk AS SELECT DISTINCT begun.conversation AS name,"
        " conversation.conversation_id::VARCHAR AS id"
        " FROM sent AS begun"
        " JOIN guest AS one ON begun.starter = one.code"
        " JOIN guest AS other ON begun.partner = other.code"
        " JOIN conversation"
        " ON conversation.lower_id = least(one.attendee_id, other.attendee_id)"
        " AND conversation.higher_id = greatest(one.attendee_id, other.attendee_id)"
        " WHERE begun.fact = 'conversation'"
    )
    for table in (SENT, ACKNOWLEDGED, SHOWN):
        bench.execute(
            f"UPDATE {table} SET conversation = talk.id FROM talk"
            f" WHERE {table}.conversation = talk.name"
        )


def _with_mark(details: dict[str, Any]) -> dict[str, Any]:
    marks = _MARK.findall(str(details.get("words", "")))
    return {**details, "mark": marks[0]} if marks else details


def _copy_heard(bench: duckdb.DuckDBPyConnection, folder: Path) -> None:
    secrets, heard = _secrets(bench), []
    for line in read_diaries(folder):
        if line.act == HEARD:
            asked = line.since or line.at
            where = [line.at, asked, line.client, line.details["surface"], line.details["reader"]]
            heard += [[*where, *found] for found in _found_in(line.details["text"], secrets)]
    columns = [("at", "BIGINT"), ("since", "BIGINT")]
    names = ("client", "surface", "reader", "kind", "value")
    _make_table(bench, "heard", [*columns, *((name, "VARCHAR") for name in names)], heard)


def _secrets(bench: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """What is looked for in bytes, as it may stand there: its kind, and its value as kept."""
    marks = bench.execute("SELECT mark FROM sent WHERE mark IS NOT NULL").fetchall()
    found = {mark: ("sentence", mark) for (mark,) in marks}
    for email, phone in bench.execute("SELECT email, phone FROM guest").fetchall():
        if email:
            found[email.lower()] = ("email", email)
        if phone:
            found[phone[-9:]] = ("phone", phone)
    return found


def _found_in(text: str, secrets: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    """Which contacts and which marked sentences stand in what was received."""
    plain = _FOLDED.sub("", text)
    words = {one.lower() for one in _ADDRESS.findall(plain)}
    runs = re.findall(r"\d{9,}", _GAPS.sub("", plain))
    numbers = {run[start : start + 9] for run in runs for start in range(len(run) - 8)}
    return {secrets[one] for one in words | numbers if one in secrets}
