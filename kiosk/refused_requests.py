"""What somebody is told whose request no page gets to see: kindly, and at next to no cost."""

from functools import cache

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response

from kiosk.api.problems import ProblemError, problem
from kiosk.phone import language_of, message

FOREIGN = "foreign"  # sent from a page that is not ours
NOTHING = "nothing"  # no page has this address
TOO_LARGE = "too_large"
TOO_OFTEN = "too_often"
TOO_SLOW = "too_slow"
STATUSES = {FOREIGN: 403, NOTHING: 404, TOO_SLOW: 408, TOO_LARGE: 413, TOO_OFTEN: 429}

_IN_SHORT = {
    FOREIGN: "Sent from a foreign page.",
    NOTHING: "There is nothing at this address.",
    TOO_SLOW: "The body came too slowly.",
    TOO_LARGE: "The body is too large.",
    TOO_OFTEN: "Too many requests.",
}
_FOR_PROGRAMS = "/api/v1"
_FOR_SCRIPTS = "/api/"
# What was begun cannot be read to its end on this connection.
_ENDING = frozenset({FOREIGN, TOO_LARGE, TOO_OFTEN, TOO_SLOW})


def refusal(asking: HTTPConnection, reason: str, *, seconds: int = 0) -> Response:
    """A page in the reader's language, or JSON for programs; seconds: to wait before the next."""
    answer = _answer(asking, reason)
    if seconds:
        answer.headers["Retry-After"] = str(seconds)
    if reason in _ENDING and asking.scope["method"] not in {"GET", "HEAD"}:
        answer.headers["Connection"] = "close"
    return answer


def _answer(asking: HTTPConnection, reason: str) -> Response:
    path, status = asking.url.path, STATUSES[reason]
    if path.startswith(_FOR_PROGRAMS):
        return problem(ProblemError(status, reason, _IN_SHORT[reason]))
    if path.startswith(_FOR_SCRIPTS):
        return JSONResponse({"error": _IN_SHORT[reason]}, status_code=status)
    page = _page(language_of(asking), reason)
    return Response(page.body, status_code=status, headers=dict(page.headers))


@cache
def _page(language: str, reason: str) -> Response:
    """Drawn once: a flood must not cost a drawing each."""
    return message(language, f"refused_{reason}", status=STATUSES[reason])
