"""Who runs an event: the organiser and staff, at which devices, until when.

A device signs in with the PIN or the password, or once with an invitation. Its key is random; only
a hash of it is kept. What the session was opened with (its door) is compared again at every use.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matching import audit
from matching.errors import InvitationOverError, PasswordLengthError
from matching.store import Cursor, Store

HOURS_VALID = 12
INVITATION_HOURS = 24
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LONGEST_NAME = 60

_hasher = PasswordHasher()


class Role(StrEnum):
    """What somebody may see and do."""

    ORGANISER = "organiser"
    STAFF = "staff"


@dataclass(frozen=True)
class StaffSession:
    """A device that is signed in. door: by which PIN or password, '' by invitation."""

    session_id: UUID
    name: str
    role: Role
    door: str
    began_at_utc: datetime
    ends_at_utc: datetime

    @property
    def actor(self) -> str:
        """How the audit log calls it."""
        return f"staff:{self.session_id}"


@dataclass(frozen=True)
class Invitation:
    """An unused link that signs a device in."""

    invitation_id: UUID
    name: str
    role: Role
    made_at_utc: datetime
    ends_at_utc: datetime


def _hash(key: str) -> str:
    # Keys are random and long, so a plain hash tells nothing.
    return hashlib.sha256(key.encode()).hexdigest()


def begin_session(store: Store, *, name: str, role: Role, door: str, now: datetime) -> str:
    """Sign a device in for 12 hours. Returns its key, which is kept nowhere else."""
    return store.write(
        lambda change: _put_session(change, name=name, role=role, door=door, now=now)
    )


def _put_session(change: Cursor, *, name: str, role: Role, door: str, now: datetime) -> str:
    key, session_id = secrets.token_urlsafe(32), uuid4()
    change.run(
        "staff/put_session",
        session_id=session_id,
        key_hash=_hash(key),
        name=name,
        role=role,
        door=door,
        now_utc=now,
        ends_at_utc=now + timedelta(hours=HOURS_VALID),
    )
    audit.note(change, actor=f"staff:{session_id}", act="signed_in", now=now, detail=role)
    return key


def find_session(
    store: Store, key: str, *, doors: frozenset[str], now: datetime
) -> StaffSession | None:
    """Whose key this is, while the session stands.

    doors: what opens the dashboard today, besides invitations; a session by another one is over
    """
    row = store.row("staff/find_session", key_hash=_hash(key), now_utc=now)
    if row is None or row["door"] not in doors | {""}:
        return None
    return StaffSession(**row | {"role": Role(row["role"])})


def list_sessions(store: Store, *, now: datetime) -> list[StaffSession]:
    """All devices that are signed in, the newest first."""
    rows = store.rows("staff/list_sessions", now_utc=now)
    return [StaffSession(**row | {"role": Role(row["role"])}) for row in rows]


def end_session(store: Store, session_id: UUID, *, actor: str, now: datetime) -> None:
    """Sign a device out; from its next request on it sees nothing."""

    def end(change: Cursor) -> None:
        change.run("staff/put_session_end", session_id=session_id, now_utc=now)
        audit.note(change, actor=actor, act="signed_out", now=now, subject_id=session_id)

    store.write(end)


def end_all_sessions(store: Store, *, actor: str, now: datetime) -> None:
    """Sign every device out, invitations not yet used too."""

    def end(change: Cursor) -> None:
        change.run("staff/end_all_sessions", now_utc=now)
        change.run("staff/end_all_invitations", now_utc=now)
        audit.note(change, actor=actor, act="signed_out_all", now=now)

    store.write(end)


def invite(store: Store, *, name: str, role: Role, actor: str, now: datetime) -> str:
    """Let one device sign in within a day. name: at most 60 characters. Returns the link's key."""
    key, invitation_id = secrets.token_urlsafe(24), uuid4()

    def put(change: Cursor) -> None:
        change.run(
            "staff/put_invitation",
            invitation_id=invitation_id,
            key_hash=_hash(key),
            name=name.strip()[:LONGEST_NAME],
            role=role,
            now_utc=now,
            ends_at_utc=now + timedelta(hours=INVITATION_HOURS),
        )
        audit.note(
            change, actor=actor, act="invited", now=now, subject_id=invitation_id, detail=role
        )

    store.write(put)
    return key


def list_invitations(store: Store, *, now: datetime) -> list[Invitation]:
    """Invitations that still sign somebody in, the newest first."""
    rows = store.rows("staff/list_invitations", now_utc=now)
    return [Invitation(**row | {"role": Role(row["role"])}) for row in rows]


def end_invitation(store: Store, invitation_id: UUID, *, actor: str, now: datetime) -> None:
    """Let an invitation open nothing any more."""

    def end(change: Cursor) -> None:
        change.run("staff/put_invitation_use", invitation_id=invitation_id, now_utc=now)
        audit.note(change, actor=actor, act="invitation_ended", now=now, subject_id=invitation_id)

    store.write(end)


def find_invitation(store: Store, key: str, *, now: datetime) -> Invitation | None:
    """What a link offers, without using it up."""
    row = store.row("staff/find_invitation", key_hash=_hash(key), now_utc=now)
    return Invitation(**row | {"role": Role(row["role"])}) if row else None


def accept_invitation(store: Store, key: str, *, now: datetime) -> str:
    """Use an invitation up and sign the device in. Returns the key of its session.

    Raises InvitationOverError; of two devices that try at once exactly one is signed in.
    """

    def accept(change: Cursor) -> str:
        row = change.row("staff/find_invitation", key_hash=_hash(key), now_utc=now)
        if row is None:
            raise InvitationOverError
        invitation_id = row["invitation_id"]
        change.run("staff/put_invitation_use", invitation_id=invitation_id, now_utc=now)
        return _put_session(change, name=row["name"], role=Role(row["role"]), door="", now=now)

    return store.write(accept)


def set_password(store: Store, words: str, *, actor: str, now: datetime) -> None:
    """Let these words open the dashboard from now on; sessions by the former ones are over.

    words: 10 to 200 characters. Raises PasswordLengthError.
    """
    if not SHORTEST_PASSWORD <= len(words) <= LONGEST_PASSWORD:
        raise PasswordLengthError(SHORTEST_PASSWORD, LONGEST_PASSWORD)
    hashed = _hasher.hash(words)  # takes a quarter of a second, so not inside the transaction

    def put(change: Cursor) -> None:
        change.run("staff/put_password", password_id=uuid4(), hashed=hashed, now_utc=now)
        audit.note(change, actor=actor, act="password_set", now=now)

    store.write(put)


def password_door(store: Store) -> str | None:
    """What sessions opened by today's password have as their door; None where none was set."""
    row = store.row("staff/find_password")
    return f"password:{row['password_id']}" if row else None


def is_right_password(store: Store, words: str) -> bool:
    """Whether these words are the password; takes about 0.2 s of a processor."""
    row = store.row("staff/find_password")
    if row is None or len(words) > LONGEST_PASSWORD:
        return False
    try:
        return _hasher.verify(row["argon2"], words)
    except (VerificationError, InvalidHashError):
        return False
