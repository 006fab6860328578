"""The nouns: a conversation of two attendees, as one of them sees it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from matching.model import Event

DAYS_OPEN = 7


class State(StrEnum):
    """A declined conversation reads as expired too: the other learns nothing else."""

    OPEN = "open"
    CONNECTED = "connected"
    EXPIRED = "expired"


@dataclass(frozen=True)
class NewConversation:
    """A guest recorded a talk: their own badge was shown, then the partner's.

    conversation_id: made by the kiosk, the same again is the same conversation
    partner_code: the badge code that was shown second
    """

    conversation_id: UUID
    event: Event
    starter_id: UUID
    partner_code: str
    kiosk: int | None


@dataclass(frozen=True)
class Side:
    """One of the two, as an attendee, with the question they are asked about the other."""

    attendee_id: UUID
    person_id: UUID
    name: str
    company: str
    job_title: str
    language: str
    prompt_id: str
    has_answered: bool


@dataclass(frozen=True)
class Conversation:
    """A conversation as one of the two sees it; ends_at counts only while it is open."""

    conversation_id: UUID
    event_id: UUID
    me: Side
    other: Side
    state: State
    i_started: bool
    started_at: datetime
    connected_at: datetime | None

    @property
    def ends_at(self) -> datetime:
        """Until when both answers must be there."""
        return self.started_at + timedelta(days=DAYS_OPEN)

    @property
    def is_open(self) -> bool:
        """Whether an answer is missing and can still come."""
        return self.state is State.OPEN
