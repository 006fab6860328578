"""Is this machine ready to send mails: a server to hand them in, an address for their links?

Nobody is asked: only what is set is looked at.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from kiosk.links import PERSONAL_LINK_DAYS
from kiosk.mail_settings import MailServer
from kiosk.settings import Settings
from matching.readiness import Finding, State

_ONLY_AT_HOME = (".localhost", ".local", ".lan", ".internal", ".home.arpa", ".test", ".invalid")


class Links(StrEnum):
    """Whether mails can hold links: they do; the organiser decides; they cannot."""

    WITH = "with"
    CHOOSE = "choose"
    WITHOUT = "without"


def check_mail_machine(settings: Settings) -> list[Finding]:
    """The server, the address of the links, and how long they work."""
    found = [check_server(settings.mail), check_link_address(settings.public_url)]
    if links_of(settings) is not Links.WITHOUT:
        found.append(Finding("links", State.DONE, count=PERSONAL_LINK_DAYS))
    return found


def check_server(server: MailServer | None) -> Finding:
    """Whether mails can be handed in at all."""
    return Finding("server", State.MISSING, "unset") if server is None else _set("server")


def check_link_address(public_url: str | None) -> Finding:
    """Whether a link in a mail opens at a guest's home, as far as its address tells."""
    if public_url is None:
        return Finding("address", State.MISSING, "unset")
    address = urlsplit(public_url)
    if address.scheme != "https":
        return Finding("address", State.MISSING, "not_https")
    if _is_only_at_home(address.hostname or ""):
        return Finding("address", State.NOTE, "only_here")
    return _set("address")


def links_of(settings: Settings) -> Links:
    """What a form that starts a mailing offers."""
    found = check_link_address(settings.public_url)
    if found.state is State.DONE:
        return Links.WITH
    return Links.CHOOSE if found.state is State.NOTE else Links.WITHOUT


def links_end(now: datetime) -> datetime:
    """Until when the links of a mail that is sent now work."""
    return now + timedelta(days=PERSONAL_LINK_DAYS)


def _set(check: str) -> Finding:
    return Finding(check, State.DONE, "set")


def _is_only_at_home(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_ONLY_AT_HOME)
