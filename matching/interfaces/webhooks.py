"""Addresses that are told of an event's admissions and connections: none until one is named."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from matching.audit import note
from matching.errors import WebhookAddressError, WebhookKindError
from matching.model import Event
from matching.store import Cursor, Row, Store

LONGEST_URL = 500


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
        note(
            change,
            actor=actor,
            act="webhook_added",
            now=now,
            event_id=event.event_id,
            subject_id=webhook_id,
        )

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
            note(
                change,
                actor=actor,
                act="webhook_ended",
                now=now,
                event_id=found["event_id"],
                subject_id=webhook_id,
                detail=reason,
            )
        return found is not None

    return store.write(end)


def list_webhooks(store: Store, event: Event) -> list[Webhook]:
    """All addresses of an event, newest first, those that are told nothing any more too."""
    rows = store.rows("interfaces/list_webhooks", event_id=event.event_id)
    return [_webhook(row) for row in rows]


def _webhook(row: Row) -> Webhook:
    return Webhook(**row | {"kinds": frozenset(Kind(kind) for kind in row["kinds"].split())})


def send_again(store: Store, webhook_id: UUID, *, actor: str, now: datetime) -> int:
    """Set going again what was given up; how many messages that are."""

    def revive(change: Cursor) -> int:
        values = {"webhook_id": webhook_id, "now_utc": now}
        change.run("interfaces/rest", webhook_id=webhook_id, failures=0, until_utc=now)
        count = len(change.rows("interfaces/revive_messages", **values))
        note(change, actor=actor, act="webhook_retried", subject_id=webhook_id, now=now)
        return count

    return store.write(revive)
