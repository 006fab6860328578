"""Both agreed: who introduces them, what to ask, and the way to record their conversation."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.meeting import Meetings
from kiosk.reasons import question_of
from kiosk.screens.talk import meet
from kiosk.session import View
from matching.introductions import Introduction


def show(view: View) -> Description:
    """Until the two have connected; the list again where it no longer stands."""
    text, one = view.text, _chosen(view)
    if one is None:
        return meet.show(view)
    name = Meetings(view).name
    about = ", ".join(filter(None, [name(one.other.name), one.other.company]))
    return Description(
        layout="message",
        ring=Ring("solid", "solid", gap="closed", icon="tick", label=text("intro.made_ring")),
        lines=[
            Line("title", text("intro.made_title")),
            Line("lead", about),
            Line("body", text("intro.made_by", name=name(one.introducer.name))),
            Line("body", f"{text('meet.ask')}: {question_of(one.prompt_id, view.language)}"),
        ],
        actions=[
            Button("record", text("menu.record"), "primary", "edit"),
            Button("meet", text("util.back")),
        ],
    )


def _chosen(view: View) -> Introduction | None:
    made = Meetings(view).made
    return next((one for one in made if str(one.introduction_id) == view.visit.chosen), None)


def act(view: View, action: str, field: str) -> None:
    """Talk and record it, or back."""
    if action == "record":
        view.go("partner")
    elif action == "meet":
        view.go("meet")
    else:
        meet.act(view, action, field)
