"""What a table for the organiser is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matching.model import Event
from matching.store import Store

Value = str | int | bool | date | datetime | None
Line = tuple[Value, ...]


class Kind(StrEnum):
    """What a column holds; an empty cell is None, or "" for text."""

    TEXT = "text"
    NUMBER = "whole number"
    YES_NO = "yes or no"
    DAY = "day"
    MOMENT = "day and time"  # at the event's place, without a zone


@dataclass(frozen=True)
class Column:
    """name: stable, others rely on it; meaning: one sentence for docs/exports.md."""

    name: str
    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Export:
    """A table about one event.

    about: one sentence for docs/exports.md
    order: how its lines are ordered
    lines: all lines at this moment (aware), each as long as columns
    """

    name: str
    about: str
    order: str
    columns: tuple[Column, ...]
    lines: Callable[[Store, Event, datetime], list[Line]]
