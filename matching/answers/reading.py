"""Who may read what: one's own words always, the other's once both have answered (P4)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from matching.answer_check.verdicts import Verdict
from matching.conversations.views import Reader, is_connected, partner_who_answered
from matching.store import Cursor, Row, Store


@dataclass(frozen=True)
class Sentence:
    """An answer as one of the two may read it.

    words: "" for words that are withheld from the reader
    words_before: earlier revisions, oldest first, never one that is withheld
    chips: ids
    correction: what the person written about added, None if nothing
    """

    answer_id: UUID
    words: str
    words_before: tuple[str, ...]
    prompt_id: str
    chips: tuple[str, ...]
    language: str
    answered_at: datetime
    is_withheld: bool
    is_confirmed: bool
    correction: str | None


def my_answer(store: Store, conversation_id: UUID, *, author_id: UUID) -> Sentence | None:
    """What this attendee wrote in the conversation, None if nothing.

    What the other said to it is theirs: it is told only while both answers are there.
    """

    def read(reader: Cursor) -> Sentence | None:
        mine = answers_in(reader, conversation_id, author_id)
        if not mine:
            return None
        sentence = _sentence(mine, to_author=True)
        if is_connected(reader, conversation_id):
            return sentence
        return replace(sentence, is_confirmed=False, correction=None)

    return store.read(read)


def answer_about_me(store: Store, conversation_id: UUID, *, reader_id: UUID) -> Sentence | None:
    """What the other wrote about this attendee; None until both have answered."""

    def read(reader: Cursor) -> Sentence | None:
        partner_id = partner_who_answered(reader, conversation_id, reader_id)
        if partner_id is None:
            return None
        return _sentence(answers_in(reader, conversation_id, partner_id), to_author=False)

    return store.read(read)


def answer_for_both(store: Store, conversation_id: UUID, *, about_id: UUID) -> Sentence | None:
    """The same for a screen that both read: what is withheld from either is not on it."""

    def read(reader: Cursor) -> Sentence | None:
        author_id = partner_who_answered(reader, conversation_id, about_id)
        if author_id is None:
            return None
        revisions = answers_in(reader, conversation_id, author_id)
        sentence = _sentence(revisions, to_author=False)
        is_vulgar = revisions[-1]["correction_verdict"] == Verdict.VULGAR
        return replace(sentence, correction=None) if is_vulgar else sentence

    return store.read(read)


def answers_in(reader: Reader, conversation_id: UUID, author_id: UUID) -> list[Row]:
    """An author's revisions in a conversation, oldest first; for the rules, not for people."""
    rows = reader.rows("answers/list_in_conversation", conversation_id=conversation_id)
    return [row for row in rows if row["author_id"] == author_id]


def sentence_of(revisions: list[Row]) -> Sentence:
    """A sentence as the person it is about reads it; for rules that know that they may."""
    return _sentence(revisions, to_author=False)


def sentence_of_author(revisions: list[Row]) -> Sentence:
    """The same as its author reads it, once both have answered."""
    return _sentence(revisions, to_author=True)


def _sentence(revisions: list[Row], *, to_author: bool) -> Sentence:
    """Vulgar and reported words are shown to whoever wrote them and to nobody else."""
    last = revisions[-1]
    is_withheld = last["is_withheld"] and not to_author
    hides_correction = last["correction_verdict"] == Verdict.VULGAR and to_author
    return Sentence(
        answer_id=last["answer_id"],
        words="" if is_withheld else last["words"],
        words_before=tuple(
            row["words"] for row in revisions[:-1] if to_author or not row["is_withheld"]
        ),
        prompt_id=last["prompt_id"],
        chips=tuple(last["chips"].split()),
        language=last["language"],
        answered_at=last["answered_at_utc"],
        is_withheld=is_withheld,
        is_confirmed=last["is_confirmed"],
        correction=None if hides_correction else last["correction"],
    )
