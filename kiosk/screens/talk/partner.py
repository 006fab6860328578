"""Now the other badge: the talk has two people."""

from kiosk.components import Button, Description, Line
from kiosk.session import View


def show(view: View) -> Description:
    """The camera again; a badge that cannot take part is told in one sentence."""
    text, error = view.text, view.visit.error
    lines = [
        Line("title", text("partner.title")),
        Line("lead", text("partner.lead")),
        Line("hint", text("partner.show")),
        Line("note", text("welcome.close")),
    ]
    if error:
        lines.insert(2, Line("stop", text(f"partner.{error}")))
    return Description(
        layout="camera",
        lines=lines,
        actions=[Button("menu", text("util.back"))],
        idle_seconds=60,
        data_screen=f"refused-{error}" if error else None,
    )


def act(view: View, action: str, _field: str) -> None:
    """Back to the menu."""
    if action == "menu":
        view.go("menu")
