"""What the next page of a device says first: thanks, or what went wrong.

It may hold a name, so it waits here and never travels in an address.
"""

import threading
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

MOST_WAITING = 200


@dataclass(frozen=True)
class Said:
    """A sentence to come. key: of the text; values: what its braces hold."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


_lock = threading.Lock()
_waiting: dict[UUID, Said] = {}


def say(session_id: UUID, said: Said) -> None:
    """Keep a sentence for the next page of this device; the newest counts."""
    with _lock:
        _waiting.pop(session_id, None)
        _waiting[session_id] = said
        while len(_waiting) > MOST_WAITING:
            del _waiting[next(iter(_waiting))]


def take(session_id: UUID) -> Said | None:
    """The sentence that waits, once."""
    with _lock:
        return _waiting.pop(session_id, None)
