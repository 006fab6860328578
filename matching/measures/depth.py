"""How deep the talks of an event go, and across what."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from matching.conversations import DAYS_OPEN
from matching.event_plan import questions_of
from matching.introductions.nouns import State
from matching.introductions.views import state_for_introducer
from matching.measures.nouns import Coverage, Introductions, Promises, Share
from matching.model import Event
from matching.prompts import PromptKind, load_prompts
from matching.store import Cursor, Row, Store

Reader = Store | Cursor


def share_talked(reader: Reader, event: Event) -> Share:
    """Of the guests: those who have connected with at least one person at this event."""
    row = _row(reader, "measures/count_talked", event_id=event.event_id)
    return Share(row["talked"], row["guests"])


def share_finished(reader: Reader, event: Event, *, now: datetime) -> Share:
    """Of the recorded conversations: those of which both halves are written.

    The rest has one half and can still get the other: not over 7 days old, nobody entry only.
    """
    since = now - timedelta(days=DAYS_OPEN)
    row = _row(reader, "measures/count_halves", event_id=event.event_id, since_utc=since)
    return Share(row["finished"], row["finished"] + row["half_finished"])


def coverage(reader: Reader, event: Event) -> tuple[Coverage, ...]:
    """Of the guests about whom anything was learned: those about whom each point of a good talk."""
    prompts = [one for one in load_prompts().values() if one.kind is not PromptKind.PROMISE]
    rows = reader.rows(
        "measures/count_coverage",
        event_id=event.event_id,
        prompt_ids=[one.prompt_id for one in prompts],
        points=[one.point for one in prompts],
    )
    return tuple(Coverage(row["point"], Share(row["guests"], row["whole"])) for row in rows)


def share_of_questions(reader: Reader, event: Event) -> Share:
    """Of the questions that rotate at this event: those that anybody has answered."""
    asked = questions_of(reader, event.event_id)
    row = _row(reader, "measures/count_questions", event_id=event.event_id, prompt_ids=list(asked))
    return Share(row["answered"], len(asked))


def share_confirmed(reader: Reader, event: Event) -> Share:
    """Of the sentences in connections as they stand: those that the person written about
    confirmed."""
    row = _row(reader, "measures/count_confirmations", event_id=event.event_id)
    return Share(row["confirmed"], row["readable"])


def count_promises(reader: Reader, event: Event, *, now: datetime) -> Promises:
    """Promises that stand in connections of this event; a day has come from its morning on."""
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    row = _row(reader, "measures/count_promises", event_id=event.event_id, today=today)
    return Promises(row["made"], row["kept"], Share(row["due_kept"], row["due"]))


def count_introductions(reader: Reader, event: Event, *, now: datetime) -> Introductions:
    """Introductions that are open to their introducers, and those that were made (P8)."""
    rows = reader.rows("measures/list_introductions", event_id=event.event_id)
    states = [state_for_introducer(row, now) for row in rows]
    return Introductions(states.count(State.ASKING), states.count(State.MADE))


def share_across_groups(reader: Reader, event: Event) -> Share:
    """Of the connections between two people whose groups are known: those across groups."""
    row = _row(reader, "measures/count_crossings", event_id=event.event_id)
    return Share(row["across"], row["known"])


def _row(reader: Reader, query: str, **values: object) -> Row:
    row = reader.row(query, **values)
    assert row is not None  # an aggregate has one row
    return row
