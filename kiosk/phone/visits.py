"""One request of somebody who holds an answer link: which conversation, whose, in which language.

The link is checked here and nowhere else, so nobody gets past it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request

from kiosk import links, server
from kiosk.clock import utc_now
from kiosk.phone import NothingHereError, language_of
from kiosk.server import Server
from kiosk.texts import Text, texts_in
from matching.chapters import between_events
from matching.conversations import Conversation, State, view_conversation
from matching.errors import UnknownConversationError
from matching.events import TIME_ZONE, list_events
from matching.phone_codes import open_phone_code
from matching.store import Store

NOT_FOUND, GONE = 404, 410


@dataclass(frozen=True)
class Visit:
    """The holder of the link is `conversation.me`."""

    request: Request
    store: Store
    conversation: Conversation
    language: str
    now: datetime

    @property
    def conversation_id(self) -> UUID:
        """The only conversation that this link may touch."""
        return self.conversation.conversation_id

    @property
    def my_id(self) -> UUID:
        """The attendee the link was made for."""
        return self.conversation.me.attendee_id

    @property
    def text(self) -> Text:
        """Sentences in the page's language."""
        return texts_in(self.language)

    @property
    def time_zone(self) -> str:
        """Of the event at which they talked."""
        events = [*list_events(self.store), *between_events(self.store)]
        zones = {event.event_id: event.time_zone for event in events}
        return zones.get(self.conversation.event_id, TIME_ZONE)

    @property
    def today(self) -> date:
        """The day at the event's place."""
        return self.now.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def own_address(self) -> str:
        """The page itself, in the language that was asked for."""
        asked = self.request.query_params.get("lang", "")
        return self.request.url.path + (f"?lang={self.language}" if asked else "")


def open_visit(request: Request) -> Visit:
    """Read the link in the address.

    Raises NothingHereError for a link that is not ours or was revoked, and (410) for a
    conversation that has ended or began more than seven days ago.
    """
    running, now = server.running(), utc_now()
    ids = _opened(running, request.path_params["token"])
    if ids is None:
        raise NothingHereError(NOT_FOUND)
    try:
        conversation = view_conversation(running.store, ids[0], reader_id=ids[1], now=now)
    except UnknownConversationError:
        raise NothingHereError(NOT_FOUND) from None
    if conversation.state is State.EXPIRED or now >= conversation.ends_at:
        raise NothingHereError(GONE)
    language = language_of(request, conversation.me.language)
    return Visit(request, running.store, conversation, language, now)


def _opened(running: Server, token: str) -> tuple[UUID, UUID] | None:
    phone_code_id = links.read_phone_code_link(running.settings, token)
    if phone_code_id is not None:
        return open_phone_code(running.store, phone_code_id)
    return links.read_answer_link(running.settings, token)
