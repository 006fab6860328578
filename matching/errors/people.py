"""Why a person cannot be added, changed, let in unlisted or merged."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


@dataclass
class PersonFieldError(RefusedError):
    """A field cannot stay as it was typed; which one."""

    code: ClassVar[str] = "person_field"
    field: str

    def __str__(self) -> str:
        return f"the field '{self.field}' cannot be kept like this"


@dataclass
class WalkInsNotAllowedError(RefusedError):
    """At this event a kiosk lets in nobody who is not on the list."""

    code: ClassVar[str] = "walk_ins_not_allowed"

    def __str__(self) -> str:
        return "kiosks of this event let in nobody without a registration"


@dataclass
class CannotMergeError(RefusedError):
    """The two are one record already, or known to different organisers."""

    code: ClassVar[str] = "cannot_merge"

    def __str__(self) -> str:
        return "these two records cannot become one"
