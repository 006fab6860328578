"""What a series is: whether its members know each other, and who of them is a member."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from matching import audit
from matching.chapters.roles import keep_change
from matching.conversations.views import Reader
from matching.model import Event
from matching.store import Cursor, Store


@dataclass(frozen=True)
class Series:
    """Meetings of the same people. members_know_each_other: nobody introduces two of them."""

    series_id: UUID
    slug: str
    name: str
    members_know_each_other: bool


def series_of(reader: Reader, event: Event) -> Series:
    """The series of an event; a single event is a series of one."""
    found = reader.row("chapters/find_series", series_id=event.series_id)
    assert found is not None  # an event is of a series
    return Series(event.series_id, **found)


def set_members_know_each_other(
    store: Store, event: Event, *, do_they: bool, actor: str, now: datetime
) -> None:
    """Members count as met from the start, at this and all later meetings, or no longer do."""

    def keep(change: Cursor) -> None:
        change.run(
            "chapters/set_members_know_each_other", series_id=event.series_id, do_they=do_they
        )
        audit.note(
            change,
            actor=actor,
            act="members_know_each_other",
            now=now,
            event_id=event.event_id,
            detail="yes" if do_they else "no",
        )

    store.write(keep)


def make_all_members(store: Store, event: Event, *, actor: str, now: datetime) -> int:
    """Everybody who stands on the list as a visitor becomes a member; how many.

    Not those of whom somebody has said by hand that they are visitors.
    """

    def keep(change: Cursor) -> int:
        usual = change.rows("chapters/list_usual_visitors", event_id=event.event_id)
        for row in usual:
            keep_change(change, uuid4(), row, role="member", of=None, actor=actor, now=now)
        audit.note(
            change,
            actor=actor,
            act="all_members",
            now=now,
            event_id=event.event_id,
            detail=str(len(usual)),
        )
        return len(usual)

    return store.write(keep)
