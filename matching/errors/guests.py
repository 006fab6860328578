"""What staff and guests asked for at the door is refused."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


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
