"""The log of who did what: appended, never changed. It holds ids, no names and no words."""

from datetime import datetime
from uuid import UUID, uuid4

from matching.store import Cursor


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
