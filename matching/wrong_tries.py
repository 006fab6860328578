"""Tries at what is secret, counted by several processes together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from matching.store import Cursor, Store

KEPT = timedelta(minutes=30)

Tried = Sequence[tuple[datetime, str]]


@dataclass(frozen=True)
class Try:
    """door: what is tried; origin: from where, as a keyed hash; at: aware"""

    door: str
    origin: str
    at: datetime


def begin_try(store: Store, one: Try, minutes_of: Callable[[Tried], int]) -> int | UUID:
    """Count one more try and return its id, or how many minutes nobody may try.

    minutes_of: the minutes, from all tries of the last half an hour (when and from where)
    """
    try_id = uuid4()

    def work(change: Cursor) -> int | UUID:
        rows = change.rows("wrong_tries/list_tries", door=one.door, since_utc=one.at - KEPT)
        minutes = minutes_of([(row["tried_at_utc"], row["origin"]) for row in rows])
        if minutes:
            return minutes
        change.run("wrong_tries/forget_old", before_utc=one.at - KEPT)
        values = {"try_id": try_id, "door": one.door, "origin": one.origin, "now_utc": one.at}
        change.run("wrong_tries/put_try", **values)
        return try_id

    return store.write(work)


def forget_try(store: Store, try_id: UUID) -> None:
    """It was right."""
    store.write(lambda change: change.run("wrong_tries/forget_try", try_id=try_id))
