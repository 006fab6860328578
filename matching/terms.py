"""Terms: what a text is about, as chips and as stems of words, the same for all their forms."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from snowballstemmer import stemmer  # type: ignore[import-untyped]  # carries no types

from matching.answer_check.words import is_function_word
from matching.chips import chips_in
from matching.names import fold

CHIP = "chip:"
GENERIC_FILE = Path(__file__).parent.parent / "data" / "matching" / "generic_words.txt"
SHORTEST = 3

_BETWEEN_ITEMS = re.compile(r"[;\n|•]")
_WORD = re.compile(r"[^\W\d_]+")
_POLISH_LETTERS = frozenset("ąćęłńóśźż")
_POLISH_WORDS = frozenset(
    [
        "a",
        "co",
        "dla",
        "do",
        "i",
        "jak",
        "na",
        "nie",
        "od",
        "oraz",
        "po",
        "przed",
        "przy",
        "się",
        "w",
        "z",
        "ze",
        "za",
    ]
)
_ENGLISH_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "our",
        "that",
        "the",
        "to",
        "who",
        "with",
    ]
)
_STEMMERS = {"pl": "polish", "en": "english"}


def items_of(text: str) -> list[str]:
    """The entries of a list such as 'Accounting; help with grants', without empty ones."""
    return [item for part in _BETWEEN_ITEMS.split(text) if (item := " ".join(part.split()))]


@lru_cache(maxsize=1 << 16)
def terms_in(text: str, language: str = "") -> frozenset[str]:
    """The terms of a text: chips it names, such as 'chip:tax', and stems of its other words.

    language: 'pl' or 'en' where known; what the text itself shows goes before it
    No terms are words of one or two letters, those that only hold sentences together, and those
    that stand in everybody's list.
    """
    spoken = _language_of(text, language)
    # A short entry such as 'web design' shows no language, and its writer's may be another.
    chips = {CHIP + chip.chip_id for either in _STEMMERS for chip in chips_in(text, either)}
    words = (word for word in _WORD.findall(text.casefold()) if not is_function_word(fold(word)))
    stems = {fold(_stemmer(spoken).stemWord(word)) for word in words if len(word) >= SHORTEST}
    return frozenset(chips | {stem for stem in stems - _generic(spoken) if stem})


@cache
def _generic(language: str) -> frozenset[str]:
    lines = GENERIC_FILE.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines for word in line.partition("#")[0].split()]
    return frozenset(fold(_stemmer(language).stemWord(word)) for word in words)


def chip_terms(chips: Iterable[str]) -> frozenset[str]:
    """The terms of chips that were tapped; chips: ids."""
    return frozenset(CHIP + chip for chip in chips)


def _language_of(text: str, language: str) -> str:
    lower = text.casefold()
    words = set(_WORD.findall(lower))
    polish = len(words & _POLISH_WORDS) + 2 * bool(_POLISH_LETTERS & set(lower))
    english = len(words & _ENGLISH_WORDS)
    if polish != english:
        return "pl" if polish > english else "en"
    return language if language in _STEMMERS else "en"


@cache
def _stemmer(language: str) -> stemmer:
    return stemmer(_STEMMERS[language])
