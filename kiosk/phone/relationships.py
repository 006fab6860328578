"""Whom somebody knows, on their own page: people, what was learned, promises, in their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.phone.talks import day_in_words
from kiosk.texts import Text, calendar_day, texts_in
from matching.answers import Sentence
from matching.chapters import Learning, OwnPromise, Relationship, relationships_of
from matching.contacts import Contact
from matching.conversations import Conversation
from matching.model import Event
from matching.store import Store


@dataclass(frozen=True)
class PromiseLine:
    """A promise that stands, in words; is_kept: as its author says."""

    promise_id: UUID
    words: str
    is_kept: bool


@dataclass(frozen=True)
class LearningLines:
    """One conversation; when: its day and event; sentence: None before the reader has answered."""

    conversation: Conversation
    when: str
    sentence: Sentence | None
    mine: PromiseLine | None
    theirs: PromiseLine | None


@dataclass(frozen=True)
class PersonLines:
    """One other person, what was learned last first."""

    person_id: UUID
    name: str
    company: str
    learnings: list[LearningLines]
    contact: Contact | None


def read_people(
    store: Store,
    person_id: UUID,
    events: Mapping[UUID, Event],
    *,
    language: str,
    now: datetime,
    page: int,
) -> tuple[list[PersonLines], bool]:
    """A page of the people, and whether there are more."""
    found, has_more = relationships_of(store, person_id, now=now, page=page)
    return [_person(one, events, language) for one in found], has_more


def event_name(event: Event, text: Text) -> str:
    """What members do between two meetings belongs to no meeting."""
    return text("own_people.between_meetings") if event.is_between else event.name


def _person(one: Relationship, events: Mapping[UUID, Event], language: str) -> PersonLines:
    return PersonLines(
        person_id=one.person_id,
        name=one.name,
        company=one.company,
        learnings=[
            _lines(one.name, learning, events[learning.conversation.event_id], language)
            for learning in one.learnings
        ],
        contact=one.contact,
    )


def _lines(name: str, learning: Learning, event: Event, language: str) -> LearningLines:
    talk, text = learning.conversation, texts_in(language)
    day = calendar_day(talk.started_at, language=language, time_zone=event.time_zone)
    mine, theirs = learning.mine, learning.theirs
    return LearningLines(
        conversation=talk,
        when=f"{day} · {event_name(event, text)}",
        sentence=learning.sentence,
        mine=_promise(mine, event, language, ("phone.promised", "phone.promised_until")),
        theirs=_promise(
            theirs,
            event,
            language,
            ("personal.their_promise", "personal.their_promise_until"),
            name=name,
        ),
    )


def _promise(
    own: OwnPromise | None, event: Event, language: str, keys: tuple[str, str], **name: str
) -> PromiseLine | None:
    """keys: of the sentence without a day, and with one."""
    if own is None:
        return None
    text, promise = texts_in(language), own.promise
    what = text(f"promise.{promise.kind}")
    if promise.due_on is None:
        words = text(keys[0], promise=what, **name)
    else:
        day = day_in_words(promise.due_on, event, language)
        words = text(keys[1], promise=what, day=day, **name)
    return PromiseLine(promise.promise_id, words, own.is_kept)
