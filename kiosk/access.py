"""Who may ask what of the server: every route is an entry of one table (kiosk/routes)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Handler = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]


class Access(StrEnum):
    """Who gets an answer; for everybody else the page does not exist."""

    EVERYONE = "everyone"
    LINK = "link"  # a signed or one-time link, which the page itself checks
    KIOSK = "kiosk"  # an enrolled browser
    STAFF = "staff"  # staff and organisers
    ORGANISER = "organiser"
    TOKEN = "token"  # nosec B105 # the name of a right: a program with a token
    LOCAL = "local"  # this computer, with what the page itself asks for


@dataclass(frozen=True)
class Entry:
    """One route. title: for docs/access.md, what it is, in a few words."""

    path: str
    handler: Handler
    access: Access
    methods: tuple[str, ...] = ("GET",)
    title: str = ""

    def route(self) -> Route:
        """The route for the server."""
        return Route(self.path, self.handler, methods=list(self.methods))
