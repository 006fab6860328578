"""An introduction cannot be made, or nobody can say anything to it any more."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RefusedError


@dataclass
class CannotIntroduceError(RefusedError):
    """This one cannot introduce these two; why, which may be somebody's no, is not told."""

    code: ClassVar[str] = "cannot_introduce"

    def __str__(self) -> str:
        return "these two cannot be introduced by this person"


@dataclass
class AlreadyIntroducedError(RefusedError):
    """Somebody has thought of these two already; who it was and what came of it, is not told."""

    code: ClassVar[str] = "already_introduced"

    def __str__(self) -> str:
        return "there is an introduction of these two already"


@dataclass
class UnknownIntroductionError(RefusedError):
    """There is no such introduction, or whoever decides is not asked in it."""

    code: ClassVar[str] = "unknown_introduction"

    def __str__(self) -> str:
        return "there is no such introduction of this person"


@dataclass
class IntroductionClosedError(RefusedError):
    """It is over, in whatever way."""

    code: ClassVar[str] = "introduction_closed"

    def __str__(self) -> str:
        return "this introduction has expired"
