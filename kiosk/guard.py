"""What every response carries: nothing from outside, no framing; and the kiosk's own cookie."""

from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk import server, setup
from kiosk.enrolment import may_be_kiosk

_A_YEAR = 31_536_000

# Streamlit's own page needs inline and evaluated script; nothing may come from elsewhere (P12).
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Not no-referrer: a form then hides where it comes from, and sign-in asks that.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}


class Guard:
    """Pure ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; to a browser that is no kiosk the kiosk's pages do not open."""
        if scope["type"] == "websocket" and not await _may_be_kiosk(scope):
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] == "/" and not await _may_be_kiosk(scope):
            await _redirect(send, "/enrol")
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                cookie = _kiosk_cookie(scope)
                if cookie:
                    headers.append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_guarded)


async def _may_be_kiosk(scope: Scope) -> bool:
    return await run_in_threadpool(may_be_kiosk, HTTPConnection(scope), server.running())


async def _redirect(send: Send, target: str) -> None:
    headers = [(b"location", target.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _cookie(scope: Scope, name: str) -> str | None:
    return HTTPConnection(scope).cookies.get(name)


def _kiosk_cookie(scope: Scope) -> str | None:
    """The cookie that keeps what the address said about this kiosk, if it said anything."""
    query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    if scope["path"] != "/" or not any(name in query for name in setup.QUERY_NAMES):
        return None
    key = server.running().settings.key("kiosk cookie")
    before = setup.from_cookie(_cookie(scope, setup.COOKIE), key)
    value = setup.to_cookie(setup.changed_by(before, query), key)
    secure = "; Secure" if scope["scheme"] == "https" else ""
    return f"{setup.COOKIE}={value}; Path=/; Max-Age={_A_YEAR}; HttpOnly; SameSite=Lax{secure}"
