"""The log of who did what, as the organiser reads it: ids become what they still lead to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.store import Store

PAGE_ROWS = 50


@dataclass(frozen=True)
class LogLine:
    """One act.

    actor: 'staff', 'self', 'api', 'upkeep' or 'cli'; actor_name: of a device or program, or ""
    role: of a device; event: its name, or ""
    attendee_id, slug: where the guest it was about is found now; None once there is none
    """

    noted_at_utc: datetime
    act: str
    detail: str
    actor: str
    actor_name: str
    role: str | None
    event: str
    attendee_id: UUID | None
    slug: str | None


def read_log(store: Store, *, act: str | None = None, page: int = 0) -> tuple[list[LogLine], bool]:
    """50 lines, newest first, and whether more follow; act: only of this kind; page: from 0."""
    rows = store.rows("privacy/list_log", act=act, wanted=PAGE_ROWS + 1, skipped=page * PAGE_ROWS)
    return [LogLine(**row) for row in rows[:PAGE_ROWS]], len(rows) > PAGE_ROWS


def acts_in(store: Store) -> list[str]:
    """Which kinds of acts the log has."""
    return [row["act"] for row in store.rows("privacy/list_acts")]
