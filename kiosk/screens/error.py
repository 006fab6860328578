"""Something went wrong that we did not foresee; the next guest can go on."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View

SECONDS = 10


def show(view: View) -> Description:
    """Calm, and gone by itself."""
    text = view.text
    return Description(
        layout="message",
        ring=Ring(gap="slipped", icon="hand"),
        lines=[Line("title", text("error.title")), Line("lead", text("error.text"))],
        actions=[Button("home", text("error.again"), "primary")],
        seconds=SECONDS,
        idle_seconds=None,
    )


def act(_view: View, _action: str, _field: str) -> None:
    """Only the way back, which every screen has."""
