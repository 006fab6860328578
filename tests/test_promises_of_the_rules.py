"""The promises P1 to P6 and P14 over random orders of everything that three people can do.

A small model in Python says what must be true; five hundred evenings with ROZMOWA_TEST_FULL=1.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import hypothesis.strategies as st
from cast import NOW, invite, make_event
from chance import IS_FULL
from fresh_stores import FreshStores
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from talks import WEEK, admit, begin_talk, choose_entry_only, connections, everything

from matching.answers import (
    Correction,
    NewAnswer,
    Sentence,
    answer_about_me,
    confirm,
    correct,
    my_answer,
    record_answer,
    revise_answer,
    withdraw_answer,
)
from matching.contacts import Contact, ContactField, Sharing, contacts_for, share
from matching.conversations import State, decline, expire_old, view_conversation
from matching.errors import (
    AlreadyAnsweredError,
    AlreadyConnectedError,
    AnswerWithdrawnError,
    ConversationClosedError,
    EntryOnlyError,
    NotAdmittedError,
    NotAnsweredError,
    OwnBadgeError,
    RefusedError,
    UnknownAnswerError,
)
from matching.follow_ups import Promise, PromiseKind, keep_promise, promise_of
from matching.people import Listed
from matching.seeking import Seeking, note_seeking, seeking_about_me

NAMES = ("Anna Nowak", "Bartek Wójcik", "Celina O'Connor")
# Each is written once, so that it can be searched for; none is like another.
SUBJECTS = """
    akordeony bednarstwo ceramika drukarnie ekologia fotografia garncarstwo hafciarstwo
    introligatorstwo jubilerstwo kaligrafia lutnictwo mozaiki nurkowanie ogrodnictwo
    pszczoły rzeźbienie snycerka tkactwo uprawa witraże zegary żeglarstwo alpinizm
    biofizyka chemia dietetyka etnografia filozofia geodezja hydraulika informatyka
    jeździectwo kartografia logistyka meteorologia neurologia okulistyka pszenica
    radiologia stomatologia turystyka uszczelki weterynaria wikliniarstwo zielarstwo
    archeologia balistyka cukiernictwo dziewiarstwo elektronika ftyzjatria genetyka
    hotelarstwo inżynieria kosmetologia lakiernictwo masaże narciarstwo optyka piekarstwo
    rybactwo spawanie tapicerstwo
""".split()  # noqa: SIM905  # a list would take a line each

assert not any(one != other and one in other for one in SUBJECTS for other in SUBJECTS)

who = st.integers(0, len(NAMES) - 1)
which = st.integers(0, 7)
side = st.integers(0, 1)


@dataclass
class Written:
    """One version of an answer that is kept."""

    sent: NewAnswer
    is_confirmed: bool = False


@dataclass
class Talk:
    """What must be true of one conversation."""

    conversation_id: UUID
    pair: tuple[int, int]
    prompts: dict[int, str]
    began: datetime
    is_ended: bool = False
    answers: dict[int, list[Written]] = field(default_factory=dict)
    corrections: dict[int, str] = field(default_factory=dict)
    shared: dict[int, tuple[ContactField, ...]] = field(default_factory=dict)
    promised: dict[int, PromiseKind] = field(default_factory=dict)
    heard: dict[int, str] = field(default_factory=dict)

    @property
    def is_connected(self) -> bool:
        return all(self.answers.get(person) for person in self.pair)

    def is_over(self, now: datetime) -> bool:
        return self.is_ended or (not self.is_connected and now >= self.began + WEEK)

    def other(self, person: int) -> int:
        return self.pair[1 - self.pair.index(person)]

    def forget(self, person: int) -> None:
        """Nothing that this person wrote stays, nor what was said to it."""
        for kept in (self.answers, self.shared, self.promised, self.heard):
            kept.pop(person, None)
        # Keyed by the author of the sentence: said to mine, and what I said to theirs.
        self.corrections.clear()

    def end(self) -> None:
        self.is_ended = True
        for person in self.pair:
            self.forget(person)


class Evening(RuleBasedStateMachine):
    """Three people, any order of acts; after each the promises hold."""

    stores = FreshStores("memory")

    def __init__(self) -> None:
        super().__init__()
        self.store = self.stores.hand_out()
        self.event = make_event(self.store)
        self.people = [self._invite(name) for name in NAMES]
        self.now = NOW
        self.came: set[int] = set()
        self.entry_only: set[int] = set()
        self.talks: list[Talk] = []
        self.sent: list[tuple[int, NewAnswer]] = []
        self.touched: Talk | None = None
        self.numbers = count()

    def teardown(self) -> None:
        self._nothing_gone_is_found()
        for talk in self.talks:
            for person in talk.pair:
                self._stands_as_promised(talk, person)
                self._reads_what_is_allowed(talk, person)
                self._keeps_ones_own(talk, person)
                self._gets_what_was_chosen(talk, person)
                self._hears_what_is_allowed(talk, person)
        self.stores.take_back(self.store)

    # --- acts ---

    @initialize()
    def two_come_and_begin(self) -> None:
        self.scan(0)
        self.scan(1)
        self.start(0, 1)

    @rule(person=who)
    def scan(self, person: int) -> None:
        admit(self.store, self.event, self.people[person])
        self.came.add(person)

    @rule(starter=who, partner=who)
    def start(self, starter: int, partner: int) -> None:
        pair = (starter, partner)
        present = self._latest(pair)
        is_running = present is not None and not present.is_over(self.now)
        begun = self._expect(
            [
                (starter == partner, OwnBadgeError),
                (bool(self.entry_only & set(pair)), EntryOnlyError),
                (not set(pair) <= self.came, NotAdmittedError),
            ],
            lambda: begin_talk(
                self.store,
                self.event,
                self.people[starter],
                self.people[partner],
                at=self.now - NOW,
            ),
        )
        if begun is None:
            return
        if is_running:
            assert begun.conversation_id == present.conversation_id
            return
        assert begun.conversation_id not in {talk.conversation_id for talk in self.talks}
        if present is not None:
            present.end()
        prompts = {starter: begun.me.prompt_id, partner: begun.other.prompt_id}
        self.touched = Talk(begun.conversation_id, pair, prompts, self.now)
        self.talks.append(self.touched)

    @precondition(lambda self: self.talks)
    @rule(which=which, side=side)
    def answer(self, which: int, side: int) -> None:
        talk, person = self._pick(which, side)
        sent = self._write(talk, person)
        said = self._expect(
            [
                (talk.is_over(self.now), ConversationClosedError),
                (bool(talk.answers.get(person)), AlreadyAnsweredError),
                (bool(self.entry_only & set(talk.pair)), EntryOnlyError),
            ],
            lambda: record_answer(self.store, sent, now=self.now),
        )
        if said is not None:
            talk.answers[person] = [Written(sent)]
            self.sent.append((self.talks.index(talk), sent))
            assert said is talk.is_connected

    @precondition(lambda self: self.talks)
    @rule(which=which, side=side)
    def revise(self, which: int, side: int) -> None:
        talk, person = self._pick(which, side)
        sent = self._write(talk, person)
        done = self._expect(
            [
                (talk.is_over(self.now), ConversationClosedError),
                (not talk.answers.get(person), NotAnsweredError),
                (bool(self.entry_only & set(talk.pair)), EntryOnlyError),
            ],
            lambda: revise_answer(self.store, sent, now=self.now) or True,
        )
        if done is None:
            return
        if not talk.answers.get(talk.other(person)):
            talk.answers[person] = []
            talk.corrections.pop(person, None)
        talk.answers[person].append(Written(sent))
        self.sent.append((self.talks.index(talk), sent))

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 63), way=st.sampled_from([record_answer, revise_answer]))
    def send_an_old_answer_again(self, which: int, way: Callable[..., object]) -> None:
        place, sent = self.sent[which % len(self.sent)]
        talk = self.touched = self.talks[place]
        kept = [one.sent for one in talk.answers.get(self._person(sent), [])]
        said = self._expect(
            [(sent not in kept, AnswerWithdrawnError)],
            lambda: (way(self.store, sent, now=self.now),),
        )
        if said is not None and way is record_answer:
            assert said[0] is talk.is_connected

    @precondition(lambda self: self.talks)
    @rule(which=which, side=side)
    def withdraw(self, which: int, side: int) -> None:
        talk, person = self._pick(which, side)
        withdraw_answer(self.store, talk.conversation_id, author_id=self._id(person), now=self.now)
        talk.forget(person)
        self._nothing_gone_is_found()

    @precondition(lambda self: self.talks)
    @rule(which=which, side=side)
    def do_not_record(self, which: int, side: int) -> None:
        talk, person = self._pick(which, side)
        done = self._expect(
            [(talk.is_connected, AlreadyConnectedError)],
            lambda: (
                decline(self.store, talk.conversation_id, by_id=self._id(person), now=self.now)
                or True
            ),
        )
        if done:
            talk.end()
            self._nothing_gone_is_found()

    @precondition(lambda self: any(any(talk.answers.values()) for talk in self.talks))
    @rule(which=which, side=side, reply=st.sampled_from(["confirm", "correct"]))
    def reply(self, which: int, side: int, reply: str) -> None:
        talk, reader = self._pick(which, side)
        author = talk.other(reader)
        newest = (talk.answers.get(author) or [Written(self._write(talk, author))])[-1]
        words, answer_id, by_id = self._words(), newest.sent.answer_id, self._id(reader)

        def act() -> bool:
            if reply == "confirm":
                confirm(self.store, answer_id, by_id=by_id, now=self.now)
            else:
                correction = Correction(uuid4(), answer_id, by_id, words)
                correct(self.store, correction, now=self.now)
            return True

        if not self._expect([(not talk.is_connected, UnknownAnswerError)], act):
            return
        if reply == "confirm":
            newest.is_confirmed = True
        else:
            talk.corrections[author] = words

    @precondition(lambda self: self.talks)
    @rule(which=which, side=side, fields=st.sets(st.sampled_from(ContactField)))
    def share(self, which: int, side: int, fields: set[ContactField]) -> None:
        talk, person = self._pick(which, side)
        chosen = tuple(sorted(fields))
        sharing = Sharing(uuid4(), talk.conversation_id, self._id(person), chosen)
        if self._add(talk, lambda: share(self.store, sharing, now=self.now)):
            talk.shared[person] = chosen

    @precondition(lambda self: self.talks)
    @rule(which=which, side=side, kind=st.sampled_from(PromiseKind))
    def promise(self, which: int, side: int, kind: PromiseKind) -> None:
        talk, person = self._pick(which, side)
        promise = Promise(uuid4(), talk.conversation_id, self._id(person), kind, None)
        if self._add(talk, lambda: keep_promise(self.store, promise, now=self.now)):
            talk.promised[person] = kind

    @precondition(lambda self: self.talks)
    @rule(which=which, side=side)
    def note_a_wish(self, which: int, side: int) -> None:
        talk, person = self._pick(which, side)
        words = self._words()
        seeking = Seeking(uuid4(), talk.conversation_id, self._id(person), (), words, "pl")
        if self._add(talk, lambda: note_seeking(self.store, seeking, now=self.now)):
            talk.heard[person] = words

    @rule(hours=st.sampled_from([1, 20, 48, 100, 167, 168]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_old_expires(self) -> None:
        old = [talk for talk in self.talks if talk.is_over(self.now) and not talk.is_ended]
        assert expire_old(self.store, now=self.now) == len(old)
        for talk in old:
            talk.end()
        self._nothing_gone_is_found()

    @rule(person=who, is_given=st.booleans())
    def choose_entry_only(self, person: int, is_given: bool) -> None:
        choose_entry_only(self.store, self.people[person], is_given, at=self.now - NOW)
        (self.entry_only.add if is_given else self.entry_only.discard)(person)
        self.now += timedelta(seconds=1)

    # --- promises ---

    @invariant()
    def connected_are_exactly_those_whose_two_answers_are_there(self) -> None:
        expected = sorted(talk.conversation_id for talk in self.talks if talk.is_connected)
        assert [one for (one,) in connections(self.store)] == expected

    @invariant()
    def the_touched_talk_shows_no_more_than_promised(self) -> None:
        talk, self.touched = self.touched, None
        for reader in talk.pair if talk else ():
            self._reads_what_is_allowed(talk, reader)
            if talk.shared:
                self._gets_what_was_chosen(talk, reader)

    def _stands_as_promised(self, talk: Talk, reader: int) -> None:
        seen = view_conversation(
            self.store, talk.conversation_id, reader_id=self._id(reader), now=self.now
        )
        over = State.EXPIRED if talk.is_over(self.now) else State.OPEN
        assert seen.state is (State.CONNECTED if talk.is_connected else over)
        assert seen.me.has_answered is bool(talk.answers.get(reader))
        assert seen.me.prompt_id != seen.other.prompt_id

    def _reads_what_is_allowed(self, talk: Talk, reader: int) -> None:
        about = answer_about_me(self.store, talk.conversation_id, reader_id=self._id(reader))
        assert (about is None) == (not talk.is_connected)
        if about is not None:
            self._is_as_written(about, talk, talk.other(reader))

    def _keeps_ones_own(self, talk: Talk, author: int) -> None:
        ids = (self.store, talk.conversation_id)
        own = my_answer(*ids, author_id=self._id(author))
        assert (own is None) == (not talk.answers.get(author))
        if own is not None:
            self._is_as_written(own, talk, author)
        promise = promise_of(*ids, author_id=self._id(author))
        assert (promise.kind if promise else None) == talk.promised.get(author)

    def _is_as_written(self, seen: Sentence, talk: Talk, author: int) -> None:
        written = talk.answers[author]
        assert [*seen.words_before, seen.words] == [one.sent.words for one in written]
        # What the other said to it is theirs: it goes while one of the two answers is away.
        assert seen.is_confirmed is (talk.is_connected and written[-1].is_confirmed)
        assert seen.correction == (talk.corrections.get(author) if talk.is_connected else None)

    def _gets_what_was_chosen(self, talk: Talk, reader: int) -> None:
        author = talk.other(reader)
        contact = contacts_for(self.store, talk.conversation_id, reader_id=self._id(reader))
        chosen = talk.shared.get(author, ()) if talk.is_connected else ()
        assert (contact or Contact("", "", "", "")) == self._contact(author, chosen)

    def _hears_what_is_allowed(self, talk: Talk, reader: int) -> None:
        heard = seeking_about_me(self.store, talk.conversation_id, reader_id=self._id(reader))
        expected = talk.heard.get(talk.other(reader)) if talk.is_connected else None
        assert (heard.words if heard else None) == expected

    def _nothing_gone_is_found(self) -> None:
        """Words of declined, expired, withdrawn and replaced answers are in no table."""
        kept = {one.sent.words for talk in self.talks for a in talk.answers.values() for one in a}
        found = str(everything(self.store))
        written = {sent.words for _, sent in self.sent}
        assert {words for words in written if words in found} == kept
        for talk in self.talks:
            assert all(words in found for words in talk.heard.values())
        if all(talk.is_ended for talk in self.talks):
            assert not any(subject in found for subject in SUBJECTS)

    # --- helpers ---

    def _invite(self, name: str) -> Listed:
        return invite(self.store, self.event, name, email=f"{name.split()[0]}@example.org")

    def _contact(self, person: int, fields: tuple[ContactField, ...]) -> Contact:
        name = NAMES[person] if ContactField.NAME_AND_COMPANY in fields else ""
        email = self.people[person].email if ContactField.EMAIL in fields else ""
        return Contact(name, "", email, "")

    def _id(self, person: int) -> UUID:
        return self.people[person].attendee_id

    def _person(self, sent: NewAnswer) -> int:
        return next(place for place in range(3) if self._id(place) == sent.author_id)

    def _latest(self, pair: tuple[int, int]) -> Talk | None:
        return next((talk for talk in self.talks[::-1] if set(talk.pair) == set(pair)), None)

    def _pick(self, which: int, side: int) -> tuple[Talk, int]:
        """One of the talks, mostly a late one, and one of its two people."""
        self.now += timedelta(seconds=1)
        self.touched = self.talks[-1 - which % len(self.talks)]
        return self.touched, self.touched.pair[side]

    def _words(self) -> str:
        return SUBJECTS[next(self.numbers)]

    def _write(self, talk: Talk, person: int) -> NewAnswer:
        return NewAnswer(
            answer_id=uuid4(),
            conversation_id=talk.conversation_id,
            author_id=self._id(person),
            prompt_id=talk.prompts[person],
            words=self._words(),
            language="pl",
        )

    def _add(self, talk: Talk, act: Callable[[], None]) -> bool:
        """Whether something beside the answers was kept."""
        refused = [(talk.is_over(self.now), ConversationClosedError)]
        try:
            return bool(self._expect(refused, lambda: act() or True))
        except EntryOnlyError:
            assert self.entry_only & set(talk.pair)
            return False

    def _expect(self, rules: list[tuple[bool, type[RefusedError]]], act: Callable[[], Any]) -> Any:
        """What the act says, None where the first rule that applies refuses it."""
        reason = next((error for applies, error in rules if applies), None)
        try:
            said = act()
        except RefusedError as refusal:
            if type(refusal) is not reason:
                raise
            return None
        assert reason is None, reason
        return said


class EveningOnPostgreSQL(Evening):
    """The same where several processes could write."""

    stores = FreshStores("postgresql")


USUAL = settings(
    max_examples=500 if IS_FULL else 20,
    stateful_step_count=30,
    deadline=None,
    # To find the shortest way to a failure takes minutes: the full run does.
    phases=set(Phase) if IS_FULL else {Phase.reuse, Phase.generate},
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyOrderOfActs = Evening.TestCase
TestAnyOrderOfActs.settings = USUAL
TestAnyOrderOfActsOnPostgreSQL = EveningOnPostgreSQL.TestCase
TestAnyOrderOfActsOnPostgreSQL.settings = settings(USUAL, max_examples=100 if IS_FULL else 5)
