"""The full name as it stands on the list. Nothing is listed or completed."""

from kiosk.components import Button, Description, Field, Line
from kiosk.scans import check_in_person
from kiosk.screens.misses import may_try, note_miss
from kiosk.session import View
from matching.people import find_by_name

LONGEST = 120


def show(view: View) -> Description:
    """One field, our keyboard, one button."""
    text = view.text
    return Description(
        layout="form",
        lines=[
            Line("question", text("name_entry.title")),
            Line("body", text("name_entry.hint")),
        ],
        field=Field(
            id="name",
            label=text("name_entry.label"),
            kind="name",
            maxLength=LONGEST,
            keyboard="letters",
            value=view.visit.name,
            error=view.visit.error,
        ),
        actions=[Button("look", text("name_entry.go"), "primary")],
        is_scanning=False,
        idle_seconds=60,
    )


def act(view: View, action: str, name: str) -> None:
    """Exactly one person of that name is admitted; where two have it, the e-mail decides."""
    if action != "look":
        return
    view.visit.name = name.strip()
    if not view.visit.name:
        view.go("name_entry", error=view.text("name_entry.empty"))
        return
    if not may_try(view):
        view.go("name_entry", error=view.text("name_entry.too_many"))
        return
    found = find_by_name(view.server.store, view.running_event(), view.visit.name)
    if len(found) == 1:
        check_in_person(view, found[0])
    elif found:
        view.go("email_entry")
    else:
        note_miss(view)
        view.go("name_entry", error=view.text("name_entry.not_found"))
