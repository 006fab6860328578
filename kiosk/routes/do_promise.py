"""Links about a promise of the reader's own: kept, not now, taken back."""

from dataclasses import replace
from datetime import timedelta

from kiosk.mail.addresses import MailAct
from kiosk.phone.asking import Asking, Button, DayField, Way
from kiosk.phone.refusals import refusal_text
from kiosk.phone.talks import Talk, day_in_words
from kiosk.routes.asked import Asked, NothingToDoError, Sent
from kiosk.routes.visitors import fact_id, today_at
from matching.chapters import Keeping, is_kept, say_kept
from matching.errors import PromiseDayError
from matching.follow_ups import KeptPromise, Promise, day_promised, keep_promise

LATER = timedelta(days=7)


def ask_kept(asked: Asked) -> Asking:
    """Was it kept? Once it is, that can be taken back."""
    talk, promise = _standing(asked)
    text, fields = asked.visitor.text, {"promise": str(promise.promise_id)}
    if is_kept(asked.visitor.store, promise.promise_id):
        undo = Button(text("do.kept_undo"), fields | {"answer": "no"})
        done = Asking(act="kept", title=text("do.kept_done"), done=True, undo=undo)
        return _about(asked, talk, done)
    asking = Asking(
        act="kept",
        title=text("do.kept_title"),
        notes=(text("do.quiet"),),
        button=Button(text("do.kept_yes"), fields | {"answer": "yes"}),
        ways=(asked.way("do.not_now", MailAct.LATER), asked.way("do.drop", MailAct.DROP)),
    )
    return _about(asked, talk, asking)


def do_kept(sent: Sent) -> None:
    """Say that it was kept, or take that back."""
    talk, promise = _of_form(sent)
    keeping = Keeping(
        promise.promise_id, talk.conversation_id, talk.conversation.me.attendee_id, sent.is_yes
    )
    say_kept(sent.asked.visitor.store, keeping, now=sent.asked.visitor.now)


def ask_later(asked: Asked) -> Asking:
    """Shall it wait a week from today, or until a day of the reader's choice?"""
    return _later(asked)


def _later(asked: Asked, *, problem: str = "") -> Asking:
    talk, promise = _standing(asked)
    if is_kept(asked.visitor.store, promise.promise_id):
        return ask_kept(asked)
    text, today = asked.visitor.text, today_at(talk.event, asked.visitor.now)
    fields, proposed = {"shown": asked.new_id()}, today + LATER
    asking = Asking(
        act="later",
        title=text("do.later_done"),
        done=True,
        day=DayField(today, fields),
        ways=(asked.way("do.kept_yes", MailAct.KEPT), asked.way("do.drop", MailAct.DROP)),
    )
    if asked.is_back and not problem:
        return _about(asked, talk, asking)
    label = text("do.later_yes", day=day_in_words(proposed, talk.event, asked.visitor.language))
    question = replace(
        asking,
        title=text("do.later_title"),
        done=False,
        notes=(text("do.quiet"),),
        button=Button(label, fields | {"day": proposed.isoformat()}),
        problem=problem,
    )
    return _about(asked, talk, question)


def do_later(sent: Sent) -> Asking | None:
    """Move it; a day that cannot be is told on the same page."""
    asked, written = sent.asked, sent.form.one("day")
    talk, promise = _standing(asked)
    if is_kept(asked.visitor.store, promise.promise_id):
        raise NothingToDoError
    try:
        due_on = day_promised(written, today=today_at(talk.event, asked.visitor.now))
        if due_on is None:
            raise NothingToDoError
        moved = Promise(
            promise_id=fact_id(sent.form, written),
            conversation_id=talk.conversation_id,
            author_id=talk.conversation.me.attendee_id,
            kind=promise.kind,
            due_on=due_on,
            channel="page",
        )
        keep_promise(asked.visitor.store, moved, now=asked.visitor.now)
    except PromiseDayError as refusal:
        return _later(asked, problem=refusal_text(refusal, asked.visitor.text))
    return None


def ask_drop(asked: Asked) -> Asking:
    """Shall it be taken back?"""
    text = asked.visitor.text
    if asked.is_back and (talk := asked.talk()).promise is None:
        anew = Way(text("do.drop_anew"), asked.visitor.address("talk", talk.conversation_id))
        done = Asking(act="drop", title=text("do.drop_done"), done=True, ways=(anew,))
        return _about(asked, talk, done)
    talk, promise = _standing(asked)
    fields = {"shown": asked.new_id(), "promise": str(promise.promise_id)}
    asking = Asking(
        act="drop",
        title=text("do.drop_title"),
        notes=(text("do.drop_note"),),
        button=Button(text("do.drop_yes"), fields),
        ways=(asked.way("do.not_now", MailAct.LATER),),
    )
    return _about(asked, talk, asking)


def do_drop(sent: Sent) -> None:
    """Take it back."""
    talk, promise = _of_form(sent)
    nothing = Promise(
        promise_id=fact_id(sent.form, "drop", str(promise.promise_id)),
        conversation_id=talk.conversation_id,
        author_id=talk.conversation.me.attendee_id,
        kind=None,
        due_on=None,
        channel="page",
    )
    keep_promise(sent.asked.visitor.store, nothing, now=sent.asked.visitor.now)


def _standing(asked: Asked) -> tuple[Talk, KeptPromise]:
    """The promise that stands in the conversation. Raises NothingToDoError."""
    talk = asked.talk()
    if talk.promise is None:
        raise NothingToDoError
    return talk, talk.promise


def _of_form(sent: Sent) -> tuple[Talk, KeptPromise]:
    """The same, which must be the one that the form was about."""
    talk, promise = _standing(sent.asked)
    if sent.form.id("promise") != promise.promise_id:
        raise NothingToDoError
    return talk, promise


def _about(asked: Asked, talk: Talk, asking: Asking) -> Asking:
    """The page with the other's name and the promise."""
    facts: tuple[str, ...] = ()
    if talk.promise:
        text = asked.visitor.text
        kind = text(f"promise.{talk.promise.kind}")
        until = text("phone.promised_until", day=talk.due, promise=kind) if talk.due else ""
        facts = (until or text("phone.promised", promise=kind),)
    return replace(asking, name=talk.name, work=talk.work, ring=talk.ring, facts=facts)
