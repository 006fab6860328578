"""Somebody who is not on the list comes in by themselves, where the organiser allowed it.

Name, then company and address for those who want; one field each. Whether a name is on the list
is never told: whoever types one that is, comes in as a guest of their own, and the desk sees both.
"""

from dataclasses import dataclass, replace
from typing import Any

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Field, Line, Ring
from kiosk.session import View
from kiosk.visit import Newcomer
from matching.errors import EventClosedError, PersonFieldError, WalkInsNotAllowedError
from matching.model import CheckIn, Direction, Outcome
from matching.people_editing import LONGEST, LONGEST_FIELD, PersonFields, cleaned
from matching.walk_ins import WalkIn, are_allowed_at_kiosks, welcome

SECONDS = 12
FIRST = "walk_in_name"
ACTOR = "self"


def is_offered(view: View) -> bool:
    """Whether this kiosk lets in who is not on the list: never on the way out."""
    is_in = view.session.setup.direction is Direction.IN
    return is_in and are_allowed_at_kiosks(view.server.store, view.running_event())


def begin(view: View) -> None:
    """A form of its own, so that a second tap is the same guest."""
    view.visit.newcomer = Newcomer()
    view.go(FIRST)


@dataclass(frozen=True)
class FieldScreen:
    """One question of the form. following: the next screen, None after the last question.

    keyboard, kind: of the field; is_needed: whether it can be skipped
    """

    name: str
    kind: str
    keyboard: str
    following: str | None
    is_needed: bool = False

    def show(self, view: View) -> Description:
        """One field, our keyboard, on, and past it where nothing is needed."""
        text, newcomer = view.text, view.visit.newcomer or Newcomer()
        label = "name_entry.go" if self.following else "walkin.enter"
        actions = [Button("next", text(label), "primary")]
        if not self.is_needed:
            actions.append(Button("skip", text("walkin.skip")))
        return Description(
            layout="form",
            lines=[
                Line("question", text(f"walkin.{self.name}_title")),
                Line("body", text(f"walkin.{self.name}_hint")),
            ],
            field=Field(
                id=self.name,
                label=text(f"guests.field_{self.name}"),
                kind=self.kind,
                maxLength=LONGEST.get(self.name, LONGEST_FIELD),
                keyboard=self.keyboard,
                value=getattr(newcomer, self.name),
                error=view.visit.error,
            ),
            actions=actions,
            is_scanning=False,
            idle_seconds=60,
        )

    def act(self, view: View, action: str, typed: str) -> None:
        """Look at this one field, then on; the last one lets the guest in."""
        if action not in {"next", "skip"} or (action == "skip" and self.is_needed):
            return
        told: dict[str, Any] = {self.name: "" if action == "skip" else typed.strip()}
        newcomer = replace(view.visit.newcomer or Newcomer(), **told)
        view.visit.newcomer = newcomer
        try:
            cleaned(replace(PersonFields(newcomer.name), **told))
        except PersonFieldError as error:
            self._refuse(view, error)
            return
        if self.following:
            view.go(self.following)
        else:
            _come_in(view, newcomer)

    def _refuse(self, view: View, error: PersonFieldError) -> None:
        """Back to the field that is wrong; only the name can be from before."""
        place = FIRST if error.field == "name" else view.session.screen
        longest = LONGEST.get(error.field, LONGEST_FIELD)
        known = {"name": "guests.wrong_name", "email": "guests.wrong_email"}
        if error.field in known:
            sentence = view.text(known[error.field])
        else:
            sentence = view.text("guests.wrong_length", letters=longest)
        view.go(place, error=sentence)


def _come_in(view: View, newcomer: Newcomer) -> None:
    event, kiosk = view.running_event(), view.session.setup.number
    fields = PersonFields(
        newcomer.name, email=newcomer.email, company=newcomer.company, language=view.language
    )
    walk_in = WalkIn(newcomer.form_id, event, fields, kiosk=kiosk, at_kiosk=True)
    try:
        let_in = welcome(view.server.store, walk_in, actor=ACTOR, now=utc_now())
    except (WalkInsNotAllowedError, EventClosedError):
        view.greet("refused", CheckIn(Outcome.NOT_OPEN))
        return
    view.greet("walk_in_done", let_in.check_in)


class DoneScreen:
    """The guest is in; their badge is printed at the staff table."""

    def show(self, view: View) -> Description:
        """Goes by itself after a while."""
        text, check_in = view.text, view.visit.check_in
        name = check_in.attendee.name if check_in and check_in.attendee else ""
        return Description(
            layout="message",
            ring=Ring(icon="tick"),
            lines=[
                Line("hello", text("greeting.hello")),
                Line("display", name or text("greeting.nameless")),
                Line("lead", text("walkin.done_lead")),
            ],
            actions=[Button("home", text("util.close"), "primary")],
            seconds=SECONDS,
            idle_seconds=None,
        )

    def act(self, _view: View, _action: str, _field: str) -> None:
        """Only the way back, which every screen has."""


SCREENS: dict[str, FieldScreen | DoneScreen] = {
    FIRST: FieldScreen("name", "name", "letters", "walk_in_company", is_needed=True),
    "walk_in_company": FieldScreen("company", "name", "letters", "walk_in_email"),
    "walk_in_email": FieldScreen("email", "email", "email", None),
    "walk_in_done": DoneScreen(),
}
