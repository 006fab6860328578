"""What a matchmaker remembers from one refresh to the next, so that only what changed costs time.

It decides nothing: with an empty memory the same lists come out.
"""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from matching.store import Row
from matching.suggestions.nouns import Node, Picture, Reason, ReasonsOfPairs


class Entry(NamedTuple):
    """One entry of a list as it is kept. reasons: JSON"""

    suggested_id: UUID
    rank: int
    via_id: UUID | None
    reasons: str
    score: float


Lists = dict[UUID, list[Entry]]


@dataclass
class Memory:
    """Of one event.

    nodes: of each attendee the row and the digest that the node was made from
    reasons: of the pairs that were suggested last; written: the same as JSON
    picture: from which the lists were worked out last
    lists: as they were kept last; None where the store has to be asked
    """

    event_id: UUID | None = None
    nodes: dict[UUID, tuple[Row, str, Node]] = field(default_factory=dict)
    reasons: ReasonsOfPairs = field(default_factory=dict)
    written: dict[tuple[str, str], tuple[tuple[Reason, ...], str]] = field(default_factory=dict)
    picture: Picture | None = None
    lists: Lists | None = None
