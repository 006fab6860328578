"""Who or what somebody is looking for now, as their partner heard it.

Kept apart from what the profile says. It may rank suggestions, and is worded to nobody else.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.answer_check.check import check_answer, is_blank
from matching.answer_check.verdicts import Verdict
from matching.answers.judging import check_chips, check_length, check_takes_part, refuse_by
from matching.conversations import State
from matching.conversations.views import partner_who_answered, view_in
from matching.errors import ConversationClosedError
from matching.store import Cursor, Row, Store


@dataclass(frozen=True)
class Seeking:
    """What the author heard; either chips or words may be empty.

    chips: ids
    words: at most 500 characters
    channel: kiosk, after a badge was shown there, link (of one conversation) or page
    """

    seeking_id: UUID
    conversation_id: UUID
    author_id: UUID
    chips: tuple[str, ...]
    words: str
    language: str
    kiosk: int | None = None
    channel: str = "kiosk"


def note_seeking(store: Store, seeking: Seeking, *, now: datetime) -> None:
    """Keep it; the author's latest in a conversation counts. The same id again is the same note.

    Raises UnknownConversationError, ConversationClosedError, EntryOnlyError, UnknownPromptError
    for a chip, AnswerLengthError, AnswerRefusedError for words that nobody can read.
    """

    def keep(change: Cursor) -> None:
        conversation = view_in(change, seeking.conversation_id, seeking.author_id, now)
        if conversation.state is State.EXPIRED:
            raise ConversationClosedError
        if change.row("seeking/has_seeking", seeking_id=seeking.seeking_id):
            return
        check_takes_part(change, seeking.author_id, conversation.other.attendee_id)
        verdict = _judge(seeking)
        latest = _find(change, seeking.conversation_id, seeking.author_id)
        change.run(
            "seeking/put_seeking",
            seeking_id=seeking.seeking_id,
            conversation_id=seeking.conversation_id,
            author_id=seeking.author_id,
            about_id=conversation.other.attendee_id,
            chips=" ".join(seeking.chips),
            words=seeking.words.strip(),
            language=seeking.language,
            verdict=verdict,
            place=latest["place"] + 1 if latest else 0,
            channel=seeking.channel,
            kiosk=seeking.kiosk,
            now_utc=now,
        )

    store.write(keep)


def seeking_of(store: Store, conversation_id: UUID, *, author_id: UUID) -> Seeking | None:
    """What this author noted in the conversation."""
    return _seeking(_find(store, conversation_id, author_id))


def seeking_about_me(store: Store, conversation_id: UUID, *, reader_id: UUID) -> Seeking | None:
    """What the other noted about this attendee; None until both have answered (P4)."""

    def read(reader: Cursor) -> Seeking | None:
        partner_id = partner_who_answered(reader, conversation_id, reader_id)
        found = _find(reader, conversation_id, partner_id) if partner_id else None
        is_withheld = found is not None and found["verdict"] == Verdict.VULGAR
        return _seeking(found | {"words": ""} if found and is_withheld else found)

    return store.read(read)


def _judge(seeking: Seeking) -> Verdict:
    check_chips(seeking.chips)
    check_length(seeking.words)
    if is_blank(seeking.words):
        return Verdict.OK
    verdict = check_answer(seeking.words, badge="")
    refuse_by(verdict, is_second_try=True)
    return verdict


def _find(reader: Store | Cursor, conversation_id: UUID, author_id: UUID) -> Row | None:
    return reader.row("seeking/find_seeking", conversation_id=conversation_id, author_id=author_id)


def _seeking(row: Row | None) -> Seeking | None:
    if row is None:
        return None
    return Seeking(
        seeking_id=row["seeking_id"],
        conversation_id=row["conversation_id"],
        author_id=row["author_id"],
        chips=tuple(row["chips"].split()),
        words=row["words"],
        language=row["language"],
        kiosk=row["kiosk"],
        channel=row["channel"],
    )
