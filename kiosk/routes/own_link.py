"""Where a guest asks for the link to their own page: an address is typed, a mail follows.

The answer is the same whether the address is on a list or not, and takes as long.
"""

import asyncio
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kiosk import server
from kiosk.access import Access, Entry
from kiosk.clock import utc_now
from kiosk.links import PERSONAL_LINK_DAYS
from kiosk.own_link_address import OWN_LINK_PATH, own_link_address
from kiosk.phone import NothingHereError, calmly_anywhere, language_of, render
from kiosk.phone.forms import LARGEST_FORM, Form
from kiosk.request_bodies import read_body
from kiosk.wrong_tries import WrongTries, asked_to_wait
from matching.mailing.own_links import LONGEST_ADDRESS, ask_for_links

TOO_LARGE, INVALID, TOO_MANY, ASK_STAFF = 413, 422, 429, 503
# A whole room may ask at the same moment behind one address.
ASKED_BY_ADDRESS = 40
ASKED_IN_ALL = 200
MINUTES = 10
# Looking for an address, and queueing a mail or not, takes some milliseconds more or less.
SECONDS_ALWAYS = 0.5


def nobody_asked() -> WrongTries:
    """The count of those who asked, as it begins."""
    return WrongTries(per_address=ASKED_BY_ADDRESS, in_all=ASKED_IN_ALL, minutes=MINUTES)


asked = nobody_asked()


def show_form(request: Request) -> Response:
    """The form, or that staff know the way where no mails can be sent."""
    return calmly_anywhere(lambda request: _page(request), request)


async def send_form(request: Request) -> Response:
    """The same answer to everybody, at the same pace."""
    began = time.monotonic()
    body = await read_body(request, largest=LARGEST_FORM)

    def work(request: Request) -> Response:
        if body is None:
            raise NothingHereError(TOO_LARGE)
        return _sent(request, Form(body))

    answer = await run_in_threadpool(calmly_anywhere, work, request)
    await asyncio.sleep(max(0.0, SECONDS_ALWAYS - (time.monotonic() - began)))
    return answer


def _sent(request: Request, form: Form) -> Response:
    running, now, typed = server.running(), utc_now(), form.one("email").strip()
    if own_link_address(language_of(request)) == "":
        return _page(request)
    if not _looks_right(typed):
        return _page(request, typed=typed, problem="ask_link.wrong", status=INVALID)
    address = request.client.host if request.client else ""
    minutes = asked.minutes_locked(address, now=now)
    if minutes:
        page = _page(request, typed=typed, minutes=minutes, status=TOO_MANY)
        return asked_to_wait(page, minutes)
    asked.note(address, now=now)
    ask_for_links(running.store, typed, now=now)
    running.send_soon()
    return _page(request, is_sent=True)


def _looks_right(typed: str) -> bool:
    box, at, domain = typed.rpartition("@")
    is_one = bool(box and at and "." in domain) and not any(map(str.isspace, typed))
    return is_one and len(typed) <= LONGEST_ADDRESS


def _page(
    request: Request,
    *,
    typed: str = "",
    problem: str = "",
    minutes: int = 0,
    is_sent: bool = False,
    status: int = 200,
) -> Response:
    language = language_of(request)
    return render(
        "ask_link.html",
        language=language,
        status=status,
        can_send=own_link_address(language) != "",
        typed=typed,
        problem=problem,
        minutes=minutes,
        is_sent=is_sent,
        longest=LONGEST_ADDRESS,
        days=PERSONAL_LINK_DAYS,
    )


ENTRIES = [
    Entry(OWN_LINK_PATH, show_form, Access.EVERYONE, title="ask for the link to one's own page"),
    Entry(OWN_LINK_PATH, send_form, Access.EVERYONE, ("POST",), "ask for one's own link by mail"),
]
