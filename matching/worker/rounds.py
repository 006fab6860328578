"""What the worker does again and again: copy what changed, work out the lists, write them back."""

import logging
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from matching.engines.engine import LostConnectionError
from matching.engines.mirror import Mirror
from matching.errors import DatabaseAwayError, RozmowaError
from matching.events import find_event, open_events
from matching.faults import described_without_data
from matching.model import Event
from matching.store import Store
from matching.suggestions import Memory, refresh_lists, state_of
from matching.worker.freshness import Freshness, note_freshness

log = logging.getLogger("rozmowa.worker")

# All that picture_of and state_of read, and the events themselves.
MIRRORED = (
    "series",
    "event",
    "person",
    "attendee",
    "consent",
    "scan",
    "admission",
    "annulment",
    "conversation",
    "conversation_end",
    "answer",
    "gone_fact",
    "confirmation",
    "correction",
    "seeking",
    "release",
    "withholding",
    "suggestion_reply",
    "proposal",
    "introduction",
    "introduction_decision",
)
LEAD = "matchmaker"
ANYWAY_SECONDS = 600.0  # after so long all is worked out again, whatever the counts say
SAID_AGAIN_SECONDS = 10.0  # after so long it is said anew that lists are fresh
SET_ASIDE_SECONDS = 10.0  # an event whose lists cannot be worked out is left alone for so long


@dataclass
class _Seen:
    """Of one event. state: when its lists were worked out last; the moments are monotonic

    failure: what keeps its lists from being worked out, '' for nothing; until again_at it rests
    """

    state: tuple[object, ...] = ()
    worked_at: float = float("-inf")
    said_at: float = float("-inf")
    seconds: float = 0.0
    memory: Memory = field(default_factory=Memory)
    failure: str = ""
    again_at: float = float("-inf")

    def is_due(self) -> bool:
        return time.monotonic() >= self.again_at


class Rounds:
    """Of one process, which works only while it has the lead; another one follows then.

    store: on PostgreSQL at this address; slug: of the one event, None for all that are open
    """

    def __init__(self, store: Store, address: str, slug: str | None = None) -> None:
        self._store, self._slug = store, slug
        self._lead = store.leadership(LEAD)
        self._mirror = Mirror(address, MIRRORED)
        self._copy = Store(self._mirror.engine)
        self._seen: dict[UUID, _Seen] = {}
        self.leads = False

    def go_round(self) -> int:
        """Work out the lists of the events at which anything happened; how many lists changed.

        An event that fails keeps no other from its lists: see `failures`.
        Raises DatabaseAwayError, LostConnectionError; then the next round begins anew.
        """
        self._ask_for_the_lead()
        if not self.leads:
            return 0
        try:
            now = datetime.now(UTC)
            if any(seen.failure and seen.is_due() for seen in self._seen.values()):
                self._mirror.forget()
            self._mirror.refresh()
            events = self._events()
            self._seen = {one.event_id: self._seen.get(one.event_id, _Seen()) for one in events}
            return sum(self._try(event, now) for event in events)
        except BaseException:
            self._begin_anew()
            raise

    def failures(self) -> list[str]:
        """Of each event whose lists could not be worked out: its slug, and what happened where."""
        return [seen.failure for seen in self._seen.values() if seen.failure]

    def _ask_for_the_lead(self) -> None:
        leads = self._lead.holds()
        if leads != self.leads:
            log.info("works out the lists" if leads else "stands by")
            self._begin_anew()  # what others wrote meanwhile is not remembered here
        self.leads = leads

    def _begin_anew(self) -> None:
        self._mirror.forget()
        self._seen = {}

    def _events(self) -> list[Event]:
        try:
            return [find_event(self._copy, self._slug)] if self._slug else open_events(self._copy)
        except RozmowaError:
            return []  # it is not made yet

    def _try(self, event: Event, now: datetime) -> int:
        seen = self._seen[event.event_id]
        if not seen.is_due():
            return 0
        try:
            changed = self._refresh(event, seen, now)
        except (DatabaseAwayError, LostConnectionError):
            raise
        except Exception as error:
            self._set_aside(event, error)
            return 0
        seen.failure = ""
        return changed

    def _set_aside(self, event: Event, error: Exception) -> None:
        """Later it begins anew, with a new copy: what is remembered may be the cause."""
        failure = f"{event.slug}: {described_without_data(error)}"
        again_at = time.monotonic() + SET_ASIDE_SECONDS
        self._seen[event.event_id] = _Seen(failure=failure, again_at=again_at)

    def _refresh(self, event: Event, seen: _Seen, now: datetime) -> int:
        began, state = time.monotonic(), state_of(self._copy, event)
        if began - seen.worked_at > ANYWAY_SECONDS:
            seen.state, seen.memory = (), Memory()
        changed = 0
        if state != seen.state:
            changed = refresh_lists(
                self._store, event, now=now, memory=seen.memory, mirror=self._copy
            )
            seen.state, seen.worked_at = state, began
            seen.seconds, seen.said_at = time.monotonic() - began, float("-inf")
        if began - seen.said_at > SAID_AGAIN_SECONDS:
            note_freshness(self._store, event.event_id, Freshness(now, seen.seconds))
            seen.said_at = began
        return changed

    def end(self) -> None:
        """Let another process have the lead."""
        self._lead.release()
        self._mirror.close()
