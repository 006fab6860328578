"""All figures of an event, read of one moment."""

from dataclasses import dataclass
from datetime import datetime

from matching.measures.arrivals import arrival_curve, count_in_the_room
from matching.measures.depth import (
    count_introductions,
    count_promises,
    coverage,
    share_across_groups,
    share_confirmed,
    share_finished,
    share_of_questions,
    share_talked,
)
from matching.measures.helping import list_alone
from matching.measures.network import count_islands, network_of
from matching.measures.nouns import Alone, Figures, Network, Step
from matching.model import Event
from matching.store import Cursor, Store


@dataclass(frozen=True)
class Live:
    """What the live page shows of one moment."""

    figures: Figures
    curve: tuple[Step, ...]
    alone: tuple[Alone, ...]
    network: Network


def figures_of(store: Store, event: Event, *, now: datetime) -> Figures:
    """Every figure of an event, without names; now: aware."""
    return live_of(store, event, now=now).figures


def live_of(store: Store, event: Event, *, now: datetime) -> Live:
    """The figures with the curve, the network and whom to help; now: aware."""
    return store.read(lambda reader: _live(reader, event, now))


def measured_state(store: Store, event: Event) -> tuple[object, ...]:
    """Counts that change with nearly everything that could change a figure; cheap to ask for."""
    row = store.row("measures/find_state", event_id=event.event_id)
    return tuple(row.values()) if row else ()


def _live(reader: Cursor, event: Event, now: datetime) -> Live:
    network, alone = network_of(reader, event), list_alone(reader, event, now=now)
    figures = _figures(reader, event, now, network=network, alone=len(alone))
    return Live(figures, tuple(arrival_curve(reader, event)), tuple(alone), network)


def _figures(
    reader: Cursor, event: Event, now: datetime, *, network: Network, alone: int
) -> Figures:
    arrivals = reader.row("desk/count_arrivals", event_id=event.event_id)
    assert arrivals is not None  # an aggregate has one row
    talked = share_talked(reader, event)
    return Figures(
        at_utc=now,
        expected=arrivals["expected"],
        admitted=arrivals["admitted"],
        in_the_room=count_in_the_room(reader, event),
        guests=talked.whole,
        talked=talked,
        finished=share_finished(reader, event, now=now),
        alone=alone,
        coverage=coverage(reader, event),
        questions=share_of_questions(reader, event),
        confirmed=share_confirmed(reader, event),
        promises=count_promises(reader, event, now=now),
        introductions=count_introductions(reader, event, now=now),
        across_groups=share_across_groups(reader, event),
        islands=count_islands(network),
    )
