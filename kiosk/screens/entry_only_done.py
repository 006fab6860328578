"""The choice was kept."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View

SECONDS = 8


def show(view: View) -> Description:
    """How to take it back stands below."""
    text = view.text
    return Description(
        layout="message",
        ring=Ring(icon="tick"),
        lines=[Line("title", text("entry_only.done")), Line("lead", text("entry_only.change"))],
        actions=[Button("home", text("util.close"), "primary")],
        seconds=SECONDS,
        idle_seconds=None,
    )


def act(_view: View, _action: str, _field: str) -> None:
    """Only the way back, which every screen has."""
