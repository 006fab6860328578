"""The rule of each table, from data/erasure.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent.parent / "data" / "erasure.toml"


@dataclass(frozen=True)
class ErasureRule:
    """How a person is erased from one table.

    holds: what of a person it has, "" for nothing; kept: why rows stay, "" where they go
    by: names of the values that its queries take; queries: what is run, by name
    ids: columns that lead to a person
    told: the part of somebody's copy of their data that has it, else untold says why none has
    """

    table: str
    holds: str
    ids: tuple[str, ...]
    by: tuple[str, ...]
    queries: tuple[str, ...]
    kept: str
    told: str
    untold: str


@cache
def erasure_rules() -> tuple[ErasureRule, ...]:
    """All rules, in the order in which they are carried out."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_rule(table, words) for table, words in told.items())


def _rule(table: str, words: dict[str, object]) -> ErasureRule:
    by, also = _names(words.get("by")), _names(words.get("also"))
    return ErasureRule(
        table=table,
        holds=str(words.get("holds", "")),
        ids=_names(words.get("ids")),
        by=by,
        queries=(table, *also) if by else (),
        kept=str(words.get("kept", "")),
        told=str(words.get("told", "")),
        untold=str(words.get("untold", "")),
    )


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
