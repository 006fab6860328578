"""Guests who have talked with nobody yet, and whom they could meet: to be helped now."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matching.agenda import AgendaItem, open_talk_of
from matching.measures.nouns import Alone, Fit
from matching.model import Event
from matching.names import fold
from matching.store import Cursor, Row, Store

Reader = Store | Cursor

HELP_AFTER_MINUTES = 30
FITS = 2


def list_alone(
    reader: Reader,
    event: Event,
    *,
    now: datetime,
    after_minutes: int = HELP_AFTER_MINUTES,
) -> list[Alone]:
    """Guests in the room without a recorded conversation in so many minutes of free talk.

    While the event is open; afterwards nobody is there to be helped.
    Free talk is what the agenda says; without open talk on the agenda it is all the time. Only
    conversations since the first open talk began count. Who is longest without comes first, then
    by name: never by how many anybody has (P9). Nobody who chose entry only is among them (P14).
    now: aware
    """
    if not event.is_open(now):
        return []
    windows = open_talk_of(reader, event)
    since = windows[0].starts_at_utc if windows else None
    rows = reader.rows("measures/list_alone", event_id=event.event_id, since_utc=since)
    waiting = [(minutes_of_talk(windows, row["admitted_at_utc"], now), row) for row in rows]
    long = [(minutes, row) for minutes, row in waiting if minutes >= after_minutes]
    fits = _fits(reader, [row["attendee_id"] for _, row in long])
    return [_alone(row, minutes, fits) for minutes, row in sorted(long, key=_order)]


def minutes_of_talk(windows: Sequence[AgendaItem], since: datetime, now: datetime) -> int:
    """Whole minutes of open talk between two moments; windows that overlap count once.

    windows: by time; without any, all minutes count
    """
    if not windows:
        return max(now - since, timedelta()) // timedelta(minutes=1)
    total, counted_to = timedelta(), since
    for window in windows:
        begin, end = max(window.starts_at_utc, counted_to), min(window.ends_at_utc, now)
        if begin < end:
            total, counted_to = total + (end - begin), end
    return total // timedelta(minutes=1)


def _order(entry: tuple[int, Row]) -> tuple[int, str, str]:
    minutes, row = entry
    return -minutes, fold(row["name"]), str(row["attendee_id"])


def _fits(reader: Reader, attendee_ids: list[UUID]) -> dict[UUID, list[Fit]]:
    found: dict[UUID, list[Fit]] = defaultdict(list)
    if attendee_ids:
        rows = reader.rows("measures/list_fitting", attendee_ids=attendee_ids, wanted=FITS)
        for row in rows:
            fit = Fit(row["suggested_id"], row["name"], row["company"], row["is_sent"])
            found[row["attendee_id"]].append(fit)
    return found


def _alone(row: Row, minutes: int, fits: dict[UUID, list[Fit]]) -> Alone:
    return Alone(
        attendee_id=row["attendee_id"],
        name=row["name"],
        company=row["company"],
        minutes=minutes,
        fits=tuple(fits.get(row["attendee_id"], ())),
    )
