"""The third door: what is needed less often."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line
from kiosk.session import View
from kiosk.talks import review_consents
from matching.conversations import waiting_for


def show(view: View) -> Description:
    """Conversations to finish come first; the phone only where it can reach us."""
    text, guest = view.text, view.guest()
    waiting = waiting_for(view.server.store, guest.attendee_id, now=utc_now())
    doors = []
    if waiting:
        names = ", ".join(view.named(one).other.name for one in waiting[:2])
        doors.append(Button("waiting", text("more.finish"), "door", "edit", sub=names))
    if waiting and view.server.settings.public_url:
        phone = Button("phone", text("more.phone"), "door", "phone", sub=text("more.phone_sub"))
        doors.append(phone)
    doors += [
        Button("information", text("util.information"), "door", "info", sub=text("more.info_sub")),
        Button("consents", text("more.consents"), "door", "tick", sub=text("more.consents_sub")),
        Button("entry-only", text("entry_only.open"), "door", "close", sub=text("more.entry_sub")),
    ]
    return Description(
        layout="menu",
        lines=[
            Line("name", guest.name or text("greeting.nameless")),
            Line("title", text("menu.more")),
        ],
        actions=[*doors, Button("menu", text("util.back"))],
    )


def act(view: View, action: str, _field: str) -> None:
    """To a list of partners, to entry only, or back."""
    if action in {"waiting", "phone"}:
        has_pages = view.server.settings.public_url is not None
        view.visit.wants_phone = action == "phone" and has_pages
        view.go("waiting")
    elif action == "consents":
        review_consents(view)
    elif action == "entry-only":
        view.go("entry_only")
    elif action == "menu":
        view.go("menu")
