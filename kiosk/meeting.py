"""Whom the guest before a kiosk could meet: suggestions, ideas and introductions, as doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from kiosk.clock import utc_now
from kiosk.components import Button
from kiosk.reasons import reason_lines
from kiosk.session import View
from matching.introductions import Idea, Introduction, asked, ideas_for, made_for
from matching.model import Event
from matching.store import Store
from matching.suggestions import Suggestion, suggestions_for

MOST = 6  # doors beside the way back: as many as stay within reach
_SCREENS = {"introduced", "introduction", "idea", "suggested"}


@dataclass
class Meetings:
    """What is open to the guest at this moment; read once for a run of the script."""

    view: View

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Up to three people, who is in the room first."""
        return suggestions_for(*self._guest, now=utc_now())

    @cached_property
    def made(self) -> list[Introduction]:
        """Introductions that both sides agreed to."""
        return made_for(*self._guest, now=utc_now())

    @cached_property
    def asked(self) -> list[Introduction]:
        """Introductions in which the guest is a side and has not decided."""
        return asked(*self._guest, now=utc_now())

    @cached_property
    def ideas(self) -> list[Idea]:
        """Two people whom the guest knows and could introduce to each other."""
        return ideas_for(*self._guest, now=utc_now())

    @property
    def _guest(self) -> tuple[Store, Event, UUID]:
        view = self.view
        return view.server.store, view.running_event(), view.guest().attendee_id

    def doors(self) -> list[Button]:
        """One for each; its id names the screen behind it."""
        text = self.view.text
        made = [
            _door("introduced", one, self.name(one.other.name), "ring", text("intro.made_door"))
            for one in self.made[:2]
        ]
        wanted = [
            _door("introduction", one, text("intro.asked_door"), "intro", one.introducer.name)
            for one in self.asked[:1]
        ]
        ideas = [self._idea_door(one) for one in self.ideas[:1]]
        people = [self._suggestion_door(one) for one in self.suggestions]
        return [*made, *wanted, *ideas, *people][:MOST]

    def name(self, name: str) -> str:
        """A name, or a word for whoever has none on the list."""
        return name or self.view.text("greeting.nameless")

    def _idea_door(self, one: Idea) -> Button:
        names = f"{self.name(one.one.name)} · {self.name(one.other.name)}"
        label = self.view.text("intro.idea_door")
        return Button(idea_door(one), label, "door", "intro", sub=names)

    def _suggestion_door(self, one: Suggestion) -> Button:
        reasons = reason_lines(one.reasons[:1], self.view.text, self.view.language)
        sub = " · ".join([*where_lines(self.view, one)[:1], *reasons])
        return Button(f"suggested {one.attendee_id}", self.name(one.name), "door", "pin", sub=sub)


def where_lines(view: View, one: Suggestion) -> Sequence[str]:
    """In the room or on their way; the table or stand."""
    text = view.text
    is_here = text("meet.here" if one.is_here else "meet.on_the_way")
    return [is_here, text("meet.place", place=one.place)] if one.place else [is_here]


def idea_door(idea: Idea) -> str:
    """The id of the door to an idea."""
    return f"idea {idea.one.attendee_id}+{idea.other.attendee_id}"


def _door(screen: str, one: Introduction, label: str, icon: str, sub: str) -> Button:
    return Button(f"{screen} {one.introduction_id}", label, "door", icon, sub=sub)


def open_door(view: View, action: str) -> None:
    """Through a door of the list, whose id is a screen and what it shows."""
    screen, _, chosen = action.partition(" ")
    if chosen and screen in _SCREENS:
        view.visit.chosen = chosen
        view.go(screen)
