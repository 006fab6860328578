"""Chips: what people look for and offer, as tags to tap that mean the same in every language."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.names import fold
from matching.word_forms import same_word

CHIP_FILE = Path(__file__).parent.parent / "data" / "chips.toml"

_Phrase = tuple[str, ...]
_BEGINNING = 3  # letters


@dataclass(frozen=True)
class Chip:
    """chip_id: stable; labels and synonyms: by language; nace: divisions of NACE Rev. 2."""

    chip_id: str
    labels: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    nace: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.chip_id)


@cache
def load_chips() -> dict[str, Chip]:
    """All chips by id, in the order in which they are shown."""
    with CHIP_FILE.open("rb") as file:
        return {row["id"]: _chip(row) for row in tomllib.load(file)["chip"]}


def _chip(row: dict[str, str]) -> Chip:
    return Chip(
        chip_id=row["id"],
        labels={language: row[language] for language in ("pl", "en")},
        synonyms={language: tuple(row[f"synonyms_{language}"]) for language in ("pl", "en")},
        nace=tuple(row["nace"]),
    )


def chips_in(text: str, language: str) -> tuple[Chip, ...]:
    """The chips that a text in this language names, by label or synonym, in the text's order.

    Case, diacritics and common endings do not matter. A text in a language without chips
    names none.
    """
    words = fold(text).split()
    found: dict[Chip, None] = {}
    for place, word in enumerate(words):
        known = _phrases(language).get(word[:_BEGINNING], [])
        found |= {chip: None for chip, phrase in known if _stands_at(place, words, phrase)}
    return tuple(found)


@cache
def _phrases(language: str) -> dict[str, list[tuple[Chip, _Phrase]]]:
    """Labels and synonyms by the first letters, in which all forms of a word agree."""
    phrases: dict[str, list[tuple[Chip, _Phrase]]] = {}
    for chip in load_chips().values():
        if language in chip.labels:
            for text in (chip.labels[language], *chip.synonyms[language]):
                phrase = tuple(fold(text).split())
                phrases.setdefault(phrase[0][:_BEGINNING], []).append((chip, phrase))
    return phrases


def _stands_at(place: int, words: Sequence[str], phrase: _Phrase) -> bool:
    found = words[place : place + len(phrase)]
    return len(found) == len(phrase) and all(map(same_word, phrase, found))
