"""Who paid at the door: a fact with or without an amount, which can be taken back."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching import audit
from matching.conversations.views import Reader
from matching.errors import AmountError, RoleError
from matching.model import Event
from matching.store import Cursor, Store

MOST = 100_000
_AMOUNT = re.compile(r"(?P<whole>[0-9]{1,6})([.,](?P<part>[0-9]{1,2}))?")


@dataclass(frozen=True)
class Payment:
    """What staff note of an attendee.

    payment_id: made by the client, the same again is the same payment
    is_paid: False takes back what was noted before
    amount_cents: None where only the fact is noted
    """

    payment_id: UUID
    attendee_id: UUID
    is_paid: bool
    amount_cents: int | None = None


@dataclass(frozen=True)
class NotedPayment:
    """What was noted of an attendee; by: the name of whoever is signed in there, "" for none."""

    is_paid: bool
    amount_cents: int | None
    by: str
    noted_at_utc: datetime


def payments_of(reader: Reader, attendee_id: UUID) -> list[NotedPayment]:
    """All that was noted of an attendee at the door, the newest first."""
    rows = reader.rows("chapters/list_payments", attendee_id=attendee_id)
    return [NotedPayment(**row) for row in rows]


def amount_in(written: str) -> int | None:
    """An amount as staff type it, in hundredths: '35', '35,50'; None for an empty field.

    Raises AmountError for what is no amount, and above 100,000.
    """
    text = "".join(written.split())
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    if found is None or int(found["whole"]) > MOST:
        raise AmountError
    return int(found["whole"]) * 100 + int((found["part"] or "0").ljust(2, "0"))


def note_payment(
    store: Store, event: Event, payment: Payment, *, actor: str, now: datetime
) -> None:
    """Keep that somebody paid at the door, or that they did not after all; now: aware.

    Raises RoleError for somebody who is not on this meeting's list; then nothing is kept.
    """

    def keep(change: Cursor) -> None:
        if change.row("chapters/has_payment", payment_id=payment.payment_id):
            return
        attendee = change.row("chapters/find_attendee", attendee_id=payment.attendee_id)
        if attendee is None or attendee["event_id"] != event.event_id:
            raise RoleError
        change.run(
            "chapters/put_payment",
            payment_id=payment.payment_id,
            event_id=event.event_id,
            attendee_id=payment.attendee_id,
            is_paid=payment.is_paid,
            amount_cents=payment.amount_cents if payment.is_paid else None,
            actor=actor,
            now_utc=now,
        )
        audit.note(
            change,
            actor=actor,
            act="paid" if payment.is_paid else "payment_undone",
            now=now,
            event_id=event.event_id,
            subject_id=payment.attendee_id,
        )

    store.write(keep)
