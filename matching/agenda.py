"""What happens when at an event, and when guests are free to talk with each other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching import audit
from matching.errors import AgendaFullError, AgendaTitleError, EndsTooEarlyError, RefusedError
from matching.model import Event
from matching.store import Cursor, Store

LONGEST_TITLE = 120
MOST_ITEMS = 40


@dataclass(frozen=True)
class AgendaItem:
    """One line. is_open_talk: guests are free to talk, so a figure of inclusion may count it."""

    item_id: UUID
    title: str
    starts_at_utc: datetime
    ends_at_utc: datetime
    is_open_talk: bool


def agenda_of(reader: Store | Cursor, event: Event) -> list[AgendaItem]:
    """All lines of an event by time; none where nobody has planned it."""
    rows = reader.rows("agenda/list_items", event_id=event.event_id)
    return [AgendaItem(**row) for row in rows]


def open_talk_of(reader: Store | Cursor, event: Event) -> list[AgendaItem]:
    """The windows in which guests are free to talk, by time."""
    return [item for item in agenda_of(reader, event) if item.is_open_talk]


def problem_of(item: AgendaItem) -> RefusedError | None:
    """Why a line cannot be kept."""
    if not item.title.strip():
        return AgendaTitleError()
    return EndsTooEarlyError() if item.ends_at_utc <= item.starts_at_utc else None


def keep_item(store: Store, event: Event, item: AgendaItem, *, actor: str, now: datetime) -> None:
    """Add a line, or put it in place of the one with the same id.

    Raises AgendaTitleError, EndsTooEarlyError, AgendaFullError beyond 40 lines; then nothing is
    kept.
    """

    def keep(change: Cursor) -> None:
        others = [one for one in agenda_of(change, event) if one.item_id != item.item_id]
        put_agenda(change, event, [*others, item], actor=actor, now=now)

    store.write(keep)


def remove_item(store: Store, event: Event, item_id: UUID, *, actor: str, now: datetime) -> None:
    """Take a line off the agenda; one that is not there stays away."""

    def remove(change: Cursor) -> None:
        others = [one for one in agenda_of(change, event) if one.item_id != item_id]
        put_agenda(change, event, others, actor=actor, now=now)

    store.write(remove)


def set_agenda(
    store: Store, event: Event, items: list[AgendaItem], *, actor: str, now: datetime
) -> None:
    """Keep these lines in place of all former ones. Raises as put_agenda."""
    store.write(lambda change: put_agenda(change, event, items, actor=actor, now=now))


def put_agenda(
    change: Cursor, event: Event, items: list[AgendaItem], *, actor: str, now: datetime
) -> None:
    """Keep these lines in place of all former ones, inside the caller's transaction.

    Raises AgendaTitleError, EndsTooEarlyError, AgendaFullError; then nothing is kept.
    """
    if len(items) > MOST_ITEMS:
        raise AgendaFullError(MOST_ITEMS)
    for problem in filter(None, map(problem_of, items)):
        raise problem
    change.run("agenda/forget_items", event_id=event.event_id)
    for item in items:
        change.run(
            "agenda/put_item",
            item_id=item.item_id,
            event_id=event.event_id,
            title=item.title.strip()[:LONGEST_TITLE],
            starts_at_utc=item.starts_at_utc,
            ends_at_utc=item.ends_at_utc,
            is_open_talk=item.is_open_talk,
        )
    audit.note(
        change,
        actor=actor,
        act="agenda_set",
        now=now,
        event_id=event.event_id,
        detail=str(len(items)),
    )
