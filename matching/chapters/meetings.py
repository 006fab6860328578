"""The next meeting from the last: same series, a week on, members expected, the last one closed."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from matching import audit
from matching.agenda import agenda_of, put_agenda
from matching.conversations.views import Reader
from matching.errors import MeetingNotBegunError, NoMembersError, SampleMeetingError
from matching.event_plan import plan_like, plan_with_id, put_plan
from matching.events import add_event_in_series, free_slug, list_events, put_changes
from matching.model import Event
from matching.store import Cursor, Row, Store

WEEK = 7

_DAY_IN_NAME = ("{:%Y-%m-%d}", "{:%d.%m.%Y}", "{0.day}.{0:%m.%Y}", "{:%d.%m}", "{0.day}.{0:%m}")


@dataclass(frozen=True)
class Outlook:
    """The meeting to come: when it opens, and how many are expected."""

    opens_at: datetime
    expected: int


def next_meeting(store: Store, event: Event, *, actor: str, now: datetime) -> Event:
    """Make the meeting that follows this one, and close this one.

    It is as many whole weeks later as are needed to be still to come, on the same weekday at the
    same time of day at the place. Members and those who help are expected again, with their roles;
    visitors, substitutes and speakers are not. Badges belong to people in the series, so they go on
    working. Place, languages, questions, agenda and grace are as they were.
    actor: as in the audit log; now: aware
    Two taps make one: the meeting that was made is returned again.
    Raises SampleMeetingError, MeetingNotBegunError, NoMembersError; then nothing is kept.
    """
    return store.write(lambda change: _make_next(change, event, actor, now))


def outlook_of(store: Store, event: Event, *, now: datetime) -> Outlook:
    """What next_meeting would make at this moment. Raises what it would raise."""

    def read(reader: Cursor) -> Outlook:
        carried = _carried(reader, event, now)
        shift = _shift_of(event, _first_admission(reader, event), now)
        return Outlook(shift.opens_at, len(carried))

    return store.read(read)


def following_id(reader: Reader, event: Event) -> UUID | None:
    """The id of the meeting that was made from this one, None where none was."""
    found = reader.row("chapters/find_next", event_id=event.event_id)
    return found["next_event_id"] if found else None


def meetings_of(store: Store, series_id: UUID) -> list[Event]:
    """All meetings of a series, oldest first."""
    return [event for event in list_events(store) if event.series_id == series_id]


def _make_next(change: Cursor, event: Event, actor: str, now: datetime) -> Event:
    made_id = following_id(change, event)
    events = [Event(**row) for row in change.rows("events/list_events")]
    for made in events:
        if made.event_id == made_id:
            return made
    standing = next(one for one in events if one.event_id == event.event_id)
    carried = _carried(change, standing, now)
    shift = _shift_of(standing, _first_admission(change, standing), now)
    new = _begin(change, standing, events, shift, now)
    put_changes(change, replace(standing, closed_at_utc=standing.closed_at_utc or now))
    _carry_plan(change, standing, new, shift, actor=actor, now=now)
    _carry_members(change, new, carried, now)
    change.run(
        "chapters/put_next", event_id=event.event_id, next_event_id=new.event_id, now_utc=now
    )
    audit.note(
        change,
        actor=actor,
        act="next_meeting",
        now=now,
        event_id=new.event_id,
        detail=str(len(carried)),
    )
    return new


def _carried(change: Cursor, event: Event, now: datetime) -> list[Row]:
    if event.is_sample:
        raise SampleMeetingError
    if event.opens_at_utc is not None and event.opens_at_utc > now:
        raise MeetingNotBegunError(event.opens_at_utc)
    carried = change.rows("chapters/list_carried", event_id=event.event_id)
    if not any(row["role"] == "member" for row in carried):
        raise NoMembersError
    return carried


class _Shift:
    """So many days later on the calendar of the place, at the same time of day."""

    def __init__(self, time_zone: str, days: int, opens_at: datetime) -> None:
        self._zone = ZoneInfo(time_zone)
        self.days = timedelta(days=days)
        self.opens_at = opens_at

    def moment(self, before: datetime) -> datetime:
        """The same time of day on the later day, however many hours the days between had."""
        local = before.astimezone(self._zone)
        return _at(local.date() + self.days, local.time(), self._zone)

    def optional(self, before: datetime | None) -> datetime | None:
        """The same for a moment that nobody may have set."""
        return None if before is None else self.moment(before)


def _at(day: date, time: clock, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time, tzinfo=zone).astimezone(UTC)


def _first_admission(change: Cursor, event: Event) -> datetime | None:
    found = change.row("chapters/find_first_admission", event_id=event.event_id)
    return found["admitted_at_utc"] if found else None


def _shift_of(event: Event, first_at: datetime | None, now: datetime) -> _Shift:
    """A meeting without a time to open was on the day of the first admission; the next one then
    opens as that day begins."""
    zone = ZoneInfo(event.time_zone)
    if event.opens_at_utc is not None:
        local = event.opens_at_utc.astimezone(zone)
        day, time = local.date(), local.time()
    else:
        day, time = (first_at or now).astimezone(zone).date(), clock()
    weeks = 1
    while _at(day + timedelta(days=WEEK * weeks), time, zone) <= now:
        weeks += 1
    days = WEEK * weeks
    return _Shift(event.time_zone, days, _at(day + timedelta(days=days), time, zone))


def _begin(
    change: Cursor, event: Event, events: list[Event], shift: _Shift, now: datetime
) -> Event:
    day = shift.opens_at.astimezone(ZoneInfo(event.time_zone)).date()
    name = name_on(event.name, day - shift.days, day)
    series = change.row("chapters/find_series", series_id=event.series_id)
    assert series is not None  # an event is of a series
    stem = re.sub(r"(?<=.)(-\d+)+$", "", series["slug"])
    slug = free_slug(events, f"{stem} {day:%Y-%m-%d}")
    new = add_event_in_series(change, event, slug=slug, name=name, now=now)
    opened = replace(new, opens_at_utc=shift.opens_at, chosen_at_utc=now)
    put_changes(change, opened)
    change.run("events/choose_event", event_id=new.event_id, now_utc=now)
    return opened


def name_on(name: str, before: date, after: date) -> str:
    """The name of a meeting with its day, if that stands in it, replaced by another."""
    for form in _DAY_IN_NAME:
        written = rf"(?<![\d.]){re.escape(form.format(before))}(?![\d])"
        if re.search(written, name):
            return re.sub(written, form.format(after), name)
    return name


def _carry_plan(
    change: Cursor, event: Event, new: Event, shift: _Shift, *, actor: str, now: datetime
) -> None:
    plan = plan_with_id(change, event.event_id)
    if plan is not None:
        begins, ends = shift.optional(plan.starts_at_utc), shift.optional(plan.ends_at_utc)
        later = replace(plan_like(plan), starts_at_utc=begins, ends_at_utc=ends)
        put_plan(change, new, later, actor=actor, now=now)
    items = [
        replace(
            item,
            item_id=uuid4(),
            starts_at_utc=shift.moment(item.starts_at_utc),
            ends_at_utc=shift.moment(item.ends_at_utc),
        )
        for item in agenda_of(change, event)
    ]
    if items:
        put_agenda(change, new, items, actor=actor, now=now)
    change.run("chapters/carry_grace", event_id=event.event_id, next_event_id=new.event_id)


def _carry_members(change: Cursor, new: Event, carried: list[Row], now: datetime) -> None:
    def column(name: str) -> list[str]:
        return [row[name] for row in carried]

    change.run(
        "guest_lists/put_attendees",
        event_id=new.event_id,
        now_utc=now,
        attendee_ids=[uuid4() for _ in carried],
        person_ids=[row["person_id"] for row in carried],
        roles=column("role"),
        substituted=[""] * len(carried),
        statuses=["expected"] * len(carried),
        ticket_types=column("ticket_type"),
        extras=column("extra"),
    )
