"""A busy evening for measuring: many guests who are in, many talks they have had."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from uuid import UUID, uuid4

from benchmarks.answer_check import labelled_answers
from benchmarks.crowd import gather
from kiosk.sample_transaction import OneTransaction
from matching.check_in import check_in
from matching.model import Direction, Event, Scan, Source
from matching.people import Listed
from matching.prompts import PromptKind, prompts_of
from matching.store import Cursor, Store

SEED = 20261123
SHARE_OF_HALF_ANSWERED = 0.15

Pair = tuple[Listed, Listed]


@dataclass(frozen=True)
class Evening:
    """fresh_pairs: guests who have not talked with each other yet, in random order."""

    event: Event
    people: list[Listed]
    fresh_pairs: list[Pair]


def talk_much(store: Store, *, guests: int, talks: int) -> Evening:
    """So many guests come in and have so many talks; written in bulk, with the rules' queries."""
    chance = random.Random(SEED)
    event, people = gather(store, guests)
    pairs = list(combinations(people, 2))
    chance.shuffle(pairs)

    def work(change: Cursor) -> None:
        now = datetime.now(UTC)
        writer = _Writer(change, event, chance, genuine_words())
        for person in people:
            writer.let_in(person, now - timedelta(hours=4))
        for pair in pairs[:talks]:
            writer.talk(pair, now - timedelta(minutes=chance.uniform(5, 200)))

    store.write(work)
    return Evening(event, people, pairs[talks:])


def genuine_words() -> list[str]:
    """What people wrote, from the lists that hold the answer check to account."""
    return [answer.words for answer in labelled_answers("genuine")]


@dataclass(frozen=True)
class _Writer:
    change: Cursor
    event: Event
    chance: random.Random
    sentences: list[str]

    def let_in(self, person: Listed, moment: datetime) -> None:
        scan = Scan(uuid4(), self.event, person.code, 1, Direction.IN, Source.CAMERA, moment)
        check_in(OneTransaction(self.change), scan, now=moment)

    def talk(self, pair: Pair, moment: datetime) -> None:
        talk_id = uuid4()
        lower, higher = sorted(person.attendee_id for person in pair)
        questions = [one.prompt_id for one in prompts_of(PromptKind.QUESTION)]
        prompts = self.chance.sample(questions, 2)
        self.change.run(
            "conversations/put_conversation",
            conversation_id=talk_id,
            event_id=self.event.event_id,
            lower_id=lower,
            higher_id=higher,
            turn=0,
            starter_id=lower,
            lower_prompt=prompts[0],
            higher_prompt=prompts[1],
            kiosk=1,
            now_utc=moment,
        )
        self._answer(talk_id, lower, higher, prompts[0], moment + timedelta(minutes=1))
        if self.chance.random() > SHARE_OF_HALF_ANSWERED:
            self._answer(talk_id, higher, lower, prompts[1], moment + timedelta(minutes=2))

    def _answer(
        self, talk_id: UUID, author_id: UUID, about_id: UUID, prompt_id: str, moment: datetime
    ) -> None:
        self.change.run(
            "answers/put_answer",
            answer_id=uuid4(),
            conversation_id=talk_id,
            author_id=author_id,
            about_id=about_id,
            revision=0,
            prompt_id=prompt_id,
            words=self.chance.choice(self.sentences),
            chips="",
            language=self.chance.choice(["pl", "en"]),
            verdict="ok",
            channel="kiosk",
            kiosk=1,
            now_utc=moment,
        )
