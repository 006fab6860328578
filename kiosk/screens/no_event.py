"""Nothing to check in to yet: an empty folder."""

from kiosk.components import Description, Line, Ring
from kiosk.session import View

STEPS = ("step_stop", "step_import", "step_sample", "step_start")


def show(view: View) -> Description:
    """What to do, for whoever set this up."""
    text = view.text
    steps = [Line("body", text(f"no_event.{step}")) for step in STEPS]
    return Description(
        layout="message",
        ring=Ring(),
        lines=[Line("title", text("no_event.title")), Line("lead", text("no_event.text")), *steps],
        is_scanning=False,
        idle_seconds=None,
    )


def act(_view: View, _action: str, _field: str) -> None:
    """Nothing to do here for a guest."""
