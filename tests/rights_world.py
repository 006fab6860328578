"""A meeting at which everything happens that leaves a trace of somebody, by chance."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from cast import NOW, invite, listed, make_event, rows, show_badge
from talks import admit, answer, begin_talk, next_meeting

from matching.answers import Correction, confirm, correct, my_answer, revise_answer
from matching.answers.judging import NewAnswer
from matching.consents import Decision, decide
from matching.contacts import ContactField, Sharing, share
from matching.conversations import Conversation
from matching.desk import enter_paper_tick, report_not_me, undo_admission
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.phone_codes import give_phone_code
from matching.seeking import Seeking, note_seeking
from matching.store import Store
from matching.suggestions import Release, refresh_lists, release_answer

KEY = b"k" * 32
NAMES = ("Wacław Grzmot", "Zofia Kęs", "Ludwika Żur", "Tymon Ćwik", "Hanna Ość", "Bruno Śnieg")
MINUTE = timedelta(minutes=1)


@dataclass
class World:
    """Six people at two meetings of one series.

    words: every sentence that was kept, with the author's and the subject's person id
    """

    store: Store
    chance: random.Random
    event: Event
    second: Event
    people: list[Listed]
    again: dict[UUID, Listed]
    words: dict[str, set[UUID]] = field(default_factory=dict)

    def insert(self, sql: str, *values: object) -> None:
        """A row beside all rules."""
        with self.store._cursor() as cursor:
            cursor.execute(sql, list(values)).fetchall()

    def sentence(self, author: Listed, about: Listed) -> str:
        """Words that nobody else writes."""
        words = f"Opowiada o pracy {uuid4().hex[:12]} bardzo ciekawie"
        self.words[words] = {author.person_id, about.person_id}
        return words


def new_world(store: Store, chance: random.Random) -> World:
    """The people and their meetings; nothing has happened yet."""
    event = make_event(store)
    people = [_person(store, event, place) for place in range(len(NAMES))]
    second, again = next_meeting(store, event, "second", *people)
    return World(store, chance, event, second, people, {one.person_id: one for one in again})


def _person(store: Store, event: Event, place: int) -> Listed:
    name = NAMES[place]
    mail = f"osoba{place}@list-{place}.example.org"
    person = invite(store, event, name, email=mail, company=f"Zakład{place}kowo", language="pl")
    ids = [person.person_id, person.attendee_id]
    with store._cursor() as cursor:
        run = cursor.execute
        run("UPDATE person SET phone = $2 WHERE person_id = $1", [ids[0], f"+48 555 00{place}"])
        run(
            "UPDATE person SET offers = $2, needs = $3, job_title = $2 WHERE person_id = $1",
            [ids[0], f"szycie{place}żagli", f"szuka{place}czegoś"],
        )
        run("INSERT INTO person_edit VALUES ($1, 'offers', $2)", [ids[0], NOW.replace(tzinfo=None)])
        run("INSERT INTO ticket VALUES ($1, $2, $3)", [event.event_id, f"secret:s{place}", ids[1]])
        run("INSERT INTO printed_badge VALUES ($1, $2)", [person.code, NOW.replace(tzinfo=None)])
        host = NAMES[(place + 1) % len(NAMES)]
        run(
            "UPDATE attendee SET extra = $2, substitute_for = $3 WHERE attendee_id = $1",
            [ids[1], f'{{"stolik": "stół {place}", "zaprasza": "{host}"}}', host],
        )
    return listed(store, event, person.attendee_id)


def let_happen(world: World, acts: int) -> None:
    """So many acts by chance, at both meetings."""
    admit(world.store, world.event, *world.people)
    admit(world.store, world.second, *world.again.values())
    for person in world.people:
        _agree(world, person)
        _at_the_door(world, person)
    for _ in range(acts):
        one, other = world.chance.sample(world.people, 2)
        event = world.event
        if world.chance.random() < 0.4:
            event, one, other = (
                world.second,
                world.again[one.person_id],
                world.again[other.person_id],
            )
        _talk(world, event, one, other)
    for event in (world.event, world.second):
        refresh_lists(world.store, event, now=NOW)
    _meet(world)


def _agree(world: World, person: Listed) -> None:
    for kind in (ConsentKind.SUGGEST, ConsentKind.MAIL):
        decision = Decision(uuid4(), person.person_id, kind, True, "pl")
        decide(world.store, decision, source="kiosk", now=NOW)


def _at_the_door(world: World, person: Listed) -> None:
    store, event, moment = world.store, world.event, NOW.replace(tzinfo=None)
    undo_admission(store, event, person.attendee_id, now=NOW + MINUTE)
    enter_paper_tick(store, event, person.attendee_id, ticked_at=NOW, now=NOW + 2 * MINUTE)
    show_badge(store, world.event, person.code, at=3 * MINUTE)
    report_not_me(store, event, person.attendee_id, kiosk=1, now=NOW)
    host = world.chance.choice(world.people)
    here, who = event.event_id, person.attendee_id
    world.insert(
        "INSERT INTO role_change VALUES ($1,$2,$3,'visitor',$4,0,'self',$5)",
        *(uuid4(), here, who, host.person_id, moment),
    )
    world.insert(
        "INSERT INTO door_payment VALUES ($1,$2,$3,TRUE,5000,0,'self',$4)",
        *(uuid4(), here, who, moment),
    )
    world.insert("INSERT INTO walk_in VALUES ($1,$2,$3,1,$4)", uuid4(), here, who, moment)
    world.insert(
        "INSERT INTO mail VALUES ($1,$2,$3,$4,'matches',0,TRUE,'sent',1,'',$5,$5,$5)",
        *(uuid4(), here, person.person_id, who, moment),
    )
    world.insert(
        "INSERT INTO mail_refusal VALUES ($1,$2,'reminder',TRUE,'mail',0,$3)",
        *(uuid4(), person.person_id, moment),
    )


def _talk(world: World, event: Event, one: Listed, other: Listed) -> None:
    store = world.store
    talk = begin_talk(store, event, one, other)
    if talk.me.has_answered or talk.other.has_answered:
        return
    give_phone_code(
        store,
        conversation_id=talk.conversation_id,
        attendee_id=other.attendee_id,
        kiosk=1,
        key=KEY,
        now=NOW,
    )
    answer(store, talk, one, world.sentence(one, other))
    _beside(world, talk, one, other)
    if world.chance.random() < 0.75:
        answer(store, talk, other, world.sentence(other, one))
        _both_answered(world, talk, one, other)


def _beside(world: World, talk: Conversation, one: Listed, other: Listed) -> None:
    """Promise, contact, and what was heard of the other's wishes."""
    store, talk_id, me = world.store, talk.conversation_id, one.attendee_id
    day = NOW.date() + timedelta(days=3)
    keep_promise(store, Promise(uuid4(), talk_id, me, PromiseKind.COFFEE, day), now=NOW)
    share(store, Sharing(uuid4(), talk_id, me, (ContactField.PHONE,)), now=NOW)
    seeking = Seeking(
        seeking_id=uuid4(),
        conversation_id=talk_id,
        author_id=me,
        words=world.sentence(one, other),
        chips=(),
        language="pl",
    )
    note_seeking(store, seeking, now=NOW)


def _both_answered(world: World, talk: Conversation, one: Listed, other: Listed) -> None:
    store, talk_id = world.store, talk.conversation_id
    written = my_answer(store, talk_id, author_id=one.attendee_id)
    assert written is not None
    confirm(store, written.answer_id, by_id=other.attendee_id, now=NOW)
    release_answer(store, Release(uuid4(), written.answer_id, other.attendee_id, True), now=NOW)
    words = world.sentence(other, one)
    theirs = my_answer(store, talk_id, author_id=other.attendee_id)
    assert theirs is not None
    correct(store, Correction(uuid4(), theirs.answer_id, one.attendee_id, words), now=NOW)
    revised = NewAnswer(
        answer_id=uuid4(),
        conversation_id=talk_id,
        author_id=other.attendee_id,
        prompt_id=theirs.prompt_id,
        words=world.sentence(other, one),
        language="pl",
    )
    revise_answer(store, revised, now=NOW)
    moment = NOW.replace(tzinfo=None)
    world.insert(
        "INSERT INTO withholding VALUES ($1,$2,$3,'reported',0,$4)",
        *(uuid4(), theirs.answer_id, talk_id, moment),
    )
    world.insert(
        "INSERT INTO promise_kept SELECT promise_id, conversation_id, author_id, promised_at_utc"
        " FROM promise WHERE conversation_id = $1",
        talk_id,
    )


def _meet(world: World) -> None:
    """Suggestions, replies and introductions between all."""
    moment, here = NOW.replace(tzinfo=None), world.event.event_id
    everybody = [one.attendee_id for one in world.people]
    for place, (one, other) in enumerate(
        zip(everybody, everybody[1:] + everybody[:1], strict=True)
    ):
        world.insert(
            "INSERT INTO suggestion_reply VALUES ($1,$2,$3,$4,'declined',0,'page',NULL,$5)",
            *(uuid4(), here, one, other, moment),
        )
        introducer = everybody[(place + 2) % len(everybody)]
        introduction, sides = uuid4(), sorted([one, other])
        world.insert(
            "INSERT INTO introduction VALUES ($1,$2,$3,$4,$5,'own',$6,0)",
            *(introduction, here, introducer, *sides, moment),
        )
        world.insert(
            "INSERT INTO introduction_decision VALUES ($1,$2,$3,'yes',0,'page',NULL,$4)",
            *(uuid4(), introduction, one, moment),
        )
    for one, other in zip(world.people, world.people[1:], strict=False):
        world.insert(
            "INSERT INTO proposal VALUES ($1,$2,$3,$4)",
            *(here, *sorted([one.person_id, other.person_id]), moment),
        )
    marks = [row[0] for row in rows(world.store, "SELECT answer_id FROM answer LIMIT 2")]
    world.insert("DELETE FROM suggestion WHERE attendee_id = $1", everybody[0])
    world.insert(
        "INSERT INTO suggestion VALUES ($1,$2,$3,1,0.5,$4,$5)",
        *(here, everybody[0], everybody[1], everybody[2], f'[{{"proof": "{marks}"}}]'),
    )
