"""The database file or its copies cannot be used."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from matching.errors.base import RozmowaError


@dataclass
class DatabaseHeldError(RozmowaError):
    """Another process has the database file open."""

    code: ClassVar[str] = "database_held"
    path: Path

    def __str__(self) -> str:
        return (
            f"the database {self.path} is in use by a running server; "
            "stop it first, or use its dashboard"
        )


@dataclass
class DamagedDatabaseError(RozmowaError):
    """The log beside the database cannot be read to its end."""

    code: ClassVar[str] = "database_damaged"
    path: Path
    recovered: Path | None

    def __str__(self) -> str:
        if self.recovered is None:
            return f"the database {self.path} is damaged: restore a backup, see docs/operations.md"
        return (
            f"the log of the database {self.path} is damaged: its last good state is kept in "
            f"{self.recovered.name}; to go on with it run: python -m kiosk recover"
        )


@dataclass
class NewerDatabaseError(RozmowaError):
    """The file was written by a newer version."""

    code: ClassVar[str] = "database_newer"
    place: object  # a path, or an address without its password
    number: int

    def __str__(self) -> str:
        return f"the database {self.place} was made by a newer version (schema {self.number})"


@dataclass
class UnreadableDatabaseError(RozmowaError):
    """The file is no database, or its folder cannot be used."""

    code: ClassVar[str] = "database_unreadable"
    place: object  # a path, or an address without its password
    reason: str

    def __str__(self) -> str:
        return f"the database {self.place} cannot be opened: {self.reason}"


@dataclass
class BackupError(RozmowaError):
    """A backup could not be written."""

    code: ClassVar[str] = "backup_failed"
    path: Path
    reason: str

    def __str__(self) -> str:
        return f"the backup {self.path} cannot be written: {self.reason}"


class NothingToRecoverError(RozmowaError):
    """No damage was found, so there is no recovered copy."""

    code: ClassVar[str] = "nothing_to_recover"

    def __str__(self) -> str:
        return "there is nothing to recover: no damage was found when the database was opened"


class DatabaseAwayError(RozmowaError):
    """The database does not answer."""

    code: ClassVar[str] = "database_away"

    def __str__(self) -> str:
        return "the database does not answer"


class DatabaseFullError(DatabaseAwayError):
    """There is no room for what should be kept; nothing of it was, and all else is as before."""

    code: ClassVar[str] = "database_full"

    def __str__(self) -> str:
        return "the disk of the database is full"


@dataclass
class NotEmptyError(RozmowaError):
    """A database that should be filled holds something already."""

    code: ClassVar[str] = "database_not_empty"
    table: str

    def __str__(self) -> str:
        return f"the other database is not empty: its table {self.table} has rows"


@dataclass
class RowsDifferError(RozmowaError):
    """After copying, a table does not hold the same rows; nothing was kept."""

    code: ClassVar[str] = "rows_differ"
    table: str

    def __str__(self) -> str:
        return f"the copy was undone: the rows of {self.table} were not the same"
