"""The live camera: show your badge."""

from kiosk.components import Button, Description, Line
from kiosk.session import View


def show(view: View) -> Description:
    """Also what the kiosk returns to after every guest."""
    text = view.text
    is_fresh = view.visit.language is None and not (view.visit.contrast or view.visit.large)
    return Description(
        layout="camera",
        ring_row=True,
        lines=[
            Line("display", text("welcome.title")),
            Line("lead", text("welcome.why")),
            Line("hint", text("welcome.show")),
            Line("note", text("welcome.close")),
            Line("caption", text("welcome.privacy")),
        ],
        actions=[Button("no-badge", text("welcome.no_badge"), icon="search")],
        idle_seconds=None if is_fresh else 30,
    )


def act(view: View, action: str, _field: str) -> None:
    """The one door for those without a badge."""
    if action == "no-badge":
        view.go("no_badge")
