"""While the database does not answer: calm pages, one line in the log, nothing half kept."""

import logging
import time
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.api.problems import ProblemError, problem
from kiosk.faults import described_without_data
from kiosk.phone import render
from kiosk.policies import headers_of
from kiosk.session import View
from kiosk.texts import languages, texts_in
from matching.errors import DatabaseAwayError

log = logging.getLogger("rozmowa")

SECONDS_UNTIL_AGAIN = 5
SECONDS_BETWEEN_LINES = 60.0
HEALTH = "/healthz"
DATABASE_AWAY = {"status": "database does not answer"}
PROBLEM = ProblemError(
    503,
    DatabaseAwayError.code,
    "The database does not answer; send the same again in a moment.",
    (("Retry-After", str(SECONDS_UNTIL_AGAIN)),),
)
_TRY_AGAIN_LATER = 1013  # what a websocket is closed with

_noted_at = [-SECONDS_BETWEEN_LINES]


class Away:
    """Pure ASGI middleware: what could not be answered for want of the database says so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer where it ends in DatabaseAwayError."""
        has_begun = False

        async def send_seen(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_seen)
        except DatabaseAwayError as error:
            note(error)
            if has_begun:
                raise
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            else:
                await _answer_to(HTTPConnection(scope))(scope, receive, send)


def _answer_to(asking: HTTPConnection) -> Response:
    """A page for people, in both languages; JSON for the kiosk's script, a problem for programs."""
    if asking.url.path.startswith("/api/v1"):
        answer: Response = problem(PROBLEM)
    elif asking.url.path.startswith("/api/"):
        answer = JSONResponse(DATABASE_AWAY, status_code=PROBLEM.status)
    else:
        answer = _page(is_form=asking.scope["method"] == "POST")
    for name, value in headers_of(
        is_kiosk=False,
        is_encrypted=asking.url.scheme == "https",
        host=asking.headers.get("host", ""),
    ).items():
        answer.headers.setdefault(name, value)
    answer.headers["Retry-After"] = str(SECONDS_UNTIL_AGAIN)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(*, is_form: bool) -> Response:
    """It loads itself again; not after a form, which only its sender sends again."""
    return render(
        "away.html",
        language=languages()[-1],
        status=PROBLEM.status,
        texts={language: texts_in(language) for language in reversed(languages())},
        seconds=None if is_form else SECONDS_UNTIL_AGAIN,
    )


def note(error: DatabaseAwayError) -> None:
    """A line in the log, at most one a minute however many ask; it names nobody."""
    now = time.monotonic()
    if now - _noted_at[0] >= SECONDS_BETWEEN_LINES:
        _noted_at[0] = now
        log.error("the database does not answer: %s", described_without_data(error))


def described(view: View) -> dict[str, Any]:
    """What a kiosk shows over its screen, or in place of one that it never had."""
    language = view.visit.language or view.default_language
    text = texts_in(language)
    return {
        "lang": language,
        "health": HEALTH,
        "waiting": {"title": text("camera.database_title"), "text": text("camera.database_text")},
    }
