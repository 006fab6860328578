"""What the answer check can say."""

from enum import StrEnum


class Verdict(StrEnum):
    """The values are stable, others rely on them."""

    OK = "ok"
    BLANK = "blank"
    NO_LETTERS = "no_letters"
    MASH = "mash"  # hands on the keyboard
    REPEATED = "repeated"  # one word again and again
    PARTNER_COPY = "partner_copy"  # shown like own_copy: the partner's words are sealed
    OWN_COPY = "own_copy"
    ECHO = "echo"  # the question given back
    EMPTY_WORDS = "empty_words"  # could be said of anybody
    BADGE_WORDS = "badge_words"  # stands on the badge already
    VULGAR = "vulgar"

    @property
    def is_refused(self) -> bool:
        """Whether the words are not kept."""
        return self in _REFUSED

    @property
    def is_thin(self) -> bool:
        """Whether to ask once more, then keep the words as thin."""
        return self in _THIN

    @property
    def is_withheld(self) -> bool:
        """Whether the words are kept but shown to nobody else."""
        return self is Verdict.VULGAR


_REFUSED = frozenset(
    {
        Verdict.BLANK,
        Verdict.NO_LETTERS,
        Verdict.MASH,
        Verdict.REPEATED,
        Verdict.PARTNER_COPY,
    }
)
_THIN = frozenset({Verdict.OWN_COPY, Verdict.ECHO, Verdict.EMPTY_WORDS, Verdict.BADGE_WORDS})
