"""A conversation cannot be recorded, or is no longer open."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matching.errors.base import RefusedError


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
class PromiseDayError(RefusedError):
    """Nothing can be promised for this day; the first and the last day that can be chosen."""

    code: ClassVar[str] = "promise_day"
    today: date
    latest: date

    def __str__(self) -> str:
        return f"a promise is for a day from {self.today} to {self.latest}"
