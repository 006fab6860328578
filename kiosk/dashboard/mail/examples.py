"""Mails of invented people as they would look, since what guests wrote is not the organiser's."""

import re
from dataclasses import dataclass
from email.message import EmailMessage

from kiosk.dashboard.mail.machine import Links, links_of
from kiosk.dashboard.visit import StaffVisit
from kiosk.mail.composing import compose
from kiosk.mail.example import EXAMPLES, example_letter, html_to_look_at, kind_of
from kiosk.mail_settings import USUAL_RATE, MailServer
from matching.mailing.nouns import MailKind

_STAND_IN = MailServer("localhost", 25, False, "", "", "", "mail@example.org", USUAL_RATE)
_LINK = re.compile(r"(<a\b[^>]*?)\shref=(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """What a mail program would show. html: without links, images inside; files: names"""

    subject: str
    sender: str
    html: str
    text: str
    files: tuple[str, ...]


def examples_of(kind: MailKind) -> tuple[str, ...]:
    """Names of the examples of this kind, the usual one first."""
    return tuple(name for name in EXAMPLES if kind_of(name) is kind)


def example_message(visit: StaffVisit, name: str, language: str) -> EmailMessage:
    """A message of this event to somebody invented, in the organiser's name."""
    letter = example_letter(
        name,
        language=language,
        event=visit.the_event(),
        server=visit.settings.mail or _STAND_IN,
        with_links=links_of(visit.settings) is not Links.WITHOUT,
        now=visit.now,
    )
    return compose(letter)


def look_of(message: EmailMessage) -> Look:
    """The message taken apart."""
    text = message.get_body(("plain",))
    assert text is not None  # compose() makes one
    files = (part.get_filename() for part in message.iter_attachments())
    return Look(
        subject=str(message["Subject"]),
        sender=str(message["From"]),
        html=_LINK.sub(r"\1", html_to_look_at(message)),
        text=text.get_content(),
        files=tuple(name for name in files if name),
    )
