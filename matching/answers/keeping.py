"""Recording, revising and withdrawing an answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matching.answer_check.check import check_answer
from matching.answer_check.verdicts import Verdict
from matching.answers.reading import answers_in
from matching.chips import load_chips
from matching.conversations import Conversation, State, is_connected
from matching.conversations.views import view_in
from matching.errors import (
    AlreadyAnsweredError,
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    AnswerWithdrawnError,
    ConversationClosedError,
    EntryOnlyError,
    NotAnsweredError,
    UnknownConversationError,
    UnknownPromptError,
)
from matching.prompts import PromptKind, load_prompts
from matching.store import Cursor, Store

LONGEST = 500
EARLIER_ANSWERS = 50


@dataclass(frozen=True)
class NewAnswer:
    """What an attendee wrote about the other of a conversation.

    answer_id: made by the client, the same again is the same answer
    words: 1 to 500 characters, spaces around not counted
    chips: ids of chips that go with the words
    language: in which the question was asked
    channel: kiosk, after a badge was shown there, or link
    is_second_try: the author was asked once more already, so thin words are kept
    """

    answer_id: UUID
    conversation_id: UUID
    author_id: UUID
    prompt_id: str
    words: str
    language: str
    chips: tuple[str, ...] = ()
    kiosk: int | None = None
    channel: str = "kiosk"
    is_second_try: bool = False


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
            _put(change, answer, conversation, _judge(change, answer, conversation), 0, now)
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
        verdict = _judge(change, answer, conversation)
        mine = answers_in(change, answer.conversation_id, answer.author_id)
        revision = mine[-1]["revision"] + 1
        if not conversation.other.has_answered:
            _forget(change, answer.conversation_id, answer.author_id, now)
            revision = 0
        _put(change, answer, conversation, verdict, revision, now)

    store.write(revise)


def withdraw_answer(store: Store, conversation_id: UUID, *, author_id: UUID, now: datetime) -> None:
    """Take back all that this author wrote here; a connection is undone with it (P6).

    Promise, shared contact and what was heard about the other's wishes go too. Said again, it
    changes nothing. Raises UnknownConversationError.
    """

    def withdraw(change: Cursor) -> None:
        view_in(change, conversation_id, author_id, now)
        _forget(change, conversation_id, author_id, now)
        for what in ("promises", "sharings", "seekings"):
            change.run(
                f"answers/forget_{what}", conversation_id=conversation_id, author_id=author_id
            )

    store.write(withdraw)


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


def _judge(change: Cursor, answer: NewAnswer, conversation: Conversation) -> Verdict:
    _check_form(answer)
    about = change.row(
        "answers/find_about",
        author_id=answer.author_id,
        about_id=conversation.other.attendee_id,
    )
    assert about is not None  # both sides of a conversation are attendees
    if about["is_entry_only"]:
        raise EntryOnlyError
    theirs = answers_in(change, answer.conversation_id, conversation.other.attendee_id)
    earlier = change.rows(
        "answers/list_earlier",
        person_id=about["author_person_id"],
        conversation_id=answer.conversation_id,
        most=EARLIER_ANSWERS,
    )
    verdict = check_answer(
        answer.words,
        badge=about["badge"],
        partner=theirs[-1]["words"] if theirs else None,
        earlier=[row["words"] for row in earlier],
        prompt=load_prompts()[answer.prompt_id],
    )
    refuse_by(verdict, is_second_try=answer.is_second_try)
    return verdict


def refuse_by(verdict: Verdict, *, is_second_try: bool) -> None:
    """Raise what the verdict means for the author. Partner's words stay sealed: see the copy."""
    if verdict is Verdict.PARTNER_COPY:
        raise AnswerRefusedError(Verdict.OWN_COPY)
    if verdict.is_refused:
        raise AnswerRefusedError(verdict)
    if verdict.is_thin and not is_second_try:
        raise AnswerThinError(verdict)


def _check_form(answer: NewAnswer) -> None:
    prompt = load_prompts().get(answer.prompt_id)
    if prompt is None or prompt.kind is not PromptKind.QUESTION:
        raise UnknownPromptError(answer.prompt_id)
    check_chips(answer.chips)
    check_length(answer.words)


def check_chips(chips: tuple[str, ...]) -> None:
    """Raise UnknownPromptError for the first that is no chip of ours."""
    for chip in chips:
        if chip not in load_chips():
            raise UnknownPromptError(chip)


def check_length(words: str) -> None:
    """Raise AnswerLengthError above 500 characters, spaces around not counted."""
    if len(words.strip()) > LONGEST:
        raise AnswerLengthError(len(words.strip()), LONGEST)


def _forget(change: Cursor, conversation_id: UUID, author_id: UUID, now: datetime) -> None:
    mine = {"conversation_id": conversation_id, "author_id": author_id}
    change.run("answers/note_gone", **mine, now_utc=now)
    for what in ("confirmations", "corrections", "answers"):
        change.run(f"answers/forget_{what}", **mine)


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
