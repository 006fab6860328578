"""Calm: only a code that we cannot read or do not know says why, all else is for the desk."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from matching.model import Outcome

_SAYS_WHY = {Outcome.UNKNOWN_CODE, Outcome.NOT_A_BADGE}


def show(view: View) -> Description:
    """The reason itself stands in the dashboard only."""
    check_in = view.visit.check_in
    assert check_in is not None
    shown = _unknown(view) if check_in.outcome in _SAYS_WHY else _moment(view)
    shown.data_screen = f"refused-{check_in.outcome}"
    return shown


def _unknown(view: View) -> Description:
    text = view.text
    return Description(
        layout="message",
        ring=Ring(gap="slipped", icon="qr"),
        lines=[
            Line("title", text("refused.unknown_title")),
            Line("lead", text("refused.unknown_text")),
        ],
        actions=[
            Button("home", text("refused.unknown_try"), "primary"),
            Button("no-badge", text("welcome.no_badge")),
        ],
    )


def _moment(view: View) -> Description:
    text = view.text
    return Description(
        layout="message",
        ring=Ring(icon="hand"),
        lines=[
            Line("title", text("refused.moment_title")),
            Line("lead", text("refused.moment_text")),
        ],
        actions=[Button("home", text("util.back"), "primary")],
    )


def act(view: View, action: str, _field: str) -> None:
    """On to those without a readable badge."""
    if action == "no-badge":
        view.go("no_badge")
