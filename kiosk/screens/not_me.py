"""Somebody else's name was on the screen."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View


def show(view: View) -> Description:
    """The desk has been told."""
    text = view.text
    return Description(
        layout="message",
        ring=Ring(icon="hand"),
        lines=[Line("title", text("notme.title")), Line("lead", text("notme.text"))],
        actions=[Button("home", text("util.back"), "primary")],
    )


def act(_view: View, _action: str, _field: str) -> None:
    """Only the way back, which every screen has."""
