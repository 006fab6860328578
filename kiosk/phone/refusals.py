"""Why words were not kept, for the person who wrote them."""

from kiosk.texts import Text
from matching.errors import (
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    EntryOnlyError,
    RefusedError,
)


def refusal_text(refusal: RefusedError, text: Text) -> str:
    """One kind sentence; what only a page out of date can ask for is told as that."""
    if isinstance(refusal, AnswerRefusedError | AnswerThinError):
        return text(f"verdict.{refusal.verdict}")
    if isinstance(refusal, AnswerLengthError):
        return text("phone.too_long", longest=refusal.longest)
    return text("phone.cannot_title" if isinstance(refusal, EntryOnlyError) else "personal.stale")
