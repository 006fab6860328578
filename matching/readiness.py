"""Is everything ready for the event? Each check says how it stands and whom it is about.

What would matter with paper forms too stands here; the machine is looked at by the face.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from matching.event_plan import LEAST_PROMPTS, EventPlan, known_questions, plan_of
from matching.model import Event
from matching.printing import PrintKind, later_than, not_printed_yet, prints_of
from matching.store import Store

MOST_NAMED = 8
CLOCK_MAY_LAG = timedelta(minutes=2)


class State(StrEnum):
    """done: nothing to do; note: worth a look, the event works without; missing: mend it."""

    DONE = "done"
    NOTE = "note"
    MISSING = "missing"


@dataclass(frozen=True)
class Named:
    """Whom a check is about. other_id: a second record of perhaps the same person."""

    attendee_id: UUID
    name: str
    other_id: UUID | None = None


@dataclass(frozen=True)
class Finding:
    """How one check stands.

    check: a word with underscores; case: which of its sentences fits, where it has several
    count: of what is missing, or of what is there
    people: at most eight, never somebody who takes part in the entry only
    """

    check: str
    state: State
    case: str = ""
    count: int = 0
    people: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Expected:
    """Somebody who is expected, as the check of the list sees them."""

    attendee_id: UUID
    name: str
    name_key: str
    email_key: str
    language: str
    was_asked: bool
    is_entry_only: bool


def check_event(store: Store, event: Event, *, now: datetime) -> list[Finding]:
    """All checks of the list, the plan and the paper, in the order in which they are shown."""
    guests = expected_at(store, event)
    plan = plan_of(store, event)
    return [
        *check_list(guests),
        _check_questions(plan),
        check_time(event, plan, now=now),
        _check_desk(plan),
        *_check_paper(store, event, len(guests)),
    ]


def expected_at(store: Store, event: Event) -> list[Expected]:
    """Everybody who is expected, in the order of a Polish phone book."""
    rows = store.rows("readiness/list_expected", event_id=event.event_id)
    return [Expected(**row) for row in rows]


def check_list(guests: list[Expected]) -> list[Finding]:
    """Doubles, and what is missing of people. Without guests only that there are none."""
    if not guests:
        return [Finding("guests", State.MISSING)]
    return [
        Finding("guests", State.DONE, count=len(guests)),
        _doubles(guests),
        _namesakes(guests),
        _lacking("email", (guest for guest in guests if not guest.email_key)),
        _lacking("language", (guest for guest in guests if not guest.language)),
        _not_asked(guests),
    ]


def _lacking(check: str, guests: Iterable[Expected]) -> Finding:
    found = list(guests)
    state = State.NOTE if found else State.DONE
    named = [Named(one.attendee_id, one.name) for one in found if not one.is_entry_only]
    return Finding(check, state, count=len(found), people=tuple(named[:MOST_NAMED]))


def _not_asked(guests: list[Expected]) -> Finding:
    """Nobody who takes part in the entry only is ever asked; all others are, at the kiosk."""
    found = [guest for guest in guests if not guest.was_asked and not guest.is_entry_only]
    return Finding("consent", State.NOTE if found else State.DONE, count=len(found))


def _doubles(guests: list[Expected]) -> Finding:
    """Records of the same name and the same e-mail: one person stands twice on the list."""
    records = _together((guest.name_key, guest.email_key) for guest in guests)
    same = [group for key, group in records.items() if all(key) and len(group) > 1]
    return _pairs("doubles", State.MISSING, guests, same)


def _namesakes(guests: list[Expected]) -> Finding:
    """Records of one name whose e-mails differ or are missing: perhaps one person, perhaps not."""
    by_name = _together((guest.name_key,) for guest in guests)
    groups = []
    for (name,), group in by_name.items():
        firsts = {guests[place].email_key: place for place in reversed(group)}
        without = [place for place in group if not guests[place].email_key]
        different = sorted({*without, *(firsts[key] for key in firsts if key)})
        if name and len(different) > 1:
            groups.append(different)
    return _pairs("namesakes", State.NOTE, guests, groups)


def _together(keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    """The places of each key."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    return places


def _pairs(check: str, state: State, guests: list[Expected], groups: list[list[int]]) -> Finding:
    named = []
    for first, second, *_ in groups:
        one, other = guests[first], guests[second]
        if not one.is_entry_only and not other.is_entry_only:
            named.append(Named(one.attendee_id, one.name, other.attendee_id))
    found = state if groups else State.DONE
    return Finding(check, found, count=len(groups), people=tuple(named[:MOST_NAMED]))


def _check_questions(plan: EventPlan) -> Finding:
    known = known_questions(plan)
    is_enough = len(known) >= LEAST_PROMPTS
    return Finding("questions", State.DONE if is_enough else State.MISSING, count=len(known))


def check_time(event: Event, plan: EventPlan, *, now: datetime) -> Finding:
    """Whether people will be let in when they are expected."""
    if event.closed_at_utc is not None and event.closed_at_utc <= now:
        return Finding("time", State.MISSING, "closed")
    if plan.starts_at_utc is None:
        return Finding("time", State.NOTE, "unknown")
    if event.opens_at_utc is not None and event.opens_at_utc > plan.starts_at_utc:
        return Finding("time", State.MISSING, "opens_late")
    ends = plan.ends_at_utc or plan.starts_at_utc + timedelta(hours=12)
    if ends < now:
        return Finding("time", State.MISSING, "over")
    return Finding("time", State.DONE, "known")


def _check_desk(plan: EventPlan) -> Finding:
    return Finding("desk", State.DONE if plan.desk_place else State.NOTE)


def _check_paper(store: Store, event: Event, guests: int) -> list[Finding]:
    if not guests:
        return []
    unprinted = not_printed_yet(store, event)
    state = State.MISSING if unprinted else State.DONE
    return [
        Finding("badges", state, count=len(unprinted)),
        _check_paper_list(store, event),
    ]


def _check_paper_list(store: Store, event: Event) -> Finding:
    printed = prints_of(store, event).get(PrintKind.PAPER_LIST)
    if printed is None:
        return Finding("paper_list", State.MISSING, "never")
    later = later_than(store, event, printed.printed_at_utc)
    if later:
        return Finding("paper_list", State.MISSING, "older", count=later)
    return Finding("paper_list", State.DONE, "printed", count=printed.pieces)


def is_clock_right(store: Store, *, now: datetime) -> bool:
    """Whether nothing was kept at a later time than now; two minutes are forgiven."""
    row = store.row("readiness/find_latest")
    latest = row["latest_utc"] if row else None
    return latest is None or latest <= now + CLOCK_MAY_LAG
