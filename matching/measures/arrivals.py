"""Who came, when, and who is in the room now."""

from itertools import accumulate

from matching.measures.nouns import Present, Step
from matching.model import Event
from matching.store import Cursor, Store

Reader = Store | Cursor

BADGE_END = 6  # characters: the last two groups as they are printed


def arrival_curve(reader: Reader, event: Event) -> list[Step]:
    """How many had come by the end of each minute in which anybody came; annulled ones never did.

    The last step is the number of people admitted.
    """
    rows = reader.rows("measures/list_arrivals", event_id=event.event_id)
    totals = accumulate(row["admitted"] for row in rows)
    return [Step(row["minute_utc"], total) for row, total in zip(rows, totals, strict=True)]


def count_in_the_room(reader: Reader, event: Event) -> int:
    """Everybody who came in and has not gone out since, entry only and those at work too."""
    row = reader.row("measures/count_in_the_room", event_id=event.event_id)
    return int(row["people"]) if row else 0


def list_in_the_room(reader: Reader, event: Event) -> list[Present]:
    """The same people, for an evacuation: those with names first, as in a Polish phone book.

    Whoever chose entry only has no name here (P14) and is told by the end of their badge.
    """
    rows = reader.rows("measures/list_in_the_room", event_id=event.event_id)
    return [
        Present(
            attendee_id=row["attendee_id"],
            name=row["name"],
            company=row["company"],
            is_entry_only=row["is_entry_only"],
            badge_end=_badge_end(row["code"]),
        )
        for row in rows
    ]


def _badge_end(code: str | None) -> str:
    """'ABCD EF', as the end of a badge reads; "" without one."""
    end = (code or "")[-BADGE_END:]
    return f"{end[:-2]} {end[-2:]}" if end else ""
