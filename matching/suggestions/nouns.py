"""The nouns: who is matched, what is known between them, a suggestion with its reasons."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple


class Relation(StrEnum):
    """What is known between two people; no such pair is suggested. OTHER is told to nobody."""

    CONNECTED = "connected"
    MET = "met"
    DECLINED = "declined"
    OTHER = "other"


@dataclass(frozen=True)
class Wish:
    """One term of somebody's needs or offers.

    words: the entry it stands in, as they wrote it; "" for what others learned
    is_learned: from a conversation, so that it may rank
    source: the id of the answer it was learned from, if its subject released it to be worded
    """

    term: str
    is_need: bool
    words: str = ""
    is_learned: bool = False
    source: str = ""


@dataclass(frozen=True)
class Node:
    """A person to match; company, group, language: "" for unknown.

    visitor: 1 a visitor, 2 a member of the group they visit, 0 anybody else
    may_be_named: agreed to be suggested by name; else neither suggested nor given a list, and
    never named as an acquaintance
    """

    id: str
    company: str = ""
    group: str = ""
    language: str = ""
    wishes: Sequence[Wish] = ()
    is_here: bool = True
    visitor: int = 0
    may_be_named: bool = True

    @cached_property
    def terms(self) -> Sequence[str]:
        """Those of the wishes, in their order."""
        return [wish.term for wish in self.wishes]

    @cached_property
    def worded(self) -> Mapping[tuple[str, bool], Wish]:
        """By term and is_need the wish that may be told: declared, or learned and released.

        The reader's own side too: what others wrote about them they may not have read yet (P4).
        """
        found: dict[tuple[str, bool], Wish] = {}
        told = (wish for wish in self.wishes if not wish.is_learned or wish.source)
        for wish in sorted(told, key=lambda one: (one.is_learned, one.words, one.source)):
            found.setdefault((wish.term, wish.is_need), wish)
        return found


class Tie(NamedTuple):
    """What is known between two people; proof: ids of the rows that say so."""

    one: str
    other: str
    relation: Relation
    proof: tuple[str, ...] = ()


class ReasonKind(StrEnum):
    """Why somebody is suggested; the values are stable, and part of the keys of texts."""

    THEY_SEEK = "they_seek"  # what the reader offers
    THEY_OFFER = "they_offer"  # what the reader seeks
    ACQUAINTANCE = "acquaintance"
    SAME_GROUP = "same_group"
    OTHER_GROUP = "other_group"
    NOT_MET = "not_met"  # nothing else is known


@dataclass(frozen=True)
class Reason:
    """A reason as data, from which texts are made.

    term: such as 'chip:tax'; words: the entry of the suggested person's own list, their group;
    acquaintance: id of the person; proof: ids of the rows from which it can be derived again
    """

    kind: ReasonKind
    term: str = ""
    words: str = ""
    acquaintance: str = ""
    proof: tuple[str, ...] = ()


class Suggested(NamedTuple):
    """Somebody's list entry. rank: from 1; score: rounded to 6 decimals; via: id or ""."""

    person: str
    suggested: str
    rank: int
    score: float
    via: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Picture:
    """All that matching needs to know of one event, or of two files."""

    nodes: Sequence[Node]
    ties: Sequence[Tie] = field(default_factory=list)


def terms_of(nodes: Iterable[Node]) -> list[str]:
    """All terms that anybody offers or needs, in their order."""
    return sorted(set(chain.from_iterable(node.terms for node in nodes)))


def numbers_of(values: Collection[str]) -> dict[str, int]:
    """Numbers for the distinct values, in their order, so that the order of rows plays no part."""
    return {value: place for place, value in enumerate(sorted(set(values)))}
