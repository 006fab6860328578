"""Who looks at the dashboard, in what language, at which event."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from kiosk import server
from kiosk.clock import utc_now
from kiosk.phone import NothingHereError
from kiosk.server import Server
from kiosk.settings import Settings
from kiosk.texts import Text, languages, texts_in
from matching.errors import RozmowaError
from matching.events import find_event
from matching.model import Event
from matching.staff import Role, StaffSession
from matching.store import Store

LANGUAGE_COOKIE = "rozmowa_language"
EVENT_COOKIE = "rozmowa_event"


@dataclass(frozen=True)
class StaffVisit:
    """One request of a device that is signed in.

    path: of the page, without what follows a question mark
    event: the one the page is about, None where there is none to speak of
    """

    running: Server
    session: StaffSession
    path: str
    language: str
    event: Event | None
    now: datetime

    @property
    def store(self) -> Store:
        """The open database."""
        return self.running.store

    @property
    def settings(self) -> Settings:
        """What the organiser set by environment."""
        return self.running.settings

    @property
    def role(self) -> Role:
        """Organiser or staff."""
        return self.session.role

    @property
    def is_organiser(self) -> bool:
        """Whether exports, set-up and rights are open to this visit."""
        return self.role is Role.ORGANISER

    @property
    def actor(self) -> str:
        """How the audit log calls this device."""
        return self.session.actor

    @property
    def text(self) -> Text:
        """Sentences in the reader's language."""
        return texts_in(self.language)

    @property
    def time_zone(self) -> str:
        """Where the event is; UTC without one."""
        return self.event.time_zone if self.event else "UTC"

    def the_event(self) -> Event:
        """The event this page is about. Raises NothingHereError where there is none."""
        if self.event is None:
            raise NothingHereError
        return self.event


def visit_of(request: Request, session: StaffSession) -> StaffVisit:
    """The visit that a request of this session is."""
    running = server.running()
    return StaffVisit(
        running=running,
        session=session,
        path=request.url.path,
        language=staff_language(request),
        event=_event(request, running, session),
        now=utc_now(),
    )


def staff_language(request: Request) -> str:
    """The language chosen last on this device, else the browser's, else the usual one."""
    browsers = request.headers.get("accept-language", "")[:2].lower()
    kept = request.cookies.get(LANGUAGE_COOKIE, "")
    wanted = (request.query_params.get("lang", ""), kept, browsers)
    known = (language for language in wanted if language in languages())
    return next(known, server.running().settings.language)


def _event(request: Request, running: Server, session: StaffSession) -> Event | None:
    """The one an organiser chose to look at, else the one that is running."""
    wanted = request.query_params.get("event") or request.cookies.get(EVENT_COOKIE)
    try:
        if wanted and session.role is Role.ORGANISER:
            return find_event(running.store, wanted)
    except RozmowaError:
        pass
    try:
        return running.event()
    except RozmowaError:
        return None
