"""Short last screens of a talk: one sentence, then the next guest."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from kiosk.talks import half_of

SECONDS = 8


class EndScreen:
    """A title and a sentence, by their keys; ring: open, half (whoever wrote here) or closed."""

    def __init__(self, title: str, sentence: str, ring: str = "open") -> None:
        self._title = title
        self._sentence = sentence
        self._ring = ring

    def show(self, view: View) -> Description:
        """Goes by itself after eight seconds."""
        text = view.text
        return Description(
            layout="message",
            ring=self._drawn(view),
            lines=[
                Line("title", text(self._title)),
                Line("lead", text(self._sentence)),
            ],
            actions=[Button("home", text("util.close"), "primary")],
            is_scanning=False,
            seconds=SECONDS,
            idle_seconds=None,
        )

    def _drawn(self, view: View) -> Ring:
        if self._ring == "closed":
            return Ring("solid", "solid", gap="closed", icon="tick")
        if self._ring == "half" and half_of(view, view.talk().writer_id) == "left":
            return Ring("solid", "dotted", icon="lock")
        if self._ring == "half":
            return Ring("dotted", "solid", icon="lock")
        return Ring()

    def act(self, _view: View, _action: str, _field: str) -> None:
        """Only the way back, which every screen has."""
