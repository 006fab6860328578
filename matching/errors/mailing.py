"""Mails that nobody may send, or of which somebody decides too late."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


@dataclass
class UnknownMailError(RefusedError):
    """There is no such mail, or it is in another state by now."""

    code: ClassVar[str] = "unknown_mail"

    def __str__(self) -> str:
        return "there is no such mail in this state"


@dataclass
class SampleMailError(RefusedError):
    """The people of the sample are invented; their addresses may be somebody's."""

    code: ClassVar[str] = "sample_mail"

    def __str__(self) -> str:
        return "the people of the sample are invented, so nobody can be mailed"
