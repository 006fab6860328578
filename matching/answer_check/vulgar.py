"""Vulgar words: few, whole or by stem, so that no surname is one."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from matching.answer_check.words import rules_in


def has_vulgar_word(tokens: Sequence[str]) -> bool:
    """Whether one of these folded words is vulgar, spaced out ('k u r w a') or not."""
    pattern = _pattern()
    return any(pattern.fullmatch(word) for word in _with_spaced_out(tokens))


def _with_spaced_out(tokens: Sequence[str]) -> Iterator[str]:
    yield from tokens
    for is_single, run in groupby(tokens, key=lambda word: len(word) == 1):
        if is_single:
            yield "".join(run)


@cache
def _pattern() -> re.Pattern[str]:
    parts = []
    for lists in rules_in("vulgar.toml").values():
        parts += [rf"\w*{stem}\w*" for stem in lists["contains"]]
        parts += [rf"{stem}\w*" for stem in lists["begins"]]
        parts += lists["whole"]
    return re.compile("|".join(parts))
