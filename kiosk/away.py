"""While the database does not answer, or has no room: calm pages, one line in the log, nothing
half kept."""

import logging
import shutil
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.api.problems import ProblemError, problem
from kiosk.clock import utc_now
from kiosk.phone import render
from kiosk.policies import headers_of
from kiosk.session import View
from kiosk.texts import languages, texts_in
from matching.errors import DatabaseAwayError, DatabaseFullError
from matching.faults import described_without_data
from matching.interfaces.measuring import write_probe
from matching.store import Store

log = logging.getLogger("rozmowa")

SECONDS_UNTIL_AGAIN = 5
SECONDS_BETWEEN_LINES = 60.0
SECONDS_BETWEEN_PROBES = 1.0
# The last page of a full disk has room for a short write, but not for what guests have to say.
WRITES_OF_A_PROBE = 200
LEAST_ROOM = 1_000_000  # bytes, beside a file
HEALTH = "/healthz"
_TRY_AGAIN_LATER = 1013  # what a websocket is closed with


class Reason(StrEnum):
    """What the database lacks, as reach.js knows it."""

    DATABASE = "database"  # it does not answer
    FULL = "full"  # its disk has no room


_SAID = {
    Reason.DATABASE: "database does not answer",
    Reason.FULL: "disk of the database is full",
}
_TITLES = {Reason.DATABASE: "away.title", Reason.FULL: "away.full_title"}
_TEXTS = {Reason.DATABASE: "away.text", Reason.FULL: "away.full_text"}


@dataclass
class _Noted:
    """is_full: since a write had no room and none succeeded after it"""

    at: float = -SECONDS_BETWEEN_LINES
    is_full: bool = False
    probed_at: float = -SECONDS_BETWEEN_PROBES


_noted = _Noted()


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
                await _answer_to(HTTPConnection(scope), error)(scope, receive, send)


def _answer_to(asking: HTTPConnection, error: DatabaseAwayError) -> Response:
    """A page for people, in both languages; JSON for the kiosk's script, a problem for programs."""
    if asking.url.path.startswith("/api/v1"):
        answer: Response = problem(_problem(error))
    elif asking.url.path.startswith("/api/"):
        answer = unwell(reason_of(error))
    else:
        answer = _page(reason_of(error), is_form=asking.scope["method"] == "POST")
    for name, value in headers_of(
        is_kiosk=False,
        is_encrypted=asking.url.scheme == "https",
        host=asking.headers.get("host", ""),
    ).items():
        answer.headers.setdefault(name, value)
    answer.headers["Retry-After"] = str(SECONDS_UNTIL_AGAIN)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def reason_of(error: DatabaseAwayError) -> Reason:
    """Which of the two."""
    return Reason.FULL if isinstance(error, DatabaseFullError) else Reason.DATABASE


def unwell(reason: Reason) -> JSONResponse:
    """What the kiosk's script is told."""
    return JSONResponse({"status": _SAID[reason], "waits": reason}, status_code=503)


def _problem(error: DatabaseAwayError) -> ProblemError:
    sentence = f"The {_SAID[reason_of(error)]}; send the same again in a moment."
    return ProblemError(503, error.code, sentence, (("Retry-After", str(SECONDS_UNTIL_AGAIN)),))


def _page(reason: Reason, *, is_form: bool) -> Response:
    """It loads itself again; not after a form, which only its sender sends again."""
    return render(
        "away.html",
        language=languages()[-1],
        status=503,
        texts={language: texts_in(language) for language in reversed(languages())},
        title=_TITLES[reason],
        sentence=_TEXTS[reason],
        seconds=None if is_form else SECONDS_UNTIL_AGAIN,
    )


def note(error: DatabaseAwayError) -> None:
    """A line in the log, at most one a minute however many ask; it names nobody."""
    _noted.is_full = _noted.is_full or reason_of(error) is Reason.FULL
    now = time.monotonic()
    if now - _noted.at >= SECONDS_BETWEEN_LINES:
        _noted.at = now
        log.error("%s: %s", error, described_without_data(error))


def look_for_room(store: Store) -> None:
    """Where there was no room: whether there is again, tried at most once a second.

    Raises DatabaseFullError while there is none, DatabaseAwayError.
    """
    if not _noted.is_full:
        return
    now = time.monotonic()
    if now - _noted.probed_at < SECONDS_BETWEEN_PROBES:
        raise DatabaseFullError
    _noted.probed_at = now
    if store.path and shutil.disk_usage(store.path.parent).free < LEAST_ROOM:
        raise DatabaseFullError
    write_probe(store, now=utc_now(), times=WRITES_OF_A_PROBE)
    _noted.is_full = False


def described(view: View, error: DatabaseAwayError) -> dict[str, Any]:
    """What a kiosk shows over its screen, or in place of one that it never had."""
    language = view.visit.language or view.default_language
    text, reason = texts_in(language), reason_of(error)
    return {
        "lang": language,
        "health": HEALTH,
        "waiting": {
            "reason": reason,
            "title": text(f"camera.{reason}_title"),
            "text": text(f"camera.{reason}_text"),
        },
    }
