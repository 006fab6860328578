"""The link in every mail that ends further ones: a page with one button, and one click (RFC 8058).

A mail program that offers "unsubscribe" sends the same form as the page's button, without any
login or cookie. What the form says does not matter: whoever holds the link and sends something to
it wants no mails. A GET changes nothing. The link does not end, so it opens nothing else.
"""

from uuid import UUID, uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kiosk import server
from kiosk.access import Access, Entry
from kiosk.clock import utc_now
from kiosk.links import UNSUBSCRIBE_PATH, read_unsubscribe_link
from kiosk.own_link_address import own_link_address
from kiosk.phone import NothingHereError, calmly_anywhere, language_of, render
from kiosk.phone.forms import LARGEST_FORM
from kiosk.request_bodies import read_body
from matching.badge_history import Owner, find_owner
from matching.mailing.refusals import Refusal, RefusalKind, has_refused, record_of, refuse

TOO_LARGE = 413


def show_question(request: Request) -> Response:
    """Whether mails shall end; where they have, that they have."""
    return calmly_anywhere(_question, request)


async def unsubscribe(request: Request) -> Response:
    """End them. Sent again it changes nothing."""
    body = await read_body(request, largest=LARGEST_FORM)

    def work(request: Request) -> Response:
        if body is None:
            raise NothingHereError(TOO_LARGE)
        return _unsubscribed(request)

    return await run_in_threadpool(calmly_anywhere, work, request)


def _question(request: Request) -> Response:
    owner = _owner(request)
    store = server.running().store
    return _page(request, owner, is_over=has_refused(store, owner.person_id, RefusalKind.ALL))


def _unsubscribed(request: Request) -> Response:
    owner = _owner(request)
    refusal = Refusal(uuid4(), owner.person_id, RefusalKind.ALL, is_refused=True, source="mail")
    refuse(server.running().store, refusal, now=utc_now())
    return _page(request, owner, is_over=True)


def _owner(request: Request) -> Owner:
    """Whose link it is, also where that record has become part of another since.

    Raises NothingHereError for one that is wrong or nobody's any more.
    """
    running = server.running()
    person_id: UUID | None = read_unsubscribe_link(running.settings, request.path_params["token"])
    store = running.store
    owner = find_owner(store, record_of(store, person_id)) if person_id else None
    if owner is None:
        raise NothingHereError
    return owner


def _page(request: Request, owner: Owner, *, is_over: bool) -> Response:
    language = language_of(request, owner.language)
    return render(
        "unsubscribe.html",
        language=language,
        owner=owner,
        is_over=is_over,
        own_link=own_link_address(language),
    )


_PAGE = f"{UNSUBSCRIBE_PATH}{{token}}"
ENTRIES = [
    Entry(_PAGE, show_question, Access.LINK, title="no more mails"),
    Entry(_PAGE, unsubscribe, Access.LINK, ("POST",), "no more mails, by a button or one click"),
]
