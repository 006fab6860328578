"""A promise was kept: its author says so, on their own page, and can take it back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.conversations import State
from matching.conversations.views import Reader, view_in
from matching.errors import ConversationClosedError, UnknownPromiseError
from matching.follow_ups import promise_of
from matching.store import Cursor, Store


@dataclass(frozen=True)
class Keeping:
    """What its author says of a promise; is_kept: False for "not yet, after all"."""

    promise_id: UUID
    conversation_id: UUID
    author_id: UUID
    is_kept: bool


def say_kept(store: Store, keeping: Keeping, *, now: datetime) -> None:
    """Keep that a promise was kept, or forget it; said again, it changes nothing; now: aware.

    Raises UnknownConversationError, ConversationClosedError, and UnknownPromiseError for a promise
    that its author has replaced or taken back; then nothing is kept.
    """

    def keep(change: Cursor) -> None:
        talk_id, me = keeping.conversation_id, keeping.author_id
        if view_in(change, talk_id, me, now).state is State.EXPIRED:
            raise ConversationClosedError
        promise = promise_of(change, talk_id, author_id=me)
        if promise is None or promise.promise_id != keeping.promise_id:
            raise UnknownPromiseError
        if not keeping.is_kept:
            change.run("chapters/forget_kept_promise", promise_id=promise.promise_id)
        elif not is_kept(change, promise.promise_id):
            change.run(
                "chapters/put_kept_promise",
                promise_id=promise.promise_id,
                conversation_id=talk_id,
                author_id=me,
                now_utc=now,
            )

    store.write(keep)


def is_kept(reader: Reader, promise_id: UUID) -> bool:
    """Whether its author says that this promise was kept."""
    return reader.row("chapters/find_kept_promise", promise_id=promise_id) is not None
