"""How fresh the lists of whom to meet are, and how long whoever works them out may rest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.store import Store

FRESH_SECONDS = 4.2  # what happened just after one beginning waits for two works and one rest


@dataclass(frozen=True)
class Freshness:
    """as_of_utc: what was kept until then is in the lists; seconds: how long the last time took"""

    as_of_utc: datetime
    seconds: float


def rest_within(seconds: float, worked: float) -> float:
    """So many seconds, or fewer where lists would not stay fresh. worked: seconds, the last time"""
    return min(seconds, FRESH_SECONDS - 2 * worked)


def note_freshness(store: Store, event_id: UUID, fresh: Freshness) -> None:
    """Say until when what happened at an event is in its lists."""
    store.write(
        lambda change: change.run("worker/put_worked_out", event_id=event_id, **vars(fresh))
    )


def freshness_of(store: Store, event_id: UUID) -> Freshness | None:
    """How fresh the lists of an event are; None where no worker has worked them out."""
    row = store.row("worker/find_worked_out", event_id=event_id)
    return Freshness(**row) if row else None
