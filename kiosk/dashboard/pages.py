"""Pages of the dashboard from their templates; whatever people wrote is escaped by the engine."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kiosk.access import Access
from kiosk.dashboard.navigation import NAVIGATION, Group
from kiosk.dashboard.said import Said, say, take
from kiosk.dashboard.visit import StaffVisit
from kiosk.policies import DASHBOARD
from kiosk.templates import engine_of, version_of
from kiosk.texts import calendar_day, clock_time, day_and_time, other_language, texts_in

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
ASSETS = {
    "dashboard.css": "text/css",
    "label.css": "text/css",
    "dashboard.js": "text/javascript",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": DASHBOARD,
    "X-Robots-Tag": "noindex, nofollow",
}


def page(visit: StaffVisit, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page. The template gets visit, text(key, …), language, moments, and values."""
    said = take(visit.session.session_id)
    html = rendered(visit, template, navigation=_navigation(visit), said=said, **values)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def part(visit: StaffVisit, request: Request, template: str, **values: Any) -> Response:
    """A piece that a live page fetches again and again; 304 while nothing changed."""
    return part_of(request, rendered(visit, template, **values))


def part_of(request: Request, html: str) -> Response:
    """The same for a piece that is rendered already."""
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
    headers = HEADERS | {"ETag": tag, "Cache-Control": "no-cache, private"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, headers=headers)


def back(visit: StaffVisit, path: str, *, said: str = "", **values: Any) -> RedirectResponse:
    """On to another page after a form; said: key of the sentence it shows first, with values."""
    if said:
        say(visit.session.session_id, Said(said, values))
    return RedirectResponse(path, status_code=303)


def stranger_page(template: str, *, language: str, status: int = 200, **values: Any) -> Response:
    """A page for somebody who is not signed in."""
    html = (
        _templates()
        .get_template(template)
        .render(
            language=language,
            other_language=other_language(language),
            text=texts_in(language),
            **values,
        )
    )
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def rendered(visit: StaffVisit, template: str, **values: Any) -> str:
    """A template as this visit reads it."""
    return (
        _templates()
        .get_template(template)
        .render(
            visit=visit,
            language=visit.language,
            other_language=other_language(visit.language),
            text=visit.text,
            moments=_Moments(visit),
            **values,
        )
    )


class _Moments:
    """Times in the reader's words, at the event's place."""

    def __init__(self, visit: StaffVisit) -> None:
        self._said = {"language": visit.language, "time_zone": visit.time_zone}

    def clock(self, moment: Any) -> str:
        """17:42"""
        return clock_time(moment, **self._said)

    def day(self, moment: Any) -> str:
        """25 lis 2026"""
        return calendar_day(moment, **self._said)

    def full(self, moment: Any) -> str:
        """środa, 25 listopada, 17:42"""
        return day_and_time(moment, **self._said)


def _navigation(visit: StaffVisit) -> list[Group]:
    """The groups with the pages this visit may open, without empty ones."""
    allowed = {Access.STAFF} | ({Access.ORGANISER} if visit.is_organiser else set())
    groups = [
        Group(group.key, tuple(item for item in group.items if item.access in allowed))
        for group in NAVIGATION
    ]
    return [group for group in groups if group.items]


@cache
def _templates() -> Environment:
    environment = engine_of(TEMPLATES)
    address: Callable[[str], str] = _address_of
    environment.globals["asset"] = address
    return environment


@cache
def _address_of(asset: str) -> str:
    return f"/staff-files/{asset}?v={version_of(FOLDER / asset)}"
