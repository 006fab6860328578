"""Somebody cannot sign in to the dashboard."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


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
