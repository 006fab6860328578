"""Whom a person knows, for that person alone: what they learned over time, and what is promised.

Only one's own sentences are here, and what the other said to them once both have answered (P4).
People stand in the order of the last talk, never by how many talks there were (P9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.answers import Sentence, my_answer
from matching.chapters.kept_promises import is_kept
from matching.contacts import Contact, contacts_for
from matching.conversations import Conversation, State, conversations_of_person
from matching.follow_ups import KeptPromise, promise_of, promise_to_me
from matching.store import Store

PEOPLE_A_PAGE = 20


@dataclass(frozen=True)
class OwnPromise:
    """A promise that stands; is_kept: as its author says."""

    promise: KeptPromise
    is_kept: bool


@dataclass(frozen=True)
class Learning:
    """One conversation with somebody.

    sentence: one's own, None before one has answered
    mine, theirs: what each promises, theirs only once both have answered
    """

    conversation: Conversation
    sentence: Sentence | None
    mine: OwnPromise | None
    theirs: OwnPromise | None


@dataclass(frozen=True)
class Relationship:
    """One other person; learnings: the newest first; contact: what they shared last (P3)."""

    person_id: UUID
    name: str
    company: str
    learnings: tuple[Learning, ...]
    contact: Contact | None


def relationships_of(
    store: Store, person_id: UUID, *, now: datetime, page: int = 0
) -> tuple[list[Relationship], bool]:
    """With whom a person has talked, whoever they last talked with first, 20 a page; page: from 0.

    Returns them, and whether there are more. Conversations that ended without a connection are not
    here: of those no words are left.
    """
    by_person: dict[UUID, list[Conversation]] = {}
    for conversation in conversations_of_person(store, person_id, now=now):
        if conversation.state is not State.EXPIRED:
            by_person.setdefault(conversation.other.person_id, []).append(conversation)
    begin, end = page * PEOPLE_A_PAGE, (page + 1) * PEOPLE_A_PAGE
    shown = list(by_person.values())[begin:end]
    return [_relationship(store, talks) for talks in shown], len(by_person) > end


def _relationship(store: Store, talks: Sequence[Conversation]) -> Relationship:
    other = talks[0].other
    return Relationship(
        person_id=other.person_id,
        name=other.name,
        company=other.company,
        learnings=tuple(_learning(store, talk) for talk in talks),
        contact=_contact(store, talks),
    )


def _learning(store: Store, talk: Conversation) -> Learning:
    talk_id, me = talk.conversation_id, talk.me.attendee_id
    return Learning(
        conversation=talk,
        sentence=my_answer(store, talk_id, author_id=me),
        mine=_with_keeping(store, promise_of(store, talk_id, author_id=me)),
        theirs=_with_keeping(store, promise_to_me(store, talk_id, reader_id=me)),
    )


def _with_keeping(store: Store, promise: KeptPromise | None) -> OwnPromise | None:
    return OwnPromise(promise, is_kept(store, promise.promise_id)) if promise else None


def _contact(store: Store, talks: Sequence[Conversation]) -> Contact | None:
    """What the other shared in the newest talk in which they shared anything."""
    found = (
        contacts_for(store, talk.conversation_id, reader_id=talk.me.attendee_id) for talk in talks
    )
    return next((contact for contact in found if contact is not None), None)
