"""Who comes with a personal link: whose page it is, and which of their conversations.

The link is checked here and nowhere else, so nobody gets past it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kiosk import server
from kiosk.clock import utc_now
from kiosk.links import PERSONAL_PATH, read_personal_link
from kiosk.own_link_address import own_link_address
from kiosk.phone import NothingHereError, calmly, language_of, render
from kiosk.phone.forms import LARGEST_FORM, Form
from kiosk.request_bodies import read_body
from kiosk.texts import Text, languages, texts_in
from matching.badge_history import Owner, find_owner
from matching.chapters import between_events
from matching.conversations import Conversation, conversations_of_person
from matching.events import list_events
from matching.model import Event
from matching.store import Store

TOO_LARGE = 413


@dataclass(frozen=True)
class Visitor:
    """Somebody on their own page.

    home: the path of the page; chosen: the language that the address asks for, or ""
    events: all there are, by id
    """

    owner: Owner
    store: Store
    language: str
    home: str
    chosen: str
    events: dict[UUID, Event]
    now: datetime

    @property
    def text(self) -> Text:
        """Texts in the visitor's language."""
        return texts_in(self.language)

    def address(self, *parts: object, page: int = 0, mark: str = "", said: str = "") -> str:
        """A path below the page.

        page: of a long list; mark: the place on it to go to; said: what to thank for there
        """
        path = "/".join([self.home, *map(str, parts)])
        asked = {"lang": self.chosen, "page": page, "said": said}
        query = urlencode({name: value for name, value in asked.items() if value})
        return path + (f"?{query}" if query else "") + (f"#{mark}" if mark else "")

    def conversations(self) -> list[Conversation]:
        """All of the visitor's own, the newest first."""
        return conversations_of_person(self.store, self.owner.person_id, now=self.now)


def visitor_of(request: Request) -> Visitor:
    """Whose link it is. Raises NothingHereError for one that is wrong, old or nobody's."""
    running, token, now = server.running(), request.path_params["token"], utc_now()
    person_id = read_personal_link(running.settings, token, now=now)
    owner = find_owner(running.store, person_id) if person_id else None
    if owner is None:
        raise NothingHereError
    asked = request.query_params.get("lang", "")
    return Visitor(
        owner=owner,
        store=running.store,
        language=language_of(request, owner.language),
        home=PERSONAL_PATH + token,
        chosen=asked if asked in languages() else "",
        events={event.event_id: event for event in _every_event(running.store)},
        now=now,
    )


def _every_event(store: Store) -> list[Event]:
    """Meetings, the oldest first, and what belongs between them."""
    return [*list_events(store), *between_events(store)]


def conversation_of(request: Request, visitor: Visitor) -> Conversation:
    """The one that the address names. Raises NothingHereError if it is not the visitor's own."""
    wanted = request.path_params["conversation"]
    for conversation in visitor.conversations():
        if str(conversation.conversation_id) == wanted:
            return conversation
    raise NothingHereError


def today_at(event: Event, now: datetime) -> date:
    """The day at the event's place."""
    return now.astimezone(ZoneInfo(event.time_zone)).date()


def fact_id(form: Form, *content: str) -> UUID:
    """The id of the fact that a form states.

    It follows from the id made when the page was shown and from what was filled in: sent twice
    it is one fact, sent again with other content it is another. Raises NothingHereError for a
    form that no page of ours made.
    """
    shown = form.id("shown")
    if shown is None:
        raise NothingHereError
    return uuid5(shown, "\n".join(content))


def show(work: Callable[[Request], Response], request: Request) -> Response:
    """What work answers; where there is nothing, one page that does not tell why."""

    def told(request: Request) -> Response:
        try:
            return work(request)
        except NothingHereError as nothing:
            return _nothing(request, nothing.status)

    return calmly(told, request)


async def show_with_form(work: Callable[[Request, Form], Response], request: Request) -> Response:
    """The same for a form that was sent."""
    body = await read_body(request, largest=LARGEST_FORM)

    def work_with_form(request: Request) -> Response:
        if body is None:
            raise NothingHereError(TOO_LARGE)
        return work(request, Form(body))

    return await run_in_threadpool(show, work_with_form, request)


def _nothing(request: Request, status: int) -> Response:
    text = texts_in(language := language_of(request))
    return render(
        "message.html",
        language=language,
        status=status,
        screen="personal-nothing",
        title=text("phone.nothing_title"),
        sentence=text("personal.nothing_text"),
        own_link=own_link_address(language),
    )
