"""Days and times as people at the event's place write them, and the moments they mean."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

from matching.errors import TimeGapError, UnknownTimeZoneError, UnreadableTimeError

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100  # beyond them somebody mistyped


def known_time_zone(name: str) -> str:
    """The name of a time zone as it is meant, such as 'Europe/Warsaw'.

    Raises UnknownTimeZoneError.
    """
    meant = name.strip().replace(" ", "_").casefold()
    for zone in available_timezones():
        if zone.casefold() == meant:
            return zone
    raise UnknownTimeZoneError


def moment_at_place(text: str, time_zone: str) -> datetime | None:
    """The moment that a wall clock at the place shows; None where nothing is written.

    text: '2026-11-24T17:30' as browsers send it, or with a space between
    In the hour that comes twice in autumn, the first one is meant.
    Raises UnreadableTimeError, TimeGapError in the hour that does not exist in spring.
    """
    if not text.strip():
        return None
    try:
        clock = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UnreadableTimeError from None
    if clock.tzinfo is not None or not EARLIEST_YEAR <= clock.year < LATEST_YEAR:
        raise UnreadableTimeError
    moment = clock.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
    if moment.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None) != clock:
        raise TimeGapError(f"{clock:%H:%M}")
    return moment


def clock_at_place(moment: datetime | None, time_zone: str) -> str:
    """What the wall clock shows, as a browser's field for day and time takes it; '' for None."""
    if moment is None:
        return ""
    return f"{moment.astimezone(ZoneInfo(time_zone)):%Y-%m-%dT%H:%M}"
