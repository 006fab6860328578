"""Somebody asks for the link to their own page with nothing but an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from matching.events import list_events
from matching.mailing.outbox import queue_link
from matching.names import email_key
from matching.store import Store

LINKS_A_DAY = 3  # for one person, as anybody can type any address
LONGEST_ADDRESS = 254


@dataclass(frozen=True)
class _Known:
    """A person with the address, at the newest event they are on the list of."""

    event_id: UUID
    attendee_id: UUID
    person_id: UUID


def ask_for_links(store: Store, email: str, *, now: datetime) -> int:
    """Queue the link for everybody with this address; how many are new. now: aware

    At most one in ten minutes and three a day for a person; of the sample event for nobody.
    The caller tells nobody whether there were any.
    """
    events = {event.event_id: event for event in list_events(store) if not event.is_sample}
    queued = 0
    for known in _people_with(store, email, now):
        if known.event_id in events:
            event = events[known.event_id]
            queued += queue_link(store, event, known.attendee_id, actor="self", now=now)
    return queued


def _people_with(store: Store, email: str, now: datetime) -> list[_Known]:
    key = email_key(email)
    if not key or len(key) > LONGEST_ADDRESS:
        return []
    rows = store.rows(
        "mailing/list_by_address",
        email_key=key,
        since_utc=now - timedelta(days=1),
        most_links=LINKS_A_DAY,
    )
    return [_Known(**row) for row in rows]
