"""Who asked to be erased does not come back by the next guest list.

Kept is a hash of e-mail and name under a key of the server, so that the list names nobody.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matching import audit
from matching.names import LIST_ENTRY, email_key, entry_of, name_key
from matching.store import Cursor, Store


def suppression_hash(name: str, email: str, *, key: bytes) -> str:
    """What stands for a person: case, diacritics and the order of names do not matter."""
    told = f"{email_key(email)}\n{name_key(name)}".encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()


def _entry_hash(entry: str, key: bytes) -> str:
    """What stands for a name and e-mail that a guest list once had; it counts nobody."""
    return f"{LIST_ENTRY}:{hmac.new(key, entry.encode(), hashlib.sha256).hexdigest()}"


def _hashes(name: str, email: str, key: bytes) -> tuple[str, str]:
    """What a person may be noted under: as they were called last, or as a list had them."""
    entry = entry_of(name_key(name), email_key(email))
    return suppression_hash(name, email, key=key), _entry_hash(entry, key)


def suppress(change: Cursor, name: str, email: str, *, key: bytes, now: datetime) -> None:
    """Keep a person from coming back by a guest list, inside the caller's transaction."""
    key_hash = suppression_hash(name, email, key=key)
    change.run("privacy/put_suppression", key_hash=key_hash, now_utc=now)


def suppress_entries(
    change: Cursor, person_id: UUID, name: str, email: str, *, key: bytes, now: datetime
) -> None:
    """The same for what lists called the person before a correction or a merge.

    name, email: what they are called now, which suppress notes
    """
    entries = {row["source_id"] for row in change.rows("privacy/list_entries", person_id=person_id)}
    for entry in sorted(entries - {entry_of(name_key(name), email_key(email))}):
        change.run("privacy/put_suppression", key_hash=_entry_hash(entry, key), now_utc=now)


def lift_suppression(change: Cursor, name: str, email: str, *, key: bytes) -> None:
    """Somebody comes back of their own will: they registered, or staff let them in by hand."""
    for key_hash in _hashes(name, email, key):
        change.run("privacy/lift_suppression", key_hash=key_hash)


def lift_by_hand(
    store: Store, name: str, email: str, *, key: bytes, actor: str, now: datetime
) -> bool:
    """The same by the organiser, which the log says; whether there was such a person."""

    def lift(change: Cursor) -> bool:
        was_there = bool(suppressed_among(change, [(name, email)], key=key))
        if was_there:
            lift_suppression(change, name, email, key=key)
            audit.note(change, actor=actor, act="suppression_lifted", now=now)
        return was_there

    return store.write(lift)


def suppressed_among(
    reader: Store | Cursor, people: Sequence[tuple[str, str]], *, key: bytes
) -> set[tuple[str, str]]:
    """Which of these, as name and e-mail, shall not come back."""
    hashes = {one: _hashes(*one, key) for one in people}
    wanted = [key_hash for both in hashes.values() for key_hash in both]
    rows = reader.rows("privacy/find_suppressed", key_hashes=wanted)
    found = {row["key_hash"] for row in rows}
    return {one for one, both in hashes.items() if not found.isdisjoint(both)}


def count_suppressed(store: Store) -> int:
    """How many there are."""
    row = store.row("privacy/count_suppressed")
    return int(row["suppressed"]) if row else 0
