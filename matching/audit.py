"""The log of who did what: appended, read, never changed. It holds ids, no names and no words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from matching.store import Cursor, Store

PAGE_ROWS = 50


@dataclass(frozen=True)
class Noted:
    """One line of the log, see note()."""

    audit_id: UUID
    actor: str
    act: str
    event_id: UUID | None
    subject_id: UUID | None
    detail: str
    noted_at_utc: datetime


def note(
    change: Cursor,
    *,
    actor: str,
    act: str,
    now: datetime,
    event_id: UUID | None = None,
    subject_id: UUID | None = None,
    detail: str = "",
) -> None:
    """Append a line inside the caller's transaction, so that no act is kept without it.

    actor: 'staff:<session id>', 'self', 'api:<token id>', 'upkeep' or 'cli'
    act: what was done, a word with underscores; subject_id: to whom or what
    detail: counts or the name of a setting, never anything about a person
    """
    change.run(
        "audit/put_line",
        audit_id=uuid4(),
        actor=actor,
        act=act,
        event_id=event_id,
        subject_id=subject_id,
        detail=detail,
        now_utc=now,
    )


def list_lines(store: Store, *, act: str | None = None, page: int = 0) -> list[Noted]:
    """50 lines of the log, newest first; act: only lines of this kind; page: from 0."""
    rows = store.rows("audit/list_lines", act=act, wanted=PAGE_ROWS, skipped=page * PAGE_ROWS)
    return [Noted(**row) for row in rows]
