"""Somebody registers for an event by themselves, and it does not work out."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


class RegistrationClosedError(RefusedError):
    """The event takes no registrations, not yet or no more."""

    code: ClassVar[str] = "registration_closed"

    def __str__(self) -> str:
        return "registration is closed"


class RegistrationFullError(RefusedError):
    """Every place is taken."""

    code: ClassVar[str] = "registration_full"

    def __str__(self) -> str:
        return "every place is taken"


@dataclass
class RegistrationFieldError(RefusedError):
    """What stands in a field of the form cannot be kept.

    problem: missing, wrong, too_long or too_many; most: how much of it is taken
    """

    code: ClassVar[str] = "registration_field"
    field: str
    problem: str
    most: int = 0

    def __str__(self) -> str:
        return f"{self.field} is {self.problem.replace('_', ' ')}"
