"""Why somebody is suggested, and what to ask them first, in the reader's language."""

from collections.abc import Sequence

from kiosk.texts import Text
from matching.chips import load_chips
from matching.prompts import load_prompts
from matching.suggestions import ReasonKind, Told
from matching.terms import CHIP

REASONS_SHOWN = 2


def reason_lines(told: Sequence[Told], text: Text, language: str) -> list[str]:
    """A sentence for each reason, the strongest first, at most two; never empty.

    They hold what guests wrote of themselves: plain text, to be escaped like all such words.
    """
    lines = [line for one in told if (line := _line(one, text, language))]
    return lines[:REASONS_SHOWN] or [text("reason.not_met")]


def question_of(prompt_id: str, language: str) -> str:
    """A good first question, worded to the person who is asked; prompt_id: of a question."""
    return load_prompts()[prompt_id].asks[language]


def _line(told: Told, text: Text, language: str) -> str:
    key = f"reason.{told.kind}"
    if told.kind is ReasonKind.NOT_MET:
        return text(key)
    if told.kind is ReasonKind.ACQUAINTANCE:
        return text(key, name=told.name)
    words = told.words.rstrip(" .,;:") or _label_of(told.term, language)
    return text(key, words=words) if words else ""


def _label_of(term: str, language: str) -> str:
    """The words of a tag, in which a sentence of somebody else's is told; "" for other terms."""
    chip = load_chips().get(term.removeprefix(CHIP)) if term.startswith(CHIP) else None
    return chip.labels[language] if chip else ""
