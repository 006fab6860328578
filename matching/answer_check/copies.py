"""Whether an answer is another one once more, apart from typing errors and small words."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from matching.answer_check.words import (
    LONGEST,
    Words,
    folded_words,
    has_digit,
    is_empty_word,
    is_function_word,
)
from matching.word_forms import same_word

LIKE_THE_PARTNERS = 92  # percent
LIKE_AN_EARLIER = 95  # lower would refuse "a shop in Kraków" after "a shop in Gdańsk"
_SHORTEST_LIKENESS = 8  # characters: two people may dive
_SAME_WORD_LIKENESS = 75
_NEGATIONS = frozenset({"nie", "not", "no", "never", "nigdy", "bez", "without"})


def is_copy_of_partner(words: Words, partner: str) -> bool:
    """Whether the partner wrote the same; short answers may agree by chance."""
    if len(words.folded.replace(" ", "")) < _SHORTEST_LIKENESS:
        return False
    return _is_copy(words, partner, LIKE_THE_PARTNERS)


def is_copy_of_earlier(words: Words, earlier: Sequence[str]) -> bool:
    """Whether the author wrote this before."""
    return any(_is_copy(words, text, LIKE_AN_EARLIER) for text in earlier)


def _is_copy(words: Words, text: str, likeness: int) -> bool:
    tokens = folded_words(text[:LONGEST])
    folded = " ".join(tokens)
    if not folded:
        return False
    if folded == words.folded or sorted(tokens) == sorted(words.tokens):
        return True
    if len(folded) < _SHORTEST_LIKENESS or len(words.folded) < _SHORTEST_LIKENESS:
        return False
    if fuzz.ratio(words.folded, folded, score_cutoff=likeness) >= likeness:
        return not (_news(words.tokens, tokens) or _news(tokens, words.tokens))
    return _has_same_content(words.tokens, tokens)


def _has_same_content(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same telling words in the same order, at least three; only small words differ."""
    content = _content(one)
    return len(content) > 2 and content == _content(other)


def _news(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a telling word of these is no misspelt word of the others."""
    missing = (word for word in _content(words) if word not in known)
    return any(not any(_is_misspelt(word, other) for other in known) for word in missing)


def _is_misspelt(word: str, other: str) -> bool:
    if has_digit(word) or has_digit(other):
        return word == other
    return same_word(word, other) or fuzz.ratio(word, other) >= _SAME_WORD_LIKENESS


def _content(words: Sequence[str]) -> list[str]:
    return [
        word
        for word in words
        if word in _NEGATIONS or not (is_function_word(word) or is_empty_word(word))
    ]
