"""A chapter's meeting cannot follow, or somebody cannot take a part in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from matching.errors.base import RefusedError


@dataclass
class SampleMeetingError(RefusedError):
    """The sample event stays what it is."""

    code: ClassVar[str] = "sample_meeting"

    def __str__(self) -> str:
        return "the sample event has no next meeting"


@dataclass
class MeetingNotBegunError(RefusedError):
    """This meeting is still to come: the one after it cannot be made yet."""

    code: ClassVar[str] = "meeting_not_begun"
    opens_at: datetime

    def __str__(self) -> str:
        return "this meeting has not begun yet"


@dataclass
class NoMembersError(RefusedError):
    """Nobody on the list is a member, so nobody would be expected next time."""

    code: ClassVar[str] = "no_members"

    def __str__(self) -> str:
        return "nobody on the list of this meeting is a member"


@dataclass
class RoleError(RefusedError):
    """This attendee cannot come as that, or through that person."""

    code: ClassVar[str] = "role"

    def __str__(self) -> str:
        return "nobody can come to this meeting in that role"


@dataclass
class AmountError(RefusedError):
    """An amount is a number from 0 to 100,000 with at most two digits after the point."""

    code: ClassVar[str] = "amount"

    def __str__(self) -> str:
        return "this is no amount of money"


@dataclass
class GraceError(RefusedError):
    """The grace of a meeting is a number of minutes."""

    code: ClassVar[str] = "grace"
    most: int

    def __str__(self) -> str:
        return f"the grace is not between 0 and {self.most} minutes"


@dataclass
class CannotTalkBetweenError(RefusedError):
    """These two cannot record a one-to-one between meetings; why, is not told."""

    code: ClassVar[str] = "cannot_talk_between"

    def __str__(self) -> str:
        return "these two cannot record a one-to-one between meetings"


@dataclass
class UnknownPromiseError(RefusedError):
    """There is no such promise of this author that stands."""

    code: ClassVar[str] = "unknown_promise"

    def __str__(self) -> str:
        return "there is no such promise of this author"
