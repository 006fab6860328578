"""Welcome, come in: shown for four seconds, replaced at once by the next badge."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from kiosk.talks import offers_talks, open_menu
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
        actions=[Button("menu", text("menu.open"), icon="next")] if _may_talk(view) else [],
        seconds=SECONDS,
        idle_seconds=None,
    )


def _may_talk(view: View) -> bool:
    check_in = view.visit.check_in
    is_goodbye = check_in is not None and check_in.outcome is Outcome.LEFT
    return not is_goodbye and offers_talks(view)


def act(view: View, action: str, _field: str) -> None:
    """Nothing to tap in the queue; later in the evening the way to the menu."""
    if action == "menu" and _may_talk(view):
        open_menu(view)
