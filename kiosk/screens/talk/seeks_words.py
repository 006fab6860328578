"""The same in words."""

from kiosk.components import Button, Description, Field, Line
from kiosk.screens.talk.seeks import heard_by, keep_heard
from kiosk.session import View
from matching.answers import LONGEST
from matching.chips import chips_in
from matching.prompts import PromptKind, prompts_of


def show(view: View) -> Description:
    """One box, as for an answer."""
    text, conversation = view.text, view.conversation()
    (prompt,) = prompts_of(PromptKind.SEEKS)
    heard = heard_by(view)
    return Description(
        layout="form",
        lines=[
            Line("name", text("answer.about", name=conversation.other.name)),
            Line("question", prompt.texts[view.language]),
        ],
        field=Field(
            id=f"seeks-{view.talk().answer_id}",
            label=text("answer.label"),
            kind="words",
            maxLength=LONGEST,
            keyboard="letters",
            value=heard.words if heard else "",
            error=view.visit.error,
            starters=prompt.starters[view.language],
            hints=(text("answer.not_private"),),
            hide=text("answer.hide"),
            show=text("answer.show"),
        ),
        actions=[
            Button("back", text("util.back")),
            Button("save", text("seeks.done"), "primary", "next"),
        ],
        is_scanning=False,
        idle_seconds=60,
    )


def act(view: View, action: str, words: str) -> None:
    """Chips that the words name are noted with them."""
    if action == "back":
        view.go("seeks")
    elif action == "save" and _keep(view, words):
        view.go("second_step")


def _keep(view: View, words: str) -> bool:
    heard = heard_by(view)
    chips = dict.fromkeys(heard.chips if heard else ())
    chips |= dict.fromkeys(chip.chip_id for chip in chips_in(words, view.language))
    return keep_heard(view, tuple(chips), words)
