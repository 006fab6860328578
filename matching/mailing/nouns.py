"""The nouns: what a mail is about, to whom it goes, how far it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from matching.answers import Sentence
from matching.contacts import Contact
from matching.follow_ups import KeptPromise
from matching.suggestions import Told


class MailKind(StrEnum):
    """matches: after the event; reminder: of open promises, a week later; invitation: with the
    badge, before; link: to one's own page, on request."""

    MATCHES = "matches"
    REMINDER = "reminder"
    INVITATION = "invitation"
    LINK = "link"


class MailState(StrEnum):
    """How far a mail is.

    sending: committed before SMTP speaks; uncertain: it may have arrived, a person decides;
    dropped: it must not or need not be sent any more
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    DROPPED = "dropped"


def mail_id_of(event_id: UUID, person_id: UUID, kind: MailKind, place: int = 0) -> UUID:
    """The same for the same mail, so that it is queued once and keeps its Message-ID."""
    return uuid5(event_id, f"{kind} {person_id} {place}")


@dataclass(frozen=True)
class Recipient:
    """Who gets a mail.

    email: on file, as it stands at this moment; language: theirs, else the event's
    is_address_shared: another person of the series has this address, so the mail holds no sentence
    """

    person_id: UUID
    attendee_id: UUID
    name: str
    email: str
    language: str
    is_address_shared: bool


@dataclass(frozen=True)
class Met:
    """Somebody with whom the reader has connected at this event.

    sentence: the reader's own, words "" never; contact: what the other shared (P3)
    promise: the reader's own, if one stands; is_kept: as the reader said
    """

    conversation_id: UUID
    attendee_id: UUID
    name: str
    company: str
    sentence: Sentence
    contact: Contact | None
    promise: KeptPromise | None
    is_kept: bool


@dataclass(frozen=True)
class HalfTalk:
    """A conversation that lacks an answer and can still get it; i_answered: it lacks the other's.

    attendee_id: of the reader, for the answer link
    """

    conversation_id: UUID
    attendee_id: UUID
    name: str
    i_answered: bool
    ends_at: datetime


@dataclass(frozen=True)
class IntroductionOffered:
    """Somebody whom both know would introduce the reader to another; the reader has not decided.

    reasons: as they may be told now (P10), also none
    """

    introduction_id: UUID
    introducer_name: str
    name: str
    company: str
    reasons: tuple[Told, ...]


@dataclass(frozen=True)
class IdeaOffered:
    """Two whom the reader knows and could introduce to each other."""

    one_name: str
    other_name: str


@dataclass(frozen=True)
class Suggested:
    """Somebody worth meeting, who agreed to be named; never a hint who wanted what."""

    attendee_id: UUID
    name: str
    company: str
    job_title: str
    reasons: tuple[Told, ...]
    prompt_id: str


@dataclass(frozen=True)
class MatchMail:
    """What a person who came is told after the event.

    met: 3 at most, promises that are due next first, then as the talks were; has_more: the rest is
    on the personal page, how many is not told (P9)
    introduction or idea: one of them at most; suggested: 2 at most, only where met is empty
    """

    recipient: Recipient
    met: tuple[Met, ...]
    has_more: bool
    halves: tuple[HalfTalk, ...]
    introduction: IntroductionOffered | None
    idea: IdeaOffered | None
    suggested: tuple[Suggested, ...]


@dataclass(frozen=True)
class OpenPromise:
    """A promise of the reader's that stands and was not kept yet, in a connection."""

    conversation_id: UUID
    attendee_id: UUID
    name: str
    promise: KeptPromise


@dataclass(frozen=True)
class ReminderMail:
    """The one reminder: at least one open promise, those due first before the others."""

    recipient: Recipient
    promises: tuple[OpenPromise, ...]


@dataclass(frozen=True)
class InvitationMail:
    """Before the event. code: of the badge; asks_consents: whether one was never answered.

    company, job_title: as they stand on the badge
    """

    recipient: Recipient
    code: str
    asks_consents: bool
    company: str = ""
    job_title: str = ""


@dataclass(frozen=True)
class LinkMail:
    """The way to one's own page, because one asked."""

    recipient: Recipient


Content = MatchMail | ReminderMail | InvitationMail | LinkMail


@dataclass(frozen=True)
class Mail:
    """A mail of the outbox, without what it says."""

    mail_id: UUID
    event_id: UUID
    person_id: UUID
    attendee_id: UUID
    kind: MailKind
    with_links: bool
    state: MailState
    attempts: int
    failure: str
    queued_at_utc: datetime
    next_at_utc: datetime
    settled_at_utc: datetime | None
