"""Events of a series: which there are, and which one is meant."""

import re
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from matching.errors import NoEventError, SeveralEventsError, UnknownEventError
from matching.model import Event
from matching.names import fold
from matching.store import Cursor, Store

SAMPLE_SLUG = "sample"
TIME_ZONE = "Europe/Warsaw"


def slug_of(text: str) -> str:
    """A short name for the command line and addresses: 'Śniadanie 23.11' is 'sniadanie-23-11'."""
    return re.sub("[^a-z0-9]+", "-", fold(text))[:60].strip("-") or "event"


def list_events(store: Store) -> list[Event]:
    """All events, oldest first."""
    return [Event(**row) for row in store.rows("events/list_events")]


def find_event(store: Store, slug: str) -> Event:
    """The event with this slug. Raises UnknownEventError."""
    for event in list_events(store):
        if event.slug == slug:
            return event
    raise UnknownEventError(slug)


def open_events(store: Store) -> list[Event]:
    """Events nobody has closed; the sample only where there is no other event."""
    events = list_events(store)
    real = [event for event in events if not event.is_sample]
    return [event for event in real or events if event.closed_at_utc is None]


def current_event(store: Store, slug: str | None = None) -> Event:
    """The named event, else the only open one, else the open one that staff chose last.

    Where all are closed it is the one closed last: its guests are told so.

    Raises UnknownEventError, NoEventError, SeveralEventsError.
    """
    if slug:
        return find_event(store, slug)
    candidates = open_events(store)
    if not candidates:
        return _closed_last(list_events(store))
    if len(candidates) == 1:
        return candidates[0]
    chosen = [event for event in candidates if event.chosen_at_utc is not None]
    if not chosen:
        raise SeveralEventsError([event.slug for event in candidates])
    return max(chosen, key=lambda event: (event.chosen_at_utc, event.slug))


def _closed_last(events: list[Event]) -> Event:
    closed = [event for event in events if event.closed_at_utc is not None]
    if not closed:
        raise NoEventError
    return max(closed, key=lambda event: (not event.is_sample, event.closed_at_utc, event.slug))


def add_event(
    change: Cursor,
    *,
    slug: str,
    name: str,
    now: datetime,
    language: str = "pl",
    is_sample: bool = False,
) -> Event:
    """Begin an event that is a series of its own, inside the caller's transaction."""
    event = Event(
        event_id=uuid4(),
        series_id=uuid4(),
        slug=slug,
        name=name,
        time_zone=TIME_ZONE,
        language=language,
        is_sample=is_sample,
        re_entry=False,
        opens_at_utc=None,
        closed_at_utc=None,
    )
    change.run(
        "events/put_series",
        series_id=event.series_id,
        slug=event.slug,
        name=event.name,
        members_know_each_other=False,
        now_utc=now,
    )
    put_event(change, event, now)
    return event


def add_event_in_series(
    change: Cursor, like: Event, *, slug: str, name: str, now: datetime
) -> Event:
    """Begin another event of the series of this one, in its time zone and language.

    Its people and their badges are the same; its list is empty and its doors are open.
    """
    event = replace(
        like,
        event_id=uuid4(),
        slug=slug,
        name=name,
        opens_at_utc=None,
        closed_at_utc=None,
        chosen_at_utc=None,
    )
    put_event(change, event, now)
    if event.re_entry:
        put_changes(change, event)
    return event


def free_slug(events: list[Event], name: str) -> str:
    """A slug for a new event of this name that no other event has."""
    slug, taken = slug_of(name), {SAMPLE_SLUG, *(event.slug for event in events)}
    numbered = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in numbered if one not in taken)


def put_event(change: Cursor, event: Event, now: datetime) -> None:
    """Keep a new event, inside the caller's transaction."""
    change.run(
        "events/put_event",
        event_id=event.event_id,
        series_id=event.series_id,
        slug=event.slug,
        name=event.name,
        time_zone=event.time_zone,
        language=event.language,
        is_sample=event.is_sample,
        now_utc=now,
    )


def set_event(
    store: Store,
    event: Event,
    *,
    name: str | None = None,
    re_entry: bool | None = None,
    opens_at: datetime | None = None,
    closed_at: datetime | None = None,
) -> Event:
    """Change an event; what is None stays. Moments are aware."""
    changed = replace(
        event,
        name=name or event.name,
        re_entry=event.re_entry if re_entry is None else re_entry,
        opens_at_utc=opens_at or event.opens_at_utc,
        closed_at_utc=closed_at or event.closed_at_utc,
    )
    _write(store, changed)
    return changed


def reopen_event(store: Store, event: Event) -> Event:
    """Let people in again, with no opening time."""
    changed = replace(event, opens_at_utc=None, closed_at_utc=None)
    _write(store, changed)
    return changed


def _write(store: Store, event: Event) -> None:
    store.write(lambda change: put_changes(change, event))


def put_changes(change: Cursor, event: Event) -> None:
    """Keep all that can be changed of an event as it stands here, in the caller's transaction."""
    change.run(
        "events/set_event",
        event_id=event.event_id,
        name=event.name,
        time_zone=event.time_zone,
        language=event.language,
        re_entry=event.re_entry,
        opens_at_utc=event.opens_at_utc,
        closed_at_utc=event.closed_at_utc,
    )
