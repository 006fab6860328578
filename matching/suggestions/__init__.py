"""Who could meet whom next, why, and through whom: lists of an event, or of another system's files.

The score and the lists are worked out on a workbench; a guest is shown what still stands.
"""

from matching.suggestions.event_lists import refresh_lists, state_of
from matching.suggestions.memory import Memory
from matching.suggestions.nouns import ReasonKind
from matching.suggestions.proofs import Told, told_now
from matching.suggestions.reading import (
    Suggestion,
    look_at_suggestions,
    note_proposed,
    shown_as,
    suggestions_for,
)
from matching.suggestions.releases import Release, is_released, release_answer
from matching.suggestions.replies import Reply, ReplyKind, reply_to_suggestion

__all__ = [
    "Memory",
    "ReasonKind",
    "Release",
    "Reply",
    "ReplyKind",
    "Suggestion",
    "Told",
    "is_released",
    "look_at_suggestions",
    "note_proposed",
    "refresh_lists",
    "release_answer",
    "reply_to_suggestion",
    "shown_as",
    "state_of",
    "suggestions_for",
    "told_now",
]
