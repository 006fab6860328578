"""Who uses whose data and why (GDPR article 13)."""

from kiosk.components import Button, Description, Line
from kiosk.session import View


def show(view: View) -> Description:
    """Text that can be scrolled, entry only, and the way back."""
    text = view.text
    return Description(
        layout="text",
        lines=[Line("title", text("information.title"))],
        paragraphs=_paragraphs(view),
        actions=[
            Button("back", text("util.back"), "primary"),
            Button("entry-only", text("entry_only.open")),
        ],
        idle_seconds=60,
    )


def _paragraphs(view: View) -> list[dict[str, str]]:
    text, event = view.text, view.running_event()
    parts = {
        "controller": text("information.controller_text", event=event.name)
        + " "
        + text("information.contact_staff"),
        "purpose": text("information.purpose_text"),
        "camera": text("information.camera_text"),
        "kept": text("information.kept_text"),
        "receivers": text("information.receivers_text"),
        "retention": text("information.retention_text"),
        "rights": text("information.rights_text") + " " + text("information.complaint_text"),
        "choice": text("information.voluntary_text") + " " + text("information.entry_only_text"),
        "automated": text("information.automated_text"),
    }
    return [
        {"title": text(f"information.{part}_title"), "text": words} for part, words in parts.items()
    ]


def act(view: View, action: str, _field: str) -> None:
    """Back, or to the choice of entry only."""
    if action == "back":
        view.go(view.visit.back)
    elif action == "entry-only":
        view.go("entry_only")
