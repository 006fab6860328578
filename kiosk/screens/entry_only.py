"""Entry only (P14): shown the badge, the guest takes part in nothing but the entry."""

from kiosk.components import Button, Description, Line
from kiosk.session import View


def show(view: View) -> Description:
    """Showing the badge is the yes."""
    text = view.text
    return Description(
        layout="camera",
        lines=[
            Line("title", text("entry_only.title")),
            Line("lead", text("entry_only.text")),
            Line("hint", text("entry_only.show")),
        ],
        actions=[Button("home", text("entry_only.no"))],
        idle_seconds=60,
    )


def act(_view: View, _action: str, _field: str) -> None:
    """Only the way back, which every screen has."""
