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

MOST = 3  # doors beside the way back: as many as stay within reach, with the longest words
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
        """Of introductions the one that is nearest to a talk, then people worth meeting; the id
        of a door names the screen behind it."""
        introduced = {one.other.attendee_id for one in [*self.made, *self.asked]}
        people = [
            self._suggestion_door(one)
            for one in self.suggestions
            if one.attendee_id not in introduced
        ]
        return [*self._introduction_doors()[:1], *people][:MOST]

    def _introduction_doors(self) -> list[Button]:
        text = self.view.text
        if self.made:
            one, sub = self.made[0], text("intro.made_door")
            return [_door("introduced", one, self.name(one.other.name), "tick", sub)]
        if self.asked:
            one, sub = self.asked[0], self.name(self.asked[0].introducer.name)
            return [_door("introduction", one, text("intro.asked_door"), "intro", sub)]
        return [self._idea_door(one) for one in self.ideas[:1]]

    def name(self, name: str) -> str:
        """A name, or a word for whoever has none on the list."""
        return name or self.view.text("greeting.nameless")

    def _idea_door(self, one: Idea) -> Button:
        names = f"{self.name(one.one.name)} · {self.name(one.other.name)}"
        label = self.view.text("intro.idea_door")
        return Button(idea_door(one), label, "door", "intro", sub=names)

    def _suggestion_door(self, one: Suggestion) -> Button:
        sub = reason_lines(one.reasons[:1], self.view.text, self.view.language)
        if one.is_from_desk:
            sub = [self.view.text("live.idea_door")]
        if not one.is_here:
            sub = [self.view.text("meet.on_the_way"), *sub]
        door_id = f"suggested {one.attendee_id}"
        return Button(door_id, self.name(one.name), "door", "pin", sub=" · ".join(sub))


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
