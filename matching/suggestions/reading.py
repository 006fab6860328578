"""What a guest is shown: their list as it stands at this moment, every reason looked at again."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.model import Event
from matching.prompts import PromptKind, prompts_of
from matching.store import Cursor, Row, Store
from matching.suggestions.event_picture import declared, learned_terms
from matching.suggestions.nouns import Reason, ReasonKind

SHOWN = 3
_PLACES = ("table", "stand", "booth", "stolik", "stoisko", "stół", "miejsce")


@dataclass(frozen=True)
class Told:
    """A reason as it may be told now; name: of the acquaintance."""

    kind: ReasonKind
    term: str = ""
    words: str = ""
    name: str = ""


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

    def read(reader: Cursor) -> tuple[list[Row], list[Suggestion]]:
        rows = reader.rows("suggestions/list_standing", attendee_id=attendee_id)[:wanted]
        return rows, [_suggestion(reader, row, attendee_id) for row in rows]

    rows, found = store.read(read)
    _note(store, event, [row for row in rows if not row["is_proposed"]], now)
    return found


def _note(store: Store, event: Event, rows: Sequence[Row], now: datetime) -> None:
    if not rows:
        return
    pairs = [sorted([row["my_person_id"], row["suggested_person_id"]]) for row in rows]
    store.write(
        lambda change: change.run(
            "suggestions/put_proposals",
            event_id=event.event_id,
            lower_ids=[pair[0] for pair in pairs],
            higher_ids=[pair[1] for pair in pairs],
            now_utc=now,
        )
    )


def _suggestion(reader: Cursor, row: Row, attendee_id: UUID) -> Suggestion:
    kept = [_reason(entry) for entry in json.loads(row["reasons"])]
    told = [one for reason in kept for one in _standing(reader, row, reason)]
    return Suggestion(
        attendee_id=row["suggested_id"],
        name=row["name"],
        company=row["company"],
        job_title=row["job_title"],
        is_here=row["is_here"],
        place=place_of(row["extra"]),
        reasons=tuple(told) or (Told(ReasonKind.NOT_MET),),
        prompt_id=_question(attendee_id, row["suggested_id"]),
        is_from_desk=row["is_from_desk"],
    )


def _reason(entry: dict[str, object]) -> Reason:
    proof = entry.pop("proof")
    assert isinstance(proof, list)
    kind = ReasonKind(str(entry.pop("kind")))
    return Reason(kind, proof=tuple(map(str, proof)), **{k: str(v) for k, v in entry.items()})


def _standing(reader: Cursor, row: Row, reason: Reason) -> Iterable[Told]:
    """The reason, if the rows that prove it still say so."""
    kind = reason.kind
    if kind in {ReasonKind.THEY_SEEK, ReasonKind.THEY_OFFER}:
        if all(_is_worded(reader, row, proof, reason) for proof in reason.proof):
            yield Told(kind, term=reason.term, words=reason.words)
    elif kind is ReasonKind.ACQUAINTANCE:
        found = reader.row(
            "suggestions/find_acquaintance",
            attendee_id=UUID(reason.acquaintance),
            conversation_ids=[UUID(proof) for proof in reason.proof],
        )
        if found and found["talks"] == len(set(reason.proof)):
            yield Told(kind, name=found["name"])
    elif kind is ReasonKind.NOT_MET or _is_group(row, kind, reason.words):
        yield Told(kind, words=reason.words)


def _is_group(row: Row, kind: ReasonKind, group: str) -> bool:
    is_same = row["sector"] == row["my_sector"]
    is_told = kind is ReasonKind.SAME_GROUP if is_same else kind is ReasonKind.OTHER_GROUP
    return bool(is_told and row["my_sector"] and row["sector"] == group)


def _is_worded(reader: Cursor, row: Row, proof: str, reason: Reason) -> bool:
    """Whether this proof still holds the term: a list entry such as 'id/needs', or an answer."""
    owner, _, column = proof.partition("/")
    if not column:
        released = reader.row("suggestions/find_released", answer_id=UUID(owner))
        return released is not None and reason.term in learned_terms(released)
    is_theirs = owner == str(row["suggested_id"])
    names = {name: name if is_theirs else f"my_{name}" for name in ("offers", "needs", "language")}
    wishes = declared(**{name: row[column] for name, column in names.items()})
    return any(
        wish.term == reason.term
        and wish.is_need == (column == "needs")
        and (not is_theirs or wish.words == reason.words)
        for wish in wishes
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
