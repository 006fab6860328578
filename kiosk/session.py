"""What one browser's visit is about; the only place that names keys of st.session_state."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4, uuid5

import streamlit as st

from kiosk import server, setup
from kiosk.clock import utc_now
from kiosk.server import Server
from kiosk.setup import KioskSetup
from kiosk.texts import Text, texts_in
from kiosk.visit import WELCOME, Talk, Visit
from matching.conversations import Conversation, view_conversation
from matching.event_plan import EventPlan, plan_of
from matching.model import Attendee, CheckIn, Event

COMPONENT_KEY = "kiosk"
_SESSION_KEY = "session"
_REPORTED_KEY = "reported"

# Where other badges are ignored: somebody is in the middle of a talk.
BUSY = frozenset(
    {
        "consent_suggest",
        "consent_mail",
        "answer",
        "second_step",
        "seeks",
        "seeks_words",
        "later",
        "decline",
        "phone_code",
        "handover",
        "connected",
        "correction",
    }
)

# Where the guest looks around; their own badge changes nothing there.
AT_THE_MENU = frozenset(
    {"menu", "meet", "suggested", "idea", "introduction", "introduced", "more", "waiting"}
)


@dataclass
class Session:
    """One browser: what it shows (screen, turn), who stands before it, which kiosk it is.

    nudge: the number of the browser's last wish to have its screen described again
    """

    setup: KioskSetup
    session_id: UUID = field(default_factory=uuid4)
    screen: str = WELCOME
    turn: int = 0
    nudge: int = 0
    visit: Visit = field(default_factory=Visit)
    last_scan: str | None = None

    @property
    def is_busy(self) -> bool:
        """Whether other badges are ignored, also while the guest of a talk reads the help."""
        reads = self.screen in {"help", "information"} and self.visit.back in BUSY
        return reads or self.screen in BUSY


@dataclass
class View:
    """What a screen needs: the server, the event if one is running, the browser's session.

    choices: the chips that were chosen on the screen when it was left, by group
    """

    server: Server
    event: Event | None
    session: Session
    choices: dict[str, list[str]] = field(default_factory=dict)
    _plan: EventPlan | None = field(default=None, init=False, repr=False)

    @property
    def visit(self) -> Visit:
        """The guest before the kiosk."""
        return self.session.visit

    @property
    def default_language(self) -> str:
        """What the kiosk speaks before anybody says otherwise."""
        return self.event.language if self.event else self.server.settings.language

    @property
    def plan(self) -> EventPlan:
        """What the organiser decided about the event, read once in a run."""
        # Not a cached_property: all kiosks would wait for one another in its one lock.
        if self._plan is None:
            self._plan = plan_of(self.server.store, self.event) if self.event else EventPlan()
        return self._plan

    @property
    def language(self) -> str:
        """The one that was tapped, else the guest's own, else the kiosk's; only one on offer."""
        wanted = (self.visit.language, self._own_language())
        offered = (one for one in wanted if one and one in self.plan.languages)
        return next(offered, self.default_language)

    def _own_language(self) -> str:
        if self.visit.talk is not None:
            return self.visit.talk.language
        attendee = self.visit.check_in.attendee if self.visit.check_in else None
        return attendee.language if attendee else ""

    @property
    def text(self) -> Text:
        """Sentences in the language of this moment."""
        return texts_in(self.language)

    def running_event(self) -> Event:
        """The event, on screens that only open where there is one."""
        assert self.event is not None
        return self.event

    def guest(self) -> Attendee:
        """Who showed a badge, on screens that only a known badge opens."""
        assert self.visit.check_in is not None
        assert self.visit.check_in.attendee is not None
        return self.visit.check_in.attendee

    def talk(self) -> Talk:
        """The conversation being recorded, on screens that belong to one."""
        assert self.visit.talk is not None
        return self.visit.talk

    def conversation(self) -> Conversation:
        """How that conversation stands for whoever writes now."""
        talk = self.talk()
        store = self.server.store
        found = view_conversation(
            store, talk.conversation_id, reader_id=talk.writer_id, now=utc_now()
        )
        return self.named(found)

    def named(self, conversation: Conversation) -> Conversation:
        """The same with a word for whoever has no name on the list."""
        guest = self.text("greeting.nameless")
        me, other = (
            side if side.name else replace(side, name=guest)
            for side in (conversation.me, conversation.other)
        )
        return replace(conversation, me=me, other=other)

    def fact_id(self, name: str = "") -> UUID:
        """Of what a tap on this screen makes: the same tap tried again makes the same fact.

        name: tells several facts of one tap apart
        """
        return uuid5(self.session.session_id, f"{self.session.turn} {name}")

    def go(self, screen: str, *, error: str | None = None) -> None:
        """Show another screen of the same visit."""
        self.session.screen = screen
        self.session.turn += 1
        self.visit.error = error

    def greet(self, screen: str, check_in: CheckIn) -> None:
        """Show what came of a scan; whoever stood there before is forgotten."""
        is_same_guest = self.visit.check_in is None  # they tapped before they showed a badge
        self.session.visit = Visit(
            language=self.visit.language if is_same_guest else None,
            contrast=self.visit.contrast and is_same_guest,
            large=self.visit.large and is_same_guest,
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


def put_back(triggers: dict[str, Any]) -> None:
    """They could not be answered now: the next run takes them, newer ones of a kind instead."""
    st.session_state[_REPORTED_KEY] = triggers | st.session_state.get(_REPORTED_KEY, {})


def take_triggers() -> dict[str, Any]:
    """What was reported and not yet answered: `scan`, `action`, `camera`, each if it happened."""
    kept: dict[str, Any] = st.session_state.pop(_REPORTED_KEY, {})
    return kept
