"""Letters to invented people, and what a mail program makes of the messages."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from uuid import UUID

from kiosk.mail.composing import Letter, compose
from kiosk.mail.example import EXAMPLES, example_letter
from kiosk.mail_settings import MailServer
from matching.model import Event

WRITTEN = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
SERVER = MailServer(
    host="localhost",
    port=25,
    is_tls_at_once=False,
    user="",
    password="",
    name="Rozmowa Poznań",
    address="rozmowa@example.org",
    rate=10.0,
)
BREAKFAST = Event(
    event_id=UUID(int=1),
    series_id=UUID(int=2),
    slug="breakfast",
    name="Śniadanie w Poznaniu",
    time_zone="Europe/Warsaw",
    language="pl",
    is_sample=False,
    re_entry=True,
    opens_at_utc=None,
    closed_at_utc=None,
)
ALL = [(name, language) for name in EXAMPLES for language in ("pl", "en")]


def letter_of(
    example: str = "matches",
    of_language: str = "pl",
    /,
    *,
    with_links: bool = True,
    event: Event = BREAKFAST,
    **of_recipient: object,
) -> Letter:
    """An example; other values for its recipient."""
    letter = example_letter(
        example,
        language=of_language,
        event=event,
        server=SERVER,
        with_links=with_links,
        now=WRITTEN,
    )
    recipient = replace(letter.content.recipient, **of_recipient)
    return replace(letter, content=replace(letter.content, recipient=recipient))


def changed(letter: Letter, **of_content: object) -> Letter:
    """A letter with another content."""
    return replace(letter, content=replace(letter.content, **of_content))


def arrived(letter: Letter) -> EmailMessage:
    """The message as somebody's mail program reads it."""
    return message_from_bytes(compose(letter).as_bytes(), policy=policy.default)


def words_of(message: EmailMessage, kind: str = "plain") -> str:
    """The text part, or the HTML."""
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def files_of(message: EmailMessage) -> dict[str, EmailMessage]:
    """What is attached, by file name."""
    return {part.get_filename(): part for part in message.iter_attachments()}


class Tags(HTMLParser):
    """All tags of a page with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep it."""
        self.words.append(data)

    def named(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of each tag of this name."""
        return [attributes for tag, attributes in self.found if tag == name]

    @property
    def links(self) -> list[str]:
        """Where the links lead."""
        return [str(one["href"]) for one in self.named("a")]
