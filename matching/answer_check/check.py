"""The answer check: which rule, if any, says that nothing was learned.

Rules only, never a length: one word can be real learning. A script or a language that we do
not know is ok, and wherever a rule is in doubt it lets the answer pass.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from matching.answer_check.copies import is_copy_of_earlier, is_copy_of_partner
from matching.answer_check.mash import is_all_mash
from matching.answer_check.verdicts import Verdict
from matching.answer_check.vulgar import has_vulgar_word
from matching.answer_check.words import (
    LONGEST,
    Words,
    folded_words,
    has_digit,
    is_function_word,
    is_without_news,
    words_of,
)
from matching.prompts import Prompt, load_prompts
from matching.word_forms import same_word

_LOOKS_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_MISSPELT_BADGE_WORD = 84  # percent
_SHORTEST_MISSPELT = 5


def check_answer(
    words: str,
    *,
    badge: str,
    partner: str | None = None,
    earlier: Sequence[str] = (),
    prompt: Prompt | None = None,
) -> Verdict:
    """Judge what an author wrote about a person, by the first rule that applies.

    words: the answer; its first 2,000 characters count
    badge: what stands on the person's badge: name, company, job title, joined by spaces
    partner: what that person wrote about the author in this conversation, if anything yet
    earlier: what the author wrote before
    prompt: the question, None if there was none
    """
    if is_blank(words):
        return Verdict.BLANK
    if not any(map(str.isalpha, words[:LONGEST])):
        return Verdict.NO_LETTERS
    answer = words_of(words)
    if has_vulgar_word(answer.tokens):
        return Verdict.VULGAR
    if not answer.is_foreign and (verdict := _keys_verdict(answer)):
        return verdict
    if partner and is_copy_of_partner(answer, partner):
        return Verdict.PARTNER_COPY
    if is_copy_of_earlier(answer, earlier):
        return Verdict.OWN_COPY
    return Verdict.OK if answer.is_foreign else _news_verdict(answer, badge, prompt)


def is_blank(words: str) -> bool:
    """Whether nothing can be seen: spaces, control and format characters only."""
    return all(
        letter.isspace() or letter in _LOOKS_BLANK or unicodedata.category(letter) in ("Cc", "Cf")
        for letter in words
    )


def _keys_verdict(answer: Words) -> Verdict | None:
    if is_all_mash(answer):
        return Verdict.MASH
    return Verdict.REPEATED if _is_repeated(answer.tokens) else None


def _is_repeated(tokens: tuple[str, ...]) -> bool:
    """Whether one word, or one group of words, is all there is, three times or more."""
    longest_unit = len(tokens) // 3
    return any(
        len(tokens) % size == 0 and tokens == tokens[:size] * (len(tokens) // size)
        for size in range(1, longest_unit + 1)
    )


def _news_verdict(answer: Words, badge: str, prompt: Prompt | None) -> Verdict:
    left = [word for word in answer.tokens if not is_without_news(word, answer)]
    if _is_question(answer, prompt) or (prompt and _is_echo(left, prompt)):
        return Verdict.ECHO
    if not left:
        return Verdict.EMPTY_WORDS
    is_on_badge = all(_is_badge_word(word, badge) for word in left)
    return Verdict.BADGE_WORDS if is_on_badge else Verdict.OK


def _is_echo(left: Sequence[str], prompt: Prompt) -> bool:
    """Whether all that is told is the question's own words."""
    return bool(left) and all(
        any(same_word(word, asked) for asked in _asked_words(prompt)) for word in left
    )


def _is_question(answer: Words, prompt: Prompt | None) -> bool:
    """Whether this is a question from end to end, or a beginning of a sentence that we offer."""
    return answer.folded in _questions() or bool(prompt and answer.folded in _starters(prompt))


@cache
def _questions() -> frozenset[str]:
    """Whole questions, so that one is told as an echo even where no prompt was given."""
    return frozenset(
        " ".join(folded_words(text))
        for prompt in load_prompts().values()
        for text in prompt.texts.values()
    )


@cache
def _starters(prompt: Prompt) -> frozenset[str]:
    """Offered beginnings that end in an ellipsis; the others are whole answers."""
    texts = (text for row in prompt.starters.values() for text in row)
    return frozenset(" ".join(folded_words(text)) for text in texts if text.endswith("…"))


@cache
def _asked_words(prompt: Prompt) -> frozenset[str]:
    words = (word for text in prompt.texts.values() for word in folded_words(text))
    return frozenset(word for word in words if not is_function_word(word))


@lru_cache(maxsize=4096)
def _is_badge_word(word: str, badge: str) -> bool:
    return any(_is_same_on_badge(word, printed) for printed in folded_words(badge))


def _is_same_on_badge(word: str, printed: str) -> bool:
    if same_word(word, printed):
        return True
    if min(len(word), len(printed)) < _SHORTEST_MISSPELT or has_digit(word):
        return False
    return fuzz.ratio(word, printed) >= _MISSPELT_BADGE_WORD
