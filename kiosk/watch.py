"""Watches every request: counts it, measures it, writes a line that names nobody."""

import logging
import time

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk import meters
from kiosk.policies import headers_of
from matching.faults import described_without_data

log = logging.getLogger("rozmowa")
requests_log = logging.getLogger("rozmowa.requests")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"


class Watch:
    """Pure ASGI middleware, the outermost."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; an error that nobody caught is told without its message."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def send_seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_seen)
        except Exception as error:
            log.error("unexpected %s", described_without_data(error))
            if not status:
                await _answer_calmly(scope, receive, send_seen)
        _note(scope, status, time.perf_counter() - began)


async def _answer_calmly(scope: Scope, receive: Receive, send: Send) -> None:
    asking = HTTPConnection(scope)
    headers = headers_of(
        is_kiosk=False,
        is_encrypted=asking.url.scheme == "https",
        host=asking.headers.get("host", ""),
    )
    headers["Cache-Control"] = "no-store"
    answer = PlainTextResponse("Something went wrong here.\n", status_code=500, headers=headers)
    await answer(scope, receive, send)


def _note(scope: Scope, status: int, seconds: float) -> None:
    """The template of the route, never the path: a path may hold a token or a code."""
    route = str(getattr(scope.get("route"), "path", "") or OTHER)
    method = scope["method"] if scope["method"] in METHODS else OTHER
    meters.meters.requests.labels(method, route, str(status)).inc()
    meters.meters.request_seconds.labels(route).observe(seconds)
    told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    requests_log.info("%s %s %d", method, route, status, extra={"told": told})
