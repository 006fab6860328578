"""Mails of invented people: for the preview, since what guests wrote is not the organiser's."""

import re
from base64 import b64encode
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from kiosk.mail.addresses import MailAddresses, addresses_of
from kiosk.mail.composing import Letter
from kiosk.mail.example_people import CONTENTS, Someone
from kiosk.mail_settings import MailServer
from kiosk.settings import Settings
from matching.event_plan import EventPlan
from matching.mailing.nouns import MailKind, Recipient, mail_id_of
from matching.model import Event

EXAMPLES = tuple(CONTENTS)

_ADDRESS = "https://rozmowa.example.org"
_PICTURE = re.compile(r'(src=")cid:([^"]+)"')


def example_letter(
    name: str, *, language: str, event: Event, server: MailServer, with_links: bool, now: datetime
) -> Letter:
    """A letter of this event to an invented person. name: one of EXAMPLES.

    Its links lead to example.org, so a click on one reaches nobody's page.
    """
    someone = Someone(language, now, is_address_shared=name == "matches_shared")
    recipient = someone.recipient
    begins = (now + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    return Letter(
        mail_id=mail_id_of(event.event_id, recipient.person_id, kind_of(name)),
        content=CONTENTS[name](someone),
        event=event,
        server=server,
        addresses=_addresses(recipient, now) if with_links else None,
        now=now,
        plan=EventPlan(place=someone.say("place"), starts_at_utc=begins),
    )


def kind_of(name: str) -> MailKind:
    """Of which kind an example is."""
    return MailKind(name.partition("_")[0])


def html_to_look_at(message: EmailMessage) -> str:
    """The HTML of a message with its pictures inside, for a browser."""
    pictures = {
        part["Content-ID"].strip("<> "): b64encode(part.get_content()).decode()
        for part in message.walk()
        if part["Content-ID"]
    }
    body = message.get_body(("html",))
    assert body is not None  # compose() makes one
    return _PICTURE.sub(
        lambda found: f'{found[1]}data:image/png;base64,{pictures[found[2]]}"', body.get_content()
    )


def _addresses(recipient: Recipient, now: datetime) -> MailAddresses | None:
    nowhere = Path()
    settings = Settings(
        data=nowhere,
        database=nowhere,
        secret=b"an example opens nothing",
        public_url=_ADDRESS,
        event=None,
        language=recipient.language,
        pin=None,
        embedder=None,
    )
    return addresses_of(settings, recipient.person_id, now=now)
