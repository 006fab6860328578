"""Recording, revising and withdrawing an answer."""

from datetime import datetime
from uuid import UUID

from matching.answer_check.verdicts import Verdict
from matching.answers.judging import NewAnswer, judge
from matching.answers.reading import answers_in
from matching.conversations import Conversation, State, is_connected
from matching.conversations.views import view_in
from matching.errors import (
    AlreadyAnsweredError,
    AnswerWithdrawnError,
    ConversationClosedError,
    NotAnsweredError,
    UnknownConversationError,
)
from matching.store import Cursor, Store


def record_answer(store: Store, answer: NewAnswer, *, now: datetime) -> bool:
    """Keep what one attendee learned about another; when this returns, it is on disk.

    now: aware moment of receipt
    Returns whether both have answered, so that they are connected.
    Raises UnknownConversationError, ConversationClosedError, AlreadyAnsweredError,
    AnswerWithdrawnError, EntryOnlyError, UnknownPromptError, AnswerLengthError,
    AnswerRefusedError, AnswerThinError; then nothing is kept.
    """

    def record(change: Cursor) -> bool:
        if not _is_known(change, answer):
            conversation = _open_or_connected(change, answer, now)
            if conversation.me.has_answered:
                raise AlreadyAnsweredError
            _put(change, answer, conversation, judge(change, answer, conversation), 0, now)
            _note_prompt(change, answer, conversation)
        return is_connected(change, answer.conversation_id)

    return store.write(record)


def revise_answer(store: Store, answer: NewAnswer, *, now: datetime) -> None:
    """Put other words in the place of what the other cannot have read yet, else add them.

    Added words stand beside the earlier ones, and the confirmation of those no longer counts.
    Raises what record_answer raises, and NotAnsweredError where there is nothing to revise.
    """

    def revise(change: Cursor) -> None:
        if _is_known(change, answer):
            return
        conversation = _open_or_connected(change, answer, now)
        if not conversation.me.has_answered:
            raise NotAnsweredError
        verdict = judge(change, answer, conversation)
        mine = answers_in(change, answer.conversation_id, answer.author_id)
        revision = mine[-1]["revision"] + 1
        if not conversation.other.has_answered:
            _forget_answer(change, answer)
            revision = 0
        _put(change, answer, conversation, verdict, revision, now)

    store.write(revise)


def withdraw_answer(store: Store, conversation_id: UUID, *, author_id: UUID, now: datetime) -> None:
    """Take back all that this author wrote here; a connection is undone with it (P6).

    Promise, shared contact and what was heard about the other's wishes go too, and what either
    replied to the other's sentence. Said again, it changes nothing.
    Raises UnknownConversationError.
    """

    def withdraw(change: Cursor) -> None:
        view_in(change, conversation_id, author_id, now)
        withdraw_in(change, conversation_id, author_id)

    store.write(withdraw)


def withdraw_in(change: Cursor, conversation_id: UUID, author_id: UUID) -> None:
    """The same inside the caller's transaction."""
    mine = {"conversation_id": conversation_id, "author_id": author_id}
    change.run("answers/note_withdrawn", **mine)
    for what in ("confirmation", "correction"):
        change.run(f"conversations/forget_{what}", conversation_id=conversation_id)
    for what in ("kept_promises", "promises", "sharings", "seekings", "answers"):
        change.run(f"answers/forget_{what}", **mine)


def _is_known(change: Cursor, answer: NewAnswer) -> bool:
    """Whether this very answer is kept already."""
    known = change.row("answers/find_answer", answer_id=answer.answer_id)
    if known is None:
        return False
    if known["author_id"] is None:
        raise AnswerWithdrawnError
    if (known["conversation_id"], known["author_id"]) != (
        answer.conversation_id,
        answer.author_id,
    ):
        raise UnknownConversationError
    return True


def _open_or_connected(change: Cursor, answer: NewAnswer, now: datetime) -> Conversation:
    conversation = view_in(change, answer.conversation_id, answer.author_id, now)
    if conversation.state is State.EXPIRED:
        raise ConversationClosedError
    return conversation


def _forget_answer(change: Cursor, answer: NewAnswer) -> None:
    mine = {"conversation_id": answer.conversation_id, "author_id": answer.author_id}
    change.run("answers/note_replaced", **mine)
    change.run("answers/forget_answers", **mine)


def _note_prompt(change: Cursor, answer: NewAnswer, conversation: Conversation) -> None:
    """A page that was opened earlier may answer an earlier question: the other never gets it."""
    if answer.prompt_id not in {conversation.me.prompt_id, conversation.other.prompt_id}:
        change.run(
            "conversations/set_prompt",
            conversation_id=answer.conversation_id,
            author_id=answer.author_id,
            prompt_id=answer.prompt_id,
        )


def _put(
    change: Cursor,
    answer: NewAnswer,
    conversation: Conversation,
    verdict: Verdict,
    revision: int,
    now: datetime,
) -> None:
    change.run(
        "answers/put_answer",
        answer_id=answer.answer_id,
        conversation_id=answer.conversation_id,
        author_id=answer.author_id,
        about_id=conversation.other.attendee_id,
        revision=revision,
        prompt_id=answer.prompt_id,
        words=answer.words.strip(),
        chips=" ".join(answer.chips),
        language=answer.language,
        verdict=verdict,
        channel=answer.channel,
        kiosk=answer.kiosk,
        now_utc=now,
    )
