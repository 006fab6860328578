"""Why something was not kept, for the person who sent it."""

from kiosk.texts import Text
from matching.errors import (
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    EntryOnlyError,
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
    return text("phone.cannot_title" if isinstance(refusal, EntryOnlyError) else "personal.stale")
