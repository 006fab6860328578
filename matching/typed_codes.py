"""Short codes for those whose phone cannot scan: typed once, they open one's conversation.

Only a keyed hash is kept, so that whoever reads the database cannot use one.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from matching.badge_codes import ALPHABET
from matching.store import Cursor, Store

LENGTH = 8
HOURS_VALID = 24

_NOT_IN_A_CODE = re.compile(r"[^A-Z0-9]+")
_GROUP = LENGTH // 2


def new_typed_code(
    store: Store, *, conversation_id: UUID, attendee_id: UUID, key: bytes, now: datetime
) -> str:
    """A fresh code such as 7K4M-9QXD that opens this conversation for this attendee.

    key: secret of the hash, the same when it is opened; now: aware, the code ends 24 hours later
    Codes given before stay valid; those that have ended are deleted.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

    def keep(change: Cursor) -> None:
        change.run("typed_codes/delete_ended_codes", now=now)
        change.run(
            "typed_codes/put_code",
            code_hash=_hash(code, key),
            conversation_id=conversation_id,
            attendee_id=attendee_id,
            ends_at=now + timedelta(hours=HOURS_VALID),
        )

    store.write(keep)
    return f"{code[:_GROUP]}-{code[_GROUP:]}"


def open_typed_code(
    store: Store, typed: str, *, key: bytes, now: datetime
) -> tuple[UUID, UUID] | None:
    """Conversation and attendee of a typed code, or None where it is wrong or has ended.

    Case, spaces and hyphens are forgiven. Opening does not use a code up. Whoever calls this
    counts wrong tries.
    """
    code = _NOT_IN_A_CODE.sub("", typed[: 4 * LENGTH].upper())
    if len(code) != LENGTH:
        return None
    row = store.row("typed_codes/find_code", code_hash=_hash(code, key), now=now)
    return (row["conversation_id"], row["attendee_id"]) if row else None


def _hash(code: str, key: bytes) -> str:
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()
