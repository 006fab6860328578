"""Who or what are they looking for now? Chips to tap, or words."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Group, Line, Option
from kiosk.session import View
from kiosk.talks import UNFIT_WORDS, sentence_of
from matching.chips import Chip, load_chips
from matching.embedder import suggest_chips
from matching.errors import EntryOnlyError, RefusedError
from matching.prompts import PromptKind, prompts_of
from matching.seeking import Seeking, note_seeking, seeking_of


def show(view: View) -> Description:
    """All chips at once, first those that the words suggest; kept apart from the profile."""
    text, conversation = view.text, view.conversation()
    (prompt,) = prompts_of(PromptKind.SEEKS)
    heard = heard_by(view)
    chosen = heard.chips if heard else ()
    fitting = _fitting(view, heard)
    options = [
        Option(chip.chip_id, chip.labels[view.language], chip.chip_id in chosen)
        for chip in dict.fromkeys((*fitting, *load_chips().values()))
    ]
    caption = text("seeks.fitting") if fitting else None
    return Description(
        layout="choice",
        lines=[
            Line("caption", text("answer.writer", name=conversation.me.name)),
            Line("name", text("answer.about", name=conversation.other.name)),
        ],
        groups=[Group("chips", prompt.texts[view.language], "many", options, caption)],
        actions=[
            Button("done", text("seeks.done"), "primary", "next"),
            Button("words", text("seeks.words"), icon="keyboard"),
        ],
        is_scanning=False,
        idle_seconds=60,
    )


def _fitting(view: View, heard: Seeking | None) -> tuple[Chip, ...]:
    if heard is None:
        return ()
    return suggest_chips(heard.words, heard.language, embedder=view.server.embedder)


def heard_by(view: View) -> Seeking | None:
    """What the writer noted in this conversation before."""
    talk = view.talk()
    return seeking_of(view.server.store, talk.conversation_id, author_id=talk.writer_id)


def act(view: View, action: str, _field: str) -> None:
    """Back to the second step, or to the words; the chips are kept either way."""
    if action not in {"words", "done"}:
        return
    heard = heard_by(view)
    chips = tuple(chip for chip in load_chips() if chip in view.choices.get("chips", []))
    if chips != (heard.chips if heard else ()) and not keep_heard(
        view, chips, heard.words if heard else ""
    ):
        return
    view.go("seeks_words" if action == "words" else "second_step")


def keep_heard(view: View, chips: tuple[str, ...], words: str) -> bool:
    """Keep what was heard; False where the words do not fit or the talk is over: that is shown."""
    talk = view.talk()
    seeking = Seeking(
        seeking_id=view.fact_id(),
        conversation_id=talk.conversation_id,
        author_id=talk.writer_id,
        chips=chips,
        words=words,
        language=view.language,
        kiosk=view.session.setup.number,
    )
    try:
        note_seeking(view.server.store, seeking, now=utc_now())
    except UNFIT_WORDS as refusal:
        view.go("seeks_words", error=sentence_of(view, refusal))
        return False
    except RefusedError as refusal:
        view.go("cannot" if isinstance(refusal, EntryOnlyError) else "over")
        return False
    return True
