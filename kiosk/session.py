"""What one browser's visit is about; the only place that names keys of st.session_state."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from kiosk import server, setup
from kiosk.server import Server
from kiosk.setup import KioskSetup
from kiosk.texts import Text, texts_in
from matching.model import CheckIn, Event

COMPONENT_KEY = "kiosk"
_SESSION_KEY = "session"
_STAFF_LANGUAGE_KEY = "staff-language"
_SAID_KEY = "staff-said"
_REPORTED_KEY = "reported"
WELCOME = "welcome"


@dataclass
class Visit:
    """One guest before the kiosk; forgotten when the kiosk returns to its welcome screen."""

    language: str | None = None
    contrast: bool = False
    large: bool = False
    check_in: CheckIn | None = None
    name: str = ""
    misses: int = 0
    error: str | None = None
    back: str = WELCOME


@dataclass
class Session:
    """One browser: what it shows (screen, turn), who stands before it, which kiosk it is."""

    setup: KioskSetup
    screen: str = WELCOME
    turn: int = 0
    visit: Visit = field(default_factory=Visit)
    last_scan: str | None = None


@dataclass
class View:
    """What a screen needs: the server, the event if one is running, the browser's session."""

    server: Server
    event: Event | None
    session: Session

    @property
    def visit(self) -> Visit:
        """The guest before the kiosk."""
        return self.session.visit

    @property
    def default_language(self) -> str:
        """What the kiosk speaks before anybody says otherwise."""
        return self.event.language if self.event else self.server.settings.language

    @property
    def language(self) -> str:
        """The one that was tapped, else the guest's own, else the kiosk's."""
        attendee = self.visit.check_in.attendee if self.visit.check_in else None
        own = attendee.language if attendee else ""
        return self.visit.language or own or self.default_language

    @property
    def text(self) -> Text:
        """Sentences in the language of this moment."""
        return texts_in(self.language)

    def running_event(self) -> Event:
        """The event, on screens that only open where there is one."""
        assert self.event is not None
        return self.event

    def go(self, screen: str, *, error: str | None = None) -> None:
        """Show another screen of the same visit."""
        self.session.screen = screen
        self.session.turn += 1
        self.visit.error = error

    def greet(self, screen: str, check_in: CheckIn) -> None:
        """Show what came of a scan; whoever stood there before is forgotten."""
        self.session.visit = Visit(
            language=self.visit.language if self.visit.check_in is None else None,
            contrast=self.visit.contrast,
            large=self.visit.large,
            check_in=check_in,
        )
        self.go(screen)

    def home(self) -> None:
        """End the visit: welcome screen, kiosk's language, usual contrast and letters."""
        self.session.visit = Visit()
        self.go(WELCOME)


def current_session() -> Session:
    """This browser's session, begun with what its cookie says about the kiosk."""
    if _SESSION_KEY not in st.session_state:
        key = server.running().settings.key("kiosk cookie")
        cookie = st.context.cookies.get(setup.COOKIE)
        st.session_state[_SESSION_KEY] = Session(setup.from_cookie(cookie, key))
    session: Session = st.session_state[_SESSION_KEY]
    return session


def keep_triggers() -> None:
    """Note what the component reported: Streamlit tells one run only, which may be cut off."""
    reported = dict(st.session_state.get(COMPONENT_KEY) or {})
    kept = st.session_state.setdefault(_REPORTED_KEY, {})
    kept.update({name: value for name, value in reported.items() if value})


def take_triggers() -> dict[str, Any]:
    """What was reported and not yet answered: `scan`, `action`, `camera`, each if it happened."""
    kept: dict[str, Any] = st.session_state.pop(_REPORTED_KEY, {})
    return kept


def say_after_rerun(sentence: str) -> None:
    """A sentence for the staff page's next run; it may hold a name."""
    st.session_state[_SAID_KEY] = sentence


def take_said() -> str | None:
    """That sentence, once."""
    sentence: str | None = st.session_state.pop(_SAID_KEY, None)
    return sentence


def staff_language() -> str | None:
    """What was chosen on the staff page of this browser."""
    language: str | None = st.session_state.get(_STAFF_LANGUAGE_KEY)
    return language


def set_staff_language(language: str) -> None:
    """Choose it."""
    st.session_state[_STAFF_LANGUAGE_KEY] = language
