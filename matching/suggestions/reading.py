"""What a guest is shown: their list as it stands at this moment, every reason looked at again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.model import Event
from matching.prompts import PromptKind, prompts_of
from matching.store import Cursor, Row, Store
from matching.suggestions.nouns import ReasonKind
from matching.suggestions.proofs import Told, told_now

SHOWN = 3
_PLACES = ("table", "stand", "booth", "stolik", "stoisko", "stół", "miejsce")


@dataclass(frozen=True)
class Suggestion:
    """Somebody worth meeting.

    is_here: in the room, else on their way; place: their table or stand, "" if the list has none
    reasons: at least one; prompt_id: of a good first question
    is_from_desk: staff thought of this person for the reader
    """

    attendee_id: UUID
    name: str
    company: str
    job_title: str
    is_here: bool
    place: str
    reasons: tuple[Told, ...]
    prompt_id: str
    is_from_desk: bool = False


def suggestions_for(
    store: Store, event: Event, attendee_id: UUID, *, now: datetime, wanted: int = SHOWN
) -> list[Suggestion]:
    """Whom this attendee could meet next, who is in the room first; and note that it was proposed.

    Of those in the room come first whom the desk thought of.
    Nobody who withdrew their consent, is blocked, took entry only, was met or declined meanwhile;
    no reason whose rows are gone. An attendee who does not agree to be suggested gets nobody.
    wanted: entries at most; now: aware
    """

    rows, found = _standing(store, attendee_id, wanted)
    _note(store, event, [row for row in rows if not row["is_proposed"]], now)
    return found


def look_at_suggestions(
    store: Store, attendee_id: UUID, *, wanted: int = SHOWN
) -> list[Suggestion]:
    """The same without a note, for a page that a program may open in a guest's place."""
    return _standing(store, attendee_id, wanted)[1]


def _standing(store: Store, attendee_id: UUID, wanted: int) -> tuple[list[Row], list[Suggestion]]:
    def read(reader: Cursor) -> tuple[list[Row], list[Suggestion]]:
        rows = reader.rows("suggestions/list_standing", attendee_ids=[attendee_id])[:wanted]
        return rows, shown_as(reader, rows)

    return store.read(read)


def _note(store: Store, event: Event, rows: Sequence[Row], now: datetime) -> None:
    if rows:
        pairs = [(row["my_person_id"], row["suggested_person_id"]) for row in rows]
        store.write(lambda change: note_proposed(change, event, pairs, now=now))


def note_proposed(
    change: Cursor, event: Event, pairs: Sequence[tuple[UUID, UUID]], *, now: datetime
) -> None:
    """Note inside the caller's transaction that these persons were proposed to each other."""
    ordered = [sorted(pair) for pair in pairs]
    change.run(
        "suggestions/put_proposals",
        event_id=event.event_id,
        lower_ids=[pair[0] for pair in ordered],
        higher_ids=[pair[1] for pair in ordered],
        now_utc=now,
    )


def shown_as(reader: Cursor, rows: Sequence[Row]) -> list[Suggestion]:
    """Entries that still stand as a guest is shown them. rows: of the view standing_suggestion"""
    return [_suggestion(row, told) for row, told in zip(rows, told_now(reader, rows), strict=True)]


def _suggestion(row: Row, told: tuple[Told, ...]) -> Suggestion:
    return Suggestion(
        attendee_id=row["suggested_id"],
        name=row["name"],
        company=row["company"],
        job_title=row["job_title"],
        is_here=row["is_here"],
        place=place_of(row["extra"]),
        reasons=told or (Told(ReasonKind.NOT_MET),),
        prompt_id=_question(row["attendee_id"], row["suggested_id"]),
        is_from_desk=row["is_from_desk"],
    )


def _question(attendee_id: UUID, suggested_id: UUID) -> str:
    """One of the first questions; the same pair and reader are shown the same one."""
    first = [prompt.prompt_id for prompt in prompts_of(PromptKind.QUESTION) if prompt.is_first]
    drawn = hashlib.blake2b(attendee_id.bytes + suggested_id.bytes, digest_size=2).digest()
    return first[int.from_bytes(drawn, "big") % len(first)]


def place_of(extra: str) -> str:
    """A table or stand among the columns of the guest list that we have no other name for.

    extra: a JSON object
    """
    listed = json.loads(extra)
    columns = {
        name.strip().casefold(): value.strip()
        for name, value in (listed.items() if isinstance(listed, dict) else ())
        if isinstance(value, str)
    }
    return next((columns[name] for name in _PLACES if columns.get(name)), "")
