"""Random evenings on which mails can be checked against everything that a page says."""

import json
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cast import NOW, make_event

from matching.model import Event
from matching.store import Store

DAY = timedelta(days=1)
PEOPLE, TALKS, TRIOS = 18, 14, 8
WORDS = ["Szyje żagle", "Ma sad i pszczoły", "=1+1", "Uczy, <b>gra</b> i pływa", "Nurkuje"]


@dataclass
class MailWorld:
    """A random evening: people, consents, talks, promises, lists, introductions, refusals."""

    store: Store
    chance: random.Random
    event: Event = field(init=False)
    persons: list[UUID] = field(default_factory=list)
    attendees: list[UUID] = field(default_factory=list)
    again: list[UUID] = field(default_factory=list)
    ties: list[tuple[UUID, UUID, UUID]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.event = make_event(self.store, "world")
        for place in range(PEOPLE):
            self._person(place)
        for _ in range(TALKS):
            self._talk()
        for place in range(TRIOS):
            self._trio(is_idea=place % 2 == 0)
        for one in self.attendees:
            self._list_of(one)
        for place in range(4):
            self._reply(place)

    def _insert(self, table: str, *values: object) -> None:
        naive = [v.replace(tzinfo=None) if isinstance(v, datetime) else v for v in values]
        with self.store._cursor() as cursor:
            marks = ",".join("?" * len(naive))
            cursor.execute(" ".join(["INSERT INTO", table, "VALUES (", marks, ")"]), naive)

    def _id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))

    def _often(self, likely: float) -> bool:
        return self.chance.random() < likely

    def _person(self, place: int) -> None:
        person, attendee = self._id(), self._id()
        self.persons.append(person)
        self.attendees.append(attendee)
        box = self.chance.choice([*[f"gosc{place}"] * 7, "biuro", ""])
        email = f"{box}@example.org" if box else ""
        groups = self.chance.choice(["it", "food", ""])
        offers = self.chance.choice(["Szycie żagli", "Księgowość małych firm", ""])
        needs = self.chance.choice(["Szycie żagli", "Księgowość", ""])
        language = self.chance.choice(["pl", "en", ""])
        name = f"Gość {chr(65 + place)}"
        self._insert(
            "person", person, self.event.series_id, name, chr(65 + place), name.lower(), email,
            email, "600", "Firma", "szef", groups, language, offers, needs, self._often(0.05), NOW,
        )  # fmt: skip
        status = "cancelled" if self._often(0.05) else "expected"
        self._insert(
            "attendee", attendee, self.event.event_id, person, "visitor", "", status, "", "{}", NOW
        )
        if self._often(0.9):
            self._insert("badge", f"EV1:{place}", self.event.series_id, person, NOW, None)
        for kind, likely in (("mail", 0.85), ("suggest", 0.8), ("entry_only", 0.07)):
            for step in range(self.chance.choice([0, 1, 1, 2])):
                self._consent(attendee, kind, likely, NOW - timedelta(hours=5 - step))
        if self._often(0.8):
            self._insert(
                "admission", attendee, 0, self.event.event_id, self._id(), 1,
                NOW - timedelta(hours=3), NOW,
            )  # fmt: skip

    def _consent(self, attendee: UUID, kind: str, likely: float, at: datetime) -> None:
        person = self.persons[self.attendees.index(attendee)]
        given = self._often(likely)
        self._insert("consent", self._id(), person, kind, given, "1", "pl", "kiosk", at)

    def _talk(self) -> None:
        lower, higher = sorted(self.chance.sample(self.attendees, 2))
        pairs = "SELECT 1 FROM conversation WHERE lower_id = $1 AND higher_id = $2"
        with self.store._cursor() as cursor:
            if cursor.execute(pairs, [lower, higher]).fetchall():
                return
        talk, began = self._id(), NOW - timedelta(minutes=self.chance.randrange(60 * 24 * 9))
        self._insert(
            "conversation", talk, self.event.event_id, lower, higher, 0, lower, "helps", "motive",
            1, began,
        )  # fmt: skip
        for author, about in ((lower, higher), (higher, lower)):
            if self._often(0.8):
                self._answer(talk, author, about, began)
            if self._often(0.4):
                self._promise(talk, author)
            for step in range(self.chance.randrange(3)):
                chosen = self.chance.choice(["", "email", "name_and_company phone", "phone"])
                self._insert(
                    "sharing", self._id(), talk, author, self._id(), chosen, step, "page", None, NOW
                )
        if self._often(0.1):
            self._insert("conversation_end", talk)

    def _answer(self, talk: UUID, author: UUID, about: UUID, began: Any) -> None:
        last = None
        for revision in range(self.chance.choice([1, 1, 2])):
            last = self._id()
            verdict = "vulgar" if self._often(0.1) else "ok"
            self._insert(
                "answer", last, talk, author, about, revision, "helps",
                self.chance.choice(WORDS), self.chance.choice(["", "tax"]), "pl", verdict, "page",
                None, began + timedelta(minutes=revision),
            )  # fmt: skip
        if self._often(0.3):
            self._insert("confirmation", last, self._id(), talk, "page", None, NOW)
            self._insert("release", self._id(), last, talk, self._often(0.8), 0, NOW + DAY)
        if self._often(0.3):
            verdict = self.chance.choice(["ok", "vulgar"])
            self._insert("correction", self._id(), last, talk, "Raczej", verdict, "page", None, NOW)
        if self._often(0.15):
            kind = self.chance.choice(["reported", "released"])
            self._insert("withholding", self._id(), last, talk, kind, 0, NOW)

    def _promise(self, talk: UUID, author: UUID) -> None:
        for place in range(self.chance.choice([1, 1, 2])):
            one, due = self._id(), NOW.date() + self.chance.randrange(-3, 9) * DAY
            kind = self.chance.choice(["coffee", "article", "none"])
            due_on = due if self._often(0.8) else None
            self._insert("promise", one, talk, author, kind, due_on, place, "page", None, NOW)
            if self._often(0.3):
                self._insert("promise_kept", one, talk, author, NOW)

    def _list_of(self, reader: UUID) -> None:
        mine = self.persons[self.attendees.index(reader)]
        via = {other: by for one, other, by in self.ties if one == reader}
        others = [one for one in self.attendees if one != reader and one not in via]
        for rank, other in enumerate([*via, *self.chance.sample(others, 5)], 1):
            theirs = self.persons[self.attendees.index(other)]
            by = via.get(other) or self.chance.choice(self.attendees)
            reasons = self.chance.sample(
                [
                    {"kind": "same_group", "words": "it", "proof": []},
                    {"kind": "other_group", "words": "food", "proof": []},
                    {"kind": "acquaintance", "acquaintance": str(by), "proof": self._talks()},
                    {
                        "kind": "they_offer",
                        "term": "chip:tax",
                        "words": "Księgowość małych firm",
                        "proof": [f"{mine}/needs", f"{theirs}/offers"],
                    },
                    {"kind": "they_seek", "term": "chip:tax", "proof": self._answers()},
                ],
                3,
            )
            self._insert(
                "suggestion", self.event.event_id, reader, other, rank, 1 / rank, by,
                json.dumps(reasons),
            )  # fmt: skip

    def _talks(self) -> list[str]:
        return self._some("SELECT conversation_id FROM conversation ORDER BY 1")

    def _answers(self) -> list[str]:
        return self._some("SELECT answer_id FROM answer ORDER BY 1")

    def _some(self, sql: str) -> list[str]:
        with self.store._cursor() as cursor:
            ids = [str(row[0]) for row in cursor.execute(sql).fetchall()]
        return self.chance.sample(ids, min(len(ids), 1 + self.chance.randrange(2)))

    def _trio(self, *, is_idea: bool) -> None:
        """Somebody knows two, and may introduce them or does."""
        one, other, by = self.chance.sample(self.attendees, 3)
        for side in (one, other):
            self._know(by, side)
            self._consent(side, "suggest", 0.95, NOW)
        self.ties.append((one, other, by))
        if is_idea:
            return
        lower, higher = sorted([one, other])
        begun, began = self._id(), NOW - timedelta(hours=self.chance.randrange(24 * 8))
        place = len(self.ties)
        self._insert(
            "introduction", begun, self.event.event_id, by, lower, higher, "own", began, place
        )
        for who, likely in ((by, 0.9), (lower, 0.3), (higher, 0.3)):
            if self._often(likely):
                kind = "yes" if self._often(0.8) else "no"
                self._insert(
                    "introduction_decision", self._id(), begun, who, kind, 0, "page", None, NOW
                )

    def _know(self, one: UUID, other: UUID) -> None:
        lower, higher = sorted([one, other])
        talk = self._id()
        self.again.append(talk)
        self._insert(
            "conversation", talk, self.event.event_id, lower, higher, len(self.again),
            lower, "helps", "motive", 1, NOW - timedelta(minutes=self.chance.randrange(180)),
        )  # fmt: skip
        self._answer(talk, lower, higher, NOW)
        self._answer(talk, higher, lower, NOW)

    def _reply(self, place: int) -> None:
        author, about = self.attendees[place], self.attendees[-place - 1]
        self._insert(
            "suggestion_reply", self._id(), self.event.event_id, author, about,
            self.chance.choice(["declined", "met", "none"]), 0, "page", None, NOW,
        )  # fmt: skip
