"""When the file is rewritten, so that what was deleted is no longer in its bytes.

DuckDB keeps deleted text in the file. So at least once a day, and after an erasure as soon as
nobody is at a kiosk, the file is replaced by a fresh copy of what is there.
"""

from datetime import datetime, timedelta

from matching.privacy.runs import Run, last_run, note_run
from matching.store import Store

AT_LATEST = timedelta(hours=23, minutes=30)  # looked at every ten minutes, so within 24 hours
QUIET = timedelta(minutes=10)
USUALLY = timedelta(hours=20)


def rewrite_when_due(store: Store, *, now: datetime) -> bool:
    """Rewrite the file where it is time for that; whether it was done."""
    return is_rewrite_due(store, now=now) and rewrite(store, now=now)


def rewrite(store: Store, *, now: datetime) -> bool:
    """Rewrite the file now; False where somebody did not let go of it, then it is tried again."""
    if not store.rewrite():
        return False
    store.write(lambda change: note_run(change, Run.REWRITE, pieces=0, now=now))
    return True


def is_rewrite_due(store: Store, *, now: datetime) -> bool:
    """At a quiet moment once something was erased or 20 hours passed; else before 24 are over."""
    rewritten, waits = _since(store, now)
    if now - rewritten >= AT_LATEST:
        return True
    found = store.row("privacy/find_last_activity")
    acted_at = found["acted_at_utc"] if found else None
    is_quiet = acted_at is None or now - acted_at >= QUIET
    return is_quiet and (waits is not None or now - rewritten >= USUALLY)


def rewritten_at(store: Store, *, now: datetime) -> datetime:
    """When the file was rewritten last, or made."""
    return _since(store, now)[0]


def waits_since(store: Store, *, now: datetime) -> datetime | None:
    """Since when something that was erased waits for the next rewrite; None if nothing does."""
    return _since(store, now)[1]


def _since(store: Store, now: datetime) -> tuple[datetime, datetime | None]:
    """When the file was rewritten last, or made; and since when something waits."""
    last = last_run(store, Run.REWRITE, now=now)
    made = store.row("privacy/find_last_activity")
    assert made is not None  # a query without a table has a row
    rewritten: datetime = last[0] if last else made["made_at_utc"]
    wish = store.row("privacy/find_first_wish", since_utc=rewritten)
    return rewritten, wish["waits_since_utc"] if wish else None
