"""The lists of an event: worked out beside the kiosks, kept, and changed where they changed."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from matching.model import Event
from matching.store import Cursor, Row, Store
from matching.suggestions.event_picture import picture_of
from matching.suggestions.memory import Entry, Lists, Memory
from matching.suggestions.nouns import Reason, Suggested
from matching.suggestions.working_out import work_out

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
    """Work out all lists of an event anew and keep those that are different now.

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
    if kept is not None and picture == memory.picture:
        return 0
    fresh = _by_attendee(work_out(picture, top=LISTED, memory=memory), memory)
    if kept is None:
        kept = store.read(lambda reader: _kept(reader, event))
    changed = [
        attendee_id
        for attendee_id in sorted(fresh.keys() | kept.keys())
        if not _are_same(fresh.get(attendee_id, []), kept.get(attendee_id, []))
    ]
    memory.picture, memory.lists = picture, None  # until all of them are written
    for first in range(0, len(changed), WRITTEN_TOGETHER):
        some = changed[first : first + WRITTEN_TOGETHER]
        store.write(partial(_write, event=event, attendee_ids=some, fresh=fresh))
    as_kept = {one: kept[one] for one in fresh if one in kept}
    memory.lists = as_kept | {one: fresh[one] for one in changed if one in fresh}
    return len(changed)


def _remembered(store: Store, event: Event, memory: Memory) -> Lists | None:
    """The lists as they were kept last, unless somebody has taken entries out since: an erasure,
    two records of one person that became one."""
    row = store.row("suggestions/count_kept", event_id=event.event_id)
    entries = sum(map(len, memory.lists.values())) if memory.lists is not None else -1
    return memory.lists if row and row["entries"] == entries else None


def _by_attendee(lists: Sequence[Suggested], memory: Memory) -> Lists:
    ids = {node.id: attendee_id for attendee_id, (_, _, node) in memory.nodes.items()}
    before, memory.written = memory.written, {}
    found: Lists = defaultdict(list)
    for person, suggested, rank, score, via, reasons in lists:
        pair = (person, suggested)
        known = before.get(pair)
        if known is None or known[0] is not reasons:
            known = (reasons, _written(reasons))
        memory.written[pair] = known
        entry = Entry(ids[suggested], rank, ids[via] if via else None, known[1], score)
        found[ids[person]].append(entry)
    return dict(found)


def _written(reasons: Sequence[Reason]) -> str:
    return json.dumps([vars(reason) for reason in reasons], ensure_ascii=False)


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
