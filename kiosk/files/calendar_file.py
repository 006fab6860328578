"""Promises as calendar entries (RFC 5545). A file saved after a change moves the same entries."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from kiosk.files.plain_words import plain_words

MEDIA_TYPE = "text/calendar; charset=utf-8"
HOUR = time(9)
LENGTH = timedelta(minutes=15)

_ENTRIES = UUID("8f0c2f52-6e0b-4d7e-9a51-2f4f2a3d5b11")


@dataclass(frozen=True)
class PromiseEntry:
    """What the calendar shows.

    summary: one line
    time_zone: of the event, such as Europe/Warsaw
    revision: from 0; a changed promise outweighs the one before
    link: to the conversation, "" for none
    """

    conversation_id: UUID
    author_id: UUID
    summary: str
    due_on: date
    time_zone: str
    revision: int
    link: str = ""


def calendar_file(*entries: PromiseEntry, now: datetime) -> bytes:
    """A file of entries: 09:00 to 09:15 of the due day at the event's place, written in UTC.

    now: aware moment of the download
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Rozmowa//PL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, now))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: PromiseEntry, now: datetime) -> Event:
    begins = datetime.combine(entry.due_on, HOUR, tzinfo=ZoneInfo(entry.time_zone)).astimezone(UTC)
    event = Event()
    event.add("uid", _uid(entry))
    event.add("sequence", entry.revision)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", begins)
    event.add("dtend", begins + LENGTH)
    event.add("summary", plain_words(entry.summary))
    event.add("transp", "TRANSPARENT")  # a reminder, it keeps nobody busy
    if entry.link:
        event.add("url", entry.link)
        event.add("description", entry.link)  # many calendars show no URL
    return event


def _uid(entry: PromiseEntry) -> str:
    """The same for each promise of this author in this conversation, and it tells nobody's id."""
    return f"{uuid5(_ENTRIES, f'{entry.conversation_id}/{entry.author_id}')}@rozmowa"
