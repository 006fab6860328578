"""The files beside a mail: promises for the calendar, contacts that were shared, the badge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kiosk.badges import BadgeFace, badge_picture, draw_badges
from kiosk.files.calendar_file import PromiseEntry, calendar_file
from kiosk.files.contact_file import contact_file
from kiosk.mail.letters import Letter
from kiosk.mail.wording import is_dated
from kiosk.mail.words import one_line, shortened
from kiosk.texts import texts_in
from matching.mailing.nouns import InvitationMail, MatchMail, Met

LAYOUT = "home"
LONGEST_NAME = 60

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|.]+')


@dataclass(frozen=True)
class Attachment:
    """A file; media_type: such as text/calendar, its text is UTF-8"""

    name: str
    media_type: str
    content: bytes


def attachments_of(letter: Letter) -> Iterator[Attachment]:
    """What goes with a letter; nothing where two people read it, but for a badge."""
    mail = letter.content
    if isinstance(mail, InvitationMail):
        yield _badge(letter, mail)
    elif isinstance(mail, MatchMail) and not letter.is_for_anybody_there:
        yield from _promises(letter, mail)
        yield from _contacts(mail)


def face_of(letter: Letter, mail: InvitationMail) -> BadgeFace:
    """What stands on the badge of an invitation."""
    return BadgeFace(
        code=mail.code,
        name=one_line(mail.recipient.name),
        company=one_line(mail.company),
        job_title=one_line(mail.job_title),
        event_name=one_line(letter.event.name),
    )


def picture_of_badge(letter: Letter, mail: InvitationMail) -> bytes:
    """The badge as a PNG, for the mail itself."""
    return badge_picture(face_of(letter, mail))


def _badge(letter: Letter, mail: InvitationMail) -> Attachment:
    name = texts_in(mail.recipient.language)("mail.badge_file")
    content = draw_badges([face_of(letter, mail)], layout=LAYOUT)
    return Attachment(f"{name}.pdf", "application/pdf", content)


def _promises(letter: Letter, mail: MatchMail) -> Iterator[Attachment]:
    entries = [_entry(letter, met) for met in mail.met if is_dated(met)]
    if entries:
        name = texts_in(mail.recipient.language)("mail.promises_file")
        content = calendar_file(*entries, now=letter.now)
        yield Attachment(f"{name}.ics", "text/calendar", content)


def _entry(letter: Letter, met: Met) -> PromiseEntry:
    """The same entry as the personal page gives, so that both move the same one."""
    recipient, promise = letter.content.recipient, met.promise
    assert promise is not None  # is_dated
    assert promise.due_on is not None
    text, links = texts_in(recipient.language), letter.addresses
    return PromiseEntry(
        conversation_id=met.conversation_id,
        author_id=recipient.attendee_id,
        summary=f"{text(f'promise.{promise.kind}')}: {met.name}",
        due_on=promise.due_on,
        time_zone=letter.event.time_zone,
        revision=promise.revision,
        link=links.talk(met.conversation_id) if links else "",
    )


def _contacts(mail: MatchMail) -> Iterator[Attachment]:
    taken: set[str] = set()
    for met in mail.met:
        if met.contact is None:
            continue
        # A card needs a name; that of the partner stands in the mail in any case.
        named = replace(met.contact, name=met.contact.name or met.name)
        name = _free_name(named.name, taken)
        taken.add(name.casefold())
        yield Attachment(f"{name}.vcf", "text/vcard", contact_file(named))


def _free_name(words: str, taken: set[str]) -> str:
    """A file name that looks like the person's; a second of the same name gets a number."""
    plain = " ".join(_NOT_IN_FILE_NAMES.sub(" ", one_line(words)).split())
    name = shortened(plain, LONGEST_NAME) or "kontakt"
    place = 1
    numbered = name
    while numbered.casefold() in taken:
        place += 1
        numbered = f"{name} {place}"
    return numbered
