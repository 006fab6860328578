"""Why a program got no answer: one shape for all (RFC 9457), never a word about a person."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


@dataclass
class ProblemError(Exception):
    """A request that is refused.

    code: stable, for programs; detail: a sentence for whoever writes the program
    headers: such as Retry-After
    """

    status: int
    code: str
    detail: str
    headers: tuple[tuple[str, str], ...] = ()


def problem(error: ProblemError) -> JSONResponse:
    """The answer that tells it."""
    return JSONResponse(
        {
            "type": "about:blank",
            "title": HTTPStatus(error.status).phrase,
            "status": error.status,
            "code": error.code,
            "detail": error.detail,
        },
        status_code=error.status,
        headers=dict(error.headers),
        media_type=MEDIA_TYPE,
    )
