"""Several people have the name: the address they registered with decides."""

from kiosk.components import Button, Description, Field, Line
from kiosk.scans import check_in_person
from kiosk.screens.misses import may_try, note_miss
from kiosk.session import View
from matching.people import find_by_name

LONGEST = 254


def show(view: View) -> Description:
    """One field, our keyboard, one button."""
    text = view.text
    return Description(
        layout="form",
        lines=[
            Line("question", text("email_entry.title")),
            Line("body", text("name_entry.two_match")),
        ],
        field=Field(
            id="email",
            label=text("email_entry.label"),
            kind="email",
            maxLength=LONGEST,
            keyboard="email",
            error=view.visit.error,
        ),
        actions=[Button("look", text("email_entry.go"), "primary")],
        is_scanning=False,
        idle_seconds=60,
    )


def act(view: View, action: str, email: str) -> None:
    """Name and e-mail together fit one person, or nobody."""
    if action != "look":
        return
    if not may_try(view):
        view.go("email_entry", error=view.text("name_entry.too_many"))
        return
    store, event = view.server.store, view.running_event()
    found = find_by_name(store, event, view.visit.name, email=email)
    if len(found) == 1:
        check_in_person(view, found[0])
    else:
        note_miss(view)
        view.go("email_entry", error=view.text("email_entry.not_found"))
