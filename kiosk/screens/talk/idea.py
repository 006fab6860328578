"""Two people the guest knows could do well to meet: will they introduce them?"""

from contextlib import suppress

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line
from kiosk.meeting import Meetings, idea_door
from kiosk.screens.talk import meet
from kiosk.session import View
from matching.errors import RefusedError
from matching.introductions import Idea, NewIntroduction, answer_idea


def show(view: View) -> Description:
    """Both are asked only after this yes, each on their own."""
    text, idea = view.text, _chosen(view)
    if idea is None:
        return meet.show(view)
    name = Meetings(view).name
    return Description(
        layout="text",
        lines=[Line("title", text("intro.idea_title")), Line("lead", text("intro.idea_lead"))],
        paragraphs=[
            {"title": name(idea.one.name), "text": idea.one.company},
            {"title": name(idea.other.name), "text": idea.other.company},
            {"title": text("intro.next_title"), "text": text("intro.idea_next")},
        ],
        actions=[
            Button("yes", text("intro.yes"), "primary"),
            Button("no", text("intro.no")),
            Button("meet", text("util.back")),
        ],
    )


def _chosen(view: View) -> Idea | None:
    wanted = f"idea {view.visit.chosen}"
    return next((one for one in Meetings(view).ideas if idea_door(one) == wanted), None)


def act(view: View, action: str, field: str) -> None:
    """Yes, no, or back, which leaves it open."""
    idea = _chosen(view)
    if idea is None:
        meet.act(view, action, field)
    elif action in {"yes", "no"}:
        _answer(view, idea, is_yes=action == "yes")
        view.go("meet")
    elif action == "meet":
        view.go("meet")


def _answer(view: View, idea: Idea, *, is_yes: bool) -> None:
    new = NewIntroduction(
        introduction_id=view.fact_id(),
        event=view.running_event(),
        introducer_id=view.guest().attendee_id,
        one_id=idea.one.attendee_id,
        other_id=idea.other.attendee_id,
        kiosk=view.session.setup.number,
    )
    with suppress(RefusedError):  # somebody was quicker, or the idea lapsed: it is gone
        answer_idea(view.server.store, new, is_yes=is_yes, now=utc_now())
