"""The planned follow-up: what one of the two will do, and by when. Never a sales pitch (P7)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from matching.conversations import State
from matching.conversations.views import Reader, partner_who_answered, view_in
from matching.errors import ConversationClosedError, PromiseDayError
from matching.store import Cursor, Row, Store

NOTHING = "none"  # what a page sends, and a row says, where nothing is promised

_FURTHEST = timedelta(days=366)


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
    kind: None takes back what was promised before
    due_on: a day of the event's calendar from today on, within a year; None without one
    channel: kiosk, after a badge was shown there, link of one conversation, or the author's page
    """

    promise_id: UUID
    conversation_id: UUID
    author_id: UUID
    kind: PromiseKind | None
    due_on: date | None
    kiosk: int | None = None
    channel: str = "kiosk"


@dataclass(frozen=True)
class KeptPromise:
    """What an author promises now.

    revision: which of the author's promises here it is, from 0
    """

    promise_id: UUID
    kind: PromiseKind
    due_on: date | None
    revision: int


def kind_promised(chosen: str, due_on: date | None) -> PromiseKind | None:
    """What was chosen; whoever chose nothing but a day promises to talk again then."""
    if chosen in list(PromiseKind):
        return PromiseKind(chosen)
    return PromiseKind.TALK if due_on and not chosen else None


def day_promised(written: str, *, today: date) -> date | None:
    """A day as it stands in a form, 2026-11-27; None for an empty field.

    Raises PromiseDayError for what is no day; which days can be promised, check_promise knows.
    """
    try:
        return date.fromisoformat(written.strip()) if written.strip() else None
    except ValueError:
        raise PromiseDayError(today, today + _FURTHEST) from None


def keep_promise(store: Store, promise: Promise, *, now: datetime) -> None:
    """Keep a promise; the author's latest in a conversation counts.

    The same id again is the same, whatever day it is by then. To promise nothing where nothing
    is promised changes nothing.
    Raises UnknownConversationError, ConversationClosedError, PromiseDayError.
    """

    def keep(change: Cursor) -> None:
        if _is_new(change, promise, now):
            _put(change, promise, now)

    store.write(keep)


def check_promise(reader: Reader, promise: Promise, *, now: datetime) -> None:
    """Raise what keep_promise would raise; for a form that holds more than a promise."""
    _is_new(reader, promise, now)


def promise_of(reader: Reader, conversation_id: UUID, *, author_id: UUID) -> KeptPromise | None:
    """What this author promises now; whether the reader may know it, the caller has asked."""
    found = _latest(reader, conversation_id, author_id)
    if found is None or found["kind"] == NOTHING:
        return None
    return KeptPromise(
        promise_id=found["promise_id"],
        kind=PromiseKind(found["kind"]),
        due_on=found["due_on"],
        revision=found["place"],
    )


def promise_to_me(store: Store, conversation_id: UUID, *, reader_id: UUID) -> KeptPromise | None:
    """What the other promises this attendee; None until both have answered (P4)."""

    def read(reader: Cursor) -> KeptPromise | None:
        partner_id = partner_who_answered(reader, conversation_id, reader_id)
        if partner_id is None:
            return None
        return promise_of(reader, conversation_id, author_id=partner_id)

    return store.read(read)


def _is_new(reader: Reader, promise: Promise, now: datetime) -> bool:
    conversation = view_in(reader, promise.conversation_id, promise.author_id, now)
    if conversation.state is State.EXPIRED:
        raise ConversationClosedError
    if reader.row("follow_ups/has_promise", promise_id=promise.promise_id):
        return False
    if promise.kind is not None and promise.due_on is not None:
        _check_day(reader, promise.due_on, conversation.event_id, now)
    return True


def _check_day(reader: Reader, day: date, event_id: UUID, now: datetime) -> None:
    event = reader.row("follow_ups/find_time_zone", event_id=event_id)
    assert event is not None  # a conversation is at an event
    today = now.astimezone(ZoneInfo(event["time_zone"])).date()
    if not today <= day <= today + _FURTHEST:
        raise PromiseDayError(today, today + _FURTHEST)


def _put(change: Cursor, promise: Promise, now: datetime) -> None:
    latest = _latest(change, promise.conversation_id, promise.author_id)
    if promise.kind is None and (latest is None or latest["kind"] == NOTHING):
        return
    change.run(
        "follow_ups/put_promise",
        promise_id=promise.promise_id,
        conversation_id=promise.conversation_id,
        author_id=promise.author_id,
        kind=promise.kind or NOTHING,
        due_on=promise.due_on if promise.kind else None,
        place=latest["place"] + 1 if latest else 0,
        channel=promise.channel,
        kiosk=promise.kiosk,
        now_utc=now,
    )


def _latest(reader: Reader, conversation_id: UUID, author_id: UUID) -> Row | None:
    return reader.row(
        "follow_ups/find_promise", conversation_id=conversation_id, author_id=author_id
    )
