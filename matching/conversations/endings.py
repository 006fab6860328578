"""How a conversation ends without a connection: then nothing of what was written stays."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from matching.conversations.nouns import DAYS_OPEN, State
from matching.conversations.views import view_in
from matching.errors import AlreadyConnectedError
from matching.store import Cursor, Store

_WRITTEN = (
    "answer",
    "confirmation",
    "correction",
    "promise",
    "promise_kept",
    "sharing",
    "seeking",
    "release",
    "withholding",
    "typed_code",
)


def decline(store: Store, conversation_id: UUID, *, by_id: UUID, now: datetime) -> None:
    """Do not record it: both sides' words go, the other learns nothing but that it expired.

    by_id: attendee, one of the two; said again, it changes nothing
    Raises UnknownConversationError, AlreadyConnectedError (then an answer can be withdrawn).
    """

    def end(change: Cursor) -> None:
        conversation = view_in(change, conversation_id, by_id, now)
        if conversation.state is State.CONNECTED:
            raise AlreadyConnectedError
        end_conversation(change, conversation_id)

    store.write(end)


def expire_old(store: Store, *, now: datetime) -> int:
    """Delete what was written in half-answered conversations of more than 7 days ago.

    Returns how many conversations ended.
    """

    before = now - timedelta(days=DAYS_OPEN)
    too_old = store.rows("conversations/list_too_old", before_utc=before)
    return sum(store.write(_expiry_of(row["conversation_id"], before)) for row in too_old)


def _expiry_of(conversation_id: UUID, before: datetime) -> Callable[[Cursor], bool]:
    """One transaction for each: one that fails does not keep the words of the others."""

    def expire(change: Cursor) -> bool:
        still = change.rows("conversations/list_too_old", before_utc=before)
        is_still = any(row["conversation_id"] == conversation_id for row in still)
        if is_still:
            end_conversation(change, conversation_id)
        return is_still

    return expire


def end_conversation(change: Cursor, conversation_id: UUID) -> None:
    """Forget all words of a conversation, inside the caller's transaction."""
    change.run("conversations/note_gone", conversation_id=conversation_id)
    for what in _WRITTEN:
        change.run(f"conversations/forget_{what}", conversation_id=conversation_id)
    change.run("conversations/put_end", conversation_id=conversation_id)
