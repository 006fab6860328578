"""The lists of an event: worked out beside the kiosks, kept, and changed where they changed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from matching.model import Event
from matching.store import Cursor, Row, Store
from matching.suggestions.event_picture import picture_of
from matching.suggestions.memory import Entry, Lists, Memory
from matching.suggestions.nouns import Picture
from matching.suggestions.standing import Standing, Told

LISTED = 6  # kept of each list; a kiosk shows three, so that a declined one is replaced at once
# Every talk moves the scores of all pairs a little, and alike. A list is written anew once one of
# its scores is such a part from what is kept, or anything else in it is different.
CLOSE = 0.05
WRITTEN_TOGETHER = 400  # lists: nobody at a kiosk waits longer for the write


def state_of(store: Store, event: Event) -> tuple[object, ...]:
    """Counts that change with anything that could change a list; cheap to ask for."""
    row = store.row("suggestions/find_state", event_id=event.event_id)
    return tuple(row.values()) if row else ()


def refresh_lists(
    store: Store,
    event: Event,
    *,
    now: datetime,
    memory: Memory | None = None,
    mirror: Store | None = None,
) -> int:
    """Bring the lists of an event up to date and keep those that are different now.

    Reads one moment and works beside all others. Returns how many lists changed.
    memory: what the same caller has from the last refresh; nobody else refreshes meanwhile
    mirror: a copy of the store to read from, where the store itself is far away
    """
    memory = Memory() if memory is None else memory
    if memory.event_id != event.event_id:
        vars(memory).update(vars(Memory(event.event_id)))
    picture = (mirror or store).read(
        lambda reader: picture_of(reader, event, now=now, memory=memory)
    )
    kept = _remembered(store, event, memory)
    touched = _follow(picture, memory)
    if kept is None:
        kept, touched = store.read(lambda reader: _kept(reader, event)), None
    fresh = _by_attendee(memory, touched)
    gone = kept.keys() - memory.nodes.keys()
    changed = [
        one
        for one in sorted(fresh.keys() | gone)
        if not _are_same(fresh.get(one, []), kept.get(one, []))
    ]
    memory.lists = None  # until all of them are written
    for first in range(0, len(changed), WRITTEN_TOGETHER):
        some = changed[first : first + WRITTEN_TOGETHER]
        store.write(partial(_write, event=event, attendee_ids=some, fresh=fresh))
    memory.lists = {one: entries for one, entries in kept.items() if one not in gone}
    memory.lists.update((one, fresh[one]) for one in changed if one in fresh)
    return len(changed)


def _follow(picture: Picture, memory: Memory) -> Collection[int] | None:
    """Whose lists may be different now; None: anybody's."""
    standing, memory.standing = memory.standing, None  # where it fails, all is worked out again
    touched = standing.follow(picture) if standing else None
    if standing is None or touched is None:
        if standing:
            standing.close()
        standing = Standing(picture, top=LISTED)
    memory.standing = standing
    return touched


def _remembered(store: Store, event: Event, memory: Memory) -> Lists | None:
    """The lists as they were kept last, unless somebody has taken entries out since: an erasure,
    two records of one person that became one."""
    row = store.row("suggestions/count_kept", event_id=event.event_id)
    entries = sum(map(len, memory.lists.values())) if memory.lists is not None else -1
    return memory.lists if row and row["entries"] == entries else None


def _by_attendee(memory: Memory, touched: Collection[int] | None) -> Lists:
    """The lists of these readers, of all without any, as they are to be kept."""
    standing = memory.standing
    assert standing is not None
    ids = {standing.people[node.id]: one for one, (_, _, node) in memory.nodes.items()}
    return {
        ids[reader]: [
            _fresh_entry(ids, rank, other, standing.told[reader, other])
            for rank, other in enumerate(standing.lists[reader], 1)
        ]
        for reader in (ids if touched is None else touched)
        if reader in ids
    }


def _fresh_entry(ids: Mapping[int, UUID], rank: int, suggested: int, told: Told) -> Entry:
    via = None if told.via is None else ids[told.via]
    return Entry(ids[suggested], rank, via, told.reasons, told.score)


def _are_same(fresh: Sequence[Entry], kept: Sequence[Entry]) -> bool:
    return len(fresh) == len(kept) and all(map(_is_same, fresh, kept))


def _is_same(fresh: Entry, kept: Entry) -> bool:
    is_close = abs(fresh[-1] - kept[-1]) <= CLOSE * max(1.0, abs(kept[-1]))
    return is_close and fresh[:-1] == kept[:-1]


def _kept(reader: Cursor, event: Event) -> Lists:
    found: Lists = defaultdict(list)
    for row in reader.rows("suggestions/list_kept", event_id=event.event_id):
        found[row["attendee_id"]].append(_entry(row))
    return dict(found)


def _entry(row: Row) -> Entry:
    return Entry(**{name: row[name] for name in Entry._fields})


def _write(change: Cursor, *, event: Event, attendee_ids: Sequence[UUID], fresh: Lists) -> None:
    entries = [(one, entry) for one in attendee_ids for entry in fresh.get(one, [])]
    change.run("suggestions/forget_lists", attendee_ids=list(attendee_ids))
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
