"""The figures of an event worked out again from the rows of the tables, as one would by hand.

Nothing here knows a view or a query: it goes through all rows with loops and dicts.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cast import table_names

from matching.model import Event
from matching.prompts import load_prompts
from matching.store import Store

Row = dict[str, Any]
WEEK = timedelta(days=7)


class ByHand:
    """All figures of one event at one moment."""

    def __init__(self, store: Store, event: Event, now: datetime) -> None:
        self.event_id, self.zone = event.event_id, event.time_zone
        self.aware, self.now = now, now.replace(tzinfo=None)
        with store._cursor() as cursor:
            self.tables = {name: self._rows(cursor, name) for name in table_names(store)}

    @staticmethod
    def _rows(cursor: Any, name: str) -> list[Row]:
        found = cursor.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608  # our own tables
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in found]

    def here(self, table: str) -> list[Row]:
        """The rows of this event."""
        return [row for row in self.tables[table] if row["event_id"] == self.event_id]

    # --- people ---

    @cached_property
    def attendees(self) -> dict[UUID, Row]:
        return {row["attendee_id"]: row for row in self.tables["attendee"]}

    @cached_property
    def persons(self) -> dict[UUID, Row]:
        return {row["person_id"]: row for row in self.tables["person"]}

    def person(self, attendee: UUID) -> Row:
        return self.persons[self.attendees[attendee]["person_id"]]

    def agrees(self, attendee: UUID, kind: str) -> bool:
        person = self.attendees[attendee]["person_id"]
        said = [
            (row["decided_at_utc"], row["consent_id"], row["is_given"])
            for row in self.tables["consent"]
            if row["person_id"] == person and row["kind"] == kind
        ]
        return bool(said) and max(said)[2]

    def takes_part(self, attendee: UUID) -> bool:
        return (
            self.attendees[attendee]["status"] == "expected"
            and not self.person(attendee)["is_blocked"]
            and not self.agrees(attendee, "entry_only")
        )

    @cached_property
    def came(self) -> dict[UUID, datetime]:
        """When each was admitted, by admissions that nobody took back."""
        undone = {(row["attendee_id"], row["turn"]) for row in self.tables["annulment"]}
        return {
            row["attendee_id"]: row["admitted_at_utc"]
            for row in self.here("admission")
            if (row["attendee_id"], row["turn"]) not in undone
        }

    @cached_property
    def inside(self) -> set[UUID]:
        return {attendee for attendee in self.came if not self._is_out(attendee)}

    def _is_out(self, attendee: UUID) -> bool:
        mine = [row for row in self.tables["scan"] if row["attendee_id"] == attendee]
        gone = [row["happened_at_utc"] for row in mine if row["outcome"] == "left"]
        back = [
            row["happened_at_utc"]
            for row in mine
            if row["outcome"] in {"admitted", "already_admitted", "re_entered"}
        ]
        return bool(gone) and (not back or max(back) <= max(gone))

    def role(self, attendee: UUID) -> str:
        changes = [row for row in self.tables["role_change"] if row["attendee_id"] == attendee]
        if changes:
            return max(changes, key=lambda row: row["place"])["role"]
        return self.attendees[attendee]["role"]

    @cached_property
    def guests(self) -> set[UUID]:
        return {
            attendee
            for attendee in self.came
            if self.takes_part(attendee) and self.role(attendee) != "staff"
        }

    # --- talks ---

    @cached_property
    def ended(self) -> set[UUID]:
        return {row["conversation_id"] for row in self.tables["conversation_end"]}

    @cached_property
    def authors(self) -> dict[UUID, set[UUID]]:
        """Who has written in which conversation."""
        found: dict[UUID, set[UUID]] = defaultdict(set)
        for row in self.tables["answer"]:
            found[row["conversation_id"]].add(row["author_id"])
        return found

    def standing(self, halves: int) -> list[Row]:
        """Conversations of this event that have not ended, with so many halves."""
        return [
            row
            for row in self.here("conversation")
            if row["conversation_id"] not in self.ended
            and len(self.authors[row["conversation_id"]]) == halves
        ]

    @cached_property
    def connected(self) -> list[Row]:
        return self.standing(2)

    @cached_property
    def answers(self) -> list[Row]:
        """The last version of each answer of conversations of this event that have not ended."""
        talks = {row["conversation_id"] for row in self.here("conversation")} - self.ended
        last: dict[tuple[UUID, UUID], Row] = {}
        for row in sorted(self.tables["answer"], key=lambda row: row["revision"]):
            if row["conversation_id"] in talks:
                last[row["conversation_id"], row["author_id"]] = row
        return list(last.values())

    # --- figures, each as (part, whole) or a number ---

    def expected(self) -> int:
        rows = self.here("attendee")
        return sum(row["status"] == "expected" or row["attendee_id"] in self.came for row in rows)

    def talked(self) -> tuple[int, int]:
        talkers = {row[side] for row in self.connected for side in ("lower_id", "higher_id")}
        return len(self.guests & talkers), len(self.guests)

    def finished(self) -> tuple[int, int]:
        waiting = [
            row
            for row in self.standing(1)
            if row["started_at_utc"] > self.now - WEEK
            and not self.agrees(row["lower_id"], "entry_only")
            and not self.agrees(row["higher_id"], "entry_only")
        ]
        return len(self.connected), len(self.connected) + len(waiting)

    def coverage(self) -> dict[int, tuple[int, int]]:
        points = {one.prompt_id: one.point for one in load_prompts().values()}
        learned = {(row["about_id"], points[row["prompt_id"]]) for row in self.answers}
        talks = {row["conversation_id"] for row in self.here("conversation")} - self.ended
        heard: dict[tuple[UUID, UUID], Row] = {}
        for row in sorted(self.tables["seeking"], key=lambda row: row["place"]):
            heard[row["conversation_id"], row["author_id"]] = row
        for row in heard.values():
            if row["conversation_id"] in talks and (row["words"] or row["chips"]):
                learned.add((row["about_id"], points["seeks"]))
        of_guests = {(who, point) for who, point in learned if who in self.guests}
        whole = len({who for who, _ in of_guests})
        return {point: (sum(on == point for _, on in of_guests), whole) for point in range(1, 6)}

    def questions(self) -> tuple[int, int]:
        asked = {one.prompt_id for one in load_prompts().values() if one.kind == "question"}
        return len({row["prompt_id"] for row in self.answers} & asked), len(asked)

    def confirmed(self) -> tuple[int, int]:
        talks = {row["conversation_id"] for row in self.connected}
        readable = [row for row in self.answers if row["conversation_id"] in talks]
        yes = {row["answer_id"] for row in self.tables["confirmation"]}
        return sum(row["answer_id"] in yes for row in readable), len(readable)

    def promises(self) -> dict[str, Any]:
        talks = {row["conversation_id"] for row in self.connected}
        last: dict[tuple[UUID, UUID], Row] = {}
        for row in sorted(self.tables["promise"], key=lambda row: row["place"]):
            last[row["conversation_id"], row["author_id"]] = row
        made = [
            row
            for row in last.values()
            if row["conversation_id"] in talks and row["kind"] != "none"
        ]
        kept = {row["promise_id"] for row in self.tables["promise_kept"]}
        today = self.aware.astimezone(ZoneInfo(self.zone)).date()
        due = [row for row in made if row["due_on"] is not None and row["due_on"] <= today]
        return {
            "made": len(made),
            "kept": sum(row["promise_id"] in kept for row in made),
            "due": (sum(row["promise_id"] in kept for row in due), len(due)),
        }

    def across_groups(self) -> tuple[int, int]:
        groups = [
            {self.person(row["lower_id"])["sector"], self.person(row["higher_id"])["sector"]}
            for row in self.connected
        ]
        known = [pair for pair in groups if "" not in pair]
        return sum(len(pair) == 2 for pair in known), len(known)

    # --- introductions ---

    def said(self, introduction: Row, who: UUID) -> Row | None:
        mine = [
            row
            for row in self.tables["introduction_decision"]
            if row["introduction_id"] == introduction["introduction_id"]
            and row["attendee_id"] == who
        ]
        return max(mine, key=lambda row: row["place"], default=None)

    def refusals(self) -> Iterable[tuple[UUID, UUID, UUID | None, datetime]]:
        """Who need not meet whom, in which introduction they said so, since when; persons."""
        of = {attendee: row["person_id"] for attendee, row in self.attendees.items()}
        replies: dict[tuple[UUID, UUID], list[Row]] = defaultdict(list)
        for row in sorted(self.tables["suggestion_reply"], key=lambda row: row["place"]):
            pair = (row["author_id"], row["about_id"])
            replies[pair] = [] if row["kind"] == "none" else [*replies[pair], row]
        for (author, about), rows in replies.items():
            if rows:
                yield of[author], of[about], None, min(row["replied_at_utc"] for row in rows)
        for one in self.tables["introduction"]:
            sides = (one["lower_id"], one["higher_id"])
            for author, about in (sides, sides[::-1]):
                said = self.said(one, author)
                if said and said["kind"] == "no":
                    yield of[author], of[about], one["introduction_id"], said["decided_at_utc"]

    def is_made(self, one: Row) -> bool:
        three = [one["introducer_id"], one["lower_id"], one["higher_id"]]
        said = [self.said(one, who) for who in three]
        if not all(row and row["kind"] == "yes" for row in said):
            return False
        made_at = max(row["decided_at_utc"] for row in said if row)
        sides = {self.attendees[who]["person_id"] for who in three[1:]}
        put_off = any(
            {author, about} == sides and where != one["introduction_id"] and when <= made_at
            for author, about, where, when in self.refusals()
        )
        return not put_off and all(map(self.takes_part, three))

    def is_asking(self, one: Row) -> bool:
        three = [one["introducer_id"], one["lower_id"], one["higher_id"]]
        said = self.said(one, three[0])
        known = {
            frozenset(
                {
                    self.attendees[row["lower_id"]]["person_id"],
                    self.attendees[row["higher_id"]]["person_id"],
                }
            )
            for row in self.connected
        }
        mine = self.attendees[three[0]]["person_id"]
        return (
            said is not None
            and said["kind"] == "yes"
            and all(map(self.takes_part, three))
            and not self.is_made(one)
            and self.now < one["proposed_at_utc"] + WEEK
            and all(
                frozenset({mine, self.attendees[who]["person_id"]}) in known for who in three[1:]
            )
        )

    def introductions(self) -> tuple[int, int]:
        rows = self.here("introduction")
        return sum(map(self.is_asking, rows)), sum(map(self.is_made, rows))

    # --- network and help ---

    def ties(self) -> dict[frozenset[UUID], bool]:
        """Pairs of people of the network with a recorded conversation; whether both wrote."""
        known = {who for who in self.came if self.takes_part(who)}
        found: dict[frozenset[UUID], bool] = {}
        for halves in (1, 2):
            for row in self.standing(halves):
                pair = frozenset({row["lower_id"], row["higher_id"]})
                if pair <= known:
                    found[pair] = found.get(pair, False) or halves == 2
        return found

    def members(self) -> dict[UUID, int]:
        """2 with a conversation from both sides, 1 with a half, 0 without."""
        found = dict.fromkeys(self.guests, 0)
        for pair, is_whole in self.ties().items():
            for who in pair:
                found[who] = max(found.get(who, 0), 1 + is_whole)
        return found

    def islands(self) -> set[frozenset[UUID]]:
        near: dict[UUID, set[UUID]] = defaultdict(set)
        for pair, is_whole in self.ties().items():
            for who in pair if is_whole else ():
                near[who] |= pair
        islands = set()
        for who in near:
            island, edge = {who}, [who]
            while edge:
                new = near[edge.pop()] - island
                island |= new
                edge += new
            islands.add(frozenset(island))
        return islands

    def windows(self) -> list[tuple[datetime, datetime]]:
        rows = [row for row in self.here("agenda_item") if row["is_open_talk"]]
        return sorted((row["starts_at_utc"], row["ends_at_utc"]) for row in rows)

    def minutes(self, since: datetime) -> int:
        """Counted one by one: all moments of the tests are whole minutes."""
        minute, total = timedelta(minutes=1), 0
        windows = self.windows() or [(since, self.now)]
        while since < self.now:
            total += any(begin <= since < end for begin, end in windows)
            since += minute
        return total

    def alone(self, after: int) -> list[tuple[UUID, int]]:
        windows = self.windows()
        first = windows[0][0] if windows else self.now - 2 * WEEK
        talks = [row for halves in (1, 2) for row in self.standing(halves)]
        talkers = {
            row[side]
            for row in talks
            if row["started_at_utc"] >= first
            for side in ("lower_id", "higher_id")
        }
        waiting = [
            (who, self.minutes(self.came[who])) for who in self.guests & self.inside - talkers
        ]
        long = [(who, minutes) for who, minutes in waiting if minutes >= after]
        return sorted(long, key=lambda one: (-one[1], self.person(one[0])["name"]))

    def both_agree(self, *pair: UUID) -> bool:
        return all(self.takes_part(who) and self.agrees(who, "suggest") for who in pair)

    def may_meet(self, one: UUID, other: UUID) -> bool:
        """Both agreed and take part, have not talked, and neither said otherwise."""
        pair = {self.attendees[one]["person_id"], self.attendees[other]["person_id"]}

        def same(*attendees: UUID) -> bool:
            return {self.attendees[who]["person_id"] for who in attendees} == pair

        replies: dict[tuple[UUID, UUID], Row] = {}
        for row in sorted(self.tables["suggestion_reply"], key=lambda row: row["place"]):
            replies[row["author_id"], row["about_id"]] = row
        introduced = (
            (said := self.said(row, row["introducer_id"])) is not None and said["kind"] == "yes"
            for row in self.tables["introduction"]
            if same(row["lower_id"], row["higher_id"])
        )
        return (
            self.both_agree(one, other)
            and not any(
                same(row["lower_id"], row["higher_id"]) for row in self.tables["conversation"]
            )
            and not any(same(*who) and row["kind"] != "none" for who, row in replies.items())
            and not any(introduced)
        )

    def fits(self, who: UUID) -> list[UUID]:
        """Two in the room: whom the desk thought of while both agree, then the list's, in order."""
        ideas = {row["suggested_id"] for row in self.here("desk_idea") if row["attendee_id"] == who}
        ranks = {
            row["suggested_id"]: row["rank"]
            for row in self.here("suggestion")
            if row["attendee_id"] == who
        }
        fitting = [
            other
            for other in ideas | ranks.keys()
            if other in self.inside
            and (self.both_agree(who, other) if other in ideas else self.may_meet(who, other))
        ]
        return sorted(fitting, key=lambda other: (other not in ideas, ranks.get(other, 0), other))[
            :2
        ]

    def curve(self) -> list[tuple[datetime, int]]:
        minutes = sorted(when.replace(second=0, microsecond=0) for when in self.came.values())
        last = [one for one, then in pairwise([*minutes, None]) if one != then]
        return [(minute, sum(one <= minute for one in minutes)) for minute in last]
