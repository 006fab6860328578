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


@dataclass
class OwnBadgeError(RefusedError):
    """Both badges belong to the same person."""

    code: ClassVar[str] = "own_badge"

    def __str__(self) -> str:
        return "a conversation needs two people"


@dataclass
class UnknownBadgeError(RefusedError):
    """Nobody has this badge, or no longer."""

    code: ClassVar[str] = "unknown_badge"

    def __str__(self) -> str:
        return "nobody has this badge"


@dataclass
class OtherEventError(RefusedError):
    """The badge belongs to somebody who is not invited to this event."""

    code: ClassVar[str] = "other_event"

    def __str__(self) -> str:
        return "this badge is of another event"


@dataclass
class NotAdmittedError(RefusedError):
    """One of the two has not been checked in; who: starter or partner."""

    code: ClassVar[str] = "not_admitted"
    who: str

    def __str__(self) -> str:
        return f"the {self.who} is not checked in"


@dataclass
class EntryOnlyError(RefusedError):
    """One of the two takes part in nothing but the entry (P14); who it is, is not told."""

    code: ClassVar[str] = "entry_only"

    def __str__(self) -> str:
        return "this conversation cannot be recorded"


@dataclass
class CancelledError(RefusedError):
    """One of the two was cancelled or blocked; who it is, is not told."""

    code: ClassVar[str] = "cancelled"

    def __str__(self) -> str:
        return "this conversation cannot be recorded, somebody is not expected"


@dataclass
class EventClosedError(RefusedError):
    """The event has not begun or is over."""

    code: ClassVar[str] = "event_closed"

    def __str__(self) -> str:
        return "the event is not open"


@dataclass
class UnknownConversationError(RefusedError):
    """There is no such conversation, or whoever asks is not one of its two people."""

    code: ClassVar[str] = "unknown_conversation"

    def __str__(self) -> str:
        return "there is no such conversation of this person"


@dataclass
class ConversationClosedError(RefusedError):
    """It has expired or was declined; which of both is not told."""

    code: ClassVar[str] = "conversation_closed"

    def __str__(self) -> str:
        return "this conversation has expired"


@dataclass
class AlreadyConnectedError(RefusedError):
    """Both have answered: what one wrote can be withdrawn, the conversation not declined."""

    code: ClassVar[str] = "already_connected"

    def __str__(self) -> str:
        return "both have answered already"


@dataclass
class AlreadyAnsweredError(RefusedError):
    """This person has answered in this conversation; the answer can be revised."""

    code: ClassVar[str] = "already_answered"

    def __str__(self) -> str:
        return "this person has answered already"


@dataclass
class NotAnsweredError(RefusedError):
    """There is no answer of this person to change."""

    code: ClassVar[str] = "not_answered"

    def __str__(self) -> str:
        return "this person has not answered"


@dataclass
class AnswerWithdrawnError(RefusedError):
    """The same answer came before and is gone: replaced, withdrawn or deleted."""

    code: ClassVar[str] = "answer_withdrawn"

    def __str__(self) -> str:
        return "this answer was withdrawn or replaced"


@dataclass
class UnknownAnswerError(RefusedError):
    """There is no such sentence, it was changed meanwhile, or it is not about this person."""

    code: ClassVar[str] = "unknown_answer"

    def __str__(self) -> str:
        return "there is no such sentence about this person"


@dataclass
class UnknownPromptError(RefusedError):
    """There is no such question or chip."""

    code: ClassVar[str] = "unknown_prompt"
    name: str

    def __str__(self) -> str:
        return f"there is no question or chip '{self.name:.40}'"


@dataclass
class AnswerLengthError(RefusedError):
    """The words are longer than we keep."""

    code: ClassVar[str] = "answer_length"
    length: int
    longest: int

    def __str__(self) -> str:
        return f"{self.length} characters, at most {self.longest}"


@dataclass
class AnswerRefusedError(RefusedError):
    """The answer check cannot accept the words; verdict: its code, as a screen may show it."""

    code: ClassVar[str] = "answer_refused"
    verdict: str

    def __str__(self) -> str:
        return f"the answer was refused: {self.verdict}"


@dataclass
class AnswerThinError(RefusedError):
    """The words say little. Asked once more; on the second try they are kept."""

    code: ClassVar[str] = "answer_thin"
    verdict: str

    def __str__(self) -> str:
        return f"the answer says little: {self.verdict}"
