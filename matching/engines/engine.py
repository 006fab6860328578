"""What the store needs of a database, whichever it is."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, Self

Values = dict[str, Any] | Sequence[Any]


class ConflictError(Exception):
    """Two transactions wanted the same; this one was undone as a whole and may run again."""


class DoubleKeyError(ConflictError):
    """A key came twice: from two at once, which a try alone decides, or from one, which none does.

    Of two inserts that race, the second may be told this before it is told of the conflict.
    """


class LostConnectionError(Exception):
    """The database does not answer, or went away meanwhile; what was begun was undone."""


class Connection(Protocol):
    """One thread's way to the database."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None:
        """The columns of the last result, their names first; None where there is none."""

    def execute(self, sql: str, values: Values | None = None) -> Self:
        """Run one statement with parameters $name from a dict, or $1 from a list."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows of the last statement; none where it has no rows."""


class Engine(Protocol):
    """An open database.

    dialect: duckdb or postgresql, by which a query may have a twin of its own
    is_shared: other processes may write to it as well
    path: its file, None where it is none of this machine's
    tries: how often a transaction is run before its conflict is told
    """

    dialect: str
    is_shared: bool
    path: Path | None
    tries: int

    def open_statements(self) -> AbstractContextManager[Connection]:
        """Statements that stand alone. Raises LostConnectionError, DatabaseFullError."""

    def moment(self) -> AbstractContextManager[Connection]:
        """Statements that see one moment; what they change is undone.

        Raises LostConnectionError, DatabaseFullError.
        """

    def transaction(self, attempt: int) -> AbstractContextManager[Connection]:
        """Statements that are kept together when the block ends, on disk; none if it raises.

        attempt: 1 for the first; beside the last one, nobody else writes.
        Raises ConflictError, LostConnectionError, DatabaseFullError.
        """

    def commits(self) -> int:
        """The same number twice: nothing was kept in between."""

    def backup(self, target: Path) -> None:
        """Copy everything into a DuckDB file while others write.

        Raises BackupError, LostConnectionError.
        """

    def rewrite(self) -> bool:
        """Leave nothing deleted in the stored bytes; False where somebody did not let go.

        Raises LostConnectionError, and where there is no room BackupError or DatabaseFullError.
        """

    def lead(self, name: str) -> "Lead":
        """The one place of a kind among all processes of this database."""

    def close(self) -> None:
        """Let go of it."""


class Lead(Protocol):
    """A place that only one process holds at a time."""

    def holds(self) -> bool:
        """Whether it is ours now; takes it if it is free. False while the database is away."""

    def release(self) -> None:
        """Let another process have it."""
