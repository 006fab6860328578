"""What the pages behind an answer link show, by how the conversation stands."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from babel.dates import format_date
from starlette.responses import Response

from kiosk.phone import render
from kiosk.phone.forms import Form
from kiosk.phone.visits import Visit
from kiosk.texts import calendar_day, clock_time
from matching.answers import LONGEST, Sentence, answer_about_me, my_answer
from matching.chips import load_chips
from matching.contacts import ContactField, fields_of, saved_choice, shared_by
from matching.conversations import State
from matching.event_plan import plan_with_id
from matching.follow_ups import NOTHING, KeptPromise, PromiseKind, promise_of, promise_to_me
from matching.prompts import PromptKind, load_prompts, prompts_of


@dataclass(frozen=True)
class Draft:
    """What the form holds when it is shown; shown: questions seen so far, this one included."""

    answer_id: UUID
    prompt_id: str
    shown: tuple[str, ...]
    words: str = ""
    promise: str = ""
    due_on: str = ""
    fields: tuple[str, ...] = ()
    is_second_try: bool = False
    error: str = ""


@dataclass(frozen=True)
class Addition:
    """What the form for adding to a sentence holds."""

    correction_id: UUID
    words: str = ""
    error: str = ""


def current_page(visit: Visit) -> Response:
    """The form until this person has answered; then what they may see (P2, P4)."""
    conversation = visit.conversation
    mine = my_answer(visit.store, visit.conversation_id, author_id=visit.my_id)
    if mine is None:
        return answer_page(visit, new_draft(visit))
    if conversation.state is State.CONNECTED:
        return connected_page(visit, mine, Addition(uuid4()))
    return render(
        "waiting.html",
        language=visit.language,
        until_day=calendar_day(conversation.ends_at, **_place(visit)),
        until_time=clock_time(conversation.ends_at, **_place(visit)),
        **_own_sentence(visit, mine),
    )


def new_draft(visit: Visit) -> Draft:
    """A fresh form; ticked is only what this person chose to share before."""
    promised = promise_of(visit.store, visit.conversation_id, author_id=visit.my_id)
    fields = shared_by(visit.store, visit.conversation_id, owner_id=visit.my_id)
    if fields is None:
        fields = saved_choice(visit.store, visit.conversation.me.person_id)
    prompt_id = visit.conversation.me.prompt_id
    return Draft(
        answer_id=uuid4(),
        prompt_id=prompt_id,
        shown=(prompt_id,),
        promise=promised.kind if promised else "",
        due_on=promised.due_on.isoformat() if promised and promised.due_on else "",
        fields=tuple(fields),
    )


def sent_draft(form: Form, visit: Visit) -> Draft:
    """The form as it was sent, to be shown again with all that was written."""
    fresh = new_draft(visit)
    known = [one for one in (*form.many("shown"), fresh.prompt_id) if one in load_prompts()]
    prompt_id = form.one("prompt_id")
    return replace(
        fresh,
        answer_id=form.id("answer_id") or fresh.answer_id,
        prompt_id=prompt_id if _is_question(prompt_id) else fresh.prompt_id,
        shown=tuple(dict.fromkeys(known)),
        words=form.one("words"),
        promise=form.one("promise"),
        due_on=form.one("due_on"),
        fields=form.many("share"),
        is_second_try=form.one("again") == "1",
    )


def answer_page(visit: Visit, draft: Draft, *, status: int = 200) -> Response:
    """The question, and calmly below it promise and what to share."""
    text, language, other = visit.text, visit.language, visit.conversation.other
    sends = "phone.send" if other.has_answered else "phone.send_first"
    return render(
        "answer.html",
        language=language,
        status=status,
        name=other.name,
        has_other_answered=other.has_answered,
        question=load_prompts()[draft.prompt_id].texts[language],
        promise_question=prompts_of(PromptKind.PROMISE)[0].texts[language],
        promises=_promises(visit),
        fields=[(one, text(f"share.{one}")) for one in fields_of(visit.store, visit.my_id)],
        draft=draft,
        longest=LONGEST,
        today=visit.today.isoformat(),
        send=text(sends),
    )


def _promises(visit: Visit) -> list[tuple[str, str]]:
    """What can be promised, in words; nothing where the event does not ask for it."""
    plan = plan_with_id(visit.store, visit.conversation.event_id)
    if plan is not None and not plan.asks_promise:
        return []
    return [(kind, visit.text(f"promise.{kind}")) for kind in [*PromiseKind, NOTHING]]


def decline_page(visit: Visit) -> Response:
    """Ask once more before all words go."""
    return render("decline.html", language=visit.language, name=visit.conversation.other.name)


def connected_page(
    visit: Visit, mine: Sentence, addition: Addition, *, status: int = 200
) -> Response:
    """Both sentences; the one about the reader can be confirmed or added to (P5)."""
    theirs = answer_about_me(visit.store, visit.conversation_id, reader_id=visit.my_id)
    return render(
        "connected.html",
        language=visit.language,
        status=status,
        theirs=theirs,
        theirs_chips=_chips(visit, theirs) if theirs else [],
        their_promise=_their_promise(visit),
        addition=addition,
        longest=LONGEST,
        **_own_sentence(visit, mine),
    )


def _own_sentence(visit: Visit, mine: Sentence) -> dict[str, Any]:
    return {
        "name": visit.conversation.other.name,
        "mine": mine,
        "mine_chips": _chips(visit, mine),
        "promise": _promise(visit),
        "shared": _shared(visit),
    }


def _promise(visit: Visit) -> str:
    promised = promise_of(visit.store, visit.conversation_id, author_id=visit.my_id)
    return _in_words(visit, promised, "phone.promised", "phone.promised_until")


def _their_promise(visit: Visit) -> str:
    promised = promise_to_me(visit.store, visit.conversation_id, reader_id=visit.my_id)
    keys = "personal.their_promise", "personal.their_promise_until"
    return _in_words(visit, promised, *keys, name=visit.conversation.other.name)


def _in_words(
    visit: Visit, promised: KeptPromise | None, key: str, key_until: str, **name: str
) -> str:
    """key: of the sentence without a day; key_until: with one."""
    if promised is None:
        return ""
    promise = visit.text(f"promise.{promised.kind}")
    if promised.due_on is None:
        return visit.text(key, promise=promise, **name)
    day = format_date(promised.due_on, "medium", locale=visit.language)
    return visit.text(key_until, promise=promise, day=day, **name)


def _shared(visit: Visit) -> str:
    fields = shared_by(visit.store, visit.conversation_id, owner_id=visit.my_id)
    names = [visit.text(f"share.{one}") for one in ContactField if one in (fields or ())]
    return visit.text("phone.shared", fields=", ".join(names)) if names else ""


def _chips(visit: Visit, sentence: Sentence) -> list[str]:
    return [load_chips()[chip].labels[visit.language] for chip in sentence.chips]


def _is_question(prompt_id: str) -> bool:
    prompt = load_prompts().get(prompt_id)
    return prompt is not None and prompt.kind is PromptKind.QUESTION


def _place(visit: Visit) -> dict[str, str]:
    return {"language": visit.language, "time_zone": visit.time_zone}
