"""The nouns. Moments are aware and in UTC; an id is a UUID."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """What came of showing a badge; the values are stable, others rely on them."""

    ADMITTED = "admitted"
    ALREADY_ADMITTED = "already_admitted"
    LEFT = "left"
    RE_ENTERED = "re_entered"
    UNKNOWN_CODE = "unknown_code"
    REPLACED_CODE = "replaced_code"
    NOT_A_BADGE = "not_a_badge"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    OTHER_EVENT = "other_event"
    NOT_OPEN = "not_open"


class Direction(StrEnum):
    """Which way a kiosk at a door leads."""

    IN = "in"
    OUT = "out"


class Source(StrEnum):
    """How a scan came to us."""

    CAMERA = "camera"
    KEYS = "keys"  # a scanner that types
    PHOTO = "photo"
    CODE = "code"  # typed by the guest
    NAME = "name"  # typed by the guest
    STAFF = "staff"
    PAPER = "paper"


class ConsentKind(StrEnum):
    """What a person is asked."""

    SUGGEST = "suggest"
    MAIL = "mail"
    ENTRY_ONLY = "entry_only"


@dataclass(frozen=True)
class Event:
    """One meeting of a series.

    is_between: no meeting, but what members do between two; it stands on no list of events
    """

    event_id: UUID
    series_id: UUID
    slug: str
    name: str
    time_zone: str
    language: str
    is_sample: bool
    re_entry: bool
    opens_at_utc: datetime | None
    closed_at_utc: datetime | None
    chosen_at_utc: datetime | None = None
    is_between: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether people are let in at this moment."""
        has_begun = self.opens_at_utc is None or self.opens_at_utc <= now
        return has_begun and (self.closed_at_utc is None or now < self.closed_at_utc)


@dataclass(frozen=True)
class Attendee:
    """A person at one event."""

    attendee_id: UUID
    person_id: UUID
    name: str
    company: str
    language: str
    role: str


@dataclass(frozen=True)
class Scan:
    """Somebody was identified at a kiosk, or tried to be.

    scan_id: made by the kiosk, the same again is the same fact
    code: the badge code; None for something that is no badge
    attendee_id: who it is where no badge was shown (a typed name, the staff)
    kiosk: number of the kiosk, None at the staff desk
    happened_at: server's receipt less the age the client measured
    anyway: staff let this person in although a rule says no
    """

    scan_id: UUID
    event: Event
    code: str | None
    kiosk: int | None
    direction: Direction
    source: Source
    happened_at: datetime
    attendee_id: UUID | None = None
    anyway: bool = False


@dataclass(frozen=True)
class CheckIn:
    """The answer to a scan: what came of it, whose badge, the first admission if there is one."""

    outcome: Outcome
    attendee: Attendee | None = None
    first_kiosk: int | None = None
    first_at: datetime | None = None
