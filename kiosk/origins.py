"""Where a request was sent from, as far as its browser tells: our own pages or a foreign one."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from kiosk import links
from kiosk.own_link_address import OWN_LINK_PATH
from kiosk.registration_address import REGISTRATION_PATH

_OWN_SITES = frozenset({"same-origin", "none"})
_HIDDEN = "null"
# Pages for guests hide where they are, as the address may be a key; no cookie opens any of them.
_PAGES_THAT_HIDE = (
    links.ANSWER_PATH,
    links.PERSONAL_PATH,
    links.UNSUBSCRIBE_PATH,
    links.CODE_PATH,
    REGISTRATION_PATH,
    OWN_LINK_PATH,
)


def is_foreign(asking: HTTPConnection, public_url: str | None) -> bool:
    """Whether a form or a script of a page that is not ours sends this.

    A program that is no browser tells nothing; it has no cookie of anybody's either.
    """
    site = asking.headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OWN_SITES
    origin = asking.headers.get("origin")
    if origin is None:
        return False
    if origin == _HIDDEN:
        return not asking.url.path.startswith(_PAGES_THAT_HIDE)
    return not _is_own(origin, asking, public_url)


def is_foreign_socket(asking: HTTPConnection, public_url: str | None) -> bool:
    """The same for a WebSocket, of which every browser says where it comes from."""
    origin = asking.headers.get("origin")
    return origin is not None and not _is_own(origin, asking, public_url)


def _is_own(origin: str, asking: HTTPConnection, public_url: str | None) -> bool:
    """public_url: a proxy before us may speak to us by another name than browsers to it"""
    hosts = {asking.headers.get("host")} | ({urlsplit(public_url).netloc} if public_url else set())
    return origin.partition("://")[2] in hosts
