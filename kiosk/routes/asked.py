"""Somebody who comes from a link of a mail, before one question: whose it is, what was sent."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from kiosk.mail.addresses import DO, MailAct
from kiosk.phone.asking import Way
from kiosk.phone.forms import Form
from kiosk.phone.talks import Talk, read_talk
from kiosk.routes.visitors import Visitor
from matching.conversations import State

SAID = "done"


class NothingToDoError(Exception):
    """It is gone, over, somebody else's, or never was: the page does not tell which."""


@dataclass(frozen=True)
class Asked:
    """A visitor and what a question is about.

    subject_id: of a conversation or an introduction, perhaps not the visitor's own
    is_back: the form of this page was just sent
    """

    visitor: Visitor
    subject_id: UUID
    is_back: bool = False

    def talk(self) -> Talk:
        """The visitor's own conversation that it is about. Raises NothingToDoError."""
        for one in self.visitor.conversations():
            if one.conversation_id == self.subject_id and one.state is not State.EXPIRED:
                event = self.visitor.events[one.event_id]
                return read_talk(self.visitor.store, one, event, language=self.visitor.language)
        raise NothingToDoError

    def way(self, key: str, act: MailAct) -> Way:
        """To another question about the same. key: of the text"""
        return Way(self.visitor.text(key), self.visitor.address(DO, act, self.subject_id))

    def new_id(self) -> str:
        """For a form of the page, so that it is one fact however often it is sent."""
        return str(uuid4())


@dataclass(frozen=True)
class Sent:
    """The form of such a page."""

    asked: Asked
    form: Form

    @property
    def is_yes(self) -> bool:
        """What was answered. Raises NothingToDoError for anything but yes and no."""
        if (answer := self.form.one("answer")) not in {"yes", "no"}:
            raise NothingToDoError
        return answer == "yes"
