"""A one-to-one between two meetings: recorded by both on their own pages, as any conversation.

It belongs to an event of its own, one of each series, made when it is first needed. Nobody is ever
admitted to that event, and it is never run. Connected are two only after both answered (P2).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from matching.conversations import Conversation, NewConversation, State
from matching.conversations.starting import begin_after, known_one, latest_of_pair
from matching.conversations.views import Reader
from matching.errors import CannotTalkBetweenError
from matching.events import put_event
from matching.model import Event
from matching.people_editing import put_on_list
from matching.store import Cursor, Row, Store

# As what the two stand in the event between meetings: it makes nobody a member.
_ROLE = "visitor"


@dataclass(frozen=True)
class Partner:
    """Somebody with whom a person can record a one-to-one. is_connected: they have connected."""

    person_id: UUID
    name: str
    company: str
    is_connected: bool


@dataclass(frozen=True)
class NewTalk:
    """Two persons of a series have talked; conversation_id: made by the client."""

    conversation_id: UUID
    starter_id: UUID
    partner_id: UUID


def partners_of(reader: Reader, person_id: UUID) -> list[Partner]:
    """With whom this person can record a one-to-one, in the order of a Polish phone book.

    Those they have connected with; and where members know each other, members see members: the
    names they meet every week. Else a name needs its owner's yes to being suggested (P8).
    Nobody who is blocked or takes part in the entry only is there (P14), and they themselves then
    have nobody.
    """
    rows = reader.rows("chapters/list_partners", person_id=person_id)
    return [Partner(**row) for row in rows]


def talk_between(store: Store, new: NewTalk, *, now: datetime) -> Conversation:
    """Begin a one-to-one, or go on with the one these two have.

    now: aware moment of receipt
    Returns it as the starter sees it. A pair has at most one a day, and no second one while one is
    open; the other finds it on their own page, and it expires after 7 days as others do.
    Raises CannotTalkBetweenError, UnknownConversationError; then nothing is kept.
    """
    return store.write(lambda change: _begin(change, new, now))


def between_events(reader: Reader) -> list[Event]:
    """The events between meetings, which no list of events holds, oldest first."""
    rows = reader.rows("chapters/list_between_events")
    return [Event(**row, is_between=True) for row in rows]


def _begin(change: Cursor, new: NewTalk, now: datetime) -> Conversation:
    partners = {partner.person_id for partner in partners_of(change, new.starter_id)}
    if new.partner_id not in partners:
        raise CannotTalkBetweenError
    event = _event_of(change, new.starter_id, now)
    starter_id = put_on_list(change, event, new.starter_id, role=_ROLE, now=now)
    partner_id = put_on_list(change, event, new.partner_id, role=_ROLE, now=now)
    talk = NewConversation(new.conversation_id, event, starter_id, partner_code="", kiosk=None)
    known = known_one(change, talk, partner_id, now)
    if known is not None:
        return known
    latest = latest_of_pair(change, starter_id, partner_id, now)
    if latest is not None and _still_counts(latest, event, now):
        return latest
    return begin_after(change, talk, partner_id, latest, now)


def _still_counts(latest: Conversation, event: Event, now: datetime) -> bool:
    zone = ZoneInfo(event.time_zone)
    is_of_today = latest.started_at.astimezone(zone).date() == now.astimezone(zone).date()
    return is_of_today or latest.state is State.OPEN


def _event_of(change: Cursor, person_id: UUID, now: datetime) -> Event:
    """The series' own, made like its newest meeting when it is first needed."""
    newest = change.row("chapters/find_newest_meeting", person_id=person_id)
    assert newest is not None  # whoever has a partner is on a list
    made = [event for event in between_events(change) if event.series_id == newest["series_id"]]
    return made[0] if made else _make(change, newest, now)


def _make(change: Cursor, newest: Row, now: datetime) -> Event:
    event = Event(
        event_id=uuid4(),
        series_id=newest["series_id"],
        slug=f"between-{newest['series_id']}",
        name=newest["series_name"],
        time_zone=newest["time_zone"],
        language=newest["language"],
        is_sample=newest["is_sample"],
        re_entry=False,
        opens_at_utc=None,
        closed_at_utc=None,
        is_between=True,
    )
    put_event(change, event, now)
    change.run(
        "chapters/put_between", series_id=event.series_id, event_id=event.event_id, now_utc=now
    )
    return event
