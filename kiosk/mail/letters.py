"""A letter: all that a message is made of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.mail.addresses import MailAddresses
from kiosk.mail_settings import MailServer
from matching.event_plan import EventPlan
from matching.mailing.nouns import (
    Content,
    InvitationMail,
    LinkMail,
    MailKind,
    MatchMail,
    ReminderMail,
)
from matching.model import Event


@dataclass(frozen=True)
class Letter:
    """All that a message is made of.

    mail_id: its Message-ID follows from it; addresses: None without links
    server: whose name and address it is sent in
    now: aware; the Date of the message
    plan: where and when the event is, for an invitation; None where nobody has said
    """

    mail_id: UUID
    content: Content
    event: Event
    server: MailServer
    addresses: MailAddresses | None
    now: datetime
    plan: EventPlan | None = None

    @property
    def kind(self) -> MailKind:
        """Which mail it is."""
        return _KINDS[type(self.content)]

    @property
    def is_for_anybody_there(self) -> bool:
        """Whether two people read this address, and the mail has something of one of them."""
        is_personal = isinstance(self.content, MatchMail | ReminderMail)
        return is_personal and self.content.recipient.is_address_shared


_KINDS: dict[type, MailKind] = {
    MatchMail: MailKind.MATCHES,
    ReminderMail: MailKind.REMINDER,
    InvitationMail: MailKind.INVITATION,
    LinkMail: MailKind.LINK,
}
