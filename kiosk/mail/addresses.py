"""The links of one person's mail. Each opens a page that asks; only a form on it changes anything,
so a scanner that opens every link of a mail changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.links import answer_link, personal_link, unsubscribe_link
from kiosk.settings import Settings

DO = "do"  # /me/TOKEN/do/ACT/ID
FROM_MAIL = "from=mail"  # on a page that else notes what it showed


class MailAct(StrEnum):
    """What a link of a mail asks about.

    kept, later, drop: a promise, by its conversation; confirm, correct, withdraw: a conversation;
    agree, decline: an introduction
    """

    KEPT = "kept"
    LATER = "later"
    DROP = "drop"
    CONFIRM = "confirm"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    AGREE = "agree"
    DECLINE = "decline"


@dataclass(frozen=True)
class MailAddresses:
    """Links for one person, valid for 30 days but for unsubscribing, which does not end.

    page: their own page; unsubscribe: ends all further mails, by a form or one-click POST
    """

    page: str
    unsubscribe: str
    settings: Settings

    def act(self, act: MailAct, subject_id: UUID) -> str:
        """Where one question is asked about a conversation or an introduction."""
        return f"{self.page}/{DO}/{act}/{subject_id}"

    def talk(self, conversation_id: UUID) -> str:
        """One conversation with all that may be done about it."""
        return f"{self.page}/talk/{conversation_id}"

    def calendar(self, conversation_id: UUID) -> str:
        """A promise with a date, as a file for the calendar."""
        return f"{self.talk(conversation_id)}/promise.ics"

    def page_in(self, language: str) -> str:
        """One's own page in another language."""
        return f"{self.page}?lang={language}"

    @property
    def meet(self) -> str:
        """People to meet and to introduce; that somebody was proposed is not noted behind it."""
        return f"{self.page}/meet?{FROM_MAIL}"

    @property
    def consents(self) -> str:
        """The consents, on one's own page."""
        return f"{self.page}#consents"

    @property
    def no_reminder(self) -> str:
        """Where reminders are refused, mails else wanted."""
        return f"{self.page}/{DO}/no-reminder"

    def answer(self, conversation_id: UUID, attendee_id: UUID) -> str:
        """Where the reader's half of a conversation is written; attendee_id: of the reader."""
        link = answer_link(self.settings, conversation_id=conversation_id, attendee_id=attendee_id)
        assert link is not None  # addresses_of looked for the public address
        return link


def addresses_of(settings: Settings, person_id: UUID, *, now: datetime) -> MailAddresses | None:
    """The links of a person's mail, None where no public address is set; now: aware."""
    page = personal_link(settings, person_id, now=now)
    unsubscribe = unsubscribe_link(settings, person_id)
    if page is None or unsubscribe is None:
        return None
    return MailAddresses(page, unsubscribe, settings)
