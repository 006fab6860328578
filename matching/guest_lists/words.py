"""What the words in cells mean: statuses, roles, yes and no, languages, things for sale."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from matching.names import fold

WORD_FILE = Path(__file__).parents[2] / "data" / "guest_list_words.toml"
VALID = "valid"
UNKNOWN_STATUS = "unknown_status"

_INSTEAD_OF = re.compile(r"\b(?:za|for|für|fur)\b[:\s]+(?P<who>.+)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def status_of(text: str) -> str:
    """'valid', 'cancelled', 'refunded', 'declined', 'unpaid', or 'unknown_status'."""
    meaning: str = _statuses().get(_key(text), UNKNOWN_STATUS)
    return meaning


@lru_cache(maxsize=4096)
def is_yes(text: str) -> bool:
    """Whether the cell clearly agrees; a doubt is a no."""
    return _key(text) in _answers("yes")


@lru_cache(maxsize=4096)
def is_no(text: str) -> bool:
    """Whether the cell clearly denies."""
    return _key(text) in _answers("no")


@lru_cache(maxsize=4096)
def role_of(text: str) -> str:
    """The role a cell or a ticket's name speaks of, '' if none or several."""
    words = fold(text).split()
    found: list[str] = [
        role
        for role, stems in _rules()["role"].items()
        if any(word.startswith(tuple(stems)) for word in words)
    ]
    if len(found) > 1 and found[0] == "substitute":
        return found[0]
    return found[0] if len(found) == 1 else ""


def substituted_by(text: str) -> str:
    """Who is meant in 'zastępstwo za Jana Nowaka'."""
    found = _INSTEAD_OF.search(text)
    return found["who"].strip() if found and role_of(text) == "substitute" else ""


@lru_cache(maxsize=4096)
def language_of(text: str) -> str:
    """'pl', 'en', or '' for another language."""
    words = fold(text)
    for language, names in _rules()["language"].items():
        if words in {fold(name) for name in names} or words.split()[:1] == [language]:
            return str(language)
    return ""


@lru_cache(maxsize=4096)
def is_thing(product: str) -> bool:
    """Whether a product is parking, a T-shirt and the like; 'Bilet + parking' is a person's."""
    rules = _rules()["things"]
    words = fold(product).split()
    while words and (words[0] in rules["leading"] or words[0].isdigit()):
        words = words[1:]
    text = " ".join(words)
    if any(word.startswith(tuple(rules["person_words"])) for word in words):
        return False
    if text.startswith(tuple(rules["first_words"])):
        return True
    return text.startswith(tuple(rules["parking_ticket"])) and "+" not in product


def _key(text: str) -> str:
    # Ticks have no letters to fold.
    return fold(text) or text.strip()


@cache
def _statuses() -> dict[str, str]:
    return {_key(word): kind for kind, words in _rules()["status"].items() for word in words}


@cache
def _answers(kind: str) -> frozenset[str]:
    return frozenset(_key(word) for word in _rules()["answers"][kind])


@cache
def _rules() -> dict[str, Any]:
    with WORD_FILE.open("rb") as file:
        return tomllib.load(file)
