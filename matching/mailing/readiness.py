"""Can the mails of an event be sent? Each check says how it stands and whom it is about.

What would matter with letters on paper too stands here; the server and the address of the links
are looked at by the face. Who refused or did not agree is a number only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from matching.email_addresses import ascii_address
from matching.event_plan import EventPlan, plan_of
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind
from matching.model import Event
from matching.readiness import MOST_NAMED, Finding, Named, State, check_list, expected_at
from matching.store import Store

STARTED = (MailKind.INVITATION, MailKind.MATCHES, MailKind.REMINDER)  # as an event goes
REMINDER_AFTER = timedelta(days=7)
REMINDER_CLOCK = time(9)  # at the event's place


@dataclass(frozen=True)
class Reach:
    """How many would get a mail at this moment. new: those of them for whom none was queued"""

    all: int
    new: int


@dataclass(frozen=True)
class Addressed:
    """Somebody who is expected, as a mail sees them; see queries/mailing/list_addressed."""

    attendee_id: UUID
    name: str
    email: str
    is_shared: bool
    has_come: bool
    has_agreed: bool
    has_refused: bool


def reach_of(store: Store, event: Event, *, now: datetime) -> dict[MailKind, Reach]:
    """For each kind that the organiser sends, in the order of an event's life."""
    written = {
        (MailKind(row["kind"]), row["attendee_id"])
        for row in store.rows("mailing/list_written", event_id=event.event_id)
    }
    found = {}
    for kind in STARTED:
        readers = contents(store, event, kind, now=now)
        new = sum((kind, attendee_id) not in written for attendee_id in readers)
        found[kind] = Reach(len(readers), new)
    return found


def addressed_at(store: Store, event: Event) -> list[Addressed]:
    """Everybody who could be written to, in the order of a Polish phone book."""
    rows = store.rows("mailing/list_addressed", event_id=event.event_id)
    return [Addressed(**row) for row in rows]


def check_addresses(store: Store, event: Event) -> list[Finding]:
    """What stands in the way of mails of every kind, in the order in which it is shown."""
    of_the_list = {one.check: one for one in check_list(expected_at(store, event))}
    if "doubles" not in of_the_list:
        return [of_the_list["guests"]]
    people = addressed_at(store, event)
    return [
        *([Finding("sample", State.NOTE)] if event.is_sample else []),
        _about("email", [one for one in people if not one.email.strip()]),
        _about("unwritable", [one for one in people if one.email and not ascii_address(one.email)]),
        of_the_list["doubles"],
        _about("shared", [one for one in people if one.is_shared]),
        _number("refused", sum(one.has_refused for one in people)),
    ]


def check_kind(
    store: Store, event: Event, kind: MailKind, *, reach: Reach, now: datetime
) -> list[Finding]:
    """What matters for one kind of mail only."""
    found = [Finding("reach", State.DONE if reach.all else State.NOTE, count=reach.all)]
    if kind is MailKind.INVITATION and reach.all:
        found.append(_check_when_and_where(plan_of(store, event), now=now))
    if kind is MailKind.MATCHES:
        people = addressed_at(store, event)
        unasked = sum(one.has_come and not one.has_agreed for one in people)
        found.append(_number("consent", unasked))
        found.append(Finding("open", State.NOTE if event.is_open(now) else State.DONE))
    return found


def whose_turn(reached: Mapping[MailKind, Reach]) -> MailKind:
    """Which mail is next: the invitation until somebody came who wants a mail after the event."""
    if not reached[MailKind.MATCHES].all:
        return MailKind.INVITATION
    return MailKind.MATCHES if reached[MailKind.MATCHES].new else MailKind.REMINDER


def reminder_time(event: Event, plan: EventPlan, *, now: datetime) -> datetime | None:
    """A week after the event, at nine in the morning at its place; None where that is past."""
    over = plan.ends_at_utc or plan.starts_at_utc or event.closed_at_utc or now
    zone = ZoneInfo(event.time_zone)
    day = (over.astimezone(zone) + REMINDER_AFTER).date()
    begins = datetime.combine(day, REMINDER_CLOCK, tzinfo=zone).astimezone(UTC)
    return begins if begins > now else None


def _about(check: str, people: Iterable[Addressed]) -> Finding:
    named = [Named(one.attendee_id, one.name) for one in people]
    state = State.NOTE if named else State.DONE
    return Finding(check, state, count=len(named), people=tuple(named[:MOST_NAMED]))


def _number(check: str, count: int) -> Finding:
    return Finding(check, State.NOTE if count else State.DONE, count=count)


def _check_when_and_where(plan: EventPlan, *, now: datetime) -> Finding:
    if plan.starts_at_utc is None:
        return Finding("when", State.MISSING, "neither" if not plan.place else "no_time")
    if not plan.place:
        return Finding("when", State.MISSING, "no_place")
    if plan.starts_at_utc < now:
        return Finding("when", State.NOTE, "begun")
    return Finding("when", State.DONE, "known")
