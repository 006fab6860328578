"""What one attendee learned about another: kept, read by the other once both have answered."""

from matching.answers.judging import LONGEST, NewAnswer
from matching.answers.keeping import record_answer, revise_answer, withdraw_answer
from matching.answers.reading import Sentence, answer_about_me, answer_for_both, my_answer
from matching.answers.replies import Correction, confirm, correct

__all__ = [
    "LONGEST",
    "Correction",
    "NewAnswer",
    "Sentence",
    "answer_about_me",
    "answer_for_both",
    "confirm",
    "correct",
    "my_answer",
    "record_answer",
    "revise_answer",
    "withdraw_answer",
]
