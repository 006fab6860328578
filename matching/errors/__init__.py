"""Every way to say no: a code for the screen, data for its text, English for the log."""

from matching.errors.answers import (
    AlreadyAnsweredError,
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    AnswerWithdrawnError,
    NotAnsweredError,
    UnknownAnswerError,
    UnknownPromptError,
)
from matching.errors.base import (
    RefusedError,
    RozmowaError,
)
from matching.errors.database import (
    BackupError,
    DamagedDatabaseError,
    DatabaseHeldError,
    NewerDatabaseError,
    NothingToRecoverError,
    UnreadableDatabaseError,
)
from matching.errors.events import (
    NoEventError,
    SeveralEventsError,
    UnknownEventError,
)
from matching.errors.guests import (
    AmbiguousPersonError,
    NotASpareBadgeError,
    NothingToUndoError,
    UnknownPersonError,
)
from matching.errors.introductions import (
    AlreadyIntroducedError,
    CannotIntroduceError,
    IntroductionClosedError,
    UnknownIntroductionError,
)
from matching.errors.suggestions import UnknownSuggestionError
from matching.errors.talks import (
    AlreadyConnectedError,
    CancelledError,
    ConversationClosedError,
    EntryOnlyError,
    EventClosedError,
    NotAdmittedError,
    OtherEventError,
    OwnBadgeError,
    PromiseDayError,
    UnknownBadgeError,
    UnknownConversationError,
)

__all__ = [
    "AlreadyAnsweredError",
    "AlreadyConnectedError",
    "AlreadyIntroducedError",
    "AmbiguousPersonError",
    "AnswerLengthError",
    "AnswerRefusedError",
    "AnswerThinError",
    "AnswerWithdrawnError",
    "BackupError",
    "CancelledError",
    "CannotIntroduceError",
    "ConversationClosedError",
    "DamagedDatabaseError",
    "DatabaseHeldError",
    "EntryOnlyError",
    "EventClosedError",
    "IntroductionClosedError",
    "NewerDatabaseError",
    "NoEventError",
    "NotASpareBadgeError",
    "NotAdmittedError",
    "NotAnsweredError",
    "NothingToRecoverError",
    "NothingToUndoError",
    "OtherEventError",
    "OwnBadgeError",
    "PromiseDayError",
    "RefusedError",
    "RozmowaError",
    "SeveralEventsError",
    "UnknownAnswerError",
    "UnknownBadgeError",
    "UnknownConversationError",
    "UnknownEventError",
    "UnknownIntroductionError",
    "UnknownPersonError",
    "UnknownPromptError",
    "UnknownSuggestionError",
    "UnreadableDatabaseError",
]
