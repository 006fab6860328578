"""What happened at an event, by ids and times, for another system; and an admission from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from matching.badge_codes import typed_badge_code
from matching.check_in import check_in
from matching.model import CheckIn, Direction, Event, Scan, Source
from matching.store import Store

# Several who write at once may be kept in another order than they came; a reader that comes again
# begins so much earlier, and may read one twice but never misses one.
READ_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True)
class AdmissionOut:
    """Somebody was let in; undone_at_utc: when staff took that back.

    changed_at_utc: of receipt, or when it was undone
    """

    id: UUID
    attendee_id: UUID
    person_id: UUID
    kiosk: int | None
    admitted_at_utc: datetime
    undone_at_utc: datetime | None
    changed_at_utc: datetime


@dataclass(frozen=True)
class ConnectionOut:
    """Two attendees who have each answered about the other (P2): no word of theirs, no contact."""

    id: UUID
    lower_id: UUID
    higher_id: UUID
    connected_at_utc: datetime


def list_admissions(
    store: Store, event: Event, *, after: UUID | None, wanted: int
) -> list[AdmissionOut]:
    """First admissions and undone ones in the order in which they came to us.

    after: of the last one known; one that is nobody's any more begins at the start
    """
    values = {"event_id": event.event_id, "after": after, "wanted": wanted}
    return [AdmissionOut(**row) for row in store.rows("interfaces/list_admissions", **values)]


def read_on_from(
    shown: Sequence[AdmissionOut], *, after: UUID | None, is_last: bool, now: datetime
) -> UUID | None:
    """Where a reader goes on after these; after the last ones a minute earlier (READ_AGAIN)."""
    if not is_last:
        return shown[-1].id
    settled = [one.id for one in shown if one.changed_at_utc <= now - READ_AGAIN]
    return settled[-1] if settled else after


def list_connections(
    store: Store, event: Event, *, after: UUID | None, wanted: int
) -> list[ConnectionOut]:
    """All that stand at this moment, in the order of their ids: no withdrawn one is among them."""
    values = {"event_id": event.event_id, "after": after, "wanted": wanted}
    return [ConnectionOut(**row) for row in store.rows("interfaces/list_connections", **values)]


def has_attendee(store: Store, event: Event, attendee_id: UUID) -> bool:
    """Whether this attendee is on the event's list."""
    values = {"event_id": event.event_id, "attendee_id": attendee_id}
    return store.row("interfaces/has_attendee", **values) is not None


def admit(
    store: Store,
    event: Event,
    *,
    scan_id: UUID,
    code: str | None = None,
    attendee_id: UUID | None = None,
    now: datetime,
) -> CheckIn:
    """Let somebody in by their badge's code or by who they are, as the staff desk does.

    scan_id: the same again is the same fact and gets the same answer; now: aware
    """
    scan = Scan(
        scan_id=scan_id,
        event=event,
        code=(typed_badge_code(code) or code) if code else None,
        kiosk=None,
        direction=Direction.IN,
        source=Source.STAFF,
        happened_at=now,
        attendee_id=attendee_id,
    )
    return check_in(store, scan, now=now)
