"""Codes that take one's conversation to a phone: a link to scan, and letters to type.

That one was handed out is a fact, which its owner reads and can revoke. Of the letters only a
keyed hash is kept, so that whoever reads the database cannot use them.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from matching.badge_codes import ALPHABET
from matching.store import Cursor, Store

LENGTH = 8
HOURS_VALID = 24

_NOT_IN_A_CODE = re.compile(r"[^A-Z0-9]+")
_GROUP = LENGTH // 2


@dataclass(frozen=True)
class PhoneCode:
    """What somebody takes along. typed: such as 7K4M-9QXD, leads to the same for 24 hours."""

    phone_code_id: UUID
    typed: str


def give_phone_code(
    store: Store,
    *,
    conversation_id: UUID,
    attendee_id: UUID,
    kiosk: int | None,
    key: bytes,
    now: datetime,
) -> PhoneCode:
    """Hand out a fresh code that opens this conversation for this attendee.

    key: secret of the hash, the same when the typed code is opened; now: aware
    Codes given before stay valid; typed ones that have ended are deleted.
    """
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    given = PhoneCode(uuid4(), f"{letters[:_GROUP]}-{letters[_GROUP:]}")

    def keep(change: Cursor) -> None:
        change.run(
            "phone_codes/put_code",
            phone_code_id=given.phone_code_id,
            conversation_id=conversation_id,
            attendee_id=attendee_id,
            kiosk=kiosk,
            now_utc=now,
        )
        change.run("phone_codes/delete_ended_typed_codes", now_utc=now)
        change.run(
            "phone_codes/put_typed_code",
            code_hash=_hash(letters, key),
            conversation_id=conversation_id,
            phone_code_id=given.phone_code_id,
            ends_at_utc=now + timedelta(hours=HOURS_VALID),
        )

    store.write(keep)
    return given


def open_phone_code(store: Store, phone_code_id: UUID) -> tuple[UUID, UUID] | None:
    """Conversation and attendee of a code, or None where it is unknown or was revoked."""
    row = store.row("phone_codes/find_code", phone_code_id=phone_code_id)
    return (row["conversation_id"], row["attendee_id"]) if row else None


def open_typed_code(store: Store, typed: str, *, key: bytes, now: datetime) -> UUID | None:
    """The id of the phone code it leads to, or None where it is wrong or has ended.

    Case, spaces and hyphens are forgiven. Opening does not use a code up. Whoever calls this
    counts wrong tries.
    """
    letters = _NOT_IN_A_CODE.sub("", typed[: 4 * LENGTH].upper())
    if len(letters) != LENGTH:
        return None
    row = store.row("phone_codes/find_typed_code", code_hash=_hash(letters, key), now_utc=now)
    return row["phone_code_id"] if row else None


def _hash(letters: str, key: bytes) -> str:
    return hmac.new(key, letters.encode(), hashlib.sha256).hexdigest()
