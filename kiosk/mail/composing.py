"""From what a mail says to the message itself."""

from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart

from kiosk.mail.attachments import Attachment, attachments_of, picture_of_badge
from kiosk.mail.headers import UnusableAddressError, write_head
from kiosk.mail.letters import Letter
from kiosk.mail.mime import (
    POLICY,
    Message,
    file_part,
    parts_of,
    picture_part,
    put_parts,
    words_part,
)
from kiosk.mail.rings import RingKind, ring_picture
from kiosk.mail.wording import Wording, picture_id, wording_of
from matching.mailing.nouns import InvitationMail

__all__ = ["Letter", "UnusableAddressError", "compose"]


def compose(letter: Letter) -> EmailMessage:
    """The message, ready to hand in: text, HTML, images and files, quoted-printable.

    Raises UnusableAddressError where no mail can be written to the address.
    """
    wording = wording_of(letter)
    message = Message(policy=POLICY)
    write_head(message, letter, wording.subject)
    # Neither quoted-printable nor base64 has "=_" in it, so no text can end a part too early.
    boundary = f"=_{letter.mail_id.hex}"
    shown = [words_part(wording.html, "html"), *_pictures(letter, wording)]
    body = [
        words_part(wording.text, "plain"),
        parts_of("related", shown, f"{boundary}.related"),
    ]
    files = [_file(one) for one in attachments_of(letter)]
    if files:
        whole = parts_of("alternative", body, f"{boundary}.words")
        put_parts(message, "mixed", [whole, *files], f"{boundary}.all")
    else:
        put_parts(message, "alternative", body, f"{boundary}.words")
    return message


def _pictures(letter: Letter, wording: Wording) -> Iterator[MIMEPart]:
    """Those that the HTML shows."""
    for kind in RingKind:
        name = f"ring-{kind}"
        if f"cid:{name}@" in wording.html:
            yield _picture(letter, name, ring_picture(kind))
    if isinstance(letter.content, InvitationMail):
        yield _picture(letter, "badge", picture_of_badge(letter, letter.content))


def _picture(letter: Letter, name: str, content: bytes) -> MIMEPart:
    return picture_part(content, picture_id=picture_id(letter, name), file_name=f"{name}.png")


def _file(file: Attachment) -> MIMEPart:
    main, sub = file.media_type.split("/")
    if main == "text":
        return words_part(file.content.decode(), sub, file_name=file.name)
    return file_part(file.content, file.media_type, file_name=file.name)
