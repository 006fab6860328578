"""What the organiser decided about an event: where, when, in which languages, with which questions.

An event that nobody has set up has the defaults of EventPlan.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from matching import audit
from matching.errors import (
    CapacityError,
    EndsTooEarlyError,
    NoLanguageError,
    RefusedError,
    RetentionError,
    TooFewPromptsError,
)
from matching.model import Event
from matching.prompts import PromptKind, prompts_of
from matching.store import Cursor, Row, Store

LANGUAGES = ("pl", "en")
LEAST_PROMPTS = 2  # partners in a conversation get different ones
SHORTEST_RETENTION, USUAL_RETENTION, LONGEST_RETENTION = 1, 90, 3650  # days
MOST_GUESTS = 100_000
LONGEST_PLACE = 200


@dataclass(frozen=True)
class EventPlan:
    """place, desk_place: of the event and of the staff desk, '' where nobody has said

    languages: those offered, the event's own first
    prompts: ids of the questions that rotate, None for all there are
    asks_seeks, asks_promise: whether a conversation has these steps
    starts_at_utc, ends_at_utc: when guests are expected, and until when
    retention_days: so long after the event is over, what is known of its guests is kept
    capacity: most guests whom registration takes, None without end
    registration_closes_at_utc: None until the organiser closes it
    """

    place: str = ""
    desk_place: str = ""
    languages: tuple[str, ...] = LANGUAGES
    prompts: tuple[str, ...] | None = None
    asks_seeks: bool = True
    asks_promise: bool = True
    starts_at_utc: datetime | None = None
    ends_at_utc: datetime | None = None
    retention_days: int = USUAL_RETENTION
    capacity: int | None = None
    registration_is_open: bool = False
    registration_closes_at_utc: datetime | None = None

    def takes_registrations(self, now: datetime) -> bool:
        """Whether registration is open at this moment, places apart."""
        closes = self.registration_closes_at_utc
        return self.registration_is_open and (closes is None or now < closes)


def plan_of(reader: Store | Cursor, event: Event) -> EventPlan:
    """The plan as it was kept last, else the defaults."""
    return plan_with_id(reader, event.event_id) or EventPlan(languages=_own_first(event, LANGUAGES))


def plan_with_id(reader: Store | Cursor, event_id: UUID) -> EventPlan | None:
    """The plan that was kept for the event with this id, None where there is none."""
    row = reader.row("event_plan/find_plan", event_id=event_id)
    return _plan(row) if row else None


def _own_first(event: Event, languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(languages, key=lambda one: one != event.language))


def _plan(row: Row) -> EventPlan:
    prompts = row["prompts"]
    return EventPlan(
        **row
        | {
            "languages": tuple(row["languages"].split(",")),
            "prompts": None if prompts is None else tuple(json.loads(prompts)),
        }
    )


def problems_of(plan: EventPlan) -> dict[str, RefusedError]:
    """What of a plan cannot be kept, by field."""
    found: dict[str, RefusedError] = {}
    if not plan.languages or not set(plan.languages) <= set(LANGUAGES):
        found["languages"] = NoLanguageError()
    if len(known_questions(plan)) < LEAST_PROMPTS:
        found["prompts"] = TooFewPromptsError(LEAST_PROMPTS)
    if not SHORTEST_RETENTION <= plan.retention_days <= LONGEST_RETENTION:
        found["retention_days"] = RetentionError(SHORTEST_RETENTION, LONGEST_RETENTION)
    if plan.capacity is not None and not 1 <= plan.capacity <= MOST_GUESTS:
        found["capacity"] = CapacityError(MOST_GUESTS)
    if plan.starts_at_utc and plan.ends_at_utc and plan.ends_at_utc <= plan.starts_at_utc:
        found["ends_at_utc"] = EndsTooEarlyError()
    return found


def set_plan(store: Store, event: Event, plan: EventPlan, *, actor: str, now: datetime) -> None:
    """Keep a plan in place of the former one; the names of changed settings go to the audit log.

    Raises the first of problems_of(plan); then nothing is kept.
    """
    store.write(lambda change: put_plan(change, event, plan, actor=actor, now=now))


def put_plan(change: Cursor, event: Event, plan: EventPlan, *, actor: str, now: datetime) -> None:
    """set_plan inside the caller's transaction."""
    for problem in problems_of(plan).values():
        raise problem
    before = plan_of(change, event)
    change.run("event_plan/put_plan", event_id=event.event_id, now_utc=now, **_columns(plan))
    _note_changes(change, event, before, plan, actor=actor, now=now)


def _columns(plan: EventPlan) -> Row:
    return asdict(plan) | {
        "place": plan.place.strip()[:LONGEST_PLACE],
        "desk_place": plan.desk_place.strip()[:LONGEST_PLACE],
        "languages": ",".join(plan.languages),
        "prompts": None if plan.prompts is None else json.dumps(plan.prompts),
    }


def _note_changes(
    change: Cursor, event: Event, before: EventPlan, after: EventPlan, *, actor: str, now: datetime
) -> None:
    changed = [
        field.name
        for field in fields(EventPlan)
        if getattr(before, field.name) != getattr(after, field.name)
    ]
    if changed:
        audit.note(
            change,
            actor=actor,
            act="event_set_up",
            now=now,
            event_id=event.event_id,
            detail=", ".join(changed),
        )


def questions_of(reader: Store | Cursor, event_id: UUID) -> tuple[str, ...]:
    """Ids of the questions that rotate at an event, in the order of the file of prompts.

    Where fewer than two of those chosen still exist, all do: a conversation always has two.
    """
    chosen = known_questions(plan_with_id(reader, event_id) or EventPlan())
    return known_questions(EventPlan()) if len(chosen) < LEAST_PROMPTS else chosen


def known_questions(plan: EventPlan) -> tuple[str, ...]:
    """Those of the chosen ids that are questions of the file, each once, in its order."""
    return tuple(
        prompt.prompt_id
        for prompt in prompts_of(PromptKind.QUESTION)
        if plan.prompts is None or prompt.prompt_id in plan.prompts
    )


def plan_like(plan: EventPlan) -> EventPlan:
    """The plan of the next meeting: all but its time and what belongs to its registration."""
    return replace(
        plan,
        starts_at_utc=None,
        ends_at_utc=None,
        registration_is_open=False,
        registration_closes_at_utc=None,
    )
