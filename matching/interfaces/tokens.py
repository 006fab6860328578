"""Keys of programs: made and taken back by the organiser, shown once, kept as a hash only."""

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from matching.audit import note
from matching.errors import TokenNameError, TokenScopeError
from matching.store import Cursor, Row, Store

PREFIX = "rzm_"
LONGEST_NAME = 80
DAYS_VALID = (7, 30, 90, 365)
USE_IS_NOTED_AFTER = timedelta(minutes=1)

_FORM = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


class Scope(StrEnum):
    """What a program may do; the values are stable."""

    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    ADMISSIONS_READ = "admissions:read"
    ADMISSIONS_WRITE = "admissions:write"
    CONNECTIONS_READ = "connections:read"
    SUGGESTIONS_READ = "suggestions:read"
    FIGURES_READ = "figures:read"
    METRICS_READ = "metrics:read"


@dataclass(frozen=True)
class Token:
    """A program's key without the key itself. used_at_utc: to the minute."""

    token_id: UUID
    name: str
    scopes: frozenset[Scope]
    made_at_utc: datetime
    ends_at_utc: datetime
    revoked_at_utc: datetime | None
    used_at_utc: datetime | None

    def works(self, now: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at_utc is None and now < self.ends_at_utc


def make_token(
    store: Store, *, name: str, scopes: Collection[Scope], days: int, actor: str, now: datetime
) -> str:
    """A new key, told here and never again.

    name: of the program, 1 to 80 characters; days: how long it is valid
    actor: who made it, for the audit log; now: aware
    Raises TokenNameError, TokenScopeError; then nothing is kept.
    """
    told, token_id, secret = name.strip(), uuid4(), PREFIX + secrets.token_urlsafe(32)
    if not 0 < len(told) <= LONGEST_NAME:
        raise TokenNameError(LONGEST_NAME)
    if not scopes:
        raise TokenScopeError

    def keep(change: Cursor) -> None:
        change.run(
            "interfaces/put_token",
            token_id=token_id,
            token_hash=_hash(secret),
            name=told,
            scopes=" ".join(sorted(scopes)),
            now_utc=now,
            ends_at_utc=now + timedelta(days=days),
        )
        note(change, actor=actor, act="token_made", subject_id=token_id, now=now)

    store.write(keep)
    return secret


def find_token(store: Store, secret: str, *, now: datetime) -> Token | None:
    """Whose working key this is; that it was used is noted to the minute."""
    if not _FORM.fullmatch(secret):
        return None
    row = store.row("interfaces/find_token", token_hash=_hash(secret))
    token = _token(row) if row else None
    if token is None or not token.works(now):
        return None
    if token.used_at_utc is None or now - token.used_at_utc >= USE_IS_NOTED_AFTER:
        used = {"token_id": token.token_id, "now_utc": now}
        store.write(lambda change: change.run("interfaces/note_token_use", **used))
    return token


def list_tokens(store: Store) -> list[Token]:
    """All keys, newest first, those that no longer work too."""
    return [_token(row) for row in store.rows("interfaces/list_tokens")]


def revoke_token(store: Store, token_id: UUID, *, actor: str, now: datetime) -> bool:
    """Take a key back at once; False where it was taken back before or never was."""

    def revoke(change: Cursor) -> bool:
        found = change.row("interfaces/revoke_token", token_id=token_id, now_utc=now)
        if found:
            note(change, actor=actor, act="token_revoked", subject_id=token_id, now=now)
        return found is not None

    return store.write(revoke)


def _hash(secret: str) -> str:
    """Plain: 256 random bits can neither be guessed nor found in a table."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _token(row: Row) -> Token:
    known = set(Scope)
    scopes = frozenset(Scope(scope) for scope in row["scopes"].split() if scope in known)
    return Token(**row | {"scopes": scopes})
