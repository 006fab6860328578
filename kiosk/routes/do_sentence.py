"""Links about a sentence: the one about the reader, or their own."""

from kiosk.mail.addresses import MailAct
from kiosk.phone.asking import Asking, Button, WordsField
from kiosk.phone.refusals import refusal_text
from kiosk.phone.talks import Talk
from kiosk.routes.asked import Asked, NothingToDoError, Sent
from kiosk.routes.visitors import fact_id
from matching.answers import Correction, Sentence, confirm, correct
from matching.errors import AnswerLengthError, AnswerRefusedError


def ask_confirm(asked: Asked) -> Asking:
    """Is it right (P5)?"""
    talk, about_me = _about_me(asked)
    text, is_right = asked.visitor.text, about_me.is_confirmed
    fields = {"answer": str(about_me.answer_id)}
    return Asking(
        act="confirm",
        title=text("do.confirm_done" if is_right else "do.confirm_title"),
        done=is_right,
        name=talk.name,
        work=talk.work,
        ring=talk.ring,
        about_me=about_me,
        notes=() if is_right else (text("do.confirm_note", name=talk.name),),
        button=None if is_right else Button(text("phone.confirm"), fields),
        ways=(asked.way("do.correct", MailAct.CORRECT),),
    )


def do_confirm(sent: Sent) -> None:
    """Keep that it is right."""
    talk, about_me = _about_me(sent.asked)
    if sent.form.id("answer") != about_me.answer_id:
        raise NothingToDoError
    visitor, me = sent.asked.visitor, talk.conversation.me.attendee_id
    confirm(visitor.store, about_me.answer_id, by_id=me, now=visitor.now, channel="page")


def ask_correct(asked: Asked) -> Asking:
    """What shall stand beside it?"""
    return _correct(asked)


def _correct(asked: Asked, problem: dict[str, str] | None = None) -> Asking:
    talk, about_me = _about_me(asked)
    text, is_done = asked.visitor.text, asked.is_back and not problem
    fields = {"answer": str(about_me.answer_id), "shown": asked.new_id()}
    return Asking(
        act="correct",
        title=text("do.correct_done" if is_done else "do.correct_title"),
        done=is_done,
        name=talk.name,
        work=talk.work,
        ring=talk.ring,
        about_me=about_me,
        notes=() if is_done else (text("do.correct_note", name=talk.name),),
        words=WordsField(about_me.correction or "", fields, problem),
    )


def do_correct(sent: Sent) -> Asking | None:
    """Keep the words; those that cannot be kept come back with the reason."""
    talk, about_me = _about_me(sent.asked)
    if sent.form.id("answer") != about_me.answer_id:
        raise NothingToDoError
    visitor, words = sent.asked.visitor, sent.form.one("words")
    correction = Correction(
        fact_id(sent.form, words),
        about_me.answer_id,
        talk.conversation.me.attendee_id,
        words,
        channel="page",
    )
    try:
        correct(visitor.store, correction, now=visitor.now)
    except (AnswerRefusedError, AnswerLengthError) as refusal:
        message = refusal_text(refusal, visitor.text)
        return _correct(sent.asked, {"message": message, "words": words, "second_try": ""})
    return None


def _about_me(asked: Asked) -> tuple[Talk, Sentence]:
    """The sentence about the reader, which they may see (P4). Raises NothingToDoError."""
    talk = asked.talk()
    if talk.about_me is None or talk.about_me.is_withheld:
        raise NothingToDoError
    return talk, talk.about_me
