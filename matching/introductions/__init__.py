"""Somebody brings two people together whom they both know (P8).

They agree first, then each of the two is asked. Silence is a no, and a no is shown to nobody:
what one of the two is shown hangs on the other's decision only once all have agreed. Contact
details are given nowhere here (P3).
"""

from matching.introductions.deciding import decide
from matching.introductions.nouns import (
    Decision,
    Idea,
    Introduction,
    NewIntroduction,
    OwnIntroduction,
    OwnSide,
    Party,
    State,
)
from matching.introductions.proposing import (
    IDEAS_AT_MOST,
    answer_idea,
    ideas_for,
    ideas_for_each,
    propose,
)
from matching.introductions.views import asked, asked_each, introduced_by, made_for, own_side

__all__ = [
    "IDEAS_AT_MOST",
    "Decision",
    "Idea",
    "Introduction",
    "NewIntroduction",
    "OwnIntroduction",
    "OwnSide",
    "Party",
    "State",
    "answer_idea",
    "asked",
    "asked_each",
    "decide",
    "ideas_for",
    "ideas_for_each",
    "introduced_by",
    "made_for",
    "own_side",
    "propose",
]
