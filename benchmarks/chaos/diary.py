"""What a client writes down for itself: what it sent, what it was told, every byte it received.

A diary is a file of JSON objects, one a line, each with the steady clock's time in nanoseconds:
those of several clients on one computer can be put into one order. The checker reads nothing else
of the clients, and people stand in it by their badge code.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

SENT, ACKNOWLEDGED, SHOWN, HEARD = "sent", "acknowledged", "shown", "heard"


@dataclass(frozen=True)
class Line:
    """One line of a diary.

    act: sent, acknowledged, shown (a claim on a screen) or heard (bytes)
    fact: scan, conversation, answer, promise, sharing, withdrawal; of shown what is claimed
    since: when the client asked for what it heard; it may be older than what happened meanwhile
    details: of facts about a talk its name, as conversation: the client's own, since of several
    scans that began it only the server knows which one it goes by
    """

    at: int
    client: str
    act: str
    fact: str = ""
    id: str = ""
    since: int = 0
    details: dict[str, Any] = field(default_factory=dict)


class Diary:
    """One client's own file."""

    def __init__(self, folder: Path, client: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.client = client
        self._since = 0
        self._file: TextIO = (folder / f"{client}.jsonl").open("a", encoding="utf-8")

    def sent(self, fact: str, id: str, **details: Any) -> None:
        """Before the first byte of it leaves; a repeat is written down too."""
        self._write(SENT, fact=fact, id=id, details=details)

    def acknowledged(self, fact: str, id: str, **details: Any) -> None:
        """The server said that it has it."""
        self._write(ACKNOWLEDGED, fact=fact, id=id, details=details)

    def shown(self, claim: str, **details: Any) -> None:
        """A screen or page claims something, such as connected."""
        self._write(SHOWN, fact=claim, details=details)

    def asks(self) -> None:
        """What is heard from now on was asked for now."""
        self._since = time.monotonic_ns()

    def heard(self, received: bytes, *, surface: str, reader: str = "") -> None:
        """Bytes that arrived. surface: kiosk or page; reader: badge code of whose page it is"""
        details = {"surface": surface, "reader": reader, "text": received.decode("utf-8", "ignore")}
        self._write(HEARD, since=self._since, details=details)

    def _write(self, act: str, **values: Any) -> None:
        line = {"at": time.monotonic_ns(), "client": self.client, "act": act, **values}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Nothing is written any more."""
        self._file.close()


def read_diaries(folder: Path) -> Iterator[Line]:
    """All lines of all clients, file by file."""
    for file in sorted(folder.glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                yield Line(**json.loads(line))
