"""No badge at hand: the name, the printed code, a photo of it, or nobody on the list at all."""

from kiosk.components import Button, Description, Line
from kiosk.screens import walk_in
from kiosk.session import View


def show(view: View) -> Description:
    """All ways in that this kiosk has."""
    text = view.text
    lines = [Line("title", text("no_badge.title")), Line("lead", text("no_badge.text"))]
    if view.visit.error:
        lines.append(Line("stop", view.visit.error))
    actions = [
        Button("by-name", text("no_badge.by_name"), "primary", icon="search"),
        Button("by-code", text("no_badge.by_code"), icon="keyboard"),
    ]
    setup = view.session.setup
    if setup.photo or setup.number is None:
        photo = Button("photo-failed", text("no_badge.photo"), icon="camera", upload="/api/photo")
        actions.append(photo)
    if walk_in.is_offered(view):
        actions.append(Button("walk-in", text("walkin.by_kiosk"), icon="edit"))
    return Description(layout="message", lines=lines, actions=actions)


def act(view: View, action: str, _field: str) -> None:
    """A photo that holds a badge comes as a scan, so only one without arrives here."""
    if action == "by-name":
        view.go("name_entry")
    elif action == "by-code":
        view.go("code_entry")
    elif action == "walk-in" and walk_in.is_offered(view):
        walk_in.begin(view)
    elif action == "photo-failed":
        view.go("no_badge", error=view.text("no_badge.photo_failed"))
    elif action == "photo-busy":
        view.go("no_badge", error=view.text("no_badge.photo_busy"))
