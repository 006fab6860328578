"""Two questions at the first visit to a kiosk that records talks, one tap each."""

from kiosk.components import Button, Description, Line
from kiosk.session import View
from kiosk.talks import answer_question
from matching.model import ConsentKind


class ConsentScreen:
    """One question. Yes and no weigh the same: neither is put forward."""

    def __init__(self, kind: ConsentKind) -> None:
        self._kind = kind

    def show(self, view: View) -> Description:
        """The name, the question, what a yes means."""
        text = view.text
        return Description(
            layout="message",
            lines=[
                Line("name", view.guest().name or text("greeting.nameless")),
                Line("question", text(f"consent.{self._kind}_title")),
                Line("body", text(f"consent.{self._kind}_text")),
                Line("caption", text("consent.change")),
            ],
            actions=[
                Button("yes", text("consent.yes"), icon="tick"),
                Button("no", text("consent.no"), icon="close"),
            ],
            is_scanning=False,
        )

    def act(self, view: View, action: str, _field: str) -> None:
        """Either answer leads on."""
        if action in {"yes", "no"}:
            answer_question(view, self._kind, is_given=action == "yes")
