"""Words that come from striking keys, not from a language."""

import re
from functools import cache, lru_cache

from matching.answer_check.words import Words, rules_in

_NO_LETTER = re.compile(r"[^a-z]+")
_VOWEL = re.compile(r"[aeiouy]")
_ONE_KEY = re.compile(r"(.)\1{2,}")
_THREE_TIMES = re.compile(r"(.{2,3})\1{2,}.{0,2}")
_TWICE = re.compile(r"(.{2,4})\1+.{0,2}")
_SIX_CONSONANTS = re.compile(r"[^aeiouy]{6}")

_NO_VOWEL_FROM = 5
_RARE_PAIRS_FROM = 5


def is_all_mash(words: Words) -> bool:
    """Whether there is a word, and every word with a letter is mash. One real word saves all."""
    lettered = [word for word in words.tokens if _NO_LETTER.sub("", word)]
    return bool(lettered) and all(
        is_mash(word, is_acronym=word in words.capitals) for word in lettered
    )


@lru_cache(maxsize=4096)
def is_mash(word: str, *, is_acronym: bool) -> bool:
    """Whether a folded word in Latin letters cannot be a word; its digits do not count.

    is_acronym: written in capitals, so that it needs no vowel
    """
    letters = _NO_LETTER.sub("", word)
    if letters in rules_in("keyboard.toml")["words"]:
        return False
    if _ONE_KEY.fullmatch(letters) or _is_unit_again(letters) or _has_run(letters):
        return True
    return not is_acronym and (_has_no_sound(letters) or _is_mostly_neighbours(letters))


def _is_unit_again(letters: str) -> bool:
    """'hahaha', 'asdasd', 'dkdk'; but not 'mama', 'Berber', 'Bora'."""
    if _THREE_TIMES.fullmatch(letters):
        return True
    twice = _TWICE.fullmatch(letters)
    if not twice or len(letters) < 4:
        return False
    return not _VOWEL.search(twice[1]) or twice[1] in _short_runs()


def _has_run(letters: str) -> bool:
    return any(run in letters for run in _runs())


def _has_no_sound(letters: str) -> bool:
    if len(letters) >= _NO_VOWEL_FROM and not _VOWEL.search(letters):
        return True
    for group in rules_in("keyboard.toml")["one_sound"]:
        letters = letters.replace(group, "c")
    return bool(_SIX_CONSONANTS.search(letters))


def _is_mostly_neighbours(letters: str) -> bool:
    if letters in _short_runs():
        return True
    in_runs = 3 * sum(run in letters for run in _short_runs())
    pairs = [letters[place : place + 2] for place in range(len(letters) - 1)]
    rare = sum(pair in _rare_pairs() for pair in pairs)
    is_rare = len(letters) >= _RARE_PAIRS_FROM and 3 * rare >= len(pairs) and rare > 1
    return is_rare or (len(letters) >= _NO_VOWEL_FROM and 2 * in_runs > len(letters))


@cache
def _runs() -> tuple[str, ...]:
    return tuple(rules_in("keyboard.toml")["runs"])


@cache
def _short_runs() -> frozenset[str]:
    return frozenset(rules_in("keyboard.toml")["short_runs"])


@cache
def _rare_pairs() -> frozenset[str]:
    return frozenset(rules_in("keyboard.toml")["rare_pairs"])
