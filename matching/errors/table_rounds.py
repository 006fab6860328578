"""Rounds of talks at tables cannot be planned as asked."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors.base import RozmowaError


@dataclass
class RoundCountError(RozmowaError):
    """So many rounds cannot be planned; count: how many were asked for."""

    code: ClassVar[str] = "round_count"
    count: int
    most: int

    def __str__(self) -> str:
        return f"{self.count} rounds cannot be planned, only 1 to {self.most}"


@dataclass
class TableCountError(RozmowaError):
    """Without a table there are no rounds."""

    code: ClassVar[str] = "table_count"
    count: int

    def __str__(self) -> str:
        return f"rounds need at least one table, not {self.count}"


@dataclass
class TooFewPeopleError(RozmowaError):
    """Fewer than two people, or none of them who has not met all others; count: of the people."""

    code: ClassVar[str] = "too_few_people"
    count: int

    def __str__(self) -> str:
        return (
            f"of the {self.count} people who are here and agreed to be suggested to others "
            "no two can be brought together"
        )
