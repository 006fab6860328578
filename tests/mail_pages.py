"""An evening whose guests are to be written to, as the pages about mails need it."""

from dataclasses import dataclass
from datetime import timedelta

from cast import NOW, rows
from mail_list import agree_to_mail
from mail_server import MailServerHere
from talks import connect

from kiosk.mail.sender import send_all
from kiosk.server import Server
from matching.mailing.nouns import MailKind
from matching.mailing.outbox import start_mailing
from matching.model import Event
from matching.people import Listed
from matching.store import Store

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
HERE = "/staff/mail"


@dataclass
class MailEvening:
    """Anna and Bartek are connected and agreed to a mail; Celina came and did not."""

    running: Server
    event: Event
    anna: Listed
    bartek: Listed
    celina: Listed
    office: MailServerHere

    @property
    def store(self) -> Store:
        return self.running.store

    def talk(self) -> None:
        """Anna and Bartek come, talk and agree."""
        self.conversation = connect(self.store, self.event, self.anna, self.bartek)
        agree_to_mail(self.store, self.anna, self.bartek)

    def start(self, kind: MailKind = MailKind.MATCHES) -> int:
        return start_mailing(self.store, self.event, kind, with_links=True, actor="cli", now=LATER)

    def hand_in(self) -> None:
        """The sender's work, once round."""
        send_all(self.store, self.running.settings, tell=lambda *_: None, until_done=False)

    def states(self) -> dict[str, str]:
        sql = "SELECT name, state FROM mail JOIN person USING (person_id) ORDER BY name"
        return dict(rows(self.store, sql))

    def audit(self) -> list[tuple]:
        return rows(self.store, "SELECT act, detail FROM audit ORDER BY noted_at_utc")
