"""Who was heard of last, at whichever of several processes: the desk, and each kiosk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.store import Store


@dataclass(frozen=True)
class Reported:
    """What a kiosk said of itself. camera: "" for nothing yet; camera_ok_at: when it last worked"""

    seen_at: datetime
    camera: str = ""
    camera_ok_at: datetime | None = None


def note_desk(store: Store, event_id: UUID, *, now: datetime) -> None:
    """A page of the dashboard at this event has just asked for calls."""
    values = {"event_id": event_id, "now_utc": now}
    store.write(lambda change: change.run("presence/put_desk", **values))


def desk_asked_at(store: Store, event_id: UUID) -> datetime | None:
    """When a page of the dashboard at this event last asked for calls, None for never."""
    row = store.row("presence/find_desk", event_id=event_id)
    return row["asked_at_utc"] if row else None


def note_report(store: Store, kiosk_id: UUID, reported: Reported) -> None:
    """Keep what a kiosk reported; the last one counts."""
    values = {
        f"{name}_utc" if name.endswith("_at") else name: value
        for name, value in vars(reported).items()
    }
    store.write(lambda change: change.run("presence/put_kiosk", kiosk_id=kiosk_id, **values))


def report_of(store: Store, kiosk_id: UUID) -> Reported | None:
    """What a kiosk reported last, None for nothing yet."""
    row = store.row("presence/find_kiosk", kiosk_id=kiosk_id)
    if row is None:
        return None
    return Reported(row["seen_at_utc"], row["camera"], row["camera_ok_at_utc"])
