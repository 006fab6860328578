"""What the holder of an answer link can do: one function for each button."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4, uuid5

from starlette.responses import Response

from kiosk.phone import message
from kiosk.phone.answer_pages import (
    Addition,
    Draft,
    answer_page,
    connected_page,
    sent_draft,
)
from kiosk.phone.forms import Form
from kiosk.phone.refusals import refusal_text
from kiosk.phone.visits import Visit
from matching.answers import (
    Correction,
    NewAnswer,
    answer_about_me,
    confirm,
    correct,
    my_answer,
    record_answer,
)
from matching.contacts import Sharing, fields_of, share
from matching.conversations import another_question, decline
from matching.errors import (
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    EntryOnlyError,
    PromiseDayError,
    RefusedError,
)
from matching.follow_ups import (
    NOTHING,
    Promise,
    check_promise,
    day_promised,
    keep_promise,
    kind_promised,
)

UNPROCESSABLE, CONFLICT = 422, 409

Step = Callable[[Visit, Form], Response | None]


def take_step(visit: Visit, form: Form) -> Response | None:
    """Do what the pressed button says.

    Returns the page to show again, or None where the link itself shows how things stand now:
    after what was done, and after what can no longer be done.
    """
    step = _STEPS.get(form.one("step"))
    try:
        return step(visit, form) if step else None
    except EntryOnlyError:
        return message(visit.language, "cannot", status=CONFLICT)
    except RefusedError:
        return None


def _answer(visit: Visit, form: Form) -> Response | None:
    """Keep the answer, then promise and sharing; all their ids come from the form's one id."""
    answer_id, draft = form.id("answer_id"), sent_draft(form, visit)
    if answer_id is None:
        return None
    try:
        promise = _promise(visit, form, uuid5(answer_id, "promise"))
        if promise:
            check_promise(visit.store, promise, now=visit.now)
        record_answer(visit.store, _new_answer(visit, draft), now=visit.now)
    except (AnswerRefusedError, AnswerThinError, AnswerLengthError, PromiseDayError) as refusal:
        sentence = _sentence_of(visit, refusal, is_second_try=draft.is_second_try)
        has_said_little = isinstance(refusal, AnswerRefusedError | AnswerThinError)
        asked_before = draft.is_second_try or has_said_little
        return _again(visit, replace(draft, error=sentence, is_second_try=asked_before))
    if promise:
        keep_promise(visit.store, promise, now=visit.now)
    _share(visit, form, uuid5(answer_id, "sharing"))
    return None


def _new_answer(visit: Visit, draft: Draft) -> NewAnswer:
    return NewAnswer(
        answer_id=draft.answer_id,
        conversation_id=visit.conversation_id,
        author_id=visit.my_id,
        prompt_id=draft.prompt_id,
        words=draft.words,
        language=visit.language,
        channel="link",
        is_second_try=draft.is_second_try,
    )


def _promise(visit: Visit, form: Form, promise_id: UUID) -> Promise | None:
    """What the form promises; None where it says nothing about that."""
    chosen, due_on = form.one("promise"), day_promised(form.one("due_on"), today=visit.today)
    kind = kind_promised(chosen, due_on)
    if kind is None and chosen != NOTHING:
        return None
    talk_id, me = visit.conversation_id, visit.my_id
    return Promise(promise_id, talk_id, me, kind, due_on, channel="link")


def _share(visit: Visit, form: Form, sharing_id: UUID) -> None:
    if form.one("asks_share"):
        ticked = form.many("share")
        fields = tuple(one for one in fields_of(visit.store, visit.my_id) if one in ticked)
        sharing = Sharing(sharing_id, visit.conversation_id, visit.my_id, fields, channel="link")
        share(visit.store, sharing, now=visit.now)


def _other_question(visit: Visit, form: Form) -> Response | None:
    """Another question with the same words below it; they are not kept yet."""
    if visit.conversation.me.has_answered:
        return None
    draft = sent_draft(form, visit)
    prompt_id = another_question(
        visit.store,
        visit.conversation_id,
        author_id=visit.my_id,
        shown=draft.shown,
        now=visit.now,
    )
    shown = tuple(dict.fromkeys([*draft.shown, prompt_id]))
    return answer_page(visit, replace(draft, prompt_id=prompt_id, shown=shown))


def _decline(visit: Visit, _form: Form) -> None:
    decline(visit.store, visit.conversation_id, by_id=visit.my_id, now=visit.now)


def _confirm(visit: Visit, form: Form) -> None:
    answer_id = form.id("answer_id")
    if answer_id is not None and _is_about_me(visit, answer_id):
        confirm(visit.store, answer_id, by_id=visit.my_id, now=visit.now, channel="link")


def _correct(visit: Visit, form: Form) -> Response | None:
    answer_id, correction_id = form.id("answer_id"), form.id("correction_id")
    if answer_id is None or correction_id is None or not _is_about_me(visit, answer_id):
        return None
    words = form.one("words")
    correction = Correction(correction_id, answer_id, visit.my_id, words, channel="link")
    try:
        correct(visit.store, correction, now=visit.now)
    except (AnswerRefusedError, AnswerLengthError) as refusal:
        mine = my_answer(visit.store, visit.conversation_id, author_id=visit.my_id)
        sentence = _sentence_of(visit, refusal, is_second_try=False)
        addition = Addition(uuid4(), words, sentence)
        return connected_page(visit, mine, addition, status=UNPROCESSABLE) if mine else None
    return None


def _is_about_me(visit: Visit, answer_id: UUID) -> bool:
    """A link is for one conversation: it reaches no sentence of another one."""
    about_me = answer_about_me(visit.store, visit.conversation_id, reader_id=visit.my_id)
    return about_me is not None and about_me.answer_id == answer_id


def _again(visit: Visit, draft: Draft) -> Response:
    return answer_page(visit, draft, status=UNPROCESSABLE)


def _sentence_of(visit: Visit, refusal: RefusedError, *, is_second_try: bool) -> str:
    sentence = refusal_text(refusal, visit.text)
    return f"{sentence} {visit.text('phone.later')}" if is_second_try else sentence


_STEPS: dict[str, Step] = {
    "answer": _answer,
    "other_question": _other_question,
    "decline": _decline,
    "confirm": _confirm,
    "correct": _correct,
}
