"""The person written about lets others know what a sentence says of them, or no longer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.errors import UnknownAnswerError
from matching.store import Cursor, Store


@dataclass(frozen=True)
class Release:
    """release_id: made by the client, the same again is one fact; by_id: the attendee, as whom
    the person was written about; only their own page releases anything."""

    release_id: UUID
    answer_id: UUID
    by_id: UUID
    is_given: bool


def release_answer(store: Store, release: Release, *, now: datetime) -> None:
    """Keep it. From then on the topics of a confirmed sentence may be a reason told to others.

    Never its words. It lapses when the sentence is revised, withdrawn, added to, or confirmed no
    longer. now: aware
    Raises UnknownAnswerError, also for a sentence that its subject cannot have read yet (P4).
    """

    def keep(change: Cursor) -> None:
        found = change.row("suggestions/find_release", answer_id=release.answer_id)
        if found is None or found["about_id"] != release.by_id:
            raise UnknownAnswerError
        if change.row("suggestions/has_release", release_id=release.release_id):
            return
        change.run(
            "suggestions/put_release",
            release_id=release.release_id,
            answer_id=release.answer_id,
            conversation_id=found["conversation_id"],
            is_given=release.is_given,
            place=found["decisions"],
            now_utc=now,
        )

    store.write(keep)


def is_released(store: Store, answer_id: UUID) -> bool:
    """Whether others may be told: released, and neither added to nor unconfirmed since."""
    return store.row("suggestions/list_released", answer_ids=[answer_id]) is not None
