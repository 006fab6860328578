"""Staff give a guest who is still alone the idea whom to meet: it stands first in the guest's list.

An idea is a suggestion like the others: whoever reads the list sees it only while both agree to be
suggested and neither said otherwise. Whether it was followed is told to nobody.
"""

from datetime import datetime
from uuid import UUID

from matching import audit
from matching.errors import UnknownSuggestionError
from matching.model import Event
from matching.store import Cursor, Store


def send_idea(
    store: Store,
    event: Event,
    *,
    attendee_id: UUID,
    suggested_id: UUID,
    actor: str,
    now: datetime,
) -> None:
    """Put somebody first in an attendee's list of people to meet; the same again changes nothing.

    It is not refused either, whatever the guest said since: nobody reads a no from it (P8).
    now: aware
    Raises UnknownSuggestionError where the pair does not stand in the lists of this moment.
    """

    def keep(change: Cursor) -> None:
        pair = {"attendee_id": attendee_id, "suggested_id": suggested_id}
        if change.row("desk_ideas/find_idea", event_id=event.event_id, **pair):
            return
        if change.row("desk_ideas/find_standing", event_id=event.event_id, **pair) is None:
            raise UnknownSuggestionError
        change.run(
            "desk_ideas/put_idea",
            event_id=event.event_id,
            **pair,
            now_utc=now,
        )
        audit.note(
            change,
            actor=actor,
            act="idea_sent",
            now=now,
            event_id=event.event_id,
            subject_id=attendee_id,
        )

    store.write(keep)


def has_idea(store: Store, attendee_id: UUID) -> bool:
    """Whether the desk thought of somebody for this attendee who is in the room now."""
    if store.row("desk_ideas/find_any", attendee_id=attendee_id) is None:
        return False  # nearly always, and it costs little
    return store.row("desk_ideas/find_waiting", attendee_id=attendee_id) is not None
