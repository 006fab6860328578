"""PostgreSQL as the store's database: several server processes write at once.

Every transaction is SERIALIZABLE, so two that could not have run one after the other collide, and
one of them runs again. Whoever collides twice takes a turn alone, so that everybody comes to an
end. Nothing here reads a clock or guesses: PostgreSQL decides who was first, and whether a
transaction whose answer was lost was kept.
"""

import itertools
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import psycopg
from psycopg import RawCursor, errors
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from matching.engines import schema
from matching.engines.engine import ConflictError, LostConnectionError, Values
from matching.engines.moving import back_up_to_file
from matching.engines.postgresql_lead import SessionLead
from matching.engines.statements import by_place
from matching.errors import DatabaseAwayError, UnreadableDatabaseError

FOLDER = schema.SCHEMA_FOLDER.parent / "postgresql"
MOST_CONNECTIONS = 24
TRIES = 8
ALONE_FROM = 3  # which try waits for a turn in which nobody else writes
SECONDS_TO_CONNECT = 2
SECONDS_TO_ASK = 5.0  # whether a transaction was kept whose answer was lost
SECONDS_TO_LET_GO = 5
MIGRATING = 0x526F7A6D  # the advisory lock of whoever brings the schema up to date

_CONNECTING = {
    "application_name": "rozmowa",
    "connect_timeout": SECONDS_TO_CONNECT,
    # A cut cable is noticed within seconds, not after the system's two hours.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 6000,
    # Nor does the server keep the locks and leads of a computer that lost its power.
    "options": " ".join(
        f"-c {name}"
        for name in (
            "tcp_keepalives_idle=5",
            "tcp_keepalives_interval=2",
            "tcp_keepalives_count=2",
            "tcp_user_timeout=6000",
        )
    ),
}
_CONFLICTS = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    # Of two inserts of one key that race, the second may be told this before that.
    errors.UniqueViolation,
)
_TIMELINE = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
_NUMBER = f"SELECT pg_current_xact_id_if_assigned()::text, {_TIMELINE}"
_WAS_KEPT = f"""
SELECT CASE
  WHEN pg_is_in_recovery() THEN NULL
  WHEN {_TIMELINE} = $2 THEN pg_xact_status($1::xid8)
  ELSE 'elsewhere'
END
"""
# Connecting, too many connections, shutting down or starting: beginnings of SQLSTATE.
_AWAY = ("08", "53300", "57P")

# psycopg_pool warns at each attempt; callers learn it by LostConnectionError.
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


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


class PostgreSQLEngine:
    """A database on a server, by a pool of connections."""

    dialect = "postgresql"
    is_shared = True
    path: Path | None = None
    tries = TRIES

    def __init__(self, address: str) -> None:
        self.address = address
        self._pool: ConnectionPool[psycopg.Connection[Any]] = ConnectionPool(
            whole_address(address),
            min_size=1,
            max_size=MOST_CONNECTIONS,
            timeout=SECONDS_TO_CONNECT,
            reconnect_timeout=SECONDS_TO_CONNECT,
            kwargs={"autocommit": True},
            configure=_set_up,
            open=True,
        )
        self._questions = itertools.count()
        self._leads: list[SessionLead] = []

    @contextmanager
    def open_statements(self) -> Iterator[ServerConnection]:
        """See Engine."""
        with _told_as_lost(), self._pool.connection() as connection:
            yield ServerConnection(connection)

    @contextmanager
    def moment(self) -> Iterator[ServerConnection]:
        """See Engine."""
        with self.open_statements() as connection:
            connection.raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            yield connection
            connection.raw.execute("ROLLBACK")

    @contextmanager
    def transaction(self, attempt: int) -> Iterator[ServerConnection]:
        """See Engine.

        LostConnectionError: it was not kept, or nobody could be asked whether it was.
        """
        number = None
        try:
            with self.open_statements() as connection:
                _begin(connection.raw, is_alone=attempt >= ALONE_FROM)
                yield connection
                number = _number_of(connection.raw)
                connection.raw.execute("COMMIT")
        except _CONFLICTS as error:
            raise ConflictError(str(error)) from error
        except LostConnectionError:
            if number is None or not self._was_kept(number):
                raise

    def _was_kept(self, number: tuple[str, str]) -> bool:
        """What became of a transaction whose answer was lost. Raises LostConnectionError.

        A standby that has taken over gives the numbers anew that it never heard of, so that it
        is not asked: nobody knows then, and the work is done again.
        """
        end = time.monotonic() + SECONDS_TO_ASK
        while True:
            try:
                with self.open_statements() as connection:
                    [(state,)] = connection.execute(_WAS_KEPT, number).fetchall()
            except LostConnectionError:
                state = None
            if state in {"committed", "aborted"}:
                return bool(state == "committed")
            if state == "elsewhere" or time.monotonic() > end:
                raise LostConnectionError
            time.sleep(0.1)

    def commits(self) -> int:
        """Never the same number: others may have written."""
        return next(self._questions)

    def lead(self, name: str) -> SessionLead:
        """See Engine."""
        lead = SessionLead(whole_address(self.address), name)
        self._leads.append(lead)
        return lead

    def backup(self, target: Path) -> None:
        """See Engine."""
        back_up_to_file(self, target)

    def rewrite(self) -> bool:
        """Every table anew without what was deleted, and its statistics, which quote values.

        Whoever wants a table waits while that one is written anew.
        """
        with self.open_statements() as connection:
            connection.raw.execute(f"SET lock_timeout = '{SECONDS_TO_LET_GO}s'")
            try:
                connection.raw.execute("VACUUM (FULL, ANALYZE)")
            except errors.LockNotAvailable:
                return False
            finally:
                connection.raw.execute("RESET lock_timeout")
        return True

    def close(self) -> None:
        """See Engine."""
        for lead in self._leads:
            lead.release()
        self._pool.close()


def open_server(address: str) -> PostgreSQLEngine:
    """Connect and bring the schema up to date, also while others start at the same moment.

    Raises NewerDatabaseError, UnreadableDatabaseError, DatabaseAwayError.
    """
    try:
        with psycopg.connect(whole_address(address), autocommit=True) as connection:
            _check(connection, address)
            _migrate(connection, address)
    except psycopg.OperationalError as error:
        raise DatabaseAwayError from error
    except psycopg.ProgrammingError as error:
        raise UnreadableDatabaseError(without_password(address), _first_line(error)) from error
    return PostgreSQLEngine(address)


def without_password(address: str) -> str:
    """How an address may be printed. Raises UnreadableDatabaseError where it is none."""
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise UnreadableDatabaseError("postgresql://…", "its address is not well formed") from error
    return f"postgresql://{parts.get('host', '')}/{parts.get('dbname', '')}"


def whole_address(address: str) -> str:
    """With what we need for connecting, where the address itself does not say it otherwise."""
    return make_conninfo(address, **{**_CONNECTING, **_given(address)})


def _given(address: str) -> dict[str, Any]:
    return {name: value for name, value in conninfo_to_dict(address).items() if name in _CONNECTING}


def _set_up(connection: psycopg.Connection[Any]) -> None:
    connection.adapters.register_loader("numeric", _NumberLoader)
    connection.execute("SET TimeZone = 'UTC'; SET random_page_cost = 1.1")


def _check(connection: psycopg.Connection[Any], address: str) -> None:
    found = connection.execute(
        "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database"
        " WHERE datname = current_database()"
    ).fetchone()
    if found is None or found[0] != "UTF8" or found[1] not in {"C", "POSIX"}:
        raise UnreadableDatabaseError(
            without_password(address),
            "make it with: createdb --template=template0 --encoding=UTF8 --locale=C NAME",
        )


def _migrate(connection: psycopg.Connection[Any], address: str) -> None:
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


def _begin(connection: psycopg.Connection[Any], *, is_alone: bool) -> None:
    """The lock comes before the first look at the data: LOCK alone takes no snapshot.

    A scan of a whole table collides with every change of it, so an index is taken where there is
    one, also of a table that is small yet.
    """
    mode = b"EXCLUSIVE" if is_alone else b"ROW EXCLUSIVE"
    connection.execute(
        b"BEGIN ISOLATION LEVEL SERIALIZABLE;"
        b"SET LOCAL enable_seqscan = off;"
        b"LOCK TABLE migration IN " + mode + b" MODE"
    )


def _number_of(connection: psycopg.Connection[Any]) -> tuple[str, str] | None:
    """By which the server knows the transaction, and on which timeline: each server that takes
    over begins one. None where it changed nothing."""
    row = connection.execute(_NUMBER).fetchone()
    return None if row is None or row[0] is None else row


@contextmanager
def _told_as_lost() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise LostConnectionError from error
    except psycopg.OperationalError as error:
        if error.sqlstate and not error.sqlstate.startswith(_AWAY):
            raise  # a conflict, a full disk
        raise LostConnectionError from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else ""
