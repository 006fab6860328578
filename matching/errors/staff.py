"""Somebody cannot sign in to the dashboard, or a browser cannot become a kiosk."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


@dataclass
class EnrolmentCodeError(RefusedError):
    """The code was mistyped, used or is older than a day."""

    code: ClassVar[str] = "enrolment_code"

    def __str__(self) -> str:
        return "this code makes no browser a kiosk"


@dataclass
class InvitationOverError(RefusedError):
    """The link was used, taken back or is older than a day."""

    code: ClassVar[str] = "invitation_over"

    def __str__(self) -> str:
        return "this invitation opens nothing any more"


@dataclass
class PasswordLengthError(RefusedError):
    """The password is too short or too long."""

    code: ClassVar[str] = "password_length"
    shortest: int
    longest: int

    def __str__(self) -> str:
        return f"a password has {self.shortest} to {self.longest} characters"
