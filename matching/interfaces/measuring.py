"""What monitoring is told of the store: whether it answers, and counts over all events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matching.store import Cursor, Store


@dataclass(frozen=True)
class Counts:
    """scans: by outcome; messages: in the outbox of webhooks, by state; mails: by state"""

    scans: Mapping[str, int]
    messages: Mapping[str, int]
    mails: Mapping[str, int]
    admissions: int
    connections: int


def read_probe(store: Store) -> None:
    """Ask something that nobody remembers; raises whatever keeps the database from answering."""
    store.rows("interfaces/read_probe")


def write_probe(store: Store, *, now: datetime, times: int = 1) -> None:
    """Write something; raises whatever keeps it from being on disk.

    times: in one transaction; the last page of a full disk may still have room for a few
    """

    def write(change: Cursor) -> None:
        for _ in range(times):
            change.run("interfaces/write_probe", now_utc=now)

    store.write(write)


def counts_of(store: Store) -> Counts:
    """All counts of the same moment."""

    def read(reader: Cursor) -> Counts:
        standing = reader.row("interfaces/count_standing")
        assert standing is not None  # an aggregate has one row
        scans = reader.rows("interfaces/count_outcomes")
        messages = reader.rows("interfaces/count_messages")
        mails = reader.rows("interfaces/count_mails")
        return Counts(
            scans={row["outcome"]: row["scans"] for row in scans},
            messages={row["state"]: row["messages"] for row in messages},
            mails={row["state"]: row["mails"] for row in mails},
            **standing,
        )

    return store.read(read)
