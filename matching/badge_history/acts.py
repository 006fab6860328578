"""The nouns: an act of a badge, its owner; and the list of all acts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from matching.conversations.views import Reader
from matching.store import Cursor, Row, Store

ACTS_A_PAGE = 50


class ActKind(StrEnum):
    """What can be done with a badge at a kiosk, or behind the link that it gets there.

    CONVERSATION is of the badge that was shown first, PARTNER of the second. INTRODUCTION is a
    yes or no to introducing two others, DECISION one to being introduced.
    """

    SCAN = "scan"
    CONVERSATION = "conversation"
    PARTNER = "partner"
    PHONE_CODE = "phone_code"
    ANSWER = "answer"
    PROMISE = "promise"
    SHARING = "sharing"
    SEEKING = "seeking"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"
    CONSENT = "consent"
    REPLY = "reply"
    INTRODUCTION = "introduction"
    DECISION = "decision"


@dataclass(frozen=True)
class Act:
    """One thing done with a badge.

    act_id: of the scan, conversation, answer, promise and so on; of a partner one of their own
    event_id, attendee_id: of a consent those of the person's newest event, as it has none
    kiosk: None where the kiosk had no number, at the staff desk, or behind a link
    conversation_id: of all that belongs to a conversation
    other_name: the same, and of an introduction; of two with ' · ' between
    is_by_link: done behind a link of one conversation, from a phone code or a mail
    detail: of a scan its outcome, or 'staff' where staff did it; of a conversation 'ended' once it
      has; the words of an answer, a correction, or what somebody seeks; the kind of a promise
      ('none' for one taken back) or consent; shared fields with a space between; 'yes' or 'no' to
      an introduction; 'met', 'declined' or 'none' to a suggestion
    chips: ids, of an answer and of what somebody seeks
    is_given: of a consent, whether it was yes
    is_standing: taking it back changes something
    is_reported: its owner said "this was not me"
    """

    act_id: UUID
    kind: ActKind
    happened_at_utc: datetime
    event_id: UUID
    attendee_id: UUID
    kiosk: int | None
    is_standing: bool
    is_reported: bool
    detail: str = ""
    conversation_id: UUID | None = None
    other_name: str = ""
    is_by_link: bool = False
    chips: tuple[str, ...] = ()
    is_given: bool | None = None


@dataclass(frozen=True)
class Owner:
    """Whose badge it is. language: empty where nobody told us."""

    person_id: UUID
    name: str
    language: str


_LISTS = (
    "scans",
    "conversations",
    "phone_codes",
    "answers",
    "promises",
    "sharings",
    "seekings",
    "confirmations",
    "corrections",
    "consents",
    "decisions",
    "replies",
)


def find_owner(store: Store, person_id: UUID) -> Owner | None:
    """The person, or None where there is nobody with this id (any more)."""
    row = store.row("badge_history/find_person", person_id=person_id)
    return Owner(**row) if row else None


def list_acts(store: Store, person_id: UUID, *, page: int = 0) -> list[Act]:
    """What a person's badge did, newest first, 50 a page; page: from 0."""

    def read(reader: Cursor) -> list[Act]:
        return all_acts(reader, person_id)

    return store.read(read)[page * ACTS_A_PAGE :][:ACTS_A_PAGE]


def all_acts(reader: Reader, person_id: UUID) -> list[Act]:
    """The whole history; of one moment only where the reader is a cursor."""
    notes = reader.rows("badge_history/list_reported", person_id=person_id)
    reported = {row["note_id"] for row in notes}
    acts = [
        _act(row, reported)
        for what in _LISTS
        for row in reader.rows(f"badge_history/list_{what}", person_id=person_id)
    ]
    acts.sort(key=lambda act: (act.kind, act.act_id))
    return sorted(acts, key=lambda act: act.happened_at_utc, reverse=True)


def _act(row: Row, reported: set[UUID]) -> Act:
    kind, act_id = ActKind(row["kind"]), row["act_id"]
    if kind is ActKind.PARTNER:
        # The conversation's own id is that of whoever began it: each of the two reports alone.
        act_id = uuid5(act_id, str(row["attendee_id"]))
    read = {"kind": kind, "act_id": act_id, "is_reported": act_id in reported}
    return Act(**row | read | {"chips": tuple(row.get("chips", "").split())})
