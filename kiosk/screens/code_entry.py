"""The code printed under the QR code, typed."""

from kiosk.components import Button, Description, Field, Line
from kiosk.scans import check_in_code
from kiosk.session import View
from matching.badge_codes import typed_badge_code
from matching.model import Source

LONGEST = 40


def show(view: View) -> Description:
    """Capital letters and digits only; the check characters tell a slip at once."""
    text = view.text
    return Description(
        layout="form",
        lines=[
            Line("question", text("code_entry.title")),
            Line("body", text("code_entry.hint")),
        ],
        field=Field(
            id="code",
            label=text("code_entry.label"),
            kind="code",
            maxLength=LONGEST,
            keyboard="code",
            error=view.visit.error,
        ),
        actions=[Button("look", text("code_entry.go"), "primary")],
        is_scanning=False,
        idle_seconds=60,
    )


def act(view: View, action: str, typed: str) -> None:
    """A slip keeps the screen; a right code is a scan like any other."""
    if action != "look":
        return
    code = typed_badge_code(typed)
    if code is None:
        view.go("code_entry", error=view.text("code_entry.wrong"))
    else:
        check_in_code(view, code, Source.CODE)
