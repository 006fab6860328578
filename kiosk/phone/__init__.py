"""Pages for phones: plain HTML that works without JavaScript and asks nobody else for anything.

A template extends base.html; parts.html holds the ring and other drawings. Whatever a guest
wrote is escaped by the engine.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response

from kiosk import server
from kiosk.policies import PHONE
from kiosk.templates import engine_of, version_of
from kiosk.texts import languages, other_language, texts_in
from matching.errors import DatabaseAwayError
from matching.faults import described_without_data

log = logging.getLogger("rozmowa")

FOLDER = Path(__file__).parent
STYLES = FOLDER / "phone.css"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": PHONE,
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Robots-Tag": "noindex, nofollow",
}


def render(template: str, /, *, language: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of a template, with the headers that every page for phones has.

    language: of the page; the template gets it, text(key, …) in it, other_language, and values
    """
    other = other_language(language)
    page = _templates().get_template(template)
    html = page.render(language=language, other_language=other, text=texts_in(language), **values)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def language_of(request: HTTPConnection, own: str = "") -> str:
    """The language that the address asks for, else the guest's own, else the browser's."""
    browsers = request.headers.get("accept-language", "")[:2].lower()
    wanted = (request.query_params.get("lang", ""), own, browsers)
    known = (language for language in wanted if language in languages())
    return next(known, server.running().settings.language)


def is_offered() -> bool:
    """Whether there is a public address, without which nothing for phones is offered."""
    return server.running().settings.public_url is not None


@dataclass
class NothingHereError(Exception):
    """This address opens nothing; why, is not told."""

    status: int = 404


def calmly(work: Callable[[Request], Response], request: Request) -> Response:
    """What work answers, or one calm page: where there is nothing, and where we fail.

    Raises DatabaseAwayError. Without a public address work is not asked.
    """

    def offered(request: Request) -> Response:
        if not is_offered():
            raise NothingHereError
        return work(request)

    return calmly_anywhere(offered, request)


def calmly_anywhere(work: Callable[[Request], Response], request: Request) -> Response:
    """The same for pages that need no public address."""
    try:
        return work(request)
    except NothingHereError as nothing:
        return nothing_here(language_of(request), status=nothing.status)
    except DatabaseAwayError:
        raise  # answered for all pages in one place
    except Exception as error:
        log.error("unexpected %s", described_without_data(error))
        return message(language_of(request), "mistake", status=500)


def nothing_here(language: str, *, status: int = 404) -> HTMLResponse:
    """The one calm page for every link that opens nothing; it does not tell why."""
    return message(language, "nothing", status=status)


def message(language: str, name: str, *, status: int) -> HTMLResponse:
    """A page of one title and one sentence; name: nothing, mistake, cannot or refused_…."""
    text = texts_in(language)
    return render(
        "message.html",
        language=language,
        status=status,
        screen=f"phone-{name}",
        title=text(_TITLES.get(name) or f"refused.{name.removeprefix('refused_')}_title"),
        sentence=text(_SENTENCES.get(name) or f"refused.{name.removeprefix('refused_')}_text"),
    )


_TITLES = {
    "nothing": "phone.nothing_title",
    "mistake": "error.title",
    "cannot": "phone.cannot_title",
}
_SENTENCES = {
    "nothing": "phone.nothing_text",
    "mistake": "phone.mistake_text",
    "cannot": "phone.cannot_text",
}


@cache
def _templates() -> Environment:
    environment = engine_of(FOLDER)
    environment.globals["styles"] = f"/phone.css?v={version_of(STYLES)}"
    return environment
