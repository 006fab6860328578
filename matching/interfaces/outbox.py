"""The outbox: what addresses are to be told, and how far each message is.

A message holds ids and times only; what it says is read when it is sent, so that what was undone
meanwhile is not told.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from matching.interfaces.webhooks import Kind, end_webhook
from matching.store import Cursor, Row, Store

GIVEN_UP_AFTER = timedelta(hours=24)
TOLD_AFTER = timedelta(hours=24)  # what is older when it is found is not told any more
MESSAGES_ARE_KEPT = timedelta(days=30)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 50

_FACTS = {
    Kind.ADMISSION: "interfaces/find_admission",
    Kind.CONNECTION: "interfaces/find_connection",
}


@dataclass(frozen=True)
class Message:
    """One that is due. slug: of the event

    failures: of the address since it last took one; attempts: of this message
    """

    message_id: UUID
    webhook_id: UUID
    url: str
    failures: int
    kind: str
    subject_id: UUID
    attempts: int
    queued_at_utc: datetime
    slug: str


def queue_untold(store: Store, *, now: datetime) -> int:
    """Put into the outboxes what happened since the last time; how many messages that are.

    Facts are found again by comparing, not noted when they happen: no door waits for an outbox,
    and none is missed by a crash in between. Addresses whose event is gone end here.
    """
    count = 0
    for row in store.rows("interfaces/list_open_webhooks"):
        if row["has_event"]:
            count += _queue(store, row["webhook_id"], row["kinds"].split(), now)
        else:
            end_webhook(store, row["webhook_id"], reason="event_gone", actor="upkeep", now=now)
    return count


def _queue(store: Store, webhook_id: UUID, kinds: list[str], now: datetime) -> int:
    values = {"webhook_id": webhook_id, "since_utc": now - TOLD_AFTER}
    found = [
        row
        for row in store.rows("interfaces/list_untold", **values)
        if row["kind"].removesuffix("_undone") in kinds
    ]
    if found:
        store.write(lambda change: _put(change, webhook_id, found, now))
    return len(found)


def _put(change: Cursor, webhook_id: UUID, found: list[Row], now: datetime) -> None:
    change.run(
        "interfaces/put_messages",
        webhook_id=webhook_id,
        message_ids=[_message_id(webhook_id, row) for row in found],
        event_ids=[row["event_id"] for row in found],
        kinds=[row["kind"] for row in found],
        subject_ids=[row["subject_id"] for row in found],
        now_utc=now,
    )


def _message_id(webhook_id: UUID, row: Row) -> UUID:
    """The same for the same turn of a fact, so that it is queued once."""
    turn = f" {row['turn']}" if row["turn"] else ""
    return uuid5(webhook_id, f"{row['kind']} {row['subject_id']}{turn}")


def list_due(store: Store, *, now: datetime) -> list[Message]:
    """At most 50 messages that are to be sent now, as they were queued."""
    rows = store.rows("interfaces/list_due", now_utc=now, wanted=AT_ONCE)
    return [Message(**row) for row in rows]


def content_of(store: Store, message: Message) -> dict[str, Any] | None:
    """What the message says at this moment; None where the fact does not stand any more."""
    about = {"event": message.slug}
    if message.kind.endswith("_undone"):
        return about | {"id": str(message.subject_id)}
    row = store.row(_FACTS[Kind(message.kind)], subject_id=message.subject_id)
    if row is None:
        return None
    about |= {"id": str(message.subject_id)}
    return about | (_admission(row) if message.kind == Kind.ADMISSION else _connection(row))


def _admission(row: Row) -> dict[str, Any]:
    return {
        "attendee_id": str(row["attendee_id"]),
        "person_id": str(row["person_id"]),
        "kiosk": row["kiosk"],
        "admitted_at": _moment(row["admitted_at_utc"]),
    }


def _connection(row: Row) -> dict[str, Any]:
    return {
        "attendee_ids": [str(row["lower_id"]), str(row["higher_id"])],
        "connected_at": _moment(row["connected_at_utc"]),
    }


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def note_attempt(store: Store, message: Message) -> None:
    """The message is about to be sent: if it is undone from now on, the address is told so."""
    store.write(lambda change: change.run("interfaces/note_attempt", message_id=message.message_id))


def note_delivered(store: Store, message: Message, *, now: datetime) -> None:
    """The address took the message."""

    def settle(change: Cursor) -> None:
        _settle(change, message, "delivered", now)
        if message.failures:
            _rest(change, message, failures=0, until=now)

    store.write(settle)


def note_dropped(store: Store, message: Message, *, now: datetime) -> None:
    """There is nothing to tell any more."""
    store.write(lambda change: _settle(change, message, "dropped", now))


def _settle(change: Cursor, message: Message, state: str, now: datetime) -> None:
    values = {"message_id": message.message_id, "state": state, "now_utc": now}
    change.run("interfaces/settle_message", **values)


def _rest(change: Cursor, message: Message, *, failures: int, until: datetime) -> None:
    values = {"webhook_id": message.webhook_id, "failures": failures, "until_utc": until}
    change.run("interfaces/rest", **values)


def note_failed(store: Store, message: Message, *, failure: str, now: datetime) -> None:
    """The address did not take the message: both wait, the longer the more often they failed.

    failure: a code. What has waited for the address for 24 hours is given up.
    """
    told = {"failure": failure, "now_utc": now, "before_utc": now - GIVEN_UP_AFTER}

    def put_off(change: Cursor) -> None:
        change.run(
            "interfaces/note_failure",
            message_id=message.message_id,
            failure=failure,
            next_at_utc=now + wait_after(message.attempts),
        )
        change.run("interfaces/give_up", webhook_id=message.webhook_id, **told)
        until = now + wait_after(message.failures)
        _rest(change, message, failures=message.failures + 1, until=until)

    store.write(put_off)


def wait_after(failures: int) -> timedelta:
    """5 s after the first failure, twice as long after each further one, at most an hour; a part
    of it by chance, so that not all come again in the same moment."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures, 20))
    apart = random.uniform(0.75, 1.25)  # nosec B311 # a pause, no secret
    return timedelta(seconds=longest.total_seconds() * apart)


def forget_old_messages(store: Store, *, now: datetime) -> None:
    """Forget messages of more than 30 days ago that need not be undone any more."""
    before = now - MESSAGES_ARE_KEPT
    store.write(lambda change: change.run("interfaces/forget_messages", before_utc=before))
