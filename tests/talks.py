"""Short ways to let two people of the cast talk, and to look into every table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from cast import NOW, listed, rows, show_badge, table_names, used_tables

from matching.answers import NewAnswer, record_answer, revise_answer
from matching.consents import Decision, decide
from matching.conversations import (
    Conversation,
    NewConversation,
    start_conversation,
    view_conversation,
)
from matching.errors import RefusedError
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.store import Store

SECOND = timedelta(seconds=1)
WEEK = timedelta(days=7)
ANNA_LEARNED = "Pomaga sadownikom dowieźć owoce do miasta"
BARTEK_LEARNED = "Uczy księgowości w szkole wieczorowej"


def admit(store: Store, event: Event, *people: Listed) -> None:
    """All of them come in."""
    for person in people:
        show_badge(store, event, person.code)


def begin_talk(
    store: Store,
    event: Event,
    starter: Listed,
    partner: Listed,
    *,
    conversation_id: UUID | None = None,
    partner_code: str | None = None,
    kiosk: int | None = 1,
    at: timedelta = timedelta(),
) -> Conversation:
    """The starter's badge, then the partner's, at NOW plus so much; both must have come in."""
    new = NewConversation(
        conversation_id=conversation_id or uuid4(),
        event=event,
        starter_id=starter.attendee_id,
        partner_code=partner_code or partner.code or "",
        kiosk=kiosk,
    )
    return start_conversation(store, new, now=NOW + at)


def new_answer(
    store: Store,
    conversation: Conversation | UUID,
    author: Listed,
    words: str,
    *,
    answer_id: UUID | None = None,
    at: timedelta = timedelta(),
    **options: object,
) -> NewAnswer:
    """What the author's screen would send: an answer to the question that they are asked."""
    conversation_id = getattr(conversation, "conversation_id", conversation)
    view = view_conversation(store, conversation_id, reader_id=author.attendee_id, now=NOW + at)
    return NewAnswer(
        **{
            "answer_id": answer_id or uuid4(),
            "conversation_id": conversation_id,
            "author_id": author.attendee_id,
            "prompt_id": view.me.prompt_id,
            "words": words,
            "language": "pl",
            **options,
        }
    )


def answer(
    store: Store,
    conversation: Conversation | UUID,
    author: Listed,
    words: str,
    *,
    at: timedelta = timedelta(),
    **options: object,
) -> bool:
    """The author writes; whether both have answered now."""
    written = new_answer(store, conversation, author, words, at=at, **options)
    return record_answer(store, written, now=NOW + at)


def revise(
    store: Store,
    conversation: Conversation | UUID,
    author: Listed,
    words: str,
    *,
    at: timedelta = timedelta(),
    **options: object,
) -> None:
    """The author writes something else."""
    written = new_answer(store, conversation, author, words, at=at, **options)
    revise_answer(store, written, now=NOW + at)


def connect(store: Store, event: Event, anna: Listed, bartek: Listed) -> Conversation:
    """Both come in, talk and answer; the conversation as Anna, who began it, sees it."""
    admit(store, event, anna, bartek)
    conversation = begin_talk(store, event, anna, bartek)
    for author, words in ((anna, ANNA_LEARNED), (bartek, BARTEK_LEARNED)):
        # At a second event the same words are thin.
        answer(store, conversation, author, words, is_second_try=True)
    return view_conversation(
        store, conversation.conversation_id, reader_id=anna.attendee_id, now=NOW
    )


def choose_entry_only(
    store: Store, person: Listed, is_given: bool = True, *, at: timedelta = timedelta()
) -> None:
    """The guest takes part in nothing but the entry, or again in all."""
    decision = Decision(uuid4(), person.person_id, ConsentKind.ENTRY_ONLY, is_given, "pl")
    decide(store, decision, source="kiosk", now=NOW + at)


def next_meeting(
    store: Store, event: Event, slug: str, *people: Listed
) -> tuple[Event, list[Listed]]:
    """Another event of the same series, these people with their badges on its list."""
    meeting = replace(event, event_id=uuid4(), slug=slug, name=slug.title())
    invited = {person.person_id: uuid4() for person in people}
    with store._cursor() as cursor:
        cursor.execute(
            "INSERT INTO event SELECT $1, series_id, $2, $3, time_zone, language, is_sample,"
            " re_entry, opens_at_utc, closed_at_utc, chosen_at_utc, created_at_utc"
            " FROM event WHERE event_id = $4",
            [meeting.event_id, slug, meeting.name, event.event_id],
        ).fetchall()
        for person_id, attendee_id in invited.items():
            cursor.execute(
                "INSERT INTO attendee VALUES ($1,$2,$3,'visitor','','expected','','{}',$4)",
                [attendee_id, meeting.event_id, person_id, NOW.replace(tzinfo=None)],
            ).fetchall()
    return meeting, [listed(store, meeting, attendee_id) for attendee_id in invited.values()]


def connections(store: Store) -> list[tuple[UUID]]:
    """Ids of all connected conversations."""
    return rows(store, "SELECT conversation_id FROM connection ORDER BY 1")


def everything(store: Store) -> dict[str, list[tuple]]:
    """Every row of every table."""
    used = {
        table: sorted(rows(store, f"SELECT * FROM {table}"), key=str)  # noqa: S608  # our own
        for table in used_tables(store)
    }
    return {table: used.get(table, []) for table in table_names(store)}


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    return {table: len(found) for table, found in everything(store).items()}


def tables_with(store: Store, words: str) -> list[str]:
    """In which tables these words stand, whole or within something longer, whatever the column."""
    return sorted(
        table
        for table, found in everything(store).items()
        if any(words in str(value) for row in found for value in row)
    )


def refuse(store: Store, error: type[RefusedError], act: Callable[[], object]) -> RefusedError:
    """The act is refused by this error, and every row of every table is as before."""
    before = everything(store)
    try:
        act()
    except error as refusal:
        assert everything(store) == before
        return refusal
    raise AssertionError(f"not refused by {error.__name__}")


def view_of(
    store: Store, conversation: Conversation, reader: Listed, *, at: timedelta = timedelta()
) -> Conversation:
    """How the conversation stands for this reader at NOW plus so much."""
    return view_conversation(
        store, conversation.conversation_id, reader_id=reader.attendee_id, now=NOW + at
    )
