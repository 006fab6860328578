"""Which conversation to finish: nothing but the partners' names."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line
from kiosk.session import View
from kiosk.talks import finish, take_to_phone
from kiosk.texts import day_and_time
from matching.conversations import Conversation, waiting_for

MOST = 6


def show(view: View) -> Description:
    """The newest six; an answered one makes room for the next."""
    text = view.text
    doors = [
        Button(str(one.conversation_id), one.other.name, "door", "edit", sub=_begun(view, one))
        for one in _waiting(view)
    ]
    return Description(
        layout="menu",
        lines=[
            Line("name", view.guest().name or text("greeting.nameless")),
            Line("title", text("waiting.title" if doors else "waiting.none")),
        ],
        actions=[*doors, Button("more", text("util.back"))],
    )


def _begun(view: View, conversation: Conversation) -> str:
    zone = view.running_event().time_zone
    moment = day_and_time(conversation.started_at, language=view.language, time_zone=zone)
    return view.text("waiting.begun", moment=moment)


def _waiting(view: View) -> list[Conversation]:
    store, guest = view.server.store, view.guest()
    waiting = waiting_for(store, guest.attendee_id, now=utc_now())
    return [view.named(one) for one in waiting[:MOST]]


def act(view: View, action: str, _field: str) -> None:
    """Answer here, or take the question to the phone."""
    if action == "more":
        view.go("more")
        return
    for one in _waiting(view):
        if str(one.conversation_id) == action:
            finish(view, one)
            if view.visit.wants_phone:
                take_to_phone(view)
