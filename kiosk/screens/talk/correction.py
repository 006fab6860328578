"""The one written about adds something; the sentence itself stays as it is."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Field, Line
from kiosk.session import View
from kiosk.talks import UNFIT_WORDS, sentence_of
from matching.answers import LONGEST, Correction, correct
from matching.errors import RefusedError


def show(view: View) -> Description:
    """Under the name of whoever adds."""
    text = view.text
    return Description(
        layout="form",
        lines=[
            Line("name", _name(view)),
            Line("question", text("correction.title")),
        ],
        field=Field(
            id="correction",
            label=text("correction.label"),
            kind="words",
            maxLength=LONGEST,
            keyboard="letters",
            error=view.visit.error,
            hints=(text("correction.beside"),),
            hide=text("answer.hide"),
            show=text("answer.show"),
        ),
        actions=[
            Button("back", text("util.back")),
            Button("save", text("correction.save"), "primary"),
        ],
        is_scanning=False,
        idle_seconds=60,
    )


def _name(view: View) -> str:
    conversation, corrects = view.conversation(), view.talk().corrects
    sides = {side.attendee_id: side.name for side in (conversation.me, conversation.other)}
    return sides.get(corrects[1], "") if corrects else ""


def act(view: View, action: str, words: str) -> None:
    """Back to both sentences."""
    corrects = view.talk().corrects
    if action == "back" or corrects is None:
        view.go("connected")
    elif action == "save":
        answer_id, by_id = corrects
        try:
            correct(
                view.server.store,
                Correction(view.fact_id(), answer_id, by_id, words, view.session.setup.number),
                now=utc_now(),
            )
        except UNFIT_WORDS as refusal:
            view.go("correction", error=sentence_of(view, refusal))
            return
        except RefusedError:  # revised or withdrawn on the phone meanwhile
            pass
        view.go("connected")
