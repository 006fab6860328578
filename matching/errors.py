"""Every way to say no: a code for the screen, data for its text, English for the log."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


class RozmowaError(Exception):
    """Something that was foreseen; its text is one sentence without personal data."""

    code: ClassVar[str]


@dataclass
class DatabaseHeldError(RozmowaError):
    """Another process has the database file open."""

    code: ClassVar[str] = "database_held"
    path: Path

    def __str__(self) -> str:
        return (
            f"the database {self.path} is in use by a running server; "
            "stop it first, or use its staff page"
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
    path: Path
    number: int

    def __str__(self) -> str:
        return f"the database {self.path} was made by a newer version (schema {self.number})"


@dataclass
class UnreadableDatabaseError(RozmowaError):
    """The file is no database, or its folder cannot be used."""

    code: ClassVar[str] = "database_unreadable"
    path: Path
    reason: str

    def __str__(self) -> str:
        return f"the database {self.path} cannot be opened: {self.reason}"


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


@dataclass
class UnknownEventError(RozmowaError):
    """No event has this slug."""

    code: ClassVar[str] = "unknown_event"
    slug: str

    def __str__(self) -> str:
        return f"no event is called '{self.slug}'; see: python -m kiosk events"


class NoEventError(RozmowaError):
    """There is no event yet."""

    code: ClassVar[str] = "no_event"

    def __str__(self) -> str:
        return "there is no event yet: import a guest list, or run: python -m kiosk sample"


@dataclass
class SeveralEventsError(RozmowaError):
    """Which event was meant cannot be told."""

    code: ClassVar[str] = "several_events"
    slugs: list[str]

    def __str__(self) -> str:
        slugs = ", ".join(self.slugs)
        return f"several events are open ({slugs}): choose on the staff page, or by --event"


class RefusedError(RozmowaError):
    """A rule says no to what somebody asked for; nothing was kept."""


@dataclass
class UnknownPersonError(RefusedError):
    """Nobody at this event has this badge code, e-mail or name."""

    code: ClassVar[str] = "unknown_person"

    def __str__(self) -> str:
        return "nobody at this event has that code or e-mail"


@dataclass
class AmbiguousPersonError(RefusedError):
    """More than one person fits."""

    code: ClassVar[str] = "ambiguous_person"
    count: int

    def __str__(self) -> str:
        return f"{self.count} people fit; use the badge code"


@dataclass
class NotASpareBadgeError(RefusedError):
    """The code is no spare badge of this series, or somebody has it already."""

    code: ClassVar[str] = "not_a_spare_badge"

    def __str__(self) -> str:
        return "this code is not a free spare badge"


@dataclass
class NothingToUndoError(RefusedError):
    """Not admitted, or admitted longer ago than staff may undo."""

    code: ClassVar[str] = "nothing_to_undo"
    minutes: int

    def __str__(self) -> str:
        return f"an admission can be undone for {self.minutes} minutes"
