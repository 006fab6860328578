"""Not now: where the answer can still be given, and the choice not to record the talk."""

from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from kiosk.talks import hand_over_or_wait, take_to_phone
from kiosk.texts import day_and_time


def show(view: View) -> Description:
    """The phone only where it can reach us."""
    text, conversation = view.text, view.conversation()
    zone = view.running_event().time_zone
    until = day_and_time(conversation.ends_at, language=view.language, time_zone=zone)
    actions = [Button("go-on", text("later.go_on"), "primary", "next")]
    if view.server.settings.public_url:
        actions.append(Button("phone", text("more.phone"), icon="phone"))
    actions += [
        Button("answer", text("later.back"), icon="edit"),
        Button("decline", text("later.decline"), "ghost"),
    ]
    return Description(
        layout="message",
        ring=Ring(icon="clock"),
        lines=[
            Line("name", text("answer.about", name=conversation.other.name)),
            Line("title", text("later.title")),
            Line("lead", text("later.text")),
            Line("caption", text("later.until", moment=until)),
        ],
        actions=actions,
        is_scanning=False,
    )


def act(view: View, action: str, _field: str) -> None:
    """On to the other's turn, to the phone, back to the box, or to the question about declining."""
    if action == "go-on":
        hand_over_or_wait(view)
    elif action == "phone" and view.server.settings.public_url:
        take_to_phone(view)
    elif action in {"answer", "decline"}:
        view.go(action)
