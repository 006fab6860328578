"""What stands on one badge, and how a pile of badges is split between two tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from matching.badge_codes import is_badge_code
from matching.errors import RozmowaError
from matching.names import fold

Item = TypeVar("Item")


@dataclass
class NotABadgeCodeError(RozmowaError):
    """What was to be printed is no badge code; no kiosk could read such a badge."""

    code: ClassVar[str] = "not_a_badge_code"

    def __str__(self) -> str:
        return "a badge was to be printed with something that is not a badge code"


@dataclass(frozen=True)
class BadgeFace:
    """The words of one badge.

    code: the full ``EV1:...`` text; raises NotABadgeCodeError if its check is wrong
    name: as it is shown; empty on a spare badge, which has a line to write it on
    """

    code: str
    name: str
    family_name: str = ""
    company: str = ""
    job_title: str = ""
    event_name: str = ""

    def __post_init__(self) -> None:
        if not is_badge_code(self.code):
            raise NotABadgeCodeError


def split_by_initial(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    """Two piles for two tables, ``A-K`` and ``L-Z``, each in the order given.

    key: the family name of an item; its first letter counts without diacritics (Ć is C, Ł is L).
    Names that begin with no Latin letter, and items without a name, are at the end: ``L-Z``.
    """
    piles: dict[str, list[Item]] = {"A-K": [], "L-Z": []}
    for item in items:
        piles["A-K" if "a" <= fold(key(item))[:1] <= "k" else "L-Z"].append(item)
    return piles
