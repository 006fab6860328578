"""Who has talked with whom at an event, and which islands that makes."""

from uuid import UUID

import rustworkx

from matching.measures.nouns import Islands, Line, Member, Network, Share
from matching.model import Event
from matching.store import Cursor, Row, Store

Reader = Store | Cursor


def network_of(reader: Reader, event: Event) -> Network:
    """Everybody who came in and takes part, and the recorded conversations between them.

    Nobody who chose entry only, whatever they recorded before (P14). Whoever is at work only where
    they recorded a conversation.
    """
    people = reader.rows("measures/list_network_people", event_id=event.event_id)
    known = {row["attendee_id"] for row in people}
    ties = [
        row
        for row in reader.rows("measures/list_network_ties", event_id=event.event_id)
        if {row["lower_id"], row["higher_id"]} <= known
    ]
    talked = _talked(ties)
    shown = [row for row in people if row["is_guest"] or row["attendee_id"] in talked]
    place = {row["attendee_id"]: number for number, row in enumerate(shown)}
    lines = tuple(
        Line(place[row["lower_id"]], place[row["higher_id"]], row["is_connected"]) for row in ties
    )
    members = tuple(
        Member(row["attendee_id"], row["name"], talked.get(row["attendee_id"], 0)) for row in shown
    )
    return Network(members, lines, _islands(len(members), lines))


def count_islands(network: Network) -> Islands:
    """How many islands there are, and the share of all people on the largest."""
    largest = max(map(len, network.islands), default=0)
    return Islands(len(network.islands), Share(largest, len(network.members)))


def _talked(ties: list[Row]) -> dict[UUID, int]:
    """2 for those with a connection, 1 for those with a half."""
    talked: dict[UUID, int] = {}
    for row in ties:
        for who in (row["lower_id"], row["higher_id"]):
            talked[who] = max(talked.get(who, 0), 1 + row["is_connected"])
    return talked


def _islands(size: int, lines: tuple[Line, ...]) -> tuple[tuple[int, ...], ...]:
    graph: rustworkx.PyGraph[None, None] = rustworkx.PyGraph()
    graph.add_nodes_from([None] * size)
    graph.add_edges_from([(line.one, line.other, None) for line in lines if line.is_whole])
    parts = [tuple(sorted(part)) for part in rustworkx.connected_components(graph)]
    return tuple(sorted(part for part in parts if len(part) > 1))
