"""Messages, lists and merge files of an event, for the organiser's own mail tool.

The lists hold first names, languages and links; what guests wrote leaves the house in them only
where somebody asks for it, and that they did is in the log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.mail.addresses import MailAddresses, addresses_of
from kiosk.mail.columns import OF_MATCHES, OF_REMINDERS, PLAIN, MailColumn, MailLine
from kiosk.mail.composing import Letter, UnusableAddressError, compose
from kiosk.mail.merging import csv_of, jsonl_of, merge_file, merge_tools
from kiosk.mail_settings import MailServer
from kiosk.settings import Settings
from matching.audit import note
from matching.event_plan import plan_of
from matching.mailing.contents import contents
from matching.mailing.nouns import Content, MailKind, mail_id_of
from matching.model import Event
from matching.store import Cursor, Store

# Who writes where nobody has said so; .invalid is nobody's by RFC 2606.
NOBODY = MailServer(
    host="",
    port=0,
    is_tls_at_once=True,
    user="",
    password="",  # nosec B106 # none, as nothing is sent
    name="ROZMOWA_MAIL_FROM",
    address="not-set@rozmowa.invalid",
    rate=1.0,
)
_SENTENCES: dict[MailKind, tuple[MailColumn, ...]] = {
    MailKind.MATCHES: OF_MATCHES,
    MailKind.REMINDER: OF_REMINDERS,
}


@dataclass(frozen=True)
class MailFile:
    """One file. path: relative, with slashes, such as messages/0001.eml"""

    path: str
    content: bytes


@dataclass(frozen=True)
class Taking:
    """What is taken along, and by whom.

    with_sentences: what guests wrote, in the lists too; now: aware
    """

    event: Event
    kind: MailKind
    with_sentences: bool
    with_links: bool
    actor: str
    now: datetime


def mail_files(store: Store, settings: Settings, taking: Taking) -> Iterator[MailFile]:
    """All files of a mailing; that they were taken is in the log first.

    The messages say what they say to their readers, so they are for sending, not for reading.
    """
    told = _told(store, taking)
    _note(store, taking, "mail_messages_taken", told)
    yield from _lists(store, settings, taking, told)
    yield from _messages(store, settings, taking, told)


def list_files(store: Store, settings: Settings, taking: Taking) -> Iterator[MailFile]:
    """The same without the messages."""
    yield from _lists(store, settings, taking, _told(store, taking))


def list_names(kind: MailKind) -> frozenset[str]:
    """How the lists of a kind are called."""
    return frozenset([f"{kind}.csv", f"{kind}.jsonl", *(tool.file for tool in merge_tools())])


def columns_of(kind: MailKind, *, with_sentences: bool) -> tuple[MailColumn, ...]:
    """Of the list for a spreadsheet, and of the one for programs."""
    return (*PLAIN, *(_SENTENCES.get(kind, ()) if with_sentences else ()))


def _told(store: Store, taking: Taking) -> list[Content]:
    """By person, in the order of names."""
    return [*contents(store, taking.event, taking.kind, now=taking.now).values()]


def _lists(
    store: Store, settings: Settings, taking: Taking, told: list[Content]
) -> Iterator[MailFile]:
    act = "mail_sentences_taken" if taking.with_sentences else "mail_list_taken"
    _note(store, taking, act, told)
    lines = [MailLine(one, _page_link(settings, taking, one)) for one in told]
    columns = columns_of(taking.kind, with_sentences=taking.with_sentences)
    yield MailFile(f"{taking.kind}.csv", csv_of(columns, lines))
    yield MailFile(f"{taking.kind}.jsonl", jsonl_of(columns, lines))
    for tool in merge_tools():
        yield MailFile(tool.file, merge_file(tool, lines))


def _messages(
    store: Store, settings: Settings, taking: Taking, told: list[Content]
) -> Iterator[MailFile]:
    """Numbered in the order of names; one to whose address nothing can be written is left out."""
    plan = plan_of(store, taking.event)
    width = max(4, len(str(len(told))))
    for number, content in enumerate(told, 1):
        person_id = content.recipient.person_id
        letter = Letter(
            mail_id=mail_id_of(taking.event.event_id, person_id, taking.kind),
            content=content,
            event=taking.event,
            server=settings.mail or NOBODY,
            addresses=_addresses(settings, taking, content),
            now=taking.now,
            plan=plan,
        )
        try:
            message = compose(letter)
        except UnusableAddressError:
            continue
        yield MailFile(f"messages/{number:0{width}}.eml", message.as_bytes())


def _addresses(settings: Settings, taking: Taking, content: Content) -> MailAddresses | None:
    if not taking.with_links:
        return None
    return addresses_of(settings, content.recipient.person_id, now=taking.now)


def _page_link(settings: Settings, taking: Taking, content: Content) -> str:
    addresses = _addresses(settings, taking, content)
    return addresses.page if addresses else ""


def _note(store: Store, taking: Taking, act: str, told: list[Content]) -> None:
    """Before anything is handed out; detail: the kind and for how many."""

    def keep(change: Cursor) -> None:
        note(
            change,
            actor=taking.actor,
            act=act,
            now=taking.now,
            event_id=taking.event.event_id,
            detail=f"{taking.kind} {len(told)}",
        )

    store.write(keep)
