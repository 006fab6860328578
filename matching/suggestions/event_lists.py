"""The lists of an event: worked out beside the kiosks, kept, and changed where they changed."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from matching.model import Event
from matching.store import Cursor, Row, Store
from matching.suggestions.event_picture import picture_of
from matching.suggestions.nouns import Suggested
from matching.suggestions.working_out import work_out

LISTED = 6  # kept of each list; a kiosk shows three, so that a declined one is replaced at once


@dataclass(frozen=True)
class _Entry:
    """One entry as it is kept."""

    suggested_id: UUID
    rank: int
    score: float
    via_id: UUID | None
    reasons: str


def state_of(store: Store, event: Event) -> tuple[object, ...]:
    """Counts that change with anything that could change a list; cheap to ask for."""
    row = store.row("suggestions/find_state", event_id=event.event_id)
    return tuple(row.values()) if row else ()


def refresh_lists(store: Store, event: Event, *, now: datetime) -> int:
    """Work out all lists of an event anew and keep those that are different now.

    Reads one moment, works beside all others, writes in one transaction.
    Returns how many lists changed.
    """
    picture = store.read(lambda reader: picture_of(reader, event, now=now))
    fresh = _by_attendee(work_out(picture, top=LISTED))

    def keep(change: Cursor) -> int:
        kept = _kept(change, event)
        changed = [
            attendee_id
            for attendee_id in sorted(fresh.keys() | kept.keys())
            if fresh.get(attendee_id, []) != kept.get(attendee_id, [])
        ]
        if changed:
            change.run("suggestions/forget_lists", attendee_ids=changed)
            _put(change, event, [(one, entry) for one in changed for entry in fresh.get(one, [])])
        return len(changed)

    return store.write(keep)


def _by_attendee(lists: Sequence[Suggested]) -> dict[UUID, list[_Entry]]:
    found: dict[UUID, list[_Entry]] = defaultdict(list)
    for one in lists:
        reasons = json.dumps([asdict(reason) for reason in one.reasons], ensure_ascii=False)
        via_id = UUID(one.via) if one.via else None
        entry = _Entry(UUID(one.suggested), one.rank, one.score, via_id, reasons)
        found[UUID(one.person)].append(entry)
    return dict(found)


def _kept(reader: Cursor, event: Event) -> dict[UUID, list[_Entry]]:
    found: dict[UUID, list[_Entry]] = defaultdict(list)
    for row in reader.rows("suggestions/list_kept", event_id=event.event_id):
        found[row["attendee_id"]].append(_entry(row))
    return dict(found)


def _entry(row: Row) -> _Entry:
    names = ("suggested_id", "rank", "score", "via_id", "reasons")
    return _Entry(**{name: row[name] for name in names})


def _put(change: Cursor, event: Event, entries: Sequence[tuple[UUID, _Entry]]) -> None:
    change.run(
        "suggestions/put_lists",
        event_id=event.event_id,
        attendee_ids=[attendee_id for attendee_id, _ in entries],
        suggested_ids=[entry.suggested_id for _, entry in entries],
        ranks=[entry.rank for _, entry in entries],
        scores=[entry.score for _, entry in entries],
        via_ids=[entry.via_id for _, entry in entries],
        reasons=[entry.reasons for _, entry in entries],
    )
