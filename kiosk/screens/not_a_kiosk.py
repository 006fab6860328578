"""This browser is no kiosk any more: it was revoked, or a real event has begun."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View


def show(view: View) -> Description:
    """One sentence for whoever passes, and how to enrol it again."""
    text = view.text
    return Description(
        layout="message",
        ring=Ring(icon="hand"),
        lines=[
            Line("title", text("not_a_kiosk.title")),
            Line("lead", text("not_a_kiosk.text")),
        ],
        actions=[Button("home", text("not_a_kiosk.again"), "primary")],
        is_scanning=False,
        idle_seconds=None,
    )


def act(_view: View, _action: str, _field: str) -> None:
    """The way back is looked for at every step."""
