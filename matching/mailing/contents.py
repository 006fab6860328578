"""What each person's mail says at this moment; whoever may not get one has none."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matching.event_plan import plan_of
from matching.mailing.listed import ListedGuest, list_guests
from matching.mailing.match_mails import match_mails
from matching.mailing.nouns import Content, InvitationMail, LinkMail, MailKind
from matching.mailing.reminders import reminder_mails
from matching.model import Event
from matching.store import Cursor, Store

LONGEST_EVENT = timedelta(days=1)  # of which nobody has said when it ends


def contents(
    reader: Store | Cursor,
    event: Event,
    kind: MailKind,
    *,
    now: datetime,
    attendee_ids: Sequence[UUID] | None = None,
) -> dict[UUID, Content]:
    """By attendee, in the order of names; without ids for everybody on the list.

    The one gate before every mail: nobody without an address, blocked, cancelled or entry only;
    matches and reminders only with consent, matches for whoever came, reminders for whoever has an
    open promise; an invitation for whoever has not refused all mails nor come in, until the event
    is over; a link only for whoever is asked for, who may also be entry only, as it is the way
    to their own data. Where the address is somebody else's too, nothing that only one of the two
    should read is here.
    now: aware
    """
    if isinstance(reader, Store):
        return reader.read(
            lambda cursor: contents(cursor, event, kind, now=now, attendee_ids=attendee_ids)
        )
    guests = list_guests(reader, event, attendee_ids)
    if kind is MailKind.MATCHES:
        return {**match_mails(reader, event, _who_want_mails(guests), now=now)}
    if kind is MailKind.REMINDER:
        want = [one for one in _who_want_mails(guests) if not one.has_refused_reminders]
        return {**reminder_mails(reader, want, now=now)}
    if kind is MailKind.INVITATION:
        return {} if _is_over(reader, event, now) else {**_invitations(guests)}
    asked_for = guests if attendee_ids is not None else []
    return {one.attendee_id: LinkMail(one.recipient) for one in asked_for if one.is_expected}


def _who_want_mails(guests: Sequence[ListedGuest]) -> list[ListedGuest]:
    return [one for one in guests if one.takes_part and one.wants_mails]


def _is_over(reader: Cursor, event: Event, now: datetime) -> bool:
    """Closed, past its end or, where nobody has said when it ends, a day past its beginning."""
    plan = plan_of(reader, event)
    ends = plan.ends_at_utc or (plan.starts_at_utc and plan.starts_at_utc + LONGEST_EVENT)
    return any(moment is not None and moment <= now for moment in (event.closed_at_utc, ends))


def _invitations(guests: Sequence[ListedGuest]) -> dict[UUID, InvitationMail]:
    return {
        one.attendee_id: InvitationMail(
            recipient=one.recipient,
            code=one.code,
            asks_consents=not one.was_asked,
            company=one.company,
            job_title=one.job_title,
        )
        for one in guests
        if one.takes_part and not one.has_refused_all and not one.has_come_in and one.code
    }
