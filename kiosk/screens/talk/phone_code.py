"""Finish on the phone: a QR code, or letters for those who cannot scan."""

from kiosk.components import Button, Code, Description, Line
from kiosk.links import phone_code_link
from kiosk.qr_code import matrix_of
from kiosk.session import View
from kiosk.talks import hand_over_or_wait
from kiosk.texts import day_and_time


def show(view: View) -> Description:
    """What was handed out on the way here, for one person and one conversation."""
    text, talk, settings = view.text, view.talk(), view.server.settings
    conversation = view.conversation()
    assert talk.phone_code is not None
    link = phone_code_link(settings, talk.phone_code.phone_code_id)
    zone = view.running_event().time_zone
    until = day_and_time(conversation.ends_at, language=view.language, time_zone=zone)
    return Description(
        layout="code",
        lines=[
            Line("title", text("phone_code.title")),
            Line("lead", text("phone_code.lead")),
            Line("caption", text("phone_code.until", moment=until)),
        ],
        code=Code(
            rows=matrix_of(link or ""),
            label=text("phone_code.label"),
            caption=text("phone_code.type", address=f"{settings.public_url}/k"),
            typed=talk.phone_code.typed,
        ),
        actions=[
            Button("go-on", text("phone_code.done"), "primary"),
            Button("answer", text("later.back"), icon="edit"),
        ],
        is_scanning=False,
        idle_seconds=60,
    )


def act(view: View, action: str, _field: str) -> None:
    """Taken along: the other's turn, or the end. Or back to the box."""
    if action == "answer":
        view.go("answer")
    elif action == "go-on":
        hand_over_or_wait(view)
