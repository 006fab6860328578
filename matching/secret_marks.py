"""Whether all server processes of a database sign with the same secret.

Links and cookies signed by one are refused by another one with a different secret. The database
keeps a mark of the secret, never the secret; whoever starts leaves its own. So a secret that was
changed on purpose is told once, and one that two processes disagree about at every start.
"""

from datetime import datetime

from matching.store import Cursor, Store


def note_mark(store: Store, mark: str, *, now: datetime) -> bool:
    """Leave this process's mark; whether the one that started before had the same, or none did."""

    def put(change: Cursor) -> bool:
        before = _found(change)
        if before != mark:
            change.run("secret_marks/put_mark", mark=mark, now_utc=now)
        return before in {None, mark}

    return store.write(put)


def is_mark_of_all(store: Store, mark: str) -> bool:
    """Whether no process with another secret has started since this one."""
    return _found(store) in {None, mark}


def _found(reader: Store | Cursor) -> str | None:
    row = reader.row("secret_marks/find_mark")
    return str(row["mark"]) if row else None
