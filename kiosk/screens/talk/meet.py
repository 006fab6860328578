"""Who to talk with. Until there are suggestions: what this guest offers and needs."""

from kiosk.components import Button, Description, Line
from kiosk.session import View
from matching.people import profile_of


def show(view: View) -> Description:
    """The guest's own list entry, so that they can correct it at the desk."""
    text, guest = view.text, view.guest()
    profile = profile_of(view.server.store, guest.person_id)
    parts = {"meet.offers": profile.offers, "meet.needs": profile.needs}
    paragraphs = [
        {"title": text(title), "text": words or text("meet.empty")}
        for title, words in parts.items()
    ]
    return Description(
        layout="text",
        lines=[
            Line("name", guest.name or text("greeting.nameless")),
            Line("title", text("menu.meet")),
            Line("lead", text("meet.none")),
        ],
        paragraphs=paragraphs,
        actions=[Button("menu", text("util.back"), "primary")],
    )


def act(view: View, action: str, _field: str) -> None:
    """Back to the menu."""
    if action == "menu":
        view.go("menu")
