"""An organiser begins an event, sets it up, runs it, closes it and opens it again."""

from dataclasses import replace
from datetime import datetime

from matching import audit
from matching.errors import EventNameError
from matching.event_plan import EventPlan, plan_like, plan_with_id, put_plan
from matching.events import (
    add_event,
    add_event_in_series,
    free_slug,
    list_events,
    put_changes,
)
from matching.model import Event
from matching.store import Cursor, Store

LONGEST_NAME = 120


def event_name(text: str) -> str:
    """The name that guests read, at most 120 characters on one line. Raises EventNameError."""
    name = " ".join(text.split())[:LONGEST_NAME]
    if not name:
        raise EventNameError
    return name


def begin_event(
    store: Store, name: str, *, language: str, like: Event | None, actor: str, now: datetime
) -> Event:
    """An open event with an empty list.

    name: what guests read, not blank; the slug is made of it
    like: an event whose series the new one belongs to and whose plan it begins with
    language: of an event that begins a series
    Raises EventNameError. The sample's series takes no other event: then it begins one of its own.
    """
    name = event_name(name)
    slug = free_slug(list_events(store), name)

    def begin(change: Cursor) -> Event:
        if like is None or like.is_sample:
            event = add_event(change, slug=slug, name=name, now=now, language=language)
        else:
            event = _next_in_series(change, like, slug, name, actor, now)
        audit.note(change, actor=actor, act="event_made", now=now, event_id=event.event_id)
        return event

    return store.write(begin)


def _next_in_series(
    change: Cursor, like: Event, slug: str, name: str, actor: str, now: datetime
) -> Event:
    event = add_event_in_series(change, like, slug=slug, name=name, now=now)
    plan = plan_with_id(change, like.event_id)
    if plan is not None:
        put_plan(change, event, plan_like(plan), actor=actor, now=now)
    return event


def set_up_event(store: Store, event: Event, plan: EventPlan, *, actor: str, now: datetime) -> None:
    """Keep an event as it stands here together with its plan, both or neither.

    Raises EventNameError and what event_plan.set_plan raises.
    """
    named = replace(event, name=event_name(event.name))

    def keep(change: Cursor) -> None:
        put_changes(change, named)
        put_plan(change, named, plan, actor=actor, now=now)

    store.write(keep)


def run_event(store: Store, event: Event, *, actor: str, now: datetime) -> None:
    """Let people into this one of several open events until another is chosen."""

    def choose(change: Cursor) -> None:
        change.run("events/choose_event", event_id=event.event_id, now_utc=now)
        audit.note(change, actor=actor, act="event_chosen", now=now, event_id=event.event_id)

    store.write(choose)


def close_event(store: Store, event: Event, *, actor: str, now: datetime) -> None:
    """From now on nobody is let in; what was begun can be finished on phones."""
    _set_closing(store, replace(event, closed_at_utc=now), "event_closed", actor=actor, now=now)


def open_event_again(store: Store, event: Event, *, actor: str, now: datetime) -> None:
    """Let people in again, with no opening time."""
    changed = replace(event, opens_at_utc=None, closed_at_utc=None)
    _set_closing(store, changed, "event_opened", actor=actor, now=now)


def _set_closing(store: Store, changed: Event, act: str, *, actor: str, now: datetime) -> None:
    def keep(change: Cursor) -> None:
        put_changes(change, changed)
        audit.note(change, actor=actor, act=act, now=now, event_id=changed.event_id)

    store.write(keep)
