"""What stands before every page: who may ask how much, from where, how large; what answers carry.

Also the kiosk's own cookie, and that its pages open to kiosks only.
"""

import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk import refused_requests, server, setup
from kiosk.bounded_bodies import BoundedBody, Ending, largest_at
from kiosk.enrolment import may_be_kiosk
from kiosk.links import UNSUBSCRIBE_PATH
from kiosk.origins import is_foreign, is_foreign_socket
from kiosk.paces import Paces, Picture
from kiosk.policies import headers_of
from kiosk.refused_requests import refusal
from kiosk.routes import ACCESS
from kiosk.senders import sender_of

_A_YEAR = 31_536_000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PICTURES = {"/api/scan": Picture.FRAME, "/api/photo": Picture.PHOTO}
_HOME = "/"

# All that the kiosk's page asks of Streamlit. Its figures, uploads, logins and its way for
# programs are open to nobody.
_OF_STREAMLIT = re.compile(
    r"/|/favicon\.png|/manifest\.json|/static/.+|/_stcore/(health|host-config|stream)"
    r"|/_stcore/bidi-components/.+"
)
_ENDED_BY = {
    Ending.TOO_LARGE: refused_requests.TOO_LARGE,
    Ending.TOO_SLOW: refused_requests.TOO_SLOW,
}


def _any_of_ours() -> re.Pattern[str]:
    """Every address that a route of the table has."""
    routes = [entry.route() for entry in ACCESS]
    patterns = {route.path_regex.pattern for route in routes if isinstance(route, Route)}
    return re.compile("|".join(re.sub(r"\?P<\w+>", "?:", one) for one in sorted(patterns)))


_OURS = _any_of_ours()


class Guard:
    """Pure ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._paces = Paces()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer in its place."""
        if scope["type"] == "websocket":
            await self._pass_socket(scope, receive, send)
        elif scope["type"] == "http":
            await self._pass_request(scope, receive, _with_headers(scope, send))
        else:
            await self._app(scope, receive, send)

    async def _pass_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        asking = HTTPConnection(scope)
        is_welcome = (
            _OF_STREAMLIT.fullmatch(scope["path"])
            and not is_foreign_socket(asking, server.running().settings.public_url)
            and not self._seconds_to_wait(asking)
            and await _may_be_kiosk(asking)
        )
        if is_welcome:
            await self._app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _pass_request(self, scope: Scope, receive: Receive, send: Send) -> None:
        asking = HTTPConnection(scope)
        refused = self._refused(asking)
        if refused is None and scope["path"] == _HOME and not await _may_be_kiosk(asking):
            refused = RedirectResponse("/enrol", 303, headers={"Cache-Control": "no-store"})
        if refused is not None:
            await refused(scope, receive, send)
            return
        body = BoundedBody(receive, largest=largest_at(scope["path"]))
        answering = _Answering(asking, body, send)
        with suppress(ClientDisconnect):  # a phone out of reach is no mistake of ours
            await self._app(scope, answering.receive, answering.send)

    def _refused(self, asking: HTTPConnection) -> Response | None:
        """What is answered in the page's place."""
        path = asking.scope["path"]
        seconds = self._seconds_to_wait(asking)
        if seconds:
            return refusal(asking, refused_requests.TOO_OFTEN, seconds=seconds)
        if not _OF_STREAMLIT.fullmatch(path) and not _OURS.match(path):
            return refusal(asking, refused_requests.NOTHING)
        if asking.scope["method"] in _SAFE or path.startswith(UNSUBSCRIBE_PATH):
            return None  # a mail program's one click may come from anywhere (RFC 8058)
        if is_foreign(asking, server.running().settings.public_url):
            return refusal(asking, refused_requests.FOREIGN)
        return None

    def _seconds_to_wait(self, asking: HTTPConnection) -> int:
        return self._paces.seconds_to_wait(
            sender_of(asking, server.running()),
            picture=_PICTURES.get(asking.scope["path"], Picture.NONE),
            now=time.monotonic(),
        )


class _Answering:
    """Between a page and its reader: a body that breaks a bound is answered here, once."""

    def __init__(self, asking: HTTPConnection, body: BoundedBody, send: Send) -> None:
        self._asking, self._body, self._send = asking, body, send
        self._has_begun = self._is_refused = False

    async def receive(self) -> Message:
        message = await self._body.receive()
        if self._body.ending and not self._has_begun:
            self._has_begun = self._is_refused = True
            answer = refusal(self._asking, _ENDED_BY[self._body.ending])
            await answer(self._asking.scope, self._body.receive, self._send)
        return message

    async def send(self, message: Message) -> None:
        self._has_begun = True
        if self._is_refused:
            return
        try:
            await self._send(message)
        except RuntimeError as error:
            if "closed" not in str(error):
                raise
            raise ClientDisconnect from error  # how uvloop says that the reader hung up


def _with_headers(scope: Scope, send: Send) -> Callable[[Message], Awaitable[None]]:
    """Sends with what every answer carries, and the kiosk's cookie where it is due."""

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _headers_for(scope).items():
                headers.setdefault(name, value)
            cookie = _kiosk_cookie(scope)
            if cookie:
                headers.append("Set-Cookie", cookie)
        await send(message)

    return send_guarded


def _headers_for(scope: Scope) -> dict[str, str]:
    return headers_of(
        is_kiosk=_OF_STREAMLIT.fullmatch(scope["path"]) is not None,
        is_encrypted=scope["scheme"] == "https",
        host=HTTPConnection(scope).headers.get("host", ""),
    )


async def _may_be_kiosk(asking: HTTPConnection) -> bool:
    return await run_in_threadpool(may_be_kiosk, asking, server.running())


def _kiosk_cookie(scope: Scope) -> str | None:
    """The cookie that keeps what the address said about this kiosk, if it said anything."""
    query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    if scope["path"] != _HOME or not any(name in query for name in setup.QUERY_NAMES):
        return None
    key = server.running().settings.key("kiosk cookie")
    before = setup.from_cookie(HTTPConnection(scope).cookies.get(setup.COOKIE), key)
    value = setup.to_cookie(setup.changed_by(before, query), key)
    secure = "; Secure" if scope["scheme"] == "https" else ""
    return f"{setup.COOKIE}={value}; Path=/; Max-Age={_A_YEAR}; HttpOnly; SameSite=Lax{secure}"
