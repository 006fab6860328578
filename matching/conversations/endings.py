"""How a conversation ends without a connection: then nothing of what was written stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matching.conversations.nouns import DAYS_OPEN, State
from matching.conversations.views import view_in
from matching.errors import AlreadyConnectedError
from matching.store import Cursor, Store

_WRITTEN = ("answer", "confirmation", "correction", "promise", "sharing", "seeking", "typed_code")


def decline(store: Store, conversation_id: UUID, *, by_id: UUID, now: datetime) -> None:
    """Do not record it: both sides' words go, the other learns nothing but that it expired.

    by_id: attendee, one of the two; said again, it changes nothing
    Raises UnknownConversationError, AlreadyConnectedError (then an answer can be withdrawn).
    """

    def end(change: Cursor) -> None:
        conversation = view_in(change, conversation_id, by_id, now)
        if conversation.state is State.CONNECTED:
            raise AlreadyConnectedError
        end_conversations(change, [conversation_id], now)

    store.write(end)


def expire_old(store: Store, *, now: datetime) -> int:
    """Delete what was written in half-answered conversations of more than 7 days ago.

    Returns how many conversations ended.
    """

    def expire(change: Cursor) -> int:
        before = now - timedelta(days=DAYS_OPEN)
        too_old = change.rows("conversations/list_too_old", before_utc=before)
        end_conversations(change, [row["conversation_id"] for row in too_old], now)
        return len(too_old)

    return store.write(expire)


def end_conversations(change: Cursor, conversation_ids: Sequence[UUID], now: datetime) -> None:
    """Forget all words of these conversations, inside the caller's transaction."""
    if not conversation_ids:
        return
    ids = list(conversation_ids)
    change.run("conversations/note_gone", conversation_ids=ids, now_utc=now)
    for what in _WRITTEN:
        change.run(f"conversations/forget_{what}", conversation_ids=ids)
    change.run("conversations/put_ends", conversation_ids=ids, now_utc=now)
