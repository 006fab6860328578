"""The words of an answer, and which of them carry no news."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from matching.names import fold

FOLDER = Path(__file__).parents[2] / "data" / "answer_check"
LONGEST = 2000  # characters that are looked at; an answer has at most 500

_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
_FOREIGN = re.compile(r"[^a-z0-9 ]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Words:
    """folded: the answer without case and diacritics; capitals: its short words in capitals."""

    folded: str
    tokens: tuple[str, ...]
    capitals: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_foreign(self) -> bool:
        """Whether a letter is of another script than ours, so that our lists say nothing."""
        return bool(_FOREIGN.search(self.folded))


def words_of(text: str) -> Words:
    """Take an answer apart; only its first 2,000 characters count."""
    text = text[:LONGEST]
    folded = fold(text)
    found = _CAPITALS.findall(text)
    tokens = tuple(folded.split())
    # In a shouted sentence capitals tell nothing.
    is_shouted = len(tokens) > 1 and text.upper() == text
    return Words(folded, tokens, frozenset(() if is_shouted else map(str.lower, found)))


@lru_cache(maxsize=4096)
def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a badge, a question, an earlier answer; these come again and again."""
    return tuple(fold(text[:LONGEST]).split())


@lru_cache(maxsize=16384)
def is_function_word(word: str) -> bool:
    """Whether a folded word only holds sentences together."""
    return word in _function_words()


@lru_cache(maxsize=16384)
def is_empty_word(word: str) -> bool:
    """Whether a folded word is praise or small talk that fits anybody."""
    whole, beginnings = _empty_words()
    return word in whole or word.startswith(beginnings)


def is_without_news(word: str, words: Words) -> bool:
    """Whether a word of this answer tells nothing: IT in capitals is a trade, not a pronoun."""
    if word in words.capitals and word in _trades():
        return False
    return is_function_word(word) or is_empty_word(word)


def has_digit(word: str) -> bool:
    """Whether a number is in the word."""
    return bool(_DIGIT.search(word))


@cache
def _trades() -> frozenset[str]:
    """Function words that are something else in capitals."""
    return frozenset({"it", "us"})


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_listed("function_words.txt"))


@cache
def _empty_words() -> tuple[frozenset[str], tuple[str, ...]]:
    words = _listed("empty_words.txt")
    whole = frozenset(word for word in words if not word.endswith("*"))
    return whole, tuple(word[:-1] for word in words if word.endswith("*"))


def _listed(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.split("#")[0].split()]


@cache
def rules_in(name: str) -> dict[str, Any]:
    """A list of the answer check with several parts."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)
