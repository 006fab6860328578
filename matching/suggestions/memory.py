"""What a matchmaker remembers from one refresh to the next, so that only changes cost time."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from matching.store import Row
from matching.suggestions.nouns import Node, Tie
from matching.suggestions.standing import Standing


class Entry(NamedTuple):
    """One entry of a list as it is kept. reasons: JSON"""

    suggested_id: UUID
    rank: int
    via_id: UUID | None
    reasons: str
    score: float


Lists = dict[UUID, list[Entry]]
Nodes = dict[UUID, tuple[Row, str, Node]]


@dataclass
class Memory:
    """Of one event.

    nodes: of each attendee the row and the digest that the node was made from
    buckets: digests of the rows of many attendees together
    state: when digests and ties were read, all of it but who came and went
    standing: the lists of the last picture; None where all have to be worked out
    lists: as they were kept last; None where the store has to be asked
    """

    event_id: UUID | None = None
    nodes: Nodes = field(default_factory=dict)
    buckets: dict[str, str] = field(default_factory=dict)
    state: Row | None = None
    digests: dict[UUID, str] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    standing: Standing | None = None
    lists: Lists | None = None
