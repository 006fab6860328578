"""What the organiser sets so that mails can be sent: the server, who writes, how fast."""

from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from matching.email_addresses import ascii_address

USUAL_RATE = 10.0  # mails a second
FASTEST_RATE = 1000.0
_PORTS = {"smtp": 587, "smtps": 465}


class WrongMailSettingError(ValueError):
    """A value that cannot be meant; str: what it must be."""


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in, and in whose name.

    is_tls_at_once: TLS from the first byte (smtps); else STARTTLS, without which nothing is sent
    user, password: '' for a server that asks for none
    name, address: of the sender; name may be ''
    rate: mails a second at most
    """

    host: str
    port: int
    is_tls_at_once: bool
    user: str
    password: str = field(repr=False)
    name: str
    address: str
    rate: float

    @property
    def is_this_computer(self) -> bool:
        """Whether the way to the server leaves this computer; only there TLS may be missing."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def domain(self) -> str:
        """Of the sender's address; Message-IDs end with it."""
        return self.address.rpartition("@")[2]


def mail_server(url: str, sender: str, rate: str) -> MailServer | None:
    """The three settings together; None where nothing is set.

    Raises WrongMailSettingError; its first argument is the setting's name.
    """
    if not url and not sender:
        return None
    if not url:
        raise WrongMailSettingError("SMTP", "set, as MAIL_FROM is")
    host, port, is_tls_at_once, user, password = _server(url)
    name, address = _sender(sender)
    return MailServer(host, port, is_tls_at_once, user, password, name, address, _rate(rate))


def _server(url: str) -> tuple[str, int, bool, str, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise WrongMailSettingError("SMTP", "an address such as smtp://user:password@host:587")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return parts.hostname, port, parts.scheme == "smtps", user, password


def _sender(sender: str) -> tuple[str, str]:
    name, typed = parseaddr(sender)
    try:
        if address := ascii_address(typed):
            Address(name, addr_spec=address)
    except ValueError:
        address = None
    if not address or "\n" in sender or "\r" in sender:
        raise WrongMailSettingError("MAIL_FROM", "an address, such as Rozmowa <hello@example.org>")
    return name, address


def _rate(rate: str) -> float:
    if not rate:
        return USUAL_RATE
    try:
        value = float(rate)
    except ValueError:
        value = 0.0
    if not 0 < value <= FASTEST_RATE:
        raise WrongMailSettingError("MAIL_RATE", f"mails a second, above 0, up to {FASTEST_RATE:g}")
    return value
