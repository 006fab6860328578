"""Why a reply to a suggestion, or a release, is refused."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


@dataclass
class UnknownSuggestionError(RefusedError):
    """There is no such suggestion to reply to."""

    code: ClassVar[str] = "unknown_suggestion"

    def __str__(self) -> str:
        return "these two are not suggested to each other"
