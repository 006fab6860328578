"""A PostgreSQL database that we may use, at the newest schema, also where several start at once."""

from datetime import UTC, datetime
from typing import Any

import psycopg

from matching.engines import schema
from matching.engines.postgresql_address import without_password
from matching.errors import UnreadableDatabaseError

FOLDER = schema.SCHEMA_FOLDER.parent / "postgresql"
MIGRATING = 0x526F7A6D  # the advisory lock of whoever brings the schema up to date


def check(connection: psycopg.Connection[Any], address: str) -> None:
    """Whether texts are kept and sorted as ours are. Raises UnreadableDatabaseError."""
    found = connection.execute(
        "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone()
    if found is None or found[0] != "UTF8" or found[1] not in {"C", "POSIX"}:
        raise UnreadableDatabaseError(
            without_password(address),
            "make it with: createdb --template=template0 --encoding=UTF8 --locale=C NAME",
        )


def migrate(connection: psycopg.Connection[Any], address: str) -> None:
    """Bring the schema up to date, one process after the other. Raises NewerDatabaseError."""
    connection.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        connection.execute(schema.RECORD)
        done = {number for (number,) in connection.execute("SELECT number FROM migration")}
        missing = schema.missing_migrations(done, without_password(address))
        if missing:
            connection.execute(_file("before"))
        for migration in missing:
            _apply(connection, migration)
        connection.execute(_file("indexes"))
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def _apply(connection: psycopg.Connection[Any], migration: schema.Migration) -> None:
    with connection.transaction():
        connection.execute(migration.sql.encode())
        connection.execute(
            "INSERT INTO migration VALUES (%s, %s, %s)",
            [migration.number, migration.name, datetime.now(UTC).replace(tzinfo=None)],
        )


def _file(name: str) -> bytes:
    return (FOLDER / f"{name}.sql").read_bytes()
