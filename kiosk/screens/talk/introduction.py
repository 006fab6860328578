"""Somebody could introduce the guest: it takes two yes, and nobody is told about a no."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line
from kiosk.meeting import Meetings
from kiosk.screens.talk import meet
from kiosk.session import View
from matching.errors import RefusedError
from matching.introductions import Decision, Introduction, decide


def show(view: View) -> Description:
    """The same words, whatever the other side has said."""
    text, one = view.text, _chosen(view)
    if one is None:
        return meet.show(view)
    name = Meetings(view).name
    return Description(
        layout="text",
        lines=[
            Line("caption", text("intro.caption")),
            Line("name", name(one.introducer.name)),
            Line("title", text("intro.asked_title")),
        ],
        paragraphs=[
            {"title": name(one.other.name), "text": one.other.company},
            {"title": text("intro.two_title"), "text": text("intro.two_text")},
        ],
        actions=[
            Button("yes", text("intro.yes"), "primary"),
            Button("no", text("intro.no")),
            Button("meet", text("util.back")),
        ],
    )


def _chosen(view: View) -> Introduction | None:
    asked = Meetings(view).asked
    return next((one for one in asked if str(one.introduction_id) == view.visit.chosen), None)


def act(view: View, action: str, field: str) -> None:
    """Yes, no, or back, which leaves it open; silence is a no."""
    one = _chosen(view)
    if one is None:
        meet.act(view, action, field)
    elif action in {"yes", "no"}:
        view.go("introduced" if _decide(view, one, is_yes=action == "yes") else "meet")
    elif action == "meet":
        view.go("meet")


def _decide(view: View, one: Introduction, *, is_yes: bool) -> bool:
    """Whether it is made now."""
    decision = Decision(
        decision_id=view.fact_id(),
        introduction_id=one.introduction_id,
        attendee_id=view.guest().attendee_id,
        is_yes=is_yes,
        kiosk=view.session.setup.number,
    )
    try:
        return decide(view.server.store, decision, now=utc_now())
    except RefusedError:
        return False  # over meanwhile, in whatever way
