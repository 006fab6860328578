"""The figures of an event. They speak of depth and inclusion, never of who has how many (P9)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def rest(self) -> int:
        """The others."""
        return self.whole - self.part

    @property
    def percent(self) -> int | None:
        """Rounded half up; 100 only for all, 0 only for nobody; None of nothing."""
        if self.whole == 0:
            return None
        if self.part in {0, self.whole}:
            return 100 * self.part // self.whole
        return min(max((200 * self.part + self.whole) // (2 * self.whole), 1), 99)


@dataclass(frozen=True)
class Coverage:
    """Of the guests about whom anything was learned: about how many something on this point.

    point: 1 to 5 of a good talk, as in the file of prompts
    """

    point: int
    share: Share


@dataclass(frozen=True)
class Promises:
    """made: that stand in connections; kept: as their authors say; due: kept of those whose day
    has come."""

    made: int
    kept: int
    due: Share


@dataclass(frozen=True)
class Introductions:
    """asking: whose introducer agreed, within 7 days, whatever a side has said to it meanwhile, so
    that the number tells no "no"; made: all three agreed."""

    asking: int
    made: int


@dataclass(frozen=True)
class Islands:
    """People between whom one comes along connections.

    count: islands of two people at least; largest: people on the largest, of all in the network
    """

    count: int
    largest: Share


@dataclass(frozen=True)
class Figures:
    """All figures of an event at one moment; docs/measures.md defines each.

    guests: who came in, takes part in more than the entry and is not at work
    """

    at_utc: datetime
    expected: int
    admitted: int
    in_the_room: int
    guests: int
    talked: Share
    finished: Share
    alone: int
    coverage: tuple[Coverage, ...]
    questions: Share
    confirmed: Share
    promises: Promises
    introductions: Introductions
    across_groups: Share
    islands: Islands


@dataclass(frozen=True)
class Step:
    """How many had come by a minute."""

    minute_utc: datetime
    admitted: int


@dataclass(frozen=True)
class Fit:
    """Somebody in the room who would suit; is_sent: the desk gave the idea already."""

    attendee_id: UUID
    name: str
    company: str
    is_sent: bool


@dataclass(frozen=True)
class Alone:
    """A guest in the room without a recorded conversation.

    minutes: of free talk since they came in, whole ones
    fits: two at most, each of whom agreed to be suggested; none where the guest did not
    """

    attendee_id: UUID
    name: str
    company: str
    minutes: int
    fits: tuple[Fit, ...]


@dataclass(frozen=True)
class Member:
    """Somebody in the network; talked: 2 with a connection, 1 with one half, 0 with none."""

    attendee_id: UUID
    name: str
    talked: int


@dataclass(frozen=True)
class Line:
    """Between two members, by their places among the members; is_whole: both have answered."""

    one: int
    other: int
    is_whole: bool


@dataclass(frozen=True)
class Network:
    """members: in the order of their ids; islands: places of the members of each, by lowest place,
    two at least."""

    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    islands: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Present:
    """Somebody in the room.

    name: "" for entry only, who is told by badge_end, the last characters of their badge
    """

    attendee_id: UUID
    name: str
    company: str
    is_entry_only: bool
    badge_end: str
