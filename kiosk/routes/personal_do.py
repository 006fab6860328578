"""Behind the links of a mail: each address asks one question, and only its form answers it.

A program that opens every link of a mail changes nothing. What is gone, over, somebody else's or
was never there looks the same: a calm page that leads to one's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access, Entry
from kiosk.chip_labels import chip_labels
from kiosk.links import PERSONAL_PATH
from kiosk.mail.addresses import DO, MailAct
from kiosk.phone import render
from kiosk.phone.asking import Asking, Button
from kiosk.phone.forms import Form
from kiosk.routes.asked import SAID, Asked, NothingToDoError, Sent
from kiosk.routes.do_introduction import ask_agree, ask_decline, do_decide
from kiosk.routes.do_promise import ask_drop, ask_kept, ask_later, do_drop, do_kept, do_later
from kiosk.routes.do_sentence import ask_confirm, ask_correct, do_confirm, do_correct
from kiosk.routes.personal_acts import back_to
from kiosk.routes.visitors import Visitor, fact_id, show, show_with_form, visitor_of
from matching.answers import LONGEST
from matching.errors import RefusedError
from matching.mailing.refusals import Refusal, RefusalKind, has_refused, refuse

NOTHING_LEFT, NOT_KEPT = 404, 422
NO_REMINDER = "no-reminder"


@dataclass(frozen=True)
class Act:
    """ask: the page of the question; do: what its form does, the page anew where it was not kept"""

    ask: Callable[[Asked], Asking]
    do: Callable[[Sent], Asking | None]


def show_act(request: Request) -> Response:
    """The question, or what has come of it."""
    return show(_shown, request)


async def send_act(request: Request) -> Response:
    """The answer."""
    return await show_with_form(_sent, request)


def _act_in(request: Request) -> str:
    """About reminders no further id is needed, so that address names no act."""
    name: str = request.path_params.get("act", NO_REMINDER)
    return name


def _shown(request: Request) -> Response:
    visitor, act = visitor_of(request), _act_in(request)
    try:
        asked = _asked(visitor, request)
        if act == MailAct.WITHDRAW:
            return _to_withdrawing(asked)
        return _page(visitor, _act(act).ask(asked))
    except NothingToDoError:
        return _nothing_left(visitor)


def _sent(request: Request, form: Form) -> Response:
    visitor, act = visitor_of(request), _act_in(request)
    try:
        asked = _asked(visitor, request)
        if act == MailAct.WITHDRAW:
            return _to_withdrawing(asked)
        again = _act(act).do(Sent(asked, form))
    except (NothingToDoError, RefusedError):
        return _nothing_left(visitor)
    if again:
        return _page(visitor, again, status=NOT_KEPT)
    return _back(visitor, request, act, form)


def _back(visitor: Visitor, request: Request, act: str, form: Form) -> Response:
    """To the page that shows how it stands now; a yes that became a no stands on its no's page."""
    if act == MailAct.AGREE and form.one("answer") == "no":
        act = MailAct.DECLINE
    subject = request.path_params.get("subject")
    parts = (DO, act, subject) if subject else (DO, act)
    return back_to(visitor.address(*parts, said=SAID))


def _asked(visitor: Visitor, request: Request) -> Asked:
    """Raises NothingToDoError for what is no id."""
    subject = request.path_params.get("subject", str(visitor.owner.person_id))
    try:
        subject_id = UUID(subject)
    except ValueError:
        raise NothingToDoError from None
    return Asked(visitor, subject_id, is_back=request.query_params.get("said") == SAID)


def _act(name: str) -> Act:
    if name not in _ACTS:
        raise NothingToDoError
    return _ACTS[name]


def _to_withdrawing(asked: Asked) -> Response:
    """That question has a page of its own, which says what it undoes."""
    talk = asked.talk()
    if talk.mine is None:
        raise NothingToDoError
    return back_to(asked.visitor.address("talk", talk.conversation_id, "withdraw"))


def _page(visitor: Visitor, asking: Asking, *, status: int = 200) -> Response:
    return render(
        "personal_do.html",
        language=visitor.language,
        status=status,
        visitor=visitor,
        asking=asking,
        labels=lambda chips: chip_labels(chips, visitor.language),
        longest=LONGEST,
    )


def _nothing_left(visitor: Visitor) -> Response:
    text = visitor.text
    notes = (text("do.nothing_text"),)
    asking = Asking(act="nothing", title=text("do.nothing_title"), notes=notes)
    return _page(visitor, asking, status=NOTHING_LEFT)


def _ask_reminder(asked: Asked) -> Asking:
    """No more reminders? That can be taken back."""
    visitor, text = asked.visitor, asked.visitor.text
    shown = {"shown": asked.new_id()}
    if has_refused(visitor.store, visitor.owner.person_id, RefusalKind.REMINDER):
        undo = Button(text("do.reminder_undo"), shown | {"answer": "no"})
        return Asking(act=NO_REMINDER, title=text("do.reminder_done"), done=True, undo=undo)
    return Asking(
        act=NO_REMINDER,
        title=text("do.reminder_title"),
        notes=(text("do.reminder_note"),),
        button=Button(text("do.reminder_yes"), shown | {"answer": "yes"}),
    )


def _do_reminder(sent: Sent) -> None:
    visitor, is_refused = sent.asked.visitor, sent.is_yes
    refusal = Refusal(
        refusal_id=fact_id(sent.form, NO_REMINDER, str(is_refused)),
        person_id=visitor.owner.person_id,
        kind=RefusalKind.REMINDER,
        is_refused=is_refused,
        source="mail",
    )
    refuse(visitor.store, refusal, now=visitor.now)


_ACTS: dict[str, Act] = {
    MailAct.KEPT: Act(ask_kept, do_kept),
    MailAct.LATER: Act(ask_later, do_later),
    MailAct.DROP: Act(ask_drop, do_drop),
    MailAct.CONFIRM: Act(ask_confirm, do_confirm),
    MailAct.CORRECT: Act(ask_correct, do_correct),
    MailAct.AGREE: Act(ask_agree, do_decide),
    MailAct.DECLINE: Act(ask_decline, do_decide),
    NO_REMINDER: Act(_ask_reminder, _do_reminder),
}

_HERE = f"{PERSONAL_PATH}{{token}}/{DO}"
_ONE = f"{_HERE}/{{act}}/{{subject}}"
ENTRIES = [
    Entry(f"{_HERE}/{NO_REMINDER}", show_act, Access.LINK, title="reminders, from a mail"),
    Entry(f"{_HERE}/{NO_REMINDER}", send_act, Access.LINK, ("POST",), "no reminders"),
    Entry(_ONE, show_act, Access.LINK, title="one question, from a mail"),
    Entry(_ONE, send_act, Access.LINK, ("POST",), "the answer to it"),
]
