"""The planned follow-up: what one of the two will do, and by when. Never a sales pitch (P7)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from matching.conversations import State
from matching.conversations.views import Reader, partner_who_answered, view_in
from matching.errors import ConversationClosedError
from matching.store import Cursor, Store

DAYS = 7
_NOTHING = "none"


class PromiseKind(StrEnum):
    """What can be promised with one tap."""

    ARTICLE = "article"
    INTRODUCE = "introduce"
    COFFEE = "coffee"
    ASK = "ask"
    TALK = "talk"


@dataclass(frozen=True)
class Promise:
    """What the author will do.

    promise_id: made by the client
    due_on: a day of the event's calendar, None without one
    channel: kiosk, after a badge was shown there, or link
    revision: which of the author's promises here it is, from 0; counted when it is kept
    """

    promise_id: UUID
    conversation_id: UUID
    author_id: UUID
    kind: PromiseKind
    due_on: date | None
    kiosk: int | None = None
    channel: str = "kiosk"
    revision: int = field(default=0, compare=False)


def kind_promised(chosen: str, due_on: date | None) -> PromiseKind | None:
    """What was chosen; whoever chose nothing but a day promises to talk again then."""
    if chosen in list(PromiseKind):
        return PromiseKind(chosen)
    return PromiseKind.TALK if due_on and not chosen else None


def keep_promise(store: Store, promise: Promise, *, now: datetime) -> None:
    """Keep a promise; the author's latest in a conversation counts. The same id again is the same.

    Raises UnknownConversationError, ConversationClosedError.
    """
    _keep(store, promise, promise.kind, now)


def drop_promise(
    store: Store,
    conversation_id: UUID,
    *,
    author_id: UUID,
    now: datetime,
    kiosk: int | None = None,
    channel: str = "kiosk",
) -> None:
    """Promise nothing in this conversation any more. Raises as keep_promise does."""
    nothing = Promise(uuid4(), conversation_id, author_id, PromiseKind.ASK, None, kiosk, channel)
    _keep(store, nothing, _NOTHING, now)


def promise_of(reader: Reader, conversation_id: UUID, *, author_id: UUID) -> Promise | None:
    """What this author promises now; whether the reader may know it, the caller has asked."""
    found = reader.row(
        "follow_ups/find_promise", conversation_id=conversation_id, author_id=author_id
    )
    if found is None or found["kind"] == _NOTHING:
        return None
    return Promise(
        promise_id=found["promise_id"],
        conversation_id=conversation_id,
        author_id=author_id,
        kind=PromiseKind(found["kind"]),
        due_on=found["due_on"],
        kiosk=found["kiosk"],
        channel=found["channel"],
        revision=found["place"],
    )


def promise_to_me(store: Store, conversation_id: UUID, *, reader_id: UUID) -> Promise | None:
    """What the other promises this attendee; None until both have answered (P4)."""

    def read(reader: Cursor) -> Promise | None:
        partner_id = partner_who_answered(reader, conversation_id, reader_id)
        if partner_id is None:
            return None
        return promise_of(reader, conversation_id, author_id=partner_id)

    return store.read(read)


def _keep(store: Store, promise: Promise, kind: str, now: datetime) -> None:
    def keep(change: Cursor) -> None:
        conversation = view_in(change, promise.conversation_id, promise.author_id, now)
        if conversation.state is State.EXPIRED:
            raise ConversationClosedError
        if change.row("follow_ups/has_promise", promise_id=promise.promise_id):
            return
        latest = change.row(
            "follow_ups/find_promise",
            conversation_id=promise.conversation_id,
            author_id=promise.author_id,
        )
        change.run(
            "follow_ups/put_promise",
            promise_id=promise.promise_id,
            conversation_id=promise.conversation_id,
            author_id=promise.author_id,
            kind=kind,
            due_on=promise.due_on,
            place=latest["place"] + 1 if latest else 0,
            channel=promise.channel,
            kiosk=promise.kiosk,
            now_utc=now,
        )

    store.write(keep)
