"""Who to talk with: people worth meeting, and introductions to say yes or no to."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line
from kiosk.meeting import MOST, Meetings, open_door
from kiosk.session import View
from kiosk.talks import review_consents
from matching.consents import has_agreed
from matching.conversations import waiting_for
from matching.model import ConsentKind


def show(view: View) -> Description:
    """A door for each; without any, why, and what helps."""
    text, guest = view.text, view.guest()
    doors = Meetings(view).doors()
    lead = "meet.agreed" if doors else "meet.none"
    ways = []
    if waiting_for(view.server.store, guest.attendee_id, now=utc_now()):
        finish = Button("waiting", text("more.finish"), "door", "edit", sub=text("meet.finish_sub"))
        doors = [*doors[: MOST - 1], finish]
    if not has_agreed(view.server.store, guest.person_id, ConsentKind.SUGGEST):
        lead = "meet.not_agreed"
        ways = [Button("consents", text("more.consents"), "primary")]
    return Description(
        layout="menu",
        lines=[
            Line("name", guest.name or text("greeting.nameless")),
            Line("title", text("meet.title")),
            Line("lead", text(lead)),
        ],
        actions=[*doors, *ways, Button("menu", text("util.back"))],
        data_screen="meet",
    )


def act(view: View, action: str, _field: str) -> None:
    """Through one of the doors."""
    if action in {"menu", "waiting"}:
        view.go(action)
    elif action == "consents":
        review_consents(view)
    else:
        open_door(view, action)
