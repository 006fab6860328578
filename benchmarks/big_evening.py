"""An event of many people in full swing: profiles, consents, admissions, talks, as rows.

Written in bulk, as the rules would take minutes for what is only the background of a measurement.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from benchmarks.matching_crowd import make_crowd
from benchmarks.talk_crowd import genuine_words
from matching.badge_codes import new_badge_code
from matching.engines.duckdb_engine import open_file
from matching.events import current_event
from matching.model import Event
from matching.people import Listed, list_attendees
from matching.store import Store

SEED = 20261128
AGREED, CAME = 0.9, 0.65  # shares of all
HOURS = 4

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class BigEvening:
    """inside: those who are in; outside: those who have not come yet"""

    event: Event
    inside: list[Listed]
    outside: list[Listed]


def big_evening(store: Store, size: int) -> BigEvening:
    """Fill an empty store with an event of so many people."""
    engine, written = open_file(None), _Writer(size).rows
    with Store(engine) as own:
        cursor = engine.connection.cursor()
        for table, rows in written.items():
            _put(cursor, table, rows)
        cursor.close()
        own.copy_to(store)
    event = current_event(store)
    came = {row[0] for row in written["admission"]}
    inside: list[Listed] = []
    outside: list[Listed] = []
    for one in list_attendees(store, event):
        (inside if one.attendee_id in came else outside).append(one)
    return BigEvening(event, inside, outside)


def _put(cursor: Any, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    columns = [
        np.array([None if value is None else str(value) for value in column], dtype=object)
        for column in zip(*rows, strict=True)
    ]
    cursor.register("arrived", {f"c{place}": column for place, column in enumerate(columns)})
    cursor.execute(f"INSERT INTO {table} SELECT * FROM arrived").fetchall()  # noqa: S608  # ours
    cursor.unregister("arrived")


class _Writer:
    def __init__(self, size: int) -> None:
        self._chance = random.Random(SEED)
        self._now = datetime.now(UTC).replace(tzinfo=None)
        self._began = self._now - timedelta(hours=HOURS)
        self._words = genuine_words()
        self._series, self._event = self._id(), self._id()
        self._attendees: dict[str, UUID] = {}
        self.rows: Rows = {}
        self._add("series", self._series, "big", "Big", False, self._began)
        place = ("Europe/Warsaw", "pl", False, True)
        self._add(
            "event", self._event, self._series, "big", "Big", *place, *[None] * 3, self._began
        )
        crowd = make_crowd(size)
        for person in crowd.people.to_pylist():
            self._person(person)
        for contact in crowd.contacts.to_pylist():
            self._contact(contact)

    def _id(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)

    def _add(self, table: str, *values: Any) -> None:
        self.rows.setdefault(table, []).append(values)

    def _person(self, told: dict[str, str]) -> None:
        person, attendee = self._id(), self._id()
        self._attendees[told["person_id"]] = attendee
        email = f"{told['person_id']}@example.org"
        profile = (told["group"], told["language"], told["offers"], told["needs"])
        about = (told["name"], "", told["name"].casefold(), email, email, "", told["company"], "")
        self._add("person", person, self._series, *about, *profile, False, self._began)
        role = ("visitor", "", "expected", "", "{}")
        self._add("attendee", attendee, self._event, person, *role, self._began)
        self._add("badge", new_badge_code(), self._series, person, self._began, None)
        if self._chance.random() < AGREED:
            told_how = ("suggest", True, "1", "pl", "kiosk", self._began)
            self._add("consent", self._id(), person, *told_how)
        if self._chance.random() < CAME:
            self._admit(attendee)

    def _admit(self, attendee: UUID) -> None:
        scan, at = self._id(), self._began + timedelta(seconds=self._chance.uniform(0, 3600))
        self._add("scan", scan, self._event, attendee, None, 1, "in", "camera", "admitted", at, at)
        self._add("admission", attendee, 0, self._event, scan, 1, at, at)

    def _contact(self, told: dict[str, str]) -> None:
        lower, higher = sorted(self._attendees[told[name]] for name in ("person_a", "person_b"))
        if told["status"] == "declined":
            reply = (lower, higher, "declined", 0, "kiosk", 1, self._now)
            self._add("suggestion_reply", self._id(), self._event, *reply)
            return
        talk, at = self._id(), self._began + timedelta(minutes=self._chance.uniform(5, 230))
        prompts = ("helps", "motive", 1, at)
        self._add("conversation", talk, self._event, lower, higher, 0, lower, *prompts)
        self._answer(talk, lower, higher, "helps", at)
        if told["status"] == "connected":
            self._answer(talk, higher, lower, "motive", at)

    def _answer(self, talk: UUID, author: UUID, about: UUID, prompt: str, at: datetime) -> None:
        said = (0, prompt, self._chance.choice(self._words), "", "pl", "ok", "kiosk", 1, at)
        self._add("answer", self._id(), talk, author, about, *said)
