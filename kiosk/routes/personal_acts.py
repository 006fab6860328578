"""What somebody does on their own page: each is a form, and a form sent twice is one fact."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk.phone import HEADERS, NothingHereError
from kiosk.phone.forms import Form
from kiosk.phone.refusals import refusal_text
from kiosk.routes.personal import talk_page
from kiosk.routes.visitors import (
    Visitor,
    conversation_of,
    fact_id,
    show_with_form,
    today_at,
    visitor_of,
)
from matching.answers import (
    Correction,
    NewAnswer,
    confirm,
    correct,
    my_answer,
    revise_answer,
    withdraw_answer,
)
from matching.badge_history import report_act
from matching.consents import Decision, decide
from matching.contacts import Sharing, fields_of, share
from matching.conversations import Conversation
from matching.errors import AnswerThinError, RefusedError
from matching.follow_ups import NOTHING, Promise, day_promised, keep_promise, kind_promised
from matching.introductions import NewIntroduction, propose
from matching.mailing.refusals import Refusal, RefusalKind, decide_mails, refuse
from matching.model import ConsentKind
from matching.privacy.withholding import report_sentence
from matching.suggestions import Release, release_answer


@dataclass(frozen=True)
class Sent:
    """A form about one conversation of the visitor's own."""

    visitor: Visitor
    conversation: Conversation
    form: Form


async def act_on_talk(request: Request) -> Response:
    """Any of the acts about one conversation; then back to it."""
    return await show_with_form(_act_on_talk, request)


async def decide_consent(request: Request) -> Response:
    """Yes or no to one question."""
    return await show_with_form(_decide_consent, request)


async def decide_mails_wanted(request: Request) -> Response:
    """Whether mails or reminders shall come."""
    return await show_with_form(_decide_mails, request)


async def report_badge(request: Request) -> Response:
    """This was not me."""
    return await show_with_form(_report_badge, request)


def _act_on_talk(request: Request, form: Form) -> Response:
    visitor, name = visitor_of(request), request.path_params["act"]
    conversation = conversation_of(request, visitor)
    if name not in _ACTS:
        raise NothingHereError
    problem = {"form": name, "words": form.one("words"), "second_try": ""}
    try:
        _ACTS[name](Sent(visitor, conversation, form))
    except RefusedError as refusal:
        problem["message"] = refusal_text(refusal, visitor.text)
        problem["second_try"] = "yes" if isinstance(refusal, AnswerThinError) else ""
        return talk_page(visitor, conversation, problem=problem)
    return back_to(visitor.address("talk", conversation.conversation_id))


def _confirm(sent: Sent) -> None:
    if answer_id := sent.form.id("answer"):
        me = sent.conversation.me.attendee_id
        confirm(sent.visitor.store, answer_id, by_id=me, now=sent.visitor.now, channel="page")


def _correct(sent: Sent) -> None:
    if answer_id := sent.form.id("answer"):
        words, me = sent.form.one("words"), sent.conversation.me.attendee_id
        fact = fact_id(sent.form, words)
        correction = Correction(fact, answer_id, me, words, channel="page")
        correct(sent.visitor.store, correction, now=sent.visitor.now)


def _revise(sent: Sent) -> None:
    store, words = sent.visitor.store, sent.form.one("words")
    talk_id, me = sent.conversation.conversation_id, sent.conversation.me.attendee_id
    mine = my_answer(store, talk_id, author_id=me)
    if mine is None or mine.words == words.strip():
        return
    revised = NewAnswer(
        answer_id=fact_id(sent.form, words),
        conversation_id=talk_id,
        author_id=me,
        prompt_id=mine.prompt_id,
        words=words,
        language=sent.visitor.language,
        chips=mine.chips,
        channel="page",
        is_second_try=sent.form.one("second_try") == "yes",
    )
    revise_answer(store, revised, now=sent.visitor.now)


def _withdraw(sent: Sent) -> None:
    talk_id, me = sent.conversation.conversation_id, sent.conversation.me.attendee_id
    withdraw_answer(sent.visitor.store, talk_id, author_id=me, now=sent.visitor.now)


def _promise(sent: Sent) -> None:
    event, now = sent.visitor.events[sent.conversation.event_id], sent.visitor.now
    talk_id, me = sent.conversation.conversation_id, sent.conversation.me.attendee_id
    chosen = sent.form.one("kind")
    due_on = day_promised(sent.form.one("due_on"), today=today_at(event, now))
    kind = kind_promised(chosen, due_on)
    if kind is None and chosen != NOTHING:
        return
    promise_id = fact_id(sent.form, chosen, str(due_on))
    promise = Promise(promise_id, talk_id, me, kind, due_on, channel="page")
    keep_promise(sent.visitor.store, promise, now=now)


def _share(sent: Sent) -> None:
    store, wanted = sent.visitor.store, sent.form.many("field")
    talk_id, me = sent.conversation.conversation_id, sent.conversation.me.attendee_id
    chosen = tuple(field for field in fields_of(store, me) if field in wanted)
    sharing = Sharing(fact_id(sent.form, *chosen), talk_id, me, chosen, channel="page")
    share(store, sharing, now=sent.visitor.now)


def _release(sent: Sent) -> None:
    answer_id, told = sent.form.id("answer"), sent.form.one("told")
    if answer_id and told in {"yes", "no"}:
        fact, me = fact_id(sent.form, told), sent.conversation.me.attendee_id
        release = Release(fact, answer_id, me, is_given=told == "yes")
        release_answer(sent.visitor.store, release, now=sent.visitor.now)


def _report(sent: Sent) -> None:
    """The sentence about the visitor is read by nobody until the organiser has decided."""
    if answer_id := sent.form.id("answer"):
        report_sentence(
            sent.visitor.store,
            fact_id(sent.form, "report"),
            answer_id=answer_id,
            by_id=sent.conversation.me.attendee_id,
            now=sent.visitor.now,
        )


def _introduce(sent: Sent) -> None:
    """The other of this conversation to somebody from another one."""
    if to_id := sent.form.id("to"):
        new = NewIntroduction(
            introduction_id=fact_id(sent.form, str(to_id)),
            event=sent.visitor.events[sent.conversation.event_id],
            introducer_id=sent.conversation.me.attendee_id,
            one_id=sent.conversation.other.attendee_id,
            other_id=to_id,
            channel="page",
        )
        propose(sent.visitor.store, new, now=sent.visitor.now)


_ACTS: dict[str, Callable[[Sent], None]] = {
    "confirm": _confirm,
    "correct": _correct,
    "revise": _revise,
    "withdraw": _withdraw,
    "promise": _promise,
    "share": _share,
    "release": _release,
    "introduce": _introduce,
    "report": _report,
}


def _decide_consent(request: Request, form: Form) -> Response:
    visitor, kind, answer = visitor_of(request), form.one("kind"), form.one("answer")
    if kind in [*ConsentKind] and answer in {"yes", "no"}:
        decision = Decision(
            consent_id=fact_id(form, kind, answer),
            person_id=visitor.owner.person_id,
            kind=ConsentKind(kind),
            is_given=answer == "yes",
            language=visitor.language,
        )
        if kind == ConsentKind.MAIL:
            decide_mails(visitor.store, decision, now=visitor.now)
        else:
            decide(visitor.store, decision, source="page", now=visitor.now)
    if form.one("back") == "mails":
        return back_to(visitor.address(mark="mails"))
    if form.one("back") == "meet":
        return back_to(visitor.address("meet"))
    return back_to(visitor.address(mark="consents"))


def _decide_mails(request: Request, form: Form) -> Response:
    """No more mails, no more reminders, or reminders again; mails again need the consent."""
    visitor, kind, answer = visitor_of(request), form.one("kind"), form.one("answer")
    if (kind, answer) in _MAILS:
        refusal = Refusal(
            refusal_id=fact_id(form, kind, answer),
            person_id=visitor.owner.person_id,
            kind=RefusalKind(kind),
            is_refused=answer == "no",
            source="page",
        )
        refuse(visitor.store, refusal, now=visitor.now)
    return back_to(visitor.address(mark="mails"))


_MAILS = {(RefusalKind.ALL, "no"), (RefusalKind.REMINDER, "no"), (RefusalKind.REMINDER, "yes")}


def _report_badge(request: Request, form: Form) -> Response:
    visitor = visitor_of(request)
    if act_id := form.id("act"):
        report_act(visitor.store, visitor.owner.person_id, act_id, now=visitor.now)
    return back_to(visitor.address("badge"))


def back_to(address: str) -> Response:
    """To the page that shows how things stand now, so that reloading it sends nothing again."""
    return RedirectResponse(address, status_code=303, headers=HEADERS)
