"""Do not record this conversation: asked once, as the words of both go."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from matching.conversations import decline
from matching.errors import AlreadyConnectedError, RefusedError


def show(view: View) -> Description:
    """What happens, and that nobody is told who chose it."""
    text, conversation = view.text, view.conversation()
    return Description(
        layout="message",
        ring=Ring(),
        lines=[
            Line("name", text("answer.about", name=conversation.other.name)),
            Line("title", text("decline.title")),
            Line("lead", text("decline.text")),
        ],
        actions=[
            Button("later", text("decline.no"), "primary"),
            Button("decline", text("decline.yes")),
        ],
        is_scanning=False,
    )


def act(view: View, action: str, _field: str) -> None:
    """Either way this is the end of the matter here."""
    if action == "later":
        view.go("later")
    elif action == "decline":
        talk = view.talk()
        try:
            decline(view.server.store, talk.conversation_id, by_id=talk.writer_id, now=utc_now())
        except AlreadyConnectedError:
            view.go("connected")
            return
        except RefusedError:
            view.go("over")
            return
        view.go("declined")
