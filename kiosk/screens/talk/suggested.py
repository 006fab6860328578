"""Somebody worth meeting: why, what to ask, where they are."""

from contextlib import suppress

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line
from kiosk.meeting import Meetings, where_lines
from kiosk.reasons import question_of, reason_lines
from kiosk.screens.talk import meet
from kiosk.session import View
from matching.errors import RefusedError
from matching.suggestions import Reply, ReplyKind, Suggestion, reply_to_suggestion

_REPLIES = {"met": ReplyKind.MET, "declined": ReplyKind.DECLINED}


def show(view: View) -> Description:
    """The list again where the suggestion no longer stands."""
    text, one = view.text, _chosen(view)
    if one is None:
        return meet.show(view)
    about = ", ".join(filter(None, [one.job_title, one.company]))
    reasons = reason_lines(one.reasons, text, view.language)
    if one.is_from_desk:
        reasons = [text("live.idea_why"), *reasons]
    return Description(
        layout="text",
        lines=[
            Line("title", one.name or text("greeting.nameless")),
            *([Line("lead", about)] if about else []),
        ],
        paragraphs=[
            {"title": text("meet.why"), "text": "\n".join(reasons)},
            {"title": text("meet.ask"), "text": question_of(one.prompt_id, view.language)},
            {"title": text("meet.where"), "text": ", ".join(where_lines(view, one))},
        ],
        actions=[
            Button("home", text("meet.go"), "primary", "next"),
            Button("met", text("meet.met")),
            Button("declined", text("meet.declined")),
            Button("meet", text("util.back")),
        ],
    )


def _chosen(view: View) -> Suggestion | None:
    suggestions = Meetings(view).suggestions
    return next((one for one in suggestions if str(one.attendee_id) == view.visit.chosen), None)


def act(view: View, action: str, field: str) -> None:
    """Met already, or rather not: the next one takes the place. Nobody is told either."""
    one = _chosen(view)
    if one is None:
        meet.act(view, action, field)
    elif action in _REPLIES:
        _reply(view, one, _REPLIES[action])
        view.go("meet")
    elif action == "meet":
        view.go("meet")


def _reply(view: View, one: Suggestion, kind: ReplyKind) -> None:
    reply = Reply(
        reply_id=view.fact_id(),
        event=view.running_event(),
        author_id=view.guest().attendee_id,
        about_id=one.attendee_id,
        kind=kind,
        kiosk=view.session.setup.number,
    )
    with suppress(RefusedError):  # took entry only meanwhile: the list no longer shows them
        reply_to_suggestion(view.server.store, reply, now=utc_now())
