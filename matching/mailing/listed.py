"""Everybody of an event with an address, and what decides which mails they may get."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from matching.mailing.nouns import Recipient
from matching.model import Event
from matching.store import Cursor, Row


@dataclass(frozen=True)
class ListedGuest:
    """Somebody with an address.

    is_expected: neither cancelled nor blocked; takes_part: expected, in more than the entry (P14)
    wants_mails: agreed to them, and has not refused all since
    has_refused_all: since they last agreed; was_asked: both consents
    code: of the badge, None without a valid one
    """

    recipient: Recipient
    company: str
    job_title: str
    is_expected: bool
    takes_part: bool
    wants_mails: bool
    has_refused_all: bool
    has_refused_reminders: bool
    was_asked: bool
    has_come_in: bool
    code: str | None

    @property
    def attendee_id(self) -> UUID:
        """As whom they are at this event."""
        return self.recipient.attendee_id


def list_guests(
    reader: Cursor, event: Event, attendee_ids: Sequence[UUID] | None
) -> list[ListedGuest]:
    """In the order of a Polish phone book; attendee_ids: None for all of the event."""
    rows = reader.rows(
        "mailing/list_recipients",
        event_id=event.event_id,
        attendee_ids=None if attendee_ids is None else [*attendee_ids],
    )
    return [_guest(row) for row in rows]


def _guest(row: Row) -> ListedGuest:
    return ListedGuest(
        recipient=Recipient(
            person_id=row["person_id"],
            attendee_id=row["attendee_id"],
            name=row["name"],
            email=row["email"],
            language=row["language"],
            is_address_shared=row["is_address_shared"],
        ),
        company=row["company"],
        job_title=row["job_title"],
        is_expected=row["is_expected"],
        takes_part=row["is_expected"] and not row["is_entry_only"],
        wants_mails=row["wants_mails"],
        has_refused_all=row["has_refused_all"],
        has_refused_reminders=row["has_refused_reminders"],
        was_asked=row["was_asked"],
        has_come_in=row["has_come_in"],
        code=row["code"],
    )
