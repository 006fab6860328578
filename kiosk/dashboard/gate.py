"""The gate before every page of the dashboard: sign-in, role, the size of a form.

Whoever may not open a page is told what somebody is told who asks for a page that does not exist.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk import server
from kiosk.access import Access, Entry
from kiosk.dashboard.pages import page, stranger_page
from kiosk.dashboard.uploads import read_upload
from kiosk.dashboard.visit import (
    EVENT_COOKIE,
    LANGUAGE_COOKIE,
    StaffVisit,
    staff_language,
    visit_of,
)
from kiosk.phone import NothingHereError
from kiosk.phone.forms import LARGEST_FORM, Form
from kiosk.request_bodies import read_body
from kiosk.staff_door import session_of
from kiosk.texts import languages
from matching.errors import DatabaseAwayError
from matching.faults import described_without_data

log = logging.getLogger("rozmowa")

HOME = "/staff"
_A_YEAR = 31_536_000

Work = Callable[..., Response]
ReadForm = Callable[[Request], Awaitable[Form | None]]


def page_entry(path: str, work: Work, access: Access, title: str) -> Entry:
    """The route of a page. work: (visit, request), in a thread of its own"""
    return Entry(path, Gate(work, access).answer, access, title=title)


def form_entry(path: str, work: Work, access: Access, title: str) -> Entry:
    """The route that a form is sent to. work: (visit, request, form), in a thread of its own"""
    return Entry(path, Gate(work, access).answer, access, ("POST",), title)


def upload_entry(path: str, work: Work, access: Access, title: str) -> Entry:
    """The same for a form that may carry files (20 MB): work gets an UploadForm."""
    return Entry(path, Gate(work, access, read_upload).answer, access, ("POST",), title)


async def _read_form(request: Request) -> Form | None:
    body = await read_body(request, largest=LARGEST_FORM)
    return None if body is None else Form(body)


class Gate:
    """One page behind the gate."""

    def __init__(self, work: Work, access: Access, read_form: ReadForm = _read_form) -> None:
        self.work = work
        self._access = access
        self._read_form = read_form

    async def answer(self, request: Request) -> Response:
        """What the page answers, or what stands before it."""
        session = await run_in_threadpool(session_of, request, server.running())
        if session is None:
            return await run_in_threadpool(_before_the_door, request)
        visit = await run_in_threadpool(visit_of, request, session)
        if self._access is Access.ORGANISER and not visit.is_organiser:
            return nothing_for(visit)
        if request.method != "POST":
            return _with_choices(await self._run(visit, request), request)
        form = await self._read_form(request)
        if form is None:
            return message_for(visit, "too_large", status=413)
        return await self._run(visit, request, form)

    async def _run(self, visit: StaffVisit, *given: Any) -> Response:
        try:
            return await run_in_threadpool(self.work, visit, *given)
        except NothingHereError:
            return nothing_for(visit)
        except DatabaseAwayError:
            raise  # answered for all pages in one place
        except Exception as error:
            log.error("unexpected %s", described_without_data(error))
            return message_for(visit, "mistake", status=500)


def nothing_for(visit: StaffVisit) -> Response:
    """There is no such page, or not for this role: it looks the same."""
    return message_for(visit, "nothing", status=404)


def message_for(visit: StaffVisit, name: str, *, status: int) -> Response:
    """A page of one title and one sentence; name: nothing, mistake or too_large."""
    return page(
        visit,
        "message.html",
        status=status,
        screen=f"staff-{name}",
        title=visit.text(f"dash.{name}_title"),
        sentence=visit.text(f"dash.{name}_text"),
    )


def _before_the_door(request: Request) -> Response:
    """The home page leads to the sign-in; nothing else exists for strangers."""
    if request.url.path.rstrip("/") == HOME and request.method == "GET":
        return RedirectResponse("/sign-in", status_code=303)
    language = staff_language(request)
    return stranger_page("stranger.html", language=language, status=404)


def _with_choices(answer: Response, request: Request) -> Response:
    """Keep the language and the event that the address chose, for the next pages."""
    language, event = request.query_params.get("lang"), request.query_params.get("event")
    if language in languages():
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=_A_YEAR, samesite="lax")
    if event is not None and event.isascii():
        answer.set_cookie(EVENT_COOKIE, event[:80], path=HOME, httponly=True, samesite="lax")
    return answer


async def nothing_at_all(request: Request) -> Response:
    """What every path below the dashboard answers that no page has."""
    return await Gate(_no_page, Access.STAFF).answer(request)


def _no_page(*_given: Any) -> Response:
    raise NothingHereError
