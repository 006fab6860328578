"""Small events with some of everything, by chance, written straight into the tables."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations, count
from typing import Any
from uuid import UUID

from cast import NOW, make_event

from matching.model import Event
from matching.prompts import load_prompts
from matching.store import Store

START = NOW.replace(tzinfo=None)
MINUTE = timedelta(minutes=1)
AT = NOW + timedelta(hours=3)
ROLES = ("member", "visitor", "substitute", "speaker", "staff")
QUESTIONS = [one.prompt_id for one in load_prompts().values() if one.kind == "question"]


def _marks(widths: list[int]) -> str:
    """Places of the values of several rows, numbered through."""
    numbers = count(1)
    rows = [", ".join(f"${next(numbers)}" for _ in range(width)) for width in widths]
    return ", ".join(f"({row})" for row in rows)


@dataclass
class World:
    """One event and what happened at it."""

    chance: random.Random
    store: Store
    event: Event = field(init=False)
    people: list[UUID] = field(default_factory=list)
    guests: list[UUID] = field(default_factory=list)
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.event = make_event(self.store)
        self.talkative = self.chance.choice([0.05, 0.15, 0.3, 0.8])
        for place in range(self.chance.randrange(3, 13)):
            self._invite(place)
        self._doors()
        self._talks()
        self._introductions()
        self._suggestions()
        self._agenda()
        self._write()

    def new_id(self) -> UUID:
        """Ids by chance, so that no order follows from them."""
        return UUID(int=self.chance.getrandbits(128))

    def put(self, table: str, *values: Any) -> None:
        """One row, written with all others at the end."""
        self.rows[table].append(values)

    def _write(self) -> None:
        with self.store._cursor() as cursor:
            for table, rows in ((name, rows) for name, rows in self.rows.items() if rows):
                marks = _marks([len(row) for row in rows])
                values = [value for row in rows for value in row]
                sql = f"INSERT INTO {table} VALUES {marks}"  # noqa: S608  # ours
                cursor.execute(sql, values).fetchall()

    def often(self, share: float) -> bool:
        """By chance."""
        return self.chance.random() < share

    def when(self) -> datetime:
        """A moment of the evening; some fall on each other."""
        return START + self.chance.randrange(170) * MINUTE

    def _invite(self, place: int) -> None:
        person, attendee = self.new_id(), self.new_id()
        name, sector = f"Gość {place}", self.chance.choice(["", "food", "money"])
        line = [person, self.event.series_id, name, "Gość", name, "", "", "", "", "", sector, ""]
        self.put("person", *line, "", "", self.often(0.05), START)
        status = "cancelled" if self.often(0.05) else "expected"
        role = self.chance.choice(ROLES)
        self.put(
            "attendee", attendee, self.event.event_id, person, role, "", status, "", "{}", START
        )
        for turn in range(self.chance.choice([0, 0, 0, 1, 2])):
            change = [self.new_id(), self.event.event_id, attendee, self.chance.choice(ROLES)]
            self.put("role_change", *change, None, turn, "cli", START)
        for kind in ("suggest", "entry_only"):
            often, given_to = (0.8, 0.8) if kind == "suggest" else (0.25, 0.5)
            for _ in range(self.chance.choice([1, 1, 2]) if self.often(often) else 0):
                given = self.often(given_to)
                line = [self.new_id(), person, kind, given, "x", "pl", "kiosk", self.when()]
                self.put("consent", *line)
        self.people.append(person)
        self.guests.append(attendee)

    def _doors(self) -> None:
        for attendee in self.guests:
            turns = self.chance.choice([0, 1, 1, 1, 2])
            for turn in range(turns):
                came, scan = self.when(), self.new_id()
                event_id = self.event.event_id
                self.put("admission", attendee, turn, event_id, scan, 1, came, came)
                if turn + 1 < turns or self.often(0.1):
                    self.put("annulment", attendee, turn, came)
            for outcome in ("left", "re_entered", "already_admitted", "left"):
                if self.often(0.15):
                    self._scan(attendee, outcome)

    def _scan(self, attendee: UUID, outcome: str) -> None:
        way, moment = "out" if outcome == "left" else "in", self.when()
        line = [self.new_id(), self.event.event_id, attendee, None, 1, way, "camera", outcome]
        self.put("scan", *line, moment, moment)

    def _talks(self) -> None:
        for pair in combinations(sorted(self.guests), 2):
            for turn in range(self.chance.choice([1, 1, 2]) if self.often(self.talkative) else 0):
                self._talk(pair, turn)

    def _talk(self, pair: tuple[UUID, UUID], turn: int) -> None:
        talk, began = self.new_id(), self.when()
        if self.often(0.1):
            began -= timedelta(days=8)
        prompts = self.chance.sample(QUESTIONS, 2)
        line = [talk, self.event.event_id, *pair, turn, pair[0], *prompts, 1, began]
        self.put("conversation", *line)
        for author, about, prompt in ((*pair, prompts[0]), (*reversed(pair), prompts[1])):
            for revision in range(self.chance.choice([0, 1, 1, 1, 1, 2])):
                answer = self.new_id()
                told = [prompt, "words", "", "pl", "ok", "kiosk", 1, began + MINUTE]
                self.put("answer", answer, talk, author, about, revision, *told)
                if self.often(0.4):
                    self.put("confirmation", answer, self.new_id(), talk, "kiosk", 1, self.when())
            self._steps(talk, author, about)
        if self.often(0.15):
            self.put("conversation_end", talk)

    def _steps(self, talk: UUID, author: UUID, about: UUID) -> None:
        for place in range(self.chance.randrange(3)):
            promise = self.new_id()
            kind = self.chance.choice(["article", "coffee", "none"])
            due = self.chance.choice(
                [None, date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 1)]
            )
            self.put("promise", promise, talk, author, kind, due, place, "kiosk", 1, self.when())
            if self.often(0.4):
                self.put("promise_kept", promise, talk, author, self.when())
        for place in range(self.chance.choice([0, 0, 1, 2])):
            words, chips = self.chance.choice([("", ""), ("a boat", ""), ("", "clients")])
            line = [self.new_id(), talk, author, about, chips, words, "pl", "ok", place]
            self.put("seeking", *line, "kiosk", 1, self.when())

    def _three(self) -> tuple[UUID, UUID, UUID]:
        """Mostly somebody with two of those whom they talked with."""
        known = defaultdict(set)
        for _, _, lower, higher, *_ in self.rows["conversation"]:
            known[lower].add(higher)
            known[higher].add(lower)
        many = [who for who in self.guests if len(known[who]) > 1]
        if not many or self.often(0.2):
            introducer, *sides = self.chance.sample(self.guests, 3)
        else:
            introducer = self.chance.choice(many)
            sides = self.chance.sample(sorted(known[introducer]), 2)
        return introducer, min(sides), max(sides)

    def _introductions(self) -> None:
        pairs = {}
        for _ in range(self.chance.randrange(8)):
            introducer, lower, higher = self._three()
            turn = pairs[lower, higher] = pairs.get((lower, higher), -1) + 1
            introduction = self.new_id()
            proposed = self.when() - timedelta(days=self.chance.choice([0, 0, 0, 8]))
            line = [introduction, self.event.event_id, introducer, lower, higher, "own"]
            self.put("introduction", *line, proposed, turn)
            for who in (introducer, lower, higher):
                for place in range(self.chance.choice([0, 1, 1, 1, 1, 2])):
                    kind = self.chance.choice(["yes"] * 8 + ["no", "none"])
                    said = [self.new_id(), introduction, who, kind, place, "kiosk", 1, self.when()]
                    self.put("introduction_decision", *said)

    def _suggestions(self) -> None:
        for author, about in combinations(self.guests, 2):
            for place in range(self.chance.choice([0] * 8 + [1, 2])):
                kind = self.chance.choice(["declined", "met", "none"])
                line = [self.new_id(), self.event.event_id, author, about, kind, place, "kiosk"]
                self.put("suggestion_reply", *line, 1, self.when())
        for one in self.guests:
            others = [other for other in self.guests if other != one and self.often(0.6)]
            for rank, other in enumerate(others, 1):
                line = [self.event.event_id, one, other, rank, 0.5, None, "[]"]
                self.put("suggestion", *line)
            for other in self.guests:
                if other != one and self.often(0.1):
                    self.put("desk_idea", self.event.event_id, one, other, self.when())

    def _agenda(self) -> None:
        for _ in range(self.chance.choice([0, 0, 1, 2, 3])):
            begin = self.when()
            end = begin + self.chance.randrange(1, 90) * MINUTE
            line = [self.new_id(), self.event.event_id, "Pause", begin, end, self.often(0.7)]
            self.put("agenda_item", *line)
