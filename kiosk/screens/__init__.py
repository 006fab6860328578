"""One file per screen. Each has show(view), what it shows, and act(view, action, field)."""

from collections.abc import Callable
from typing import Protocol

from kiosk.components import Description
from kiosk.screens import (
    already_in,
    called,
    choose_event,
    code_entry,
    email_entry,
    entry_only,
    entry_only_done,
    error,
    greeting,
    help,
    information,
    name_entry,
    no_badge,
    no_event,
    not_a_kiosk,
    not_me,
    refused,
    walk_in,
    welcome,
)
from kiosk.screens.talk import (
    answer,
    connected,
    correction,
    decline,
    handover,
    idea,
    introduced,
    introduction,
    later,
    meet,
    menu,
    more,
    partner,
    phone_code,
    second_step,
    seeks,
    seeks_words,
    suggested,
    waiting,
)
from kiosk.screens.talk.consent import ConsentScreen
from kiosk.screens.talk.ending import EndScreen
from kiosk.session import View
from matching.model import ConsentKind


class Screen(Protocol):
    """A module with these two functions, or an object."""

    @property
    def show(self) -> Callable[[View], Description]:
        """What it shows."""

    @property
    def act(self) -> Callable[[View, str, str], None]:
        """What a tap does: the action's id, the text of the field."""


SCREENS: dict[str, Screen] = {
    "welcome": welcome,
    "greeting": greeting,
    "already_in": already_in,
    "refused": refused,
    "not_me": not_me,
    "no_badge": no_badge,
    "name_entry": name_entry,
    "email_entry": email_entry,
    "code_entry": code_entry,
    **walk_in.SCREENS,
    "help": help,
    "information": information,
    "entry_only": entry_only,
    "entry_only_done": entry_only_done,
    "no_event": no_event,
    "choose_event": choose_event,
    "error": error,
    "called": called,
    "not_a_kiosk": not_a_kiosk,
    "consent_suggest": ConsentScreen(ConsentKind.SUGGEST),
    "consent_mail": ConsentScreen(ConsentKind.MAIL),
    "menu": menu,
    "meet": meet,
    "suggested": suggested,
    "idea": idea,
    "introduction": introduction,
    "introduced": introduced,
    "more": more,
    "waiting": waiting,
    "partner": partner,
    "answer": answer,
    "second_step": second_step,
    "seeks": seeks,
    "seeks_words": seeks_words,
    "later": later,
    "decline": decline,
    "phone_code": phone_code,
    "handover": handover,
    "connected": connected,
    "correction": correction,
    "saved": EndScreen("saved.title", "saved.text", has_ring=True),
    "later_done": EndScreen("later_done.title", "later_done.text", has_ring=True),
    "declined": EndScreen("declined.title", "declined.text"),
    "cannot": EndScreen("cannot.title", "cannot.text"),
    "lost": EndScreen("lost.title", "lost.text"),
    "over": EndScreen("over.title", "over.text"),
    "already_recorded": EndScreen("already_recorded.title", "already_recorded.text", has_ring=True),
    "done": EndScreen("done.title", "done.text", has_ring=True),
}
