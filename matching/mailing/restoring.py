"""What does not go back with an older copy of the database: what was sent, who wants no mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matching.mailing.delivering import restored
from matching.store import Cursor, Row, Store

_TABLES = ("mailing", "mail", "mail_refusal")


@dataclass(frozen=True)
class MailsBefore:
    """The mails as a database says it that is about to go: rows by table."""

    rows: dict[str, list[Row]]


def mails_before(store: Store) -> MailsBefore:
    """What an older copy of the database may not know."""

    def read(reader: Cursor) -> MailsBefore:
        return MailsBefore({table: reader.rows(f"mailing/every_{table}") for table in _TABLES})

    return store.read(read)


def keep_mails(store: Store, before: MailsBefore | None, *, now: datetime) -> int:
    """Put it into the older copy, for the people and events that it has; now: aware

    before: None where the database that was in place could not be read
    Returns how many mails of the copy may have been sent since, as nothing tells it: those are
    uncertain from now on. What was to begin since waits, paused.
    """
    told = {row["mail_id"] for row in before.rows["mail"]} if before else set()
    count = restored(store, now=now, but=told)
    if before:
        store.write(lambda change: _put(change, before))
    else:
        store.write(lambda change: change.run("mailing/pause_overdue", now_utc=now))
    return count


def _put(change: Cursor, before: MailsBefore) -> None:
    for table in _TABLES:
        if rows := before.rows[table]:
            values = _columns(rows)
            change.run(f"mailing/make_room_for_{table}", **_keys(table, values))
            change.run(f"mailing/put_back_{table}", **values)


def _columns(rows: list[Row]) -> dict[str, list[Any]]:
    """The columns as lists: mail_id is mail_id_list."""
    return {f"{name}_list": [row[name] for row in rows] for name in rows[0]}


_KEYS = {
    "mailing": ("event_id", "kind"),
    "mail": ("mail_id", "event_id", "person_id", "kind", "place"),
    "mail_refusal": ("refusal_id", "person_id", "kind", "place"),
}


def _keys(table: str, values: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {f"{name}_list": values[f"{name}_list"] for name in _KEYS[table]}
