"""Short last screens of a talk: one sentence, then the next guest."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from kiosk.talks import ring_of

SECONDS = 8


class EndScreen:
    """A title and a sentence, by their keys; has_ring: the ring as the conversation stands."""

    def __init__(self, title: str, sentence: str, *, has_ring: bool = False) -> None:
        self._title = title
        self._sentence = sentence
        self._has_ring = has_ring

    def show(self, view: View) -> Description:
        """Goes by itself after eight seconds."""
        text = view.text
        return Description(
            layout="message",
            ring=ring_of(view) if self._has_ring else Ring(),
            lines=[
                Line("title", text(self._title)),
                Line("lead", text(self._sentence)),
            ],
            actions=[Button("home", text("util.close"), "primary")],
            is_scanning=False,
            seconds=SECONDS,
            idle_seconds=None,
        )

    def act(self, _view: View, _action: str, _field: str) -> None:
        """Only the way back, which every screen has."""
