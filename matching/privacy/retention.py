"""How long what is known of people is kept; the end comes by itself.

Guests of an event go so many days after it is over (event_plan.retention_days, usually 90). In a
series of several meetings whoever is a member on the newest list stays; others go after the last
meeting whose list they are on. The sample's people are invented and stay.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from matching import audit
from matching.event_plan import USUAL_RETENTION
from matching.privacy.erasure import erase_people_in
from matching.privacy.runs import Run, last_run, note_run
from matching.store import Cursor, Store

EVERY = timedelta(hours=24)
PAUSE = timedelta(days=31)
AFTER_A_LOOK = timedelta(hours=1)
AT_ONCE = 50


@dataclass(frozen=True)
class Term:
    """Until when what is known of a person is kept; event_id: None for somebody on no list."""

    person_id: UUID
    event_id: UUID | None
    due_at_utc: datetime


def terms(reader: Store | Cursor) -> list[Term]:
    """Everybody but members and the sample's people, the first to go first."""
    rows = reader.rows("privacy/list_terms", usual_days=USUAL_RETENTION)
    return [Term(**row) for row in rows]


def run_retention_when_due(store: Store, *, now: datetime) -> int | None:
    """Once a day; how many people went, None where it is not time.

    After a pause of more than a month people go an hour after it was found that their time has
    come, so that a clock that begins with a wrong year erases nobody.
    """
    last = last_run(store, Run.RETENTION, now=now)
    if last and now - last[0] < EVERY:
        return None
    if last and now - last[0] <= PAUSE:
        return run_retention(store, now=now)
    look = last_run(store, Run.LOOK, now=now)
    if look is None or now - look[0] > EVERY:
        store.write(lambda change: note_run(change, Run.LOOK, pieces=0, now=now))
        return None
    return run_retention(store, now=now) if now - look[0] >= AFTER_A_LOOK else None


def next_retention(store: Store, *, now: datetime) -> datetime:
    """When it runs next, if the server is running then."""
    last, look = (last_run(store, run, now=now) for run in (Run.RETENTION, Run.LOOK))
    if last and now - last[0] <= PAUSE:
        return max(last[0] + EVERY, now)
    is_fresh = look is not None and now - look[0] <= EVERY
    return max((look[0] if look and is_fresh else now) + AFTER_A_LOOK, now)


def run_retention(store: Store, *, now: datetime, actor: str = "upkeep") -> int:
    """Erase everybody whose time has come, and say so in the log; how many went.

    Nobody is kept from coming back by a later guest list.
    """
    gone = 0
    while part := store.write(lambda change: _erase_some(change, now)):
        gone += part

    def finish(change: Cursor) -> None:
        before = now - timedelta(days=USUAL_RETENTION)
        for what in ("nameless_ends", "nameless", "stray_scans"):
            change.run(f"privacy/forget_{what}", before_utc=before)
        note_run(change, Run.RETENTION, pieces=gone, now=now)
        audit.note(change, actor=actor, act="retention_ran", now=now, detail=str(gone))

    store.write(finish)
    return gone


def _erase_some(change: Cursor, now: datetime) -> int:
    """A part in one transaction, so that kiosks wait for no more than that."""
    due = [one.person_id for one in terms(change) if one.due_at_utc <= now][:AT_ONCE]
    if due:
        erase_people_in(change, due)
    return len(due)
