"""An evening on which Bartek could introduce Anna and Celina, in short words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from cast import NOW, invite
from talks import (
    refuse,
)

from matching.answers import withdraw_answer
from matching.badge_history import Act, ActKind, list_acts, report_act
from matching.consents import Decision as Consent
from matching.consents import decide as decide_consent
from matching.errors import (
    RefusedError,
)
from matching.introductions import (
    Decision,
    NewIntroduction,
    State,
    answer_idea,
    asked,
    decide,
    ideas_for,
    introduced_by,
    made_for,
    propose,
)
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.store import Store

HOUR = timedelta(hours=1)
ANNA, CELINA = "Anna Nowak", "Celina O'Connor"


@dataclass
class Evening:
    """Bartek is connected with Anna and Celina, who have both agreed to be suggested."""

    store: Store
    event: Event
    anna: Listed
    bartek: Listed
    celina: Listed

    @property
    def all(self) -> tuple[Listed, ...]:
        return self.anna, self.bartek, self.celina

    def insert(self, sql: str, *values: object) -> None:
        naive = [v.replace(tzinfo=None) if isinstance(v, datetime) else v for v in values]
        with self.store._cursor() as cursor:
            cursor.execute(sql, naive).fetchall()

    def know(self, one: Listed, other: Listed) -> UUID:
        """They have talked and both answered."""
        talk, (lower, higher) = uuid4(), sorted([one.attendee_id, other.attendee_id])
        sql = "INSERT INTO conversation VALUES ($1,$2,$3,$4,0,$3,'helps','motive',1,$5)"
        self.insert(sql, talk, self.event.event_id, lower, higher, NOW)
        sql = (
            "INSERT INTO answer VALUES"
            " ($1,$2,$3,$4,0,'helps','Szyje żagle','','pl','ok','page',NULL,$5)"
        )
        self.insert(sql, uuid4(), talk, lower, higher, NOW)
        self.insert(sql, uuid4(), talk, higher, lower, NOW)
        return talk

    def guest(self, name: str) -> Listed:
        """Somebody else whom Bartek knows."""
        person = invite(self.store, self.event, name)
        self.agree(person)
        self.know(self.bartek, person)
        return person

    def also_knows_both(self) -> Listed:
        """Somebody else who knows Bartek, Anna and Celina."""
        dawid = self.guest("Dawid Nowy")
        for other in (self.anna, self.celina):
            self.know(dawid, other)
        return dawid

    def withdraw(self, who: Listed, talk: UUID) -> None:
        withdraw_answer(self.store, talk, author_id=who.attendee_id, now=NOW)

    def agree(self, who: Listed, is_given: bool = True, at: timedelta = timedelta()) -> None:
        consent = Consent(uuid4(), who.person_id, ConsentKind.SUGGEST, is_given, "pl")
        decide_consent(self.store, consent, source="kiosk", now=NOW + at)

    def suggest(self, who: Listed, to_meet: Listed, score: float = 0.5) -> None:
        sql = "INSERT INTO suggestion VALUES ($1,$2,$3,1,$4,$5,'[]')"
        ids = [self.event.event_id, who.attendee_id, to_meet.attendee_id]
        self.insert(sql, *ids, score, self.bartek.attendee_id)

    def reply(
        self, who: Listed, about: Listed, kind: str = "declined", at=timedelta(), place: int = 0
    ) -> None:
        sql = "INSERT INTO suggestion_reply VALUES ($1,$2,$3,$4,$5,$6,'page',NULL,$7)"
        ids = [uuid4(), self.event.event_id, who.attendee_id, about.attendee_id]
        self.insert(sql, *ids, kind, place, NOW + at)

    def cancel(self, who: Listed) -> None:
        sql = "UPDATE attendee SET status = 'cancelled' WHERE attendee_id = $1"
        self.insert(sql, who.attendee_id)

    def new(self, *people: Listed, id: UUID | None = None, **options) -> NewIntroduction:
        """The introducer and two others; without any, Bartek introduces Anna and Celina."""
        ids = [one.attendee_id for one in people or (self.bartek, self.anna, self.celina)]
        event = options.pop("event", self.event)
        return NewIntroduction(id or uuid4(), event, *ids, **options)

    def propose(self, *people: Listed, **options) -> UUID:
        return propose(self.store, self.new(*people, **options), now=NOW)

    def idea(self, is_yes: bool = True, *people: Listed) -> UUID:
        return answer_idea(self.store, self.new(*people), is_yes=is_yes, now=NOW)

    def say(
        self, begun: UUID, who: Listed, is_yes: bool = True, at=timedelta(), id=None, **options
    ) -> bool:
        decision = Decision(id or uuid4(), begun, who.attendee_id, is_yes, **options)
        return decide(self.store, decision, now=NOW + at)

    def refuse(self, error: type[RefusedError], act, *values: object, **options) -> None:
        refuse(self.store, error, lambda: act(*values, **options))

    def _read(self, read, who: Listed, at: timedelta) -> list:
        return read(self.store, self.event, who.attendee_id, now=NOW + at)

    def ideas(self, who: Listed, at=timedelta()) -> list[set[str]]:
        return [{idea.one.name, idea.other.name} for idea in self._read(ideas_for, who, at)]

    def asks(self, who: Listed, at=timedelta()) -> list[str]:
        return [one.other.name for one in self._read(asked, who, at)]

    def made(self, who: Listed, at=timedelta()) -> list[str]:
        return [one.other.name for one in self._read(made_for, who, at)]

    def states(self, at=timedelta()) -> list[State]:
        """What Bartek sees of what he began."""
        return [one.state for one in self._read(introduced_by, self.bartek, at)]

    def seen(self, *people: Listed, at=timedelta()) -> list[object]:
        """Everything that these, or else all three, can read of introductions."""
        reads = (ideas_for, asked, made_for, introduced_by)
        return [
            one for who in people or self.all for read in reads for one in self._read(read, who, at)
        ]

    def is_quiet(self, at=timedelta()) -> bool:
        """Whether neither side is asked or shown anything, nor the introducer that it is made."""
        sides = (self.anna, self.celina)
        shown = [self.asks(who, at) + self.made(who, at) for who in sides]
        return shown == [[], []] and State.MADE not in self.states(at)

    def acts(self, who: Listed) -> list[Act]:
        kinds = (ActKind.INTRODUCTION, ActKind.DECISION)
        return [act for act in list_acts(self.store, who.person_id) if act.kind in kinds]

    def not_me(self, who: Listed) -> None:
        act = self.acts(who)[0]
        assert report_act(self.store, who.person_id, act.act_id, now=NOW + HOUR)
