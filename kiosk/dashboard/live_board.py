"""The figures on the live page, worked out once for all who look at it.

Every 3 seconds at most somebody asks whether anything happened; only then, and every 20 seconds
because time goes by, the figures are worked out anew. All others get what is there. Only that
somebody was erased is looked at every time: their name is gone at once.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID
from weakref import WeakKeyDictionary

from kiosk.dashboard.live_places import Spot, places_of
from matching.measures import Live, Network, live_of, measured_state
from matching.model import Event
from matching.privacy.runs import Run, last_run
from matching.store import Store

LOOK_SECONDS = 3.0
ANYWAY_SECONDS = 20.0
MOST_DRAWN = 800  # people; of more nobody could read a picture
MOST_EVENTS = 4


@dataclass(frozen=True)
class Shown:
    """What was worked out, and where everybody stands in the picture; nowhere with too many.

    erased_at: when somebody was erased last; None for never
    parts: the page's part as it was rendered, for each kind of reader
    """

    live: Live
    places: dict[UUID, Spot]
    state: tuple[object, ...]
    worked_at: float
    looked_at: float
    erased_at: datetime | None
    parts: dict[tuple[object, ...], str] = field(default_factory=dict)


class Board:
    """What is shown of the events of one store. clock: seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._shown: dict[UUID, Shown] = {}

    def look(self, store: Store, event: Event, *, now: datetime) -> Shown:
        """What stands on the board of this event; now: aware."""
        with self._lock:
            shown = self._fresh(store, event, self._shown.pop(event.event_id, None), now)
            self._shown[event.event_id] = shown
            while len(self._shown) > MOST_EVENTS:
                del self._shown[next(iter(self._shown))]
            return shown

    def look_anew(self, event: Event) -> None:
        """Whoever looks next is shown what happened just now."""
        with self._lock:
            shown = self._shown.get(event.event_id)
            if shown is not None:
                self._shown[event.event_id] = replace(shown, looked_at=float("-inf"))

    def _fresh(self, store: Store, event: Event, shown: Shown | None, now: datetime) -> Shown:
        moment, erased = self._clock(), last_run(store, Run.ERASURE, now=now)
        erased_at = erased[0] if erased else None
        if shown and shown.erased_at != erased_at:
            shown = None
        if shown and moment - shown.looked_at < LOOK_SECONDS:
            return shown
        state = measured_state(store, event)
        if shown and state == shown.state and moment - shown.worked_at < ANYWAY_SECONDS:
            return replace(shown, looked_at=moment)
        live = live_of(store, event, now=now)
        return Shown(live, _places(live.network, shown), state, moment, moment, erased_at)


def _places(network: Network, shown: Shown | None) -> dict[UUID, Spot]:
    if len(network.members) > MOST_DRAWN:
        return {}
    if shown and shown.live.network == network:
        return shown.places
    return places_of(network, shown.places if shown else {})


_lock = threading.Lock()
_boards: WeakKeyDictionary[Store, Board] = WeakKeyDictionary()


def board_of(store: Store) -> Board:
    """The board of this process for a store."""
    with _lock:
        if store not in _boards:
            _boards[store] = Board()
        return _boards[store]
