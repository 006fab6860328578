"""How it works, in five short paragraphs."""

from kiosk.components import Button, Description, Line
from kiosk.session import View

PARAGRAPHS = 5


def show(view: View) -> Description:
    """Text that can be scrolled, and the way back."""
    text = view.text
    return Description(
        layout="text",
        lines=[Line("title", text("help.title"))],
        paragraphs=[
            {"title": text(f"help.p{number}_title"), "text": text(f"help.p{number}_text")}
            for number in range(1, PARAGRAPHS + 1)
        ],
        actions=[Button("back", text("util.back"), "primary")],
        idle_seconds=60,
    )


def act(view: View, action: str, _field: str) -> None:
    """Back to where the guest came from."""
    if action == "back":
        view.go(view.visit.back)
