"""What was done with somebody's badge, and the answer "this was not me".

A badge identifies and does not log in (P13): whoever finds one can act with it. So its owner
sees each act, and can take it back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from matching.answers import withdraw_answer
from matching.consents import Decision, keep_decisions
from matching.conversations import decline
from matching.model import ConsentKind
from matching.store import Cursor, Row, Store

ACTS_A_PAGE = 50

_OPPOSITE = UUID("5b0f4a0e-64f5-4a57-9d0a-3c1f6a1f7e02")


class ActKind(StrEnum):
    """What can be done with a badge at a kiosk."""

    SCAN = "scan"
    CONVERSATION = "conversation"
    ANSWER = "answer"
    PROMISE = "promise"
    SHARING = "sharing"
    SEEKING = "seeking"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"
    CONSENT = "consent"


@dataclass(frozen=True)
class Act:
    """One thing done with a badge.

    act_id: of the scan, conversation, answer, promise and so on
    event_id, attendee_id: of a consent those of the person's newest event, as it has none
    kiosk: None where the kiosk had no number, or at the staff desk
    conversation_id, other_name: of all that belongs to a conversation
    detail: of a scan its outcome, or 'staff' where staff did it; of a conversation 'ended' once it
      has; the words of an answer, a correction, or what somebody seeks; the kind of a promise
      ('none' for one taken back) or consent; shared fields with a space between
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
    conversation_id: UUID | None
    other_name: str
    detail: str
    chips: tuple[str, ...]
    is_given: bool | None
    is_standing: bool
    is_reported: bool


@dataclass(frozen=True)
class Owner:
    """Whose badge it is. language: empty where nobody told us."""

    person_id: UUID
    name: str
    language: str


def find_owner(store: Store, person_id: UUID) -> Owner | None:
    """The person, or None where there is nobody with this id (any more)."""
    row = store.row("badge_history/find_person", person_id=person_id)
    return Owner(**row) if row else None


def list_acts(store: Store, person_id: UUID, *, page: int = 0) -> list[Act]:
    """What a person's badge did, newest first, 50 a page; page: from 0."""
    return _acts(store, person_id, None, skipped=page * ACTS_A_PAGE)


def report_act(store: Store, person_id: UUID, act_id: UUID, *, now: datetime) -> bool:
    """Its owner says "this was not me": staff see a note, and what can be undone is undone.

    An answer is withdrawn, a conversation ended as if it had been declined, a yes becomes a no. A
    promise is dropped, a contact shared no more, a note on what somebody seeks emptied, a
    confirmation or correction forgotten. A scan, and what was changed since, only leaves the note.
    Again is the same report.
    now: aware moment of receipt
    Returns False where this badge did no such act, or it is gone already; then nothing is kept.
    """
    found = _acts(store, person_id, act_id, skipped=0)
    if not found:
        return False
    [act] = found
    # The note comes first: after a crash in between the act is still here to be reported again.
    store.write(lambda change: _note(change, person_id, act, now))
    if act.kind in _UNDO:
        _UNDO[act.kind](store, act, now)
    return True


def _acts(store: Store, person_id: UUID, act_id: UUID | None, *, skipped: int) -> list[Act]:
    rows = store.rows(
        "badge_history/list_acts",
        person_id=person_id,
        act_id=act_id,
        skipped=skipped,
        wanted=ACTS_A_PAGE,
    )
    return [_act(row) for row in rows]


def _act(row: Row) -> Act:
    return Act(**row | {"kind": ActKind(row["kind"]), "chips": tuple(row["chips"].split())})


def _note(change: Cursor, person_id: UUID, act: Act, now: datetime) -> None:
    """The note has the id of the act, so a second report is the same note."""
    change.run(
        "desk/put_note",
        note_id=act.act_id,
        event_id=act.event_id,
        attendee_id=act.attendee_id,
        kiosk=act.kiosk,
        kind="not_me",
        now_utc=now,
    )
    if act.is_given:
        _take_back_consent(change, person_id, act, now)
    elif act.kind in _REPLACED:
        opposite_id = uuid5(_OPPOSITE, str(act.act_id))
        taken = {"act_id": act.act_id, "opposite_id": opposite_id, "now_utc": now}
        change.run(f"badge_history/take_back_{act.kind}", **taken)
    elif act.kind in _ERASED:
        change.run(f"badge_history/take_back_{act.kind}", act_id=act.act_id)


def _take_back_consent(change: Cursor, person_id: UUID, act: Act, now: datetime) -> None:
    """Only a yes that still stands: a later decision is the owner's own, and no yes is guessed."""
    standing = change.row("badge_history/find_consent", person_id=person_id, kind=act.detail)
    if standing is None or standing["consent_id"] != act.act_id:
        return
    decision = Decision(
        consent_id=uuid5(_OPPOSITE, str(act.act_id)),
        person_id=person_id,
        kind=ConsentKind(act.detail),
        is_given=False,
        language=standing["language"],
    )
    keep_decisions(change, [decision], source="page", now=now)


def _end_conversation(store: Store, act: Act, now: datetime) -> None:
    """Connected or not: what somebody else began in the owner's name is not kept."""
    assert act.conversation_id is not None
    _withdraw(store, act, now)
    decline(store, act.conversation_id, by_id=act.attendee_id, now=now)


def _withdraw(store: Store, act: Act, now: datetime) -> None:
    assert act.conversation_id is not None
    withdraw_answer(store, act.conversation_id, author_id=act.attendee_id, now=now)


# Promising or sharing nothing is a fact of its own; other people's words about others just go.
_REPLACED = {ActKind.PROMISE, ActKind.SHARING}
_ERASED = {ActKind.SEEKING, ActKind.CONFIRMATION, ActKind.CORRECTION}

# Who went through a door cannot be undone from afar: the desk looks at it.
_UNDO: dict[ActKind, Callable[[Store, Act, datetime], None]] = {
    ActKind.CONVERSATION: _end_conversation,
    ActKind.ANSWER: _withdraw,
}
