"""Everything by and about a person goes, from every table (data/erasure.toml says how).

The other of a conversation keeps one that has expired, with nobody. What they wrote about the
person goes too: it is about them. Connections are views over the answers, so they are undone in
the same moment (P6).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from matching import audit
from matching.names import email_key, fold
from matching.privacy.rules import erasure_rules
from matching.privacy.runs import Run, note_run
from matching.privacy.suppression import suppress, suppress_entries
from matching.store import Cursor, Row, Store


class _Mentions:
    """What people were called: full names and addresses, which rows about others may hold."""

    def __init__(self, people: Sequence[Row]) -> None:
        self._names = {name for row in people if (name := fold(row["name"]))}
        self._emails = {email for row in people if (email := email_key(row["email"]))}

    def are_in(self, words: str) -> bool:
        """Whether these words name one of them; a single name only where it stands alone."""
        told = fold(words)
        if told in self._names:
            return True
        within = f" {told} "
        if any(f" {name} " in within for name in self._names if " " in name):
            return True
        address = email_key(words)
        return "@" in address and any(email in address for email in self._emails)


def erase_person(store: Store, person_id: UUID, *, key: bytes, actor: str, now: datetime) -> bool:
    """Forget a person at once, and keep them from coming back by a guest list.

    key: of the suppression list, settings.key("suppression")
    actor: who does it, as the audit log says it; now: aware moment
    Returns whether there was such a person; said again, it changes nothing. The bytes go from the
    file with the next rewrite (matching.privacy.rewriting).
    """

    def erase(change: Cursor) -> bool:
        [*people] = change.rows("privacy/list_people", person_ids=[person_id])
        for person in people:
            called = {"name": person["name"], "email": person["email"], "key": key, "now": now}
            suppress(change, **called)
            suppress_entries(change, person_id, **called)
        if people:
            erase_people_in(change, [person_id])
            note_run(change, Run.ERASURE, pieces=1, now=now)
            audit.note(change, actor=actor, act="person_erased", now=now, subject_id=person_id)
        return bool(people)

    return store.write(erase)


@dataclass(frozen=True)
class ErasedBefore:
    """Who was erased because they asked for it, as a database says it that is about to go."""

    person_ids: tuple[UUID, ...]
    suppressed: tuple[tuple[str, datetime], ...]


def erased_before(store: Store) -> ErasedBefore:
    """Whom an older copy of the database may still hold."""
    hashes = store.rows("privacy/list_suppressed")
    return ErasedBefore(
        person_ids=tuple(row["person_id"] for row in store.rows("privacy/list_erased")),
        suppressed=tuple((row["key_hash"], row["noted_at_utc"]) for row in hashes),
    )


def erase_again(store: Store, before: ErasedBefore, *, actor: str, now: datetime) -> int:
    """Erase in an older copy of the database whoever was erased since; how many there were."""

    def erase(change: Cursor) -> int:
        for key_hash, noted_at in before.suppressed:
            change.run("privacy/put_suppression", key_hash=key_hash, now_utc=noted_at)
        people = change.rows("privacy/list_people", person_ids=list(before.person_ids))
        found = [row["person_id"] for row in people]
        if found:
            erase_people_in(change, found)
            note_run(change, Run.ERASURE, pieces=len(found), now=now)
        for person_id in found:
            audit.note(change, actor=actor, act="person_erased", now=now, subject_id=person_id)
        return len(found)

    return store.write(erase)


def erase_people_in(change: Cursor, person_ids: Sequence[UUID]) -> None:
    """The same for several, inside the caller's transaction; nobody is kept from coming back."""
    values = _values(change, list(person_ids))
    _erase_mentions(change, values["person_ids"])
    for rule in erasure_rules():
        for query in rule.queries:
            change.run(f"privacy/erase_{query}", **{name: values[name] for name in rule.by})
    for what in ("conversation_end", "conversation"):
        change.run(f"privacy/erase_empty_{what}")


def _values(change: Cursor, person_ids: list[UUID]) -> dict[str, list[Any]]:
    """What the rules find rows by."""
    attendees = change.rows("privacy/list_attendee_ids", person_ids=person_ids)
    attendee_ids = [row["attendee_id"] for row in attendees]
    codes = [row["code"] for row in change.rows("privacy/list_codes", person_ids=person_ids)]
    talks = change.rows("privacy/list_conversations", attendee_ids=attendee_ids)
    talk_ids = [row["conversation_id"] for row in talks]
    facts = change.rows("privacy/list_fact_ids", conversation_ids=talk_ids)
    fact_ids = [row["fact_id"] for row in facts]
    named = [*person_ids, *attendee_ids, *talk_ids, *fact_ids]
    return {
        "person_ids": person_ids,
        "attendee_ids": attendee_ids,
        "codes": codes,
        "marks": [str(one) for one in named],
        **_columns([_with_nobody(talk, set(attendee_ids)) for talk in talks]),
    }


def _with_nobody(talk: Row, gone: set[UUID]) -> Row:
    """A conversation in which whoever is gone is nobody: an id that leads nowhere, used once."""
    sides = [
        (talk[f"{side}_id"], talk[f"{side}_prompt"], talk["starter_id"] == talk[f"{side}_id"])
        for side in ("lower", "higher")
    ]
    left = [(uuid4() if one in gone else one, prompt, starts) for one, prompt, starts in sides]
    lower, higher = sorted(left)
    [starter_id] = [one for one, _, starts in left if starts]
    return {
        "conversation_ids": talk["conversation_id"],
        "lower_ids": lower[0],
        "higher_ids": higher[0],
        "lower_prompts": lower[1],
        "higher_prompts": higher[1],
        "starter_ids": starter_id,
    }


_TALK_COLUMNS = (
    "conversation_ids",
    "lower_ids",
    "higher_ids",
    "lower_prompts",
    "higher_prompts",
    "starter_ids",
)


def _columns(talks: list[Row]) -> dict[str, list[Any]]:
    return {column: [talk[column] for talk in talks] for column in _TALK_COLUMNS}


def _erase_mentions(change: Cursor, person_ids: list[UUID]) -> None:
    """A guest list may name a person in the row of another: 'substitute for', 'invited by'."""
    people = change.rows("privacy/list_people", person_ids=person_ids)
    mentions = _Mentions(people)
    series_ids = list({row["series_id"] for row in people})
    for row in change.rows("privacy/list_mentions", series_ids=series_ids):
        substitute_for, extra = row["substitute_for"], json.loads(row["extra"])
        left = {column: told for column, told in extra.items() if not mentions.are_in(str(told))}
        kept_for = "" if mentions.are_in(substitute_for) else substitute_for
        if (left, kept_for) != (extra, substitute_for):
            change.run(
                "privacy/set_mentions",
                attendee_id=row["attendee_id"],
                substitute_for=kept_for,
                extra=json.dumps(left, ensure_ascii=False),
            )
