"""A guest's phone: the same question as at the kiosk, behind a signed link or a typed code.

A GET never changes anything, so a mail program may open a link beforehand. No cookie is used:
whoever has the link may do what the link is for, so another site cannot act in a guest's name.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kiosk import links, server
from kiosk.clock import utc_now
from kiosk.phone import (
    HEADERS,
    STYLES,
    NothingHereError,
    calmly,
    language_of,
    render,
)
from kiosk.phone.answer_pages import current_page, decline_page
from kiosk.phone.answer_steps import take_step
from kiosk.phone.forms import LARGEST_FORM, Form
from kiosk.phone.visits import open_visit
from kiosk.request_bodies import read_body
from kiosk.server import Server
from kiosk.texts import texts_in
from kiosk.wrong_tries import WrongTries, asked_to_wait
from matching.conversations import State
from matching.errors import DatabaseAwayError
from matching.phone_codes import open_typed_code

TRIES_PER_ADDRESS = 100  # a whole venue may stand behind one; a code is one of 30^8
TRIES_IN_ALL = 1000
LOCKED_MINUTES = 5
TOO_LARGE = 413

_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}


def no_wrong_codes() -> WrongTries:
    """The count of wrong codes, as it begins."""
    return WrongTries(per_address=TRIES_PER_ADDRESS, in_all=TRIES_IN_ALL, minutes=LOCKED_MINUTES)


wrong_codes = no_wrong_codes()


def styles(_request: Request) -> Response:
    """The one stylesheet; its address changes with it."""
    return FileResponse(STYLES, media_type="text/css", headers=_A_YEAR)


def show_conversation(request: Request) -> Response:
    """The form until answered, then what both sentences' readers may see."""
    return calmly(_shown, request)


async def send_conversation(request: Request) -> Response:
    """An answer, another question, a confirmation, an addition, or "do not record"."""
    return await _with_form(_sent, request)


def show_code_form(request: Request) -> Response:
    """Where somebody types the code that a kiosk shows."""
    return calmly(lambda request: _code_page(request, language_of(request)), request)


async def send_code(request: Request) -> Response:
    """Lead on to the conversation of the code."""
    return await _with_form(_opened_by_code, request)


async def _with_form(
    work: Callable[[Request, Form], Response],
    request: Request,
) -> Response:
    body = await read_body(request, largest=LARGEST_FORM)

    def work_with_form(request: Request) -> Response:
        if body is None:
            raise NothingHereError(TOO_LARGE)
        return work(request, Form(body))

    return await run_in_threadpool(calmly, work_with_form, request)


def _shown(request: Request) -> Response:
    visit = open_visit(request)
    asks_to_decline = request.query_params.get("ask") == "decline"
    if asks_to_decline and visit.conversation.state is State.OPEN:
        return decline_page(visit)
    return current_page(visit)


def _sent(request: Request, form: Form) -> Response:
    visit = open_visit(request)
    return take_step(visit, form) or _see(visit.own_address)


def _opened_by_code(request: Request, form: Form) -> Response:
    running, now = server.running(), utc_now()
    address = request.client.host if request.client else ""
    language = language_of(request)
    text = texts_in(language)
    # Counted before it is looked for, so that tries at once all count.
    minutes = wrong_codes.begin(address, now=now)
    if minutes:
        sentence = text("phone.code_locked", minutes=minutes)
        page = _code_page(request, language, error=sentence, status=429)
        return asked_to_wait(page, minutes)
    phone_code_id = _looked_for(running, form.one("code"), address, now)
    if phone_code_id is None:
        return _code_page(request, language, error=text("phone.code_wrong"), status=404)
    token = links.phone_code_token(running.settings, phone_code_id)
    asked = request.query_params.get("lang", "")
    return _see(links.ANSWER_PATH + token + (f"?lang={language}" if asked else ""))


def _looked_for(running: Server, typed: str, address: str, now: datetime) -> UUID | None:
    """Whose code was typed. A right one was no wrong try, nor one that nobody could look for."""
    key = running.settings.key("typed code")
    try:
        found = open_typed_code(running.store, typed, key=key, now=now)
    except DatabaseAwayError:
        wrong_codes.take_back(address, now=now)
        raise
    if found is not None:
        wrong_codes.take_back(address, now=now)
    return found


def _code_page(request: Request, language: str, *, error: str = "", status: int = 200) -> Response:
    return render("typed_code.html", language=language, status=status, error=error)


def _see(address: str) -> Response:
    return RedirectResponse(address, status_code=303, headers=HEADERS)
