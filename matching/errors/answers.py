"""An answer cannot be kept or changed."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


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
