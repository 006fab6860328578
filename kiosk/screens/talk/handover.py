"""The first answer is covered; now the other writes, in their own language."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from matching.desk import report_not_me


def show(view: View) -> Description:
    """Of the first answer nothing is left on this page; it may also come later."""
    text, conversation = view.text, view.conversation()
    first = conversation.other.has_answered
    return Description(
        layout="message",
        ring=Ring(
            "solid" if first else "dotted",
            "dotted",
            icon="lock" if first else "clock",
            label=text("answer.ring"),
        ),
        lines=[
            Line("title", text("handover.title")),
            Line("lead", text("handover.sealed" if first else "handover.first_later")),
            Line("caption", text("handover.now")),
            Line("name", conversation.me.name or text("greeting.nameless")),
        ],
        actions=[
            Button("answer", text("handover.go"), "primary", "next"),
            Button("later", text("answer.later")),
            Button("not-me", text("handover.not_me")),
        ],
        is_scanning=False,
        idle_seconds=60,
    )


def act(view: View, action: str, _field: str) -> None:
    """Now, later, or somebody else held that badge."""
    if action in {"answer", "later"}:
        view.go(action)
    elif action == "not-me":
        report_not_me(
            view.server.store,
            view.running_event(),
            view.talk().writer_id,
            kiosk=view.session.setup.number,
            now=utc_now(),
        )
        view.go("not_me")
