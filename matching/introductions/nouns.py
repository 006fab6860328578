"""The nouns: an introduction as each of its three people sees it, and what they say to it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from matching.model import Event


class State(StrEnum):
    """waiting for the introducer, asking the two sides, made, or quietly over in whatever way."""

    WAITING = "waiting"
    ASKING = "asking"
    MADE = "made"
    OVER = "over"


@dataclass(frozen=True)
class NewIntroduction:
    """An attendee answers an idea, or thought of these two themselves.

    introduction_id: made by the client, the same again is the same introduction
    one_id, other_id: the two sides, attendees in any order
    channel: kiosk, after a badge was shown there, page or mail
    """

    introduction_id: UUID
    event: Event
    introducer_id: UUID
    one_id: UUID
    other_id: UUID
    channel: str = "kiosk"
    kiosk: int | None = None


@dataclass(frozen=True)
class Decision:
    """What a side says; decision_id is made by the client, the same again is one fact.

    channel: kiosk, after a badge was shown there, page or mail
    """

    decision_id: UUID
    introduction_id: UUID
    attendee_id: UUID
    is_yes: bool
    channel: str = "kiosk"
    kiosk: int | None = None


@dataclass(frozen=True)
class Party:
    """One of the three as the others see them, never with a contact (P3)."""

    attendee_id: UUID
    name: str
    company: str


@dataclass(frozen=True)
class Idea:
    """Two whom the reader could introduce to each other; nothing of it is kept yet."""

    one: Party
    other: Party


@dataclass(frozen=True)
class Introduction:
    """An introduction as one of its sides sees it; prompt_id: a question for both to talk about."""

    introduction_id: UUID
    introducer: Party
    other: Party
    prompt_id: str


@dataclass(frozen=True)
class OwnIntroduction:
    """An introduction as its introducer sees it: asking or made, whatever a side has said."""

    introduction_id: UUID
    one: Party
    other: Party
    state: State


@dataclass(frozen=True)
class OwnSide:
    """An introduction as one of its sides stands to it, for a question about this one alone.

    has_agreed: this side's own yes stands; is_made: all have agreed
    """

    introduction: Introduction
    has_agreed: bool
    is_made: bool
