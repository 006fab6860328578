"""What was done for privacy, and when: erasures, retention, expiries, rewrites of the file."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from matching.store import Cursor, Store


class Run(StrEnum):
    """What was done."""

    ERASURE = "erasure"  # of somebody who asked
    RETENTION = "retention"  # of everybody whose time had come
    LOOK = "look"  # at whose time had come, after a long pause; nobody was erased yet
    EXPIRY = "expiry"  # of half-answered conversations
    REWRITE = "rewrite"  # of the file, so that deleted text is no longer in it


def note_run(change: Cursor, kind: Run, *, pieces: int, now: datetime) -> None:
    """Keep that it was done, inside the caller's transaction."""
    change.run("privacy/put_run", run_id=uuid4(), kind=kind, pieces=pieces, now_utc=now)


def last_run(reader: Store | Cursor, kind: Run, *, now: datetime) -> tuple[datetime, int] | None:
    """When it was done last, and to how many; None if never."""
    row = reader.row("privacy/find_last_run", kind=kind, now_utc=now)
    return (row["ran_at_utc"], row["pieces"]) if row else None
