"""PostgreSQL as the store's database: several server processes write at once.

Every transaction is SERIALIZABLE, so two that could not have run one after the other collide, and
one of them runs again. Whoever collides twice takes a turn alone, so that everybody comes to an
end. Nothing here reads a clock or guesses: PostgreSQL decides who was first, and whether a
transaction whose answer was lost was kept.
"""

import itertools
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors
from psycopg_pool import ConnectionPool

from matching.engines import postgresql_rewriting
from matching.engines.engine import ConflictError, DoubleKeyError, LostConnectionError
from matching.engines.moving import back_up_to_file
from matching.engines.postgresql_address import (
    SECONDS_TO_CONNECT,
    whole_address,
    without_password,
)
from matching.engines.postgresql_connection import ServerConnection, set_up, told
from matching.engines.postgresql_lead import SessionLead
from matching.engines.postgresql_migrating import check, migrate
from matching.errors import DatabaseAwayError, UnreadableDatabaseError

MOST_CONNECTIONS = 24
TRIES = 8
ALONE_FROM = 3  # which try waits for a turn in which nobody else writes
SECONDS_TO_ASK = 5.0  # whether a transaction was kept whose answer was lost

_CONFLICTS = (errors.SerializationFailure, errors.DeadlockDetected)
_TIMELINE = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
_NUMBER = f"SELECT pg_current_xact_id_if_assigned()::text, {_TIMELINE}"
_WAS_KEPT = f"""
SELECT CASE
  WHEN pg_is_in_recovery() THEN NULL
  WHEN {_TIMELINE} = $2 THEN pg_xact_status($1::xid8)
  ELSE 'elsewhere'
END
"""

# psycopg_pool warns at each attempt; callers learn it by LostConnectionError.
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


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
            configure=set_up,
            open=True,
        )
        self._questions = itertools.count()
        self._leads: set[SessionLead] = set()  # those with a connection of their own

    @contextmanager
    def open_statements(self) -> Iterator[ServerConnection]:
        """See Engine."""
        with told(), self._pool.connection() as connection:
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
        except errors.UniqueViolation as error:
            raise DoubleKeyError(str(error)) from error
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
        return SessionLead(whole_address(self.address), name, self._leads)

    def backup(self, target: Path) -> None:
        """See Engine."""
        back_up_to_file(self, target)

    def rewrite(self) -> bool:
        """See Engine."""
        with self.open_statements() as connection:
            return postgresql_rewriting.rewrite(connection.raw)

    def close(self) -> None:
        """See Engine."""
        for lead in list(self._leads):
            lead.release()
        self._pool.close()


def open_server(address: str) -> PostgreSQLEngine:
    """Connect and bring the schema up to date, also while others start at the same moment.

    Raises NewerDatabaseError, UnreadableDatabaseError, DatabaseAwayError.
    """
    try:
        with psycopg.connect(whole_address(address), autocommit=True) as connection:
            check(connection, address)
            migrate(connection, address)
    except psycopg.OperationalError as error:
        raise DatabaseAwayError from error
    except psycopg.ProgrammingError as error:
        raise UnreadableDatabaseError(without_password(address), _first_line(error)) from error
    return PostgreSQLEngine(address)


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


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else ""
