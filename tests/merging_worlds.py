"""Worlds in which one person stands on the lists twice, with something of everything."""
# ruff: noqa: S608  # the tests' own ids only

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from cast import NOW, invite, listed, rows, show_badge
from talks import next_meeting

from matching.consents import Decision, decide
from matching.desk import report_not_me, undo_admission
from matching.errors import NothingToUndoError
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.store import Store

SECOND = timedelta(seconds=1)
# What identifies a fact of each table, whoever it belongs to.
FACTS = {
    "ticket": "event_id || source_id",
    "badge": "code",
    "scan": "scan_id",
    "admission": "scan_id",
    "desk_note": "note_id",
    "consent": "consent_id",
    "conversation": "conversation_id",
    "answer": "answer_id",
    "promise": "promise_id",
    "promise_kept": "promise_id",
    "sharing": "sharing_id",
    "seeking": "seeking_id",
    "phone_code": "phone_code_id",
    "suggestion_reply": "reply_id",
    "introduction": "introduction_id",
    "introduction_decision": "decision_id",
    "role_change": "change_id",
    "door_payment": "payment_id",
    "walk_in": "form_id",
    "api_answer": "key_hash",
    "mail": "mail_id",
    "mail_refusal": "refusal_id",
}


@dataclass
class World:
    """Two meetings of a series; kept and gone are one person with two records."""

    store: Store
    event: Event
    second: Event
    chance: random.Random
    people: list[Listed]
    later: list[Listed]

    @property
    def kept(self) -> Listed:
        return self.people[0]

    @property
    def gone(self) -> Listed:
        return self.people[1]

    def insert(self, table: str, *values: object) -> None:
        naive = [v.replace(tzinfo=None) if isinstance(v, datetime) else v for v in values]
        marks = ",".join(f"${place}" for place in range(1, len(naive) + 1))
        with self.store._cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} VALUES ({marks})", naive).fetchall()

    def pair(self, seats: list[Listed]) -> tuple[Listed, Listed]:
        """Often with one of the two records in it."""
        one = self.chance.choice([*seats[:2], *seats])
        other = self.chance.choice([seat for seat in [*seats[:2], *seats] if seat is not one])
        return one, other

    def moment(self) -> datetime:
        return NOW + self.chance.randrange(600) * SECOND


def random_world(store: Store, event: Event, chance: random.Random) -> World:
    people = [
        invite(store, event, name, email=f"{place}@example.org", company="Kłos")
        for place, name in enumerate(["Jan Podwójny", "Podwójny Jan", "Ala", "Ola", "Ela"])
    ]
    coming = [one for one in people if chance.random() < 0.8]
    second, later = next_meeting(store, event, "second", *coming)
    order = {person.person_id: place for place, person in enumerate(people)}
    later.sort(key=lambda one: order[one.person_id])
    world = World(store, event, second, chance, people, later)
    for meeting, seats in ((event, people), (second, later)):
        _doors(world, meeting, seats)
        if len(seats) > 2:
            for _ in range(12):
                chance.choice(_ACTS)(world, meeting, seats)
    for person in people:
        for kind in ConsentKind:
            if chance.random() < 0.5:
                yes = chance.random() < 0.6
                decision = Decision(uuid4(), person.person_id, kind, yes, "pl")
                decide(store, decision, source="kiosk", now=world.moment())
    return world


def _doors(world: World, event: Event, seats: list[Listed]) -> None:
    for seat in seats:
        world.insert("ticket", event.event_id, f"secret:{uuid4()}", seat.attendee_id)
        for turn in range(world.chance.randrange(4)):
            at = timedelta(seconds=30 * turn + world.chance.randrange(20))
            if world.chance.random() < 0.7:
                show_badge(world.store, event, seat.code, at=at)
            else:
                _undo(world, event, seat, at)
        if world.chance.random() < 0.3:
            report_not_me(world.store, event, seat.attendee_id, kiosk=1, now=NOW)


def _undo(world: World, event: Event, seat: Listed, at: timedelta) -> None:
    with suppress(NothingToUndoError):
        undo_admission(world.store, event, seat.attendee_id, now=NOW + at)


def _talk(world: World, event: Event, seats: list[Listed]) -> None:
    one, other = world.pair(seats)
    lower, higher = sorted([one.attendee_id, other.attendee_id])
    with world.store._cursor() as cursor:
        found = cursor.execute(
            "SELECT count(*) FROM conversation WHERE lower_id = $1 AND higher_id = $2",
            [lower, higher],
        ).fetchall()
    talk, at = uuid4(), world.moment()
    world.insert(
        "conversation", talk, event.event_id, lower, higher, found[0][0], one.attendee_id,
        "helps", "motive", 1, at,
    )  # fmt: skip
    if world.chance.random() < 0.2:
        world.insert("conversation_end", talk)
        return
    for author, about in ((lower, higher), (higher, lower)):
        if world.chance.random() < 0.6:
            _say(world, talk, author, about, at)


def _say(world: World, talk: UUID, author: UUID, about: UUID, at: datetime) -> None:
    world.insert(
        "answer", uuid4(), talk, author, about, 0, "helps", "Szyje żagle", "", "pl", "ok",
        "page", None, at,
    )  # fmt: skip
    person = rows(world.store, f"SELECT person_id FROM attendee WHERE attendee_id = '{author}'")
    promise = uuid4()
    world.insert("promise", promise, talk, author, "coffee", None, 0, "page", None, at)
    world.insert("promise_kept", promise, talk, author, at)
    world.insert("sharing", uuid4(), talk, author, person[0][0], "email", 0, "page", None, at)
    world.insert(
        "seeking", uuid4(), talk, author, about, "tax", "", "pl", "ok", 0, "page", None, at
    )
    world.insert("phone_code", uuid4(), talk, author, 1, at, None)


def _reply(world: World, event: Event, seats: list[Listed]) -> None:
    author, about = (one.attendee_id for one in world.pair(seats))
    found = rows(
        world.store,
        "SELECT count(*) FROM suggestion_reply"
        f" WHERE author_id = '{author}' AND about_id = '{about}'",
    )
    kind = world.chance.choice(["declined", "met", "none"])
    place = found[0][0]
    at = NOW + place * SECOND + world.chance.random() * SECOND
    world.insert(
        "suggestion_reply", uuid4(), event.event_id, author, about, kind, place, "page", None, at
    )


def _suggest(world: World, event: Event, seats: list[Listed]) -> None:
    one, other = world.pair(seats)
    ids = (one.attendee_id, other.attendee_id)
    known = f"attendee_id = '{ids[0]}' AND suggested_id = '{ids[1]}'"
    if not rows(world.store, f"SELECT 1 FROM suggestion WHERE {known}"):
        via = world.chance.choice([None, *(seat.attendee_id for seat in seats)])
        world.insert("suggestion", event.event_id, *ids, 1, 0.5, via, "[]")
        world.insert("desk_idea", event.event_id, *ids, NOW)
    persons = sorted([one.person_id, other.person_id])
    known = f"event_id = '{event.event_id}' AND lower_id = '{persons[0]}'"
    if not rows(world.store, f"SELECT 1 FROM proposal WHERE {known}"):
        world.insert("proposal", event.event_id, *persons, NOW)


def _introduce(world: World, event: Event, seats: list[Listed]) -> None:
    trio = [seats[world.chance.randrange(2)]]
    trio += world.chance.sample([seat for seat in seats if seat is not trio[0]], 2)
    world.chance.shuffle(trio)
    introducer, *sides = (seat.attendee_id for seat in trio)
    lower, higher = sorted(sides)
    found = rows(
        world.store,
        f"SELECT count(*) FROM introduction WHERE lower_id = '{lower}' AND higher_id = '{higher}'",
    )
    begun = uuid4()
    world.insert(
        "introduction", begun, event.event_id, introducer, lower, higher, "own", world.moment(),
        found[0][0],
    )  # fmt: skip
    for who in (introducer, lower, higher):
        kind = world.chance.choice(["yes", "no", "none"])
        world.insert("introduction_decision", uuid4(), begun, who, kind, 0, "page", None, NOW)


def _mail(world: World, event: Event, seats: list[Listed]) -> None:
    """A mailing, a link asked for, and who wants none."""
    seat, _ = world.pair(seats)
    kind = world.chance.choice(["matches", "invitation", "link"])
    state = world.chance.choice(["queued", "sending", "sent", "failed", "uncertain", "dropped"])
    mine = f"person_id = '{seat.person_id}' AND kind = '{kind}' AND event_id = '{event.event_id}'"
    place = rows(world.store, f"SELECT count(*) FROM mail WHERE {mine}")[0][0]
    if place == 0 or kind == "link":
        ids, at = (uuid4(), event.event_id, seat.person_id, seat.attendee_id), world.moment()
        world.insert("mail", *ids, kind, place, True, state, 1, "", at, at, None)
    wanted = world.chance.choice(["all", "reminder"])
    mine = f"person_id = '{seat.person_id}' AND kind = '{wanted}'"
    place = rows(world.store, f"SELECT count(*) FROM mail_refusal WHERE {mine}")[0][0]
    refused = world.chance.random() < 0.5
    at = NOW + place * SECOND
    world.insert("mail_refusal", uuid4(), seat.person_id, wanted, refused, "mail", place, at)


def _by_hand(world: World, event: Event, seats: list[Listed]) -> None:
    seat, through = world.pair(seats)
    mine = f"attendee_id = '{seat.attendee_id}'"
    found = rows(world.store, f"SELECT count(*) FROM role_change WHERE {mine}")
    place = found[0][0]
    ids = (uuid4(), event.event_id, seat.attendee_id)
    world.insert("role_change", *ids, "visitor", through.person_id, place, "staff:x", NOW)
    world.insert("door_payment", *ids, True, 5000, place, "staff:x", NOW)
    world.insert("walk_in", *ids, None, NOW)
    world.insert("api_answer", uuid4(), str(ids[0]), "", 200, "{}", seat.attendee_id, NOW)


_ACTS: list[Callable[[World, Event, list[Listed]], None]] = [
    _talk, _talk, _talk, _reply, _reply, _suggest, _introduce, _introduce, _by_hand,
    _mail, _mail,
]  # fmt: skip


def facts(store: Store) -> dict[str, list[str]]:
    """The ids of all facts, by table; one that stands twice is there twice."""
    return {
        table: sorted(str(one) for (one,) in rows(store, f"SELECT {key} FROM {table}"))
        for table, key in FACTS.items()
    }


def standing(store: Store, event: Event, seat: Listed) -> datetime | None:
    return listed(store, event, seat.attendee_id).admitted_at_utc
