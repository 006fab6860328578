"""What next? Three doors for the guest whose badge was shown."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line
from kiosk.session import View
from matching.conversations import waiting_for
from matching.desk_ideas import has_idea


def show(view: View) -> Description:
    """The third door says when somebody waits for this guest's answer."""
    text, guest = view.text, view.guest()
    waiting = waiting_for(view.server.store, guest.attendee_id, now=utc_now())
    more = "menu.more_waiting" if waiting else "menu.more_sub"
    has_one = has_idea(view.server.store, guest.attendee_id)
    meet = "live.idea_menu" if has_one else "menu.meet_sub"
    return Description(
        layout="menu",
        lines=[
            Line("hello", text("greeting.hello")),
            Line("display", guest.name or text("greeting.nameless")),
            *([Line("lead", guest.company)] if guest.company else []),
            Line("title", text("menu.title")),
        ],
        actions=[
            Button("record", text("menu.record"), "primary", "edit", sub=text("menu.record_sub")),
            Button("meet", text("menu.meet"), "door", "pin", sub=text(meet)),
            Button("more", text("menu.more"), "door", "more", sub=text(more)),
        ],
    )


def act(view: View, action: str, _field: str) -> None:
    """Through one of the doors."""
    if action == "record":
        view.go("partner")
    elif action in {"meet", "more"}:
        view.go(action)
