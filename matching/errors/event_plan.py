"""What an organiser decided about an event cannot be kept."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


class EventNameError(RefusedError):
    """An event needs a name."""

    code: ClassVar[str] = "event_name"

    def __str__(self) -> str:
        return "an event needs a name"


@dataclass
class TooFewPromptsError(RefusedError):
    """Partners get different questions, so one alone is not enough."""

    code: ClassVar[str] = "too_few_prompts"
    least: int

    def __str__(self) -> str:
        return f"an event needs at least {self.least} questions"


class NoLanguageError(RefusedError):
    """Not one language was chosen."""

    code: ClassVar[str] = "no_language"

    def __str__(self) -> str:
        return "an event offers at least one language"


class UnknownTimeZoneError(RefusedError):
    """No place on earth has this time zone."""

    code: ClassVar[str] = "unknown_time_zone"

    def __str__(self) -> str:
        return "this is no time zone"


@dataclass
class RetentionError(RefusedError):
    """Data is kept for a number of days within limits."""

    code: ClassVar[str] = "retention"
    shortest: int
    longest: int

    def __str__(self) -> str:
        return f"data is kept for {self.shortest} to {self.longest} days"


@dataclass
class CapacityError(RefusedError):
    """So many guests are not meant."""

    code: ClassVar[str] = "capacity"
    most: int

    def __str__(self) -> str:
        return f"an event takes 1 to {self.most} guests"


class EndsTooEarlyError(RefusedError):
    """The end comes before the beginning."""

    code: ClassVar[str] = "ends_too_early"

    def __str__(self) -> str:
        return "what ends must end after it began"


class AgendaTitleError(RefusedError):
    """A line of the agenda says what happens."""

    code: ClassVar[str] = "agenda_title"

    def __str__(self) -> str:
        return "a line of the agenda needs a title"


@dataclass
class AgendaFullError(RefusedError):
    """More lines than anybody reads."""

    code: ClassVar[str] = "agenda_full"
    most: int

    def __str__(self) -> str:
        return f"an agenda has at most {self.most} lines"


class UnreadableTimeError(RefusedError):
    """Something was typed that is no day and time."""

    code: ClassVar[str] = "unreadable_time"

    def __str__(self) -> str:
        return "this is no day and time"


@dataclass
class TimeGapError(RefusedError):
    """When the clocks go forward, an hour does not exist at that place."""

    code: ClassVar[str] = "time_gap"
    time: str

    def __str__(self) -> str:
        return f"there is no {self.time} on that night: the clocks go forward"
