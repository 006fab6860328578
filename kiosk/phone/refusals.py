"""Why something was not kept, for the person who sent it."""

from kiosk.texts import Text
from matching.errors import (
    AlreadyIntroducedError,
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    CannotTalkBetweenError,
    EntryOnlyError,
    EventClosedError,
    PromiseDayError,
    RefusedError,
)


def refusal_text(refusal: RefusedError, text: Text) -> str:
    """One kind sentence; what only a page out of date can ask for is told as that."""
    if isinstance(refusal, AnswerRefusedError | AnswerThinError):
        return text(f"verdict.{refusal.verdict}")
    if isinstance(refusal, AnswerLengthError):
        return text("phone.too_long", longest=refusal.longest)
    if isinstance(refusal, PromiseDayError):
        return text("phone.due_wrong", example=refusal.today.isoformat())
    return text(_SENTENCES.get(type(refusal), "personal.stale"))


_SENTENCES: dict[type[RefusedError], str] = {
    EntryOnlyError: "phone.cannot_title",
    CannotTalkBetweenError: "phone.cannot_title",
    AlreadyIntroducedError: "own_intro.already",
    EventClosedError: "own_intro.closed",
}
