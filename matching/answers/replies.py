"""What the person written about says to it (P5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from matching.answer_check.check import check_answer
from matching.answers.judging import check_length, refuse_by
from matching.conversations import is_connected
from matching.errors import UnknownAnswerError
from matching.store import Cursor, Row, Store


@dataclass(frozen=True)
class Correction:
    """What somebody adds beside the sentence about them; the id is made by the client.

    by_id: attendee, the one the sentence is about
    words: 1 to 500 characters
    channel: kiosk, after a badge was shown there, link (of one conversation) or page
    """

    correction_id: UUID
    answer_id: UUID
    by_id: UUID
    words: str
    kiosk: int | None = None
    channel: str = "kiosk"


def confirm(
    store: Store,
    answer_id: UUID,
    *,
    by_id: UUID,
    now: datetime,
    kiosk: int | None = None,
    channel: str = "kiosk",
) -> None:
    """Say that the sentence is right; said again, it changes nothing.

    by_id: attendee, the one the sentence is about
    channel: kiosk, after a badge was shown there, link (of one conversation) or page
    Raises UnknownAnswerError, also where the words were changed since they were read.
    """

    def keep(change: Cursor) -> None:
        sentence = _sentence_about(change, answer_id, by_id)
        change.run(
            "answers/put_confirmation",
            answer_id=answer_id,
            confirmation_id=uuid4(),
            conversation_id=sentence["conversation_id"],
            channel=channel,
            kiosk=kiosk,
            now_utc=now,
        )

    store.write(keep)


def correct(store: Store, correction: Correction, *, now: datetime) -> None:
    """Keep a correction beside the sentence; the same id again is the same correction.

    Raises UnknownAnswerError, AnswerLengthError, AnswerRefusedError.
    """

    def keep(change: Cursor) -> None:
        if change.row("answers/has_correction", correction_id=correction.correction_id):
            return
        sentence = _sentence_about(change, correction.answer_id, correction.by_id)
        check_length(correction.words)
        verdict = check_answer(correction.words, badge="")
        refuse_by(verdict, is_second_try=True)
        change.run(
            "answers/put_correction",
            correction_id=correction.correction_id,
            answer_id=correction.answer_id,
            conversation_id=sentence["conversation_id"],
            words=correction.words.strip(),
            verdict=verdict,
            channel=correction.channel,
            kiosk=correction.kiosk,
            now_utc=now,
        )

    store.write(keep)


def _sentence_about(change: Cursor, answer_id: UUID, by_id: UUID) -> Row:
    sentence = change.row("answers/find_sentence", answer_id=answer_id)
    if sentence is None or sentence["about_id"] != by_id:
        raise UnknownAnswerError
    if sentence["is_withheld"]:
        raise UnknownAnswerError
    if not is_connected(change, sentence["conversation_id"]):
        raise UnknownAnswerError
    return sentence
