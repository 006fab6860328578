"""The readers' own conversations: how they stand, what was promised, learned and shared there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from matching.answers import Sentence
from matching.answers.reading import sentence_of_author
from matching.contacts import Contact, contact_of
from matching.conversations import DAYS_OPEN
from matching.follow_ups import KeptPromise, PromiseKind
from matching.store import Cursor, Row

Side = tuple[UUID, UUID]  # a conversation, and an attendee who is one of its two


@dataclass(frozen=True)
class OwnTalk:
    """A conversation as its reader has it; promise: the reader's own, None where none stands."""

    conversation_id: UUID
    attendee_id: UUID
    other_id: UUID
    name: str
    company: str
    started_at: datetime
    i_answered: bool
    is_connected: bool
    promise: KeptPromise | None
    is_kept: bool

    @property
    def mine(self) -> Side:
        """The reader's side."""
        return self.conversation_id, self.attendee_id

    @property
    def theirs(self) -> Side:
        """The other's."""
        return self.conversation_id, self.other_id

    @property
    def ends_at(self) -> datetime:
        """Until when a missing answer must be there."""
        return self.started_at + timedelta(days=DAYS_OPEN)

    @property
    def is_promise_open(self) -> bool:
        """Whether something stands that was not kept yet."""
        return self.promise is not None and not self.is_kept

    @property
    def due_on(self) -> date:
        """When the open promise is due; what has no day comes after all that have one."""
        if self.promise is None or self.is_kept:
            return date.max
        return self.promise.due_on or date.max


def talks_of(
    reader: Cursor, attendee_ids: Sequence[UUID], *, now: datetime
) -> dict[UUID, list[OwnTalk]]:
    """By attendee, in the order of the talks: connections, and what can still become one."""
    rows = reader.rows(
        "mailing/list_talks",
        attendee_ids=[*attendee_ids],
        since_utc=now - timedelta(days=DAYS_OPEN),
    )
    promises = {
        (row["conversation_id"], row["author_id"]): row
        for row in reader.rows("mailing/list_promises", attendee_ids=[*attendee_ids])
    }
    found = defaultdict[UUID, list[OwnTalk]](list)
    for row in rows:
        promise = promises.get((row["conversation_id"], row["attendee_id"]))
        found[row["attendee_id"]].append(_talk(row, promise))
    return dict(found)


def sentences_of(reader: Cursor, talks: Sequence[OwnTalk]) -> dict[Side, Sentence]:
    """What the readers wrote in these connections, with what the others said to it."""
    ids = _ids([talk.mine for talk in talks])
    rows = reader.rows("mailing/list_sentences", conversation_ids=ids[0], author_ids=ids[1])
    revisions = defaultdict[Side, list[Row]](list)
    for row in rows:
        revisions[row["conversation_id"], row["author_id"]].append(row)
    return {side: sentence_of_author(found) for side, found in revisions.items()}


def contacts_of(reader: Cursor, talks: Sequence[OwnTalk]) -> Mapping[Side, Contact | None]:
    """What the others of these connections share with the readers (P3), by the others' side."""
    ids = _ids([talk.theirs for talk in talks])
    rows = reader.rows("mailing/list_contacts", conversation_ids=ids[0], owner_ids=ids[1])
    return {(row["conversation_id"], row["owner_id"]): contact_of(row) for row in rows}


def _ids(sides: Sequence[Side]) -> tuple[list[UUID], list[UUID]]:
    return [side[0] for side in sides], [side[1] for side in sides]


def _talk(row: Row, promise: Row | None) -> OwnTalk:
    return OwnTalk(
        conversation_id=row["conversation_id"],
        attendee_id=row["attendee_id"],
        other_id=row["other_id"],
        name=row["name"],
        company=row["company"],
        started_at=row["started_at_utc"],
        i_answered=row["i_answered"],
        is_connected=row["is_connected"],
        promise=None if promise is None else _promise(promise),
        is_kept=promise is not None and promise["is_kept"],
    )


def _promise(row: Row) -> KeptPromise:
    return KeptPromise(
        promise_id=row["promise_id"],
        kind=PromiseKind(row["kind"]),
        due_on=row["due_on"],
        revision=row["place"],
    )
