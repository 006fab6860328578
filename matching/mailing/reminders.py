"""The one reminder: what somebody promised in a connection, and has not kept yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matching.mailing.listed import ListedGuest
from matching.mailing.nouns import OpenPromise, ReminderMail
from matching.mailing.own_talks import OwnTalk, talks_of
from matching.store import Cursor


def reminder_mails(
    reader: Cursor, guests: Sequence[ListedGuest], *, now: datetime
) -> dict[UUID, ReminderMail]:
    """By attendee, for those of these guests who have an open promise."""
    talks = talks_of(reader, [one.attendee_id for one in guests], now=now)
    mails = [
        ReminderMail(one.recipient, _open_promises(talks.get(one.attendee_id, [])))
        for one in guests
    ]
    return {one.recipient.attendee_id: _readable_by_two(one) for one in mails if one.promises}


def _open_promises(talks: Sequence[OwnTalk]) -> tuple[OpenPromise, ...]:
    still_open = [talk for talk in talks if talk.is_connected and talk.is_promise_open]
    return tuple(
        OpenPromise(talk.conversation_id, talk.other_id, talk.name, talk.promise)
        for talk in sorted(still_open, key=lambda talk: talk.due_on)
        if talk.promise is not None
    )


def _readable_by_two(mail: ReminderMail) -> ReminderMail:
    """To an address of two goes only that there is something, and the link."""
    return ReminderMail(mail.recipient, ()) if mail.recipient.is_address_shared else mail
