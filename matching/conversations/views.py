"""How conversations stand. Who reads is one of the two; what was written is not told here."""

from datetime import datetime, timedelta
from uuid import UUID

from matching.conversations.nouns import DAYS_OPEN, Conversation, Side, State
from matching.errors import UnknownConversationError
from matching.store import Cursor, Row, Store

Reader = Store | Cursor


def view_conversation(
    store: Store, conversation_id: UUID, *, reader_id: UUID, now: datetime
) -> Conversation:
    """How a conversation stands for one of its two attendees. Raises UnknownConversationError."""
    return view_in(store, conversation_id, reader_id, now)


def view_in(reader: Reader, conversation_id: UUID, reader_id: UUID, now: datetime) -> Conversation:
    """The same inside a transaction."""
    rows = reader.rows("conversations/find_conversations", conversation_ids=[conversation_id])
    mine = next((row for row in rows if row["attendee_id"] == reader_id), None)
    if mine is None:
        raise UnknownConversationError
    other = next((row for row in rows if row["attendee_id"] != reader_id), _NOBODY)
    return _conversation(mine, other, now)


def conversations_of_person(store: Store, person_id: UUID, *, now: datetime) -> list[Conversation]:
    """All of a person's conversations at all events of the series, the newest first."""
    ids = [
        row["conversation_id"]
        for row in store.rows("conversations/list_of_person", person_id=person_id)
    ]
    rows = store.rows("conversations/find_conversations", conversation_ids=ids)
    mine = {row["conversation_id"]: row for row in rows if row["person_id"] == person_id}
    other = {row["conversation_id"]: row for row in rows if row["person_id"] != person_id}
    return [_conversation(mine[one], other.get(one, _NOBODY), now) for one in ids]


def waiting_for(store: Store, attendee_id: UUID, *, now: datetime) -> list[Conversation]:
    """The open conversations in which this attendee has not answered, the newest first."""
    since = now - timedelta(days=DAYS_OPEN)
    rows = store.rows("conversations/list_waiting", attendee_id=attendee_id, since_utc=since)
    return [view_in(store, row["conversation_id"], attendee_id, now) for row in rows]


def is_connected(reader: Reader, conversation_id: UUID) -> bool:
    """Whether both have answered (P2)."""
    return reader.row("conversations/find_connection", conversation_id=conversation_id) is not None


def partner_who_answered(reader: Reader, conversation_id: UUID, attendee_id: UUID) -> UUID | None:
    """The other of the two, once both have answered; what they gave may then be read (P3, P4)."""
    found = reader.row("conversations/find_connection", conversation_id=conversation_id)
    sides = {found["lower_id"], found["higher_id"]} if found else set()
    if attendee_id not in sides:
        return None
    [partner] = sides - {attendee_id}
    return UUID(str(partner))


def depth(store: Store, person_id: UUID, other_person_id: UUID) -> int:
    """At how many events these two people have connected."""
    found = store.row(
        "conversations/count_depth", person_id=person_id, other_person_id=other_person_id
    )
    return int(found["depth"]) if found else 0


# In the place of somebody who was erased; the conversation has ended.
_NOBODY: Row = {
    "attendee_id": UUID(int=0),
    "person_id": UUID(int=0),
    "name": "",
    "company": "",
    "job_title": "",
    "language": "",
    "prompt_id": "",
    "has_answered": False,
}


def _conversation(mine: Row, other: Row, now: datetime) -> Conversation:
    started_at: datetime = mine["started_at_utc"]
    is_over = mine["is_ended"] or now >= started_at + timedelta(days=DAYS_OPEN)
    connected = State.CONNECTED if mine["connected_at_utc"] else None
    return Conversation(
        conversation_id=mine["conversation_id"],
        event_id=mine["event_id"],
        me=_side(mine),
        other=_side(other),
        state=connected or (State.EXPIRED if is_over else State.OPEN),
        i_started=mine["starter_id"] == mine["attendee_id"],
        started_at=started_at,
        connected_at=mine["connected_at_utc"],
    )


def _side(row: Row) -> Side:
    return Side(
        attendee_id=row["attendee_id"],
        person_id=row["person_id"],
        name=row["name"],
        company=row["company"],
        job_title=row["job_title"],
        language=row["language"],
        prompt_id=row["prompt_id"],
        has_answered=row["has_answered"],
    )
