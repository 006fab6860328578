"""Whether an answer can be kept: its form, who takes part, and the answer check."""

from dataclasses import dataclass
from uuid import UUID

from matching.answer_check.check import check_answer
from matching.answer_check.verdicts import Verdict
from matching.answers.reading import answers_in
from matching.chips import load_chips
from matching.conversations import Conversation
from matching.errors import (
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    EntryOnlyError,
    UnknownPromptError,
)
from matching.prompts import PromptKind, load_prompts
from matching.store import Cursor, Row

LONGEST = 500
EARLIER_ANSWERS = 50


@dataclass(frozen=True)
class NewAnswer:
    """What an attendee wrote about the other of a conversation.

    answer_id: made by the client, the same again is the same answer
    words: 1 to 500 characters, spaces around not counted
    chips: ids of chips that go with the words
    language: in which the question was asked
    channel: kiosk, after a badge was shown there, link (of one conversation) or page
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


def judge(change: Cursor, answer: NewAnswer, conversation: Conversation) -> Verdict:
    """The verdict with which these words are kept; raises what refuses them."""
    _check_form(answer)
    about = check_takes_part(change, answer.author_id, conversation.other.attendee_id)
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


def check_takes_part(change: Cursor, author_id: UUID, about_id: UUID) -> Row:
    """What is known of both; EntryOnlyError where one takes part in nothing but the entry."""
    about = change.row("answers/find_about", author_id=author_id, about_id=about_id)
    assert about is not None  # both sides of a conversation are attendees
    if about["is_entry_only"]:
        raise EntryOnlyError
    return about


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
