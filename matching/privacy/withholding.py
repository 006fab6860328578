"""Sentences that are shown to nobody but their author: vulgar ones, and those that were reported.

Whoever was written about reports; the organiser decides whether a sentence stays withheld. The
organiser reads no other sentence, and every look is in the log.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from matching import audit
from matching.errors import UnknownAnswerError
from matching.store import Cursor, Row, Store


class Withholding(StrEnum):
    """What is said of a sentence; the latest counts."""

    REPORTED = "reported"
    WITHHELD = "withheld"
    RELEASED = "released"


@dataclass(frozen=True)
class WithheldSentence:
    """A sentence that waits or was decided; its words only for whoever looks at it.

    decision: None for a vulgar one that nobody has decided about
    """

    answer_id: UUID
    event_id: UUID
    decision: Withholding | None
    is_vulgar: bool
    answered_at_utc: datetime

    @property
    def waits(self) -> bool:
        """Whether the organiser has not decided."""
        return self.decision is not Withholding.WITHHELD


@dataclass(frozen=True)
class LookedAt:
    """A withheld sentence with its words; who wrote it, about whom, is not told."""

    sentence: WithheldSentence
    words: str
    language: str
    prompt_id: str


def report_sentence(
    store: Store, withholding_id: UUID, *, answer_id: UUID, by_id: UUID, now: datetime
) -> None:
    """Let nobody but its author read a sentence until the organiser has decided.

    Its earlier revisions, which stand beside it, go with it.
    withholding_id: made by the client; by_id: the attendee it is about, who has read it (P4)
    Raises UnknownAnswerError.
    """

    def keep(change: Cursor) -> None:
        found = change.row("privacy/find_reportable", answer_id=answer_id)
        if found is None or found["about_id"] != by_id:
            raise UnknownAnswerError
        if found["is_withheld"] or _is_kept(change, withholding_id):
            return
        for row in change.rows("privacy/list_revisions", answer_id=answer_id):
            one: UUID = row["answer_id"]
            of_one = withholding_id if one == answer_id else uuid5(withholding_id, str(one))
            decisions = {"decisions": row["decisions"]}
            _put(change, of_one, one, found | decisions, Withholding.REPORTED, now)
        _note(change, "self", "sentence_reported", answer_id, found, now)

    store.write(keep)


def list_withheld(store: Store) -> list[WithheldSentence]:
    """All that are withheld, those to decide about first; without their words."""
    return [_sentence(row) for row in store.rows("privacy/list_withheld", answer_id=None)]


def look_at(store: Store, answer_id: UUID, *, actor: str, now: datetime) -> LookedAt:
    """The words of a withheld sentence, for the decision; the look is in the log.

    Raises UnknownAnswerError for one that is not withheld.
    """

    def look(change: Cursor) -> LookedAt:
        found = _withheld(change, answer_id)
        _note(change, actor, "sentence_looked_at", answer_id, found, now)
        return LookedAt(_sentence(found), found["words"], found["language"], found["prompt_id"])

    return store.write(look)


def decide_withholding(
    store: Store,
    withholding_id: UUID,
    *,
    answer_id: UUID,
    is_shown: bool,
    actor: str,
    now: datetime,
) -> None:
    """Keep a withheld sentence so, or let it be read; the same id again is the same decision.

    Raises UnknownAnswerError for one that is not withheld.
    """
    kind = Withholding.RELEASED if is_shown else Withholding.WITHHELD

    def keep(change: Cursor) -> None:
        if _is_kept(change, withholding_id):
            return
        found = _withheld(change, answer_id)
        _put(change, withholding_id, answer_id, found, kind, now)
        _note(change, actor, f"sentence_{kind}", answer_id, found, now)

    store.write(keep)


def _withheld(change: Cursor, answer_id: UUID) -> Row:
    found = change.row("privacy/list_withheld", answer_id=answer_id)
    if found is None:
        raise UnknownAnswerError
    return found


def _is_kept(change: Cursor, withholding_id: UUID) -> bool:
    return change.row("privacy/has_withholding", withholding_id=withholding_id) is not None


def _put(
    change: Cursor,
    withholding_id: UUID,
    answer_id: UUID,
    found: Row,
    kind: Withholding,
    now: datetime,
) -> None:
    change.run(
        "privacy/put_withholding",
        withholding_id=withholding_id,
        answer_id=answer_id,
        conversation_id=found["conversation_id"],
        kind=kind,
        place=found["decisions"],
        now_utc=now,
    )


def _note(change: Cursor, actor: str, act: str, answer_id: UUID, found: Row, now: datetime) -> None:
    audit.note(
        change, actor=actor, act=act, now=now, event_id=found["event_id"], subject_id=answer_id
    )


def _sentence(row: Row) -> WithheldSentence:
    return WithheldSentence(
        answer_id=row["answer_id"],
        event_id=row["event_id"],
        decision=Withholding(row["decision"]) if row["decision"] else None,
        is_vulgar=row["is_vulgar"],
        answered_at_utc=row["answered_at_utc"],
    )
