"""What somebody wrote, and what was written about them, as their own page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kiosk.chip_labels import chip_labels
from matching.conversations import Conversation
from matching.privacy.own_copy import own_copy
from matching.privacy.sealed import is_sealed
from matching.store import Row, Store

A_PAGE = 20


@dataclass(frozen=True)
class Words:
    """What was written in one conversation.

    name: the other, "" for somebody who was erased
    mine, about_me: words and chips, each revision; about_me of those that may be read
    sealed: whether there is a sentence that the reader cannot read yet
    can_open: whether it can be opened on request; withheld: whether one is shown to nobody
    """

    conversation_id: UUID
    name: str
    event: str
    mine: tuple[str, ...]
    about_me: tuple[str, ...]
    sealed: bool
    can_open: bool
    withheld: bool


def read_words(
    store: Store,
    person_id: UUID,
    conversations: Sequence[Conversation],
    *,
    language: str,
    page: int,
) -> tuple[list[Words], bool]:
    """A page of 20 conversations in which something stands, newest first; whether more follow."""
    copy = own_copy(store, person_id)
    told = {row["conversation_id"]: row for row in copy["conversations"]}
    mine, about = copy["written_by_me"], copy["written_about_me"]
    written = {row["conversation_id"] for row in (*mine, *about)}
    having = [one for one in conversations if one.conversation_id in written]
    part = having[page * A_PAGE : (page + 1) * A_PAGE]
    found = [_words(one, told, _of(mine, one), _of(about, one), language) for one in part]
    return found, len(having) > (page + 1) * A_PAGE


def _of(rows: list[Row], conversation: Conversation) -> list[Row]:
    return [row for row in rows if row["conversation_id"] == conversation.conversation_id]


def _words(
    one: Conversation, told: dict[UUID, Row], mine: list[Row], about: list[Row], language: str
) -> Words:
    status = {row["status"] for row in about}
    return Words(
        conversation_id=one.conversation_id,
        name=one.other.name,
        event=told[one.conversation_id]["event"],
        mine=tuple(_line(row, language) for row in mine),
        about_me=tuple(_line(row, language) for row in about if row["status"] == "open"),
        sealed="sealed" in status,
        can_open=is_sealed(one),
        withheld="withheld" in status,
    )


def _line(row: Row, language: str) -> str:
    labels = chip_labels(row["chips"].split(), language)
    return " · ".join(filter(None, [row["words"], labels]))
