"""The head of a message. No line of it can be broken by what somebody is called."""

from base64 import b64encode
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache

from kiosk.mail.letters import Letter
from kiosk.mail.mime import POLICY, Line, line
from kiosk.mail.wording import unsubscribe_by_mail
from kiosk.mail.words import head_line, shortened
from matching.email_addresses import ascii_address

LONGEST_NAME = 120  # characters; what is longer is no name, and some servers refuse the line
_PIECE = 42  # bytes, 56 characters of base64


class UnusableAddressError(ValueError):
    """No mail can be written to this address as it stands on file."""


def write_head(message: EmailMessage, letter: Letter, subject: str) -> None:
    """From whom, to whom, about what, when, and how to get no more of it."""
    recipient, server = letter.content.recipient, letter.server
    message["From"] = _once("From", str(_checked(head_line(server.name), server.address)))
    message["To"] = _to(recipient.name, recipient.email)
    message["Subject"] = _once("Subject", head_line(subject))
    _put(message, "Date", format_datetime(letter.now))
    _put(message, "Message-ID", f"<{letter.mail_id}.{letter.kind}@{server.domain}>")
    _put(message, "Content-Language", recipient.language)
    _put(message, "Auto-Submitted", "auto-generated")
    _write_ways_out(message, letter)
    _put(message, "MIME-Version", "1.0")


def _write_ways_out(message: EmailMessage, letter: Letter) -> None:
    """Unsubscribing with one click (RFC 8058) needs https; else a mail program writes a mail."""
    by_mail, links = f"<{unsubscribe_by_mail(letter)}>", letter.addresses
    if links and links.unsubscribe.startswith("https://"):
        _put(message, "List-Unsubscribe", f"<{links.unsubscribe}>, {by_mail}")
        _put(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    else:
        _put(message, "List-Unsubscribe", by_mail)


def _put(message: EmailMessage, name: str, value: str) -> None:
    message[name] = line(name, value)


def _to(name: str, address: str) -> Line:
    shown = shortened(head_line(name), LONGEST_NAME)
    written = _checked(shown, address)
    return line("To", str(written), f"{_encoded(shown)}<{written.addr_spec}>")


def _checked(name: str, address: str) -> Address:
    try:
        written = Address(name, addr_spec=_in_ascii(address))
    except (MessageError, ValueError, IndexError) as error:
        raise UnusableAddressError(address) from error
    if not (written.username and written.domain):
        raise UnusableAddressError(address)
    return written


def _in_ascii(address: str) -> str:
    """A domain beyond ASCII has a name in it; a mailbox has none."""
    return address if address.isascii() else ascii_address(address) or ""


def _encoded(words: str) -> str:
    """Words before an address: in quotes, or encoded in pieces of at most 75 characters (RFC 2047).

    Every letter stays whole in its piece.
    """
    if words.isascii():
        return '"{}" '.format(words.replace("\\", r"\\").replace('"', r"\"")) if words else ""
    pieces = [b""]
    for letter in words:
        more = letter.encode()
        if len(pieces[-1]) + len(more) > _PIECE:
            pieces.append(b"")
        pieces[-1] += more
    return "".join(f"=?utf-8?b?{b64encode(piece).decode('ascii')}?=\n " for piece in pieces)


# The same in all mails of an event, and the library takes its time to write them.
@lru_cache(maxsize=64)
def _once(name: str, value: str) -> Line:
    header = POLICY.header_factory(name, value)
    told = header.fold(policy=POLICY).removeprefix(f"{name}: ").rstrip("\r\n")
    return line(name, str(header), told.replace("\r\n", "\n"))
