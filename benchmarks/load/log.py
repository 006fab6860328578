"""What clients did and were shown, in their own words and by their own clock.

An entry is written before a client relies on it, so that the log of a client is what its guest saw.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Bytes = Callable[[str, bytes], None]  # the client's name, what it received


@dataclass(frozen=True)
class Noted:
    """client: its name; kind: one of those below; at: seconds of a clock that only grows.

    scan_sent, scan_shown      scan_id, code; shown also: screen, name (the first display line)
    tapped                     screen, action, field
    answer_sent, answer_kept   answer_id, words; kept: a screen or page said that it is on disk
    asked                      method, path, status (of phones, personal pages and the dashboard)
    failed                     doing, error
    connected                  address
    """

    client: str
    kind: str
    at: float
    at_utc: datetime
    facts: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """One line of JSON."""
        told = {"client": self.client, "kind": self.kind, "at": self.at}
        return json.dumps(told | {"at_utc": self.at_utc.isoformat()} | self.facts, default=str)


class Log:
    """Of all clients of a run. received: told every byte that a client gets, for P3 and P4."""

    def __init__(self, *, received: Bytes | None = None) -> None:
        self.entries: list[Noted] = []
        self.received = received

    def note(self, client: str, kind: str, **facts: Any) -> Noted:
        """Write an entry; facts: see Noted."""
        entry = Noted(client, kind, time.monotonic(), datetime.now(UTC), facts)
        self.entries.append(entry)
        return entry

    def hear(self, client: str) -> Callable[[bytes], None] | None:
        """What a client's connection tells its bytes to; None where nobody keeps them."""
        received = self.received
        return None if received is None else lambda data: received(client, data)

    def of(self, *kinds: str) -> Iterator[Noted]:
        """The entries of these kinds, in their order."""
        return (entry for entry in self.entries if entry.kind in kinds)

    def save(self, file: Path) -> None:
        """As lines of JSON."""
        file.write_text("".join(entry.line() + "\n" for entry in self.entries), encoding="utf-8")
