"""Several events are open and staff have not said which one this is."""

from kiosk.components import Description, Line, Ring
from kiosk.session import View

SECONDS = 10


def show(view: View) -> Description:
    """Looks again every ten seconds; the choice is made in the dashboard."""
    text = view.text
    return Description(
        layout="message",
        ring=Ring(icon="hand"),
        lines=[Line("title", text("choose_event.title")), Line("lead", text("choose_event.text"))],
        is_scanning=False,
        seconds=SECONDS,
        idle_seconds=None,
    )


def act(_view: View, _action: str, _field: str) -> None:
    """Nothing to do here for a guest."""
