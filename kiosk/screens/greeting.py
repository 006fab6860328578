"""Welcome, come in: shown for four seconds, replaced at once by the next badge."""

from kiosk.components import Description, Line, Ring
from kiosk.session import View
from matching.model import Outcome

SECONDS = 4


def show(view: View) -> Description:
    """For an admission, a return and a goodbye."""
    text, check_in = view.text, view.visit.check_in
    assert check_in is not None  # only a scan leads here
    name = check_in.attendee.name if check_in.attendee else ""
    hello, done = {
        Outcome.ADMITTED: ("greeting.hello", "greeting.done"),
        Outcome.RE_ENTERED: ("greeting.hello", "greeting.again"),
        Outcome.LEFT: ("greeting.goodbye_title", "greeting.goodbye_text"),
    }[check_in.outcome]
    return Description(
        layout="message",
        ring=Ring(icon="tick"),
        lines=[
            Line("hello", text(hello)),
            Line("display", name or text("greeting.nameless")),
            Line("good", text(done)),
        ],
        seconds=SECONDS,
        idle_seconds=None,
    )


def act(_view: View, _action: str, _field: str) -> None:
    """Nothing to tap in the queue."""
