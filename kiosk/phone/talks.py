"""A conversation on somebody's own page: what its templates show, and nothing more than allowed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.chip_labels import chip_labels
from kiosk.texts import calendar_day, clock_time
from matching.answers import Sentence, answer_about_me, my_answer
from matching.contacts import (
    Contact,
    ContactField,
    contacts_for,
    fields_of,
    saved_choice,
    shared_by,
)
from matching.conversations import Conversation, State
from matching.follow_ups import KeptPromise, promise_of, promise_to_me
from matching.model import Event
from matching.prompts import PromptKind, load_prompts, prompts_of
from matching.seeking import Seeking, seeking_about_me, seeking_of
from matching.store import Store
from matching.suggestions import is_released


class Stage(StrEnum):
    """How a conversation stands for its reader; also the end of a text's key."""

    MINE = "mine"  # waits for the reader's answer
    OTHER = "other"
    CONNECTED = "connected"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Talk:
    """A line of the list.

    about_me: None before both have answered (P4)
    until: day and time in words, by when the missing answer must be there
    """

    conversation: Conversation
    event: Event
    stage: Stage
    mine: Sentence | None
    about_me: Sentence | None
    promise: KeptPromise | None
    until: str
    due: str

    @property
    def conversation_id(self) -> UUID:
        """Its id, which addresses are made of."""
        return self.conversation.conversation_id

    @property
    def name(self) -> str:
        """The other person."""
        return self.conversation.other.name

    @property
    def work(self) -> str:
        """Their job and company."""
        other = self.conversation.other
        return ", ".join(filter(None, [other.job_title, other.company]))

    @property
    def ring(self) -> tuple[bool, bool]:
        """Whether the other has answered, and whether the reader has."""
        return self.conversation.other.has_answered, self.mine is not None


@dataclass(frozen=True)
class TalkDetails:
    """What else the page of one conversation shows.

    contact: what the other shared, None before both have answered or for nothing (P3)
    choices: what the reader has at all; ticked: the choice kept here, else the reader's last one
    question, promise_question: in the reader's language
    heard, heard_about_me: what each noted of the other's wishes, "" for nothing
    is_released: whether others may be told the topics of the sentence about the reader
    their_promise: what the other promises, None before both have answered; their_due: its day
    """

    question: str
    promise_question: str
    contact: Contact | None
    choices: tuple[ContactField, ...]
    ticked: tuple[ContactField, ...]
    shared: tuple[ContactField, ...] | None
    heard: str
    heard_about_me: str
    is_released: bool
    their_promise: KeptPromise | None
    their_due: str


def read_talk(store: Store, conversation: Conversation, event: Event, *, language: str) -> Talk:
    """A conversation as a line of the list; an expired one is only a name."""
    stage = _stage(conversation)
    mine, about_me, promise = None, None, None
    if stage is not Stage.EXPIRED:
        ids = conversation.conversation_id, conversation.me.attendee_id
        mine = my_answer(store, ids[0], author_id=ids[1])
        if stage is Stage.CONNECTED:
            about_me = answer_about_me(store, ids[0], reader_id=ids[1])
        promise = promise_of(store, ids[0], author_id=ids[1])
    return Talk(
        conversation=conversation,
        event=event,
        stage=stage,
        mine=mine,
        about_me=about_me,
        promise=promise,
        until=moment_in_words(conversation.ends_at, event, language),
        due=day_in_words(promise.due_on, event, language) if promise else "",
    )


def read_details(store: Store, talk: Talk, *, language: str) -> TalkDetails:
    """What the page of one conversation needs beside the line of the list."""
    me, talk_id = talk.conversation.me, talk.conversation_id
    shared = shared_by(store, talk_id, owner_id=me.attendee_id)
    prompt = load_prompts().get(talk.mine.prompt_id if talk.mine else me.prompt_id)
    [promise_prompt] = prompts_of(PromptKind.PROMISE)
    heard = seeking_of(store, talk_id, author_id=me.attendee_id)
    heard_about_me = seeking_about_me(store, talk_id, reader_id=me.attendee_id)
    theirs = promise_to_me(store, talk_id, reader_id=me.attendee_id)
    return TalkDetails(
        question=prompt.texts[language] if prompt else "",
        promise_question=promise_prompt.texts[language],
        contact=contacts_for(store, talk_id, reader_id=me.attendee_id),
        choices=fields_of(store, me.attendee_id),
        ticked=saved_choice(store, me.person_id) if shared is None else shared,
        shared=shared,
        heard=_wishes(heard, language),
        heard_about_me=_wishes(heard_about_me, language),
        is_released=bool(talk.about_me and is_released(store, talk.about_me.answer_id)),
        their_promise=theirs,
        their_due=day_in_words(theirs.due_on, talk.event, language) if theirs else "",
    )


def moment_in_words(moment: datetime, event: Event, language: str) -> str:
    """Day and time at the event's place; moment is aware."""
    at = {"language": language, "time_zone": event.time_zone}
    return f"{calendar_day(moment, **at)}, {clock_time(moment, **at)}"


def day_in_words(day: date | None, event: Event, language: str) -> str:
    """A day of the event's calendar; "" for none."""
    if day is None:
        return ""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(event.time_zone))
    return calendar_day(noon, language=language, time_zone=event.time_zone)


def _stage(conversation: Conversation) -> Stage:
    if conversation.state is State.CONNECTED:
        return Stage.CONNECTED
    if conversation.state is State.EXPIRED:
        return Stage.EXPIRED
    return Stage.OTHER if conversation.me.has_answered else Stage.MINE


def _wishes(seeking: Seeking | None, language: str) -> str:
    if seeking is None:
        return ""
    return ", ".join(filter(None, [chip_labels(seeking.chips, language), seeking.words]))
