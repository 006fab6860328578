"""Addresses that are told of an event's admissions and connections, and their outbox.

Nothing is told until the organiser names an address. A message holds ids and times only; what it
says is read when it is sent, so that what was undone meanwhile is not told.
"""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4, uuid5

from matching.audit import note
from matching.errors import WebhookAddressError, WebhookKindError
from matching.model import Event
from matching.store import Cursor, Row, Store

LONGEST_URL = 500
GIVEN_UP_AFTER = timedelta(hours=24)
TOLD_AFTER = timedelta(hours=24)  # what is older when it is found is not told any more
MESSAGES_ARE_KEPT = timedelta(days=30)
AT_ONCE = 50


class Kind(StrEnum):
    """What an address may be told of; that it was undone is told too."""

    ADMISSION = "admission"
    CONNECTION = "connection"


@dataclass(frozen=True)
class Webhook:
    """An address and its outbox. failure: the code of the last one, '' if there was none.

    end_reason: '' while it is told something, 'removed' by hand, 'gone' as it said itself,
        'event_gone' with its event
    """

    webhook_id: UUID
    event_id: UUID
    url: str
    kinds: frozenset[Kind]
    made_at_utc: datetime
    ended_at_utc: datetime | None
    end_reason: str
    waiting: int
    delivered: int
    dead: int
    failure: str


@dataclass(frozen=True)
class Message:
    """One that is due. slug: of the event; attempts: so many before this one."""

    message_id: UUID
    webhook_id: UUID
    url: str
    kind: str
    subject_id: UUID
    attempts: int
    queued_at_utc: datetime
    slug: str


def add_webhook(
    store: Store, event: Event, *, url: str, kinds: Collection[Kind], actor: str, now: datetime
) -> UUID:
    """Tell this address from now on what happens at the event.

    url: https, or http to this computer; actor: who wants it, for the audit log
    Raises WebhookAddressError, WebhookKindError; then nothing is kept.
    """
    webhook_id, told = uuid4(), url.strip()
    if not is_allowed(told):
        raise WebhookAddressError
    if not kinds:
        raise WebhookKindError

    def keep(change: Cursor) -> None:
        change.run(
            "interfaces/put_webhook",
            webhook_id=webhook_id,
            event_id=event.event_id,
            url=told,
            kinds=" ".join(sorted(kinds)),
            now_utc=now,
        )
        _note(change, "webhook_added", webhook_id, event.event_id, actor, now)

    store.write(keep)
    return webhook_id


def is_allowed(url: str) -> bool:
    """Whether messages may go there: encrypted, or not leaving this computer."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    if not host or not is_plain or parts.username or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_computer(host))


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def end_webhook(store: Store, webhook_id: UUID, *, reason: str, actor: str, now: datetime) -> bool:
    """Tell the address nothing any more; False where it had ended before or never was."""

    def end(change: Cursor) -> bool:
        values = {"webhook_id": webhook_id, "reason": reason, "now_utc": now}
        found = change.row("interfaces/end_webhook", **values)
        if found:
            _note(change, "webhook_ended", webhook_id, found["event_id"], actor, now, reason)
        return found is not None

    return store.write(end)


def _note(
    change: Cursor,
    act: str,
    webhook_id: UUID,
    event_id: UUID,
    actor: str,
    now: datetime,
    detail: str = "",
) -> None:
    note(
        change,
        actor=actor,
        act=act,
        now=now,
        event_id=event_id,
        subject_id=webhook_id,
        detail=detail,
    )


def list_webhooks(store: Store, event: Event) -> list[Webhook]:
    """All addresses of an event, newest first, those that are told nothing any more too."""
    rows = store.rows("interfaces/list_webhooks", event_id=event.event_id)
    return [_webhook(row) for row in rows]


def _webhook(row: Row) -> Webhook:
    return Webhook(**row | {"kinds": frozenset(Kind(kind) for kind in row["kinds"].split())})


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
        message_ids=[uuid5(webhook_id, f"{row['kind']} {row['subject_id']}") for row in found],
        event_ids=[row["event_id"] for row in found],
        kinds=[row["kind"] for row in found],
        subject_ids=[row["subject_id"] for row in found],
        now_utc=now,
    )


def take_due(store: Store, *, now: datetime) -> list[Message]:
    """At most 50 messages that are to be sent now, longest due first.

    That they are about to be sent is on disk: one that may have arrived is undone by another.
    """
    rows = store.rows("interfaces/list_due", now_utc=now, wanted=AT_ONCE)
    if rows:
        ids = [row["message_id"] for row in rows]
        store.write(lambda change: change.run("interfaces/note_attempts", message_ids=ids))
    return [Message(**row) for row in rows]


def content_of(store: Store, message: Message) -> dict[str, Any] | None:
    """What the message says at this moment; None where the fact does not stand any more."""
    about = {"event": message.slug}
    if message.kind.endswith("_undone"):
        return about | {"id": str(message.subject_id)}
    query = "find_admission" if message.kind == Kind.ADMISSION else "find_connection"
    row = store.row(f"interfaces/{query}", subject_id=message.subject_id)
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


def note_delivered(store: Store, message: Message, *, now: datetime) -> None:
    """The address took the message."""
    _settle(store, message, "delivered", now)


def note_dropped(store: Store, message: Message, *, now: datetime) -> None:
    """There is nothing to tell any more."""
    _settle(store, message, "dropped", now)


def _settle(store: Store, message: Message, state: str, now: datetime) -> None:
    values = {"message_id": message.message_id, "state": state, "now_utc": now}
    store.write(lambda change: change.run("interfaces/settle_message", **values))


def note_failed(
    store: Store, message: Message, *, failure: str, wait: timedelta, now: datetime
) -> bool:
    """The address did not take it: again after a while, or given up after 24 hours.

    failure: a code; returns whether it is sent again
    """
    is_given_up = now - message.queued_at_utc >= GIVEN_UP_AFTER
    values = {
        "message_id": message.message_id,
        "state": "dead" if is_given_up else "waiting",
        "failure": failure,
        "next_at_utc": now + wait,
    }
    store.write(lambda change: change.run("interfaces/note_failure", **values))
    return not is_given_up


def send_again(store: Store, webhook_id: UUID, *, actor: str, now: datetime) -> int:
    """Set going again what was given up; how many messages that are."""

    def revive(change: Cursor) -> int:
        values = {"webhook_id": webhook_id, "now_utc": now}
        count = len(change.rows("interfaces/revive_messages", **values))
        note(change, actor=actor, act="webhook_retried", subject_id=webhook_id, now=now)
        return count

    return store.write(revive)


def forget_old_messages(store: Store, *, now: datetime) -> None:
    """Forget messages of more than 30 days ago."""
    before = now - MESSAGES_ARE_KEPT
    store.write(lambda change: change.run("interfaces/forget_messages", before_utc=before))
