"""Which browsers are kiosks: enrolled once by a code, until revoked; and their announcement."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from matching import audit
from matching.badge_codes import ALPHABET
from matching.errors import EnrolmentCodeError
from matching.model import Event
from matching.store import Cursor, Store

CODE_LENGTH = 8
CODE_HOURS = 24
LONGEST_NAME = 40
LONGEST_ANNOUNCEMENT = 140
HIGHEST_NUMBER = 999

_NOT_IN_A_CODE = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True)
class Kiosk:
    """An enrolled browser. mode: both, door, talk or exit; name: where it stands."""

    kiosk_id: UUID
    number: int
    name: str
    mode: str


@dataclass(frozen=True)
class KioskWork:
    """What a kiosk did at an event. refused: scans of the last hour that let nobody in."""

    kiosk: int
    last_scan_at_utc: datetime
    refused: int


@dataclass(frozen=True)
class Announcement:
    """One sentence on all kiosks, in both languages."""

    words_pl: str
    words_en: str

    def words(self, language: str) -> str:
        """In the reader's language."""
        return self.words_pl if language == "pl" else self.words_en


def new_code(store: Store, *, name: str, mode: str, key: bytes, actor: str, now: datetime) -> str:
    """A code such as 7K4M-9QXD that makes one browser a kiosk within a day.

    Its kiosk gets the lowest number that is free. key: secret of the hash, the same in enrol
    """
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))

    def put(change: Cursor) -> None:
        change.run("kiosks/forget_codes", now_utc=now)
        change.run(
            "kiosks/put_code",
            code_hash=_hash(letters, key),
            number=_free_number(change),
            name=name.strip()[:LONGEST_NAME],
            mode=mode,
            now_utc=now,
            ends_at_utc=now + timedelta(hours=CODE_HOURS),
        )
        audit.note(change, actor=actor, act="kiosk_code_made", now=now)

    store.write(put)
    return f"{letters[: CODE_LENGTH // 2]}-{letters[CODE_LENGTH // 2 :]}"


def _free_number(change: Cursor) -> int:
    taken = {row["number"] for row in change.rows("kiosks/list_numbers")}
    return next(number for number in range(1, HIGHEST_NUMBER + 1) if number not in taken)


def _hash(letters: str, key: bytes) -> str:
    return hmac.new(key, letters.encode(), hashlib.sha256).hexdigest()


def enrol(store: Store, typed: str, *, key: bytes, now: datetime) -> Kiosk:
    """Make the browser that knows a code a kiosk, and use the code up.

    typed: as somebody types it, capitals and separators do not matter
    Raises EnrolmentCodeError; of two browsers that try at once exactly one is enrolled.
    """
    code_hash = _hash(_NOT_IN_A_CODE.sub("", typed.upper()), key)

    def use(change: Cursor) -> Kiosk:
        row = change.row("kiosks/take_code", code_hash=code_hash, now_utc=now)
        if row is None:
            raise EnrolmentCodeError
        kiosk = Kiosk(uuid4(), row["number"], row["name"], row["mode"])
        put_kiosk(change, kiosk, now=now)
        actor = f"kiosk:{kiosk.kiosk_id}"
        audit.note(change, actor=actor, act="kiosk_enrolled", now=now, subject_id=kiosk.kiosk_id)
        return kiosk

    return store.write(use)


def put_kiosk(change: Cursor, kiosk: Kiosk, *, now: datetime) -> None:
    """Keep an enrolled kiosk inside the caller's transaction; the same id is one kiosk."""
    change.run(
        "kiosks/put_kiosk",
        kiosk_id=kiosk.kiosk_id,
        number=kiosk.number,
        name=kiosk.name,
        mode=kiosk.mode,
        now_utc=now,
    )


def find_kiosk(store: Store, kiosk_id: UUID) -> Kiosk | None:
    """The kiosk with this id, None once it is revoked."""
    row = store.row("kiosks/find_kiosk", kiosk_id=kiosk_id)
    return Kiosk(**row) if row else None


def list_kiosks(store: Store) -> list[Kiosk]:
    """All that are enrolled, by number."""
    return [Kiosk(**row) for row in store.rows("kiosks/list_kiosks")]


def set_kiosk(
    store: Store, kiosk_id: UUID, *, name: str, mode: str, actor: str, now: datetime
) -> None:
    """Say where a kiosk stands and what it does; it follows within seconds."""

    def change_kiosk(change: Cursor) -> None:
        change.run(
            "kiosks/set_kiosk", kiosk_id=kiosk_id, name=name.strip()[:LONGEST_NAME], mode=mode
        )
        audit.note(
            change, actor=actor, act="kiosk_changed", now=now, subject_id=kiosk_id, detail=mode
        )

    store.write(change_kiosk)


def revoke(store: Store, kiosk_id: UUID, *, actor: str, now: datetime) -> None:
    """Let a browser be a kiosk no longer, from its next step on."""

    def take(change: Cursor) -> None:
        change.run("kiosks/revoke_kiosk", kiosk_id=kiosk_id, now_utc=now)
        audit.note(change, actor=actor, act="kiosk_revoked", now=now, subject_id=kiosk_id)

    store.write(take)


def work_of_kiosks(store: Store, event: Event, *, now: datetime) -> dict[int, KioskWork]:
    """What each kiosk did at the event, by its number; those without a scan are missing."""
    rows = store.rows(
        "kiosks/list_work", event_id=event.event_id, since_utc=now - timedelta(hours=1)
    )
    return {row["kiosk"]: KioskWork(**row) for row in rows}


def announce(
    store: Store, event: Event, *, words_pl: str, words_en: str, actor: str, now: datetime
) -> None:
    """Show one sentence on all kiosks; a language left out gets the other's, both empty end it."""
    first, second = (words.strip()[:LONGEST_ANNOUNCEMENT] for words in (words_pl, words_en))

    def put(change: Cursor) -> None:
        change.run(
            "kiosks/put_announcement",
            announcement_id=uuid4(),
            event_id=event.event_id,
            words_pl=first or second,
            words_en=second or first,
            now_utc=now,
        )
        audit.note(change, actor=actor, act="announced", now=now, event_id=event.event_id)

    store.write(put)


def announcement_of(store: Store, event: Event) -> Announcement | None:
    """What all kiosks of the event say now."""
    row = store.row("kiosks/find_announcement", event_id=event.event_id)
    return Announcement(**row) if row and row["words_pl"] else None
