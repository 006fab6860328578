"""Plays the sample's talks through the rules, as its guests would have had them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from kiosk.sample_talks import SampleGuest, SampleSide, SampleTalk, load_evening
from matching.answers import (
    Correction,
    NewAnswer,
    answer_about_me,
    confirm,
    correct,
    record_answer,
    revise_answer,
)
from matching.check_in import check_in
from matching.consents import Decision, decide
from matching.contacts import ContactField, Sharing, share
from matching.conversations import (
    Conversation,
    NewConversation,
    another_question,
    decline,
    expire_old,
    start_conversation,
)
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.model import ConsentKind, Direction, Event, Scan, Source
from matching.people import Listed
from matching.prompts import PromptKind, prompts_of
from matching.seeking import Seeking, note_seeking
from matching.store import Store

DOOR, TALKS = 1, 2  # numbers of the kiosks


@dataclass(frozen=True)
class Stage:
    """Where it happens; people: by ticket, now: aware, the end of all of it."""

    store: Store
    event: Event
    people: dict[str, Listed]
    now: datetime

    def ago(self, minutes: int) -> datetime:
        """So many minutes before the end."""
        return self.now - timedelta(minutes=minutes)

    def attendee(self, ticket: str) -> UUID:
        """The attendee with this ticket."""
        return self.people[ticket].attendee_id


def play_evening(stage: Stage) -> None:
    """Guests come in and talk; each act is one of the rules', at its own moment."""
    evening = load_evening()
    for guest in evening.guests:
        _let_in(stage, guest)
    for talk in evening.talks:
        _play(stage, talk)
    expire_old(stage.store, now=stage.now)


def _let_in(stage: Stage, guest: SampleGuest) -> None:
    person, moment = stage.people[guest.ticket], stage.ago(guest.came)
    scan = Scan(uuid4(), stage.event, person.code, DOOR, Direction.IN, Source.CAMERA, moment)
    check_in(stage.store, scan, now=moment)
    answers = {ConsentKind.SUGGEST: guest.suggest, ConsentKind.MAIL: guest.mail}
    for kind, is_given in answers.items():
        if is_given is not None:
            decision = Decision(uuid4(), person.person_id, kind, is_given, person.language)
            decide(stage.store, decision, source="kiosk", now=moment)


def _play(stage: Stage, talk: SampleTalk) -> None:
    conversation_id = _begin(stage, talk)
    for side in talk.sides:
        if side.words:
            _answer(stage, conversation_id, side)
    for side in talk.sides:
        _reply(stage, conversation_id, side, talk)
    if talk.declined_by:
        by_id, moment = stage.attendee(talk.declined_by), stage.ago(talk.began)
        decline(stage.store, conversation_id, by_id=by_id, now=moment)


def _begin(stage: Stage, talk: SampleTalk) -> UUID:
    new = NewConversation(
        conversation_id=uuid4(),
        event=stage.event,
        starter_id=stage.attendee(talk.starter.by),
        partner_code=stage.people[talk.partner.by].code or "",
        kiosk=TALKS,
    )
    begun = start_conversation(stage.store, new, now=stage.ago(talk.began))
    _choose_questions(stage, begun, talk)
    return new.conversation_id


def _choose_questions(stage: Stage, begun: Conversation, talk: SampleTalk) -> None:
    """By "another question": the starter out of the partner's way, then each to their own."""
    all_questions = {prompt.prompt_id for prompt in prompts_of(PromptKind.QUESTION)}
    first, second = talk.starter.prompt, talk.partner.prompt
    asked = begun.me.prompt_id
    if asked == second:
        asked = _ask_another(stage, begun, talk.starter, but={first, second})
    if begun.other.prompt_id != second:
        _ask_another(stage, begun, talk.partner, but=all_questions - {second})
    if asked != first:
        _ask_another(stage, begun, talk.starter, but=all_questions - {first})


def _ask_another(stage: Stage, begun: Conversation, side: SampleSide, but: set[str]) -> str:
    return another_question(
        stage.store,
        begun.conversation_id,
        author_id=stage.attendee(side.by),
        shown=sorted(but),
        now=begun.started_at,
    )


def _answer(stage: Stage, conversation_id: UUID, side: SampleSide) -> None:
    moment = stage.ago(side.answered)
    answer = _new_answer(stage, conversation_id, side, side.words)
    record_answer(stage.store, answer, now=moment)
    _promise(stage, conversation_id, side, moment)
    if side.share:
        fields = tuple(ContactField(name) for name in side.share)
        sharing = Sharing(uuid4(), conversation_id, stage.attendee(side.by), fields, kiosk=TALKS)
        share(stage.store, sharing, now=moment)
    if side.seeks:
        seeking = Seeking(
            seeking_id=uuid4(),
            conversation_id=conversation_id,
            author_id=stage.attendee(side.by),
            chips=side.seeks,
            words=side.seeks_words,
            language=side.language,
            kiosk=TALKS,
        )
        note_seeking(stage.store, seeking, now=moment)


def _new_answer(stage: Stage, conversation_id: UUID, side: SampleSide, words: str) -> NewAnswer:
    return NewAnswer(
        answer_id=uuid4(),
        conversation_id=conversation_id,
        author_id=stage.attendee(side.by),
        prompt_id=side.prompt,
        words=words,
        language=side.language,
        kiosk=TALKS,
    )


def _promise(stage: Stage, conversation_id: UUID, side: SampleSide, moment: datetime) -> None:
    if not side.promise:
        return
    today = stage.now.astimezone(ZoneInfo(stage.event.time_zone)).date()
    promise = Promise(
        promise_id=uuid4(),
        conversation_id=conversation_id,
        author_id=stage.attendee(side.by),
        kind=PromiseKind(side.promise),
        due_on=today + timedelta(days=side.days),
        kiosk=TALKS,
    )
    keep_promise(stage.store, promise, now=moment)


def _reply(stage: Stage, conversation_id: UUID, side: SampleSide, talk: SampleTalk) -> None:
    """What a side adds to its own words, and says to the other's, once both are there."""
    moment = stage.ago(min(one.answered for one in talk.sides) - 1)
    me = stage.attendee(side.by)
    if side.added:
        added = _new_answer(stage, conversation_id, side, side.added)
        revise_answer(stage.store, added, now=moment)
    if not (side.confirms or side.corrects):
        return
    about_me = answer_about_me(stage.store, conversation_id, reader_id=me)
    assert about_me is not None  # the file lets only connected sides reply
    if side.confirms:
        confirm(stage.store, about_me.answer_id, by_id=me, now=moment, kiosk=TALKS)
    if side.corrects:
        correction = Correction(uuid4(), about_me.answer_id, me, side.corrects, kiosk=TALKS)
        correct(stage.store, correction, now=moment)
