"""What somebody says to a suggestion or an introduction; a form sent twice is one fact."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from kiosk.phone.refusals import refusal_text
from kiosk.routes.personal_acts import back_to
from kiosk.routes.personal_meet import people_page
from kiosk.routes.visitors import Visitor, fact_id, show_with_form, visitor_of
from matching.errors import RefusedError
from matching.introductions import Decision, NewIntroduction, answer_idea, decide
from matching.model import Event
from matching.people import attendances_of
from matching.suggestions import Reply, ReplyKind, reply_to_suggestion


@dataclass(frozen=True)
class Sent:
    """A form about people at an event that the visitor is on the list of, as my_id."""

    visitor: Visitor
    event: Event
    my_id: UUID
    form: Form

    def id(self, name: str) -> UUID:
        """An id that the form must hold. Raises NothingHereError."""
        if (found := self.form.id(name)) is None:
            raise NothingHereError
        return found

    @property
    def is_yes(self) -> bool:
        """What was said. Raises NothingHereError for anything but yes and no."""
        if (answer := self.form.one("answer")) not in {"yes", "no"}:
            raise NothingHereError
        return answer == "yes"


async def act_on_people(request: Request) -> Response:
    """Reply to a suggestion, to an introduction or to an idea; then back to the page."""
    return await show_with_form(_act_on_people, request)


def _act_on_people(request: Request, form: Form) -> Response:
    visitor, act = visitor_of(request), _ACTS.get(request.path_params["act"])
    event_id = form.id("event")
    my_id = attendances_of(visitor.store, visitor.owner.person_id).get(event_id or UUID(int=0))
    if act is None or event_id is None or my_id is None:
        raise NothingHereError
    try:
        said = act(Sent(visitor, visitor.events[event_id], my_id, form))
    except RefusedError as refusal:
        return people_page(visitor, problem=refusal_text(refusal, visitor.text))
    return back_to(visitor.address("meet", said=said))


def _reply(sent: Sent) -> str:
    about_id, kind = sent.id("about"), sent.form.one("kind")
    if kind not in {ReplyKind.MET, ReplyKind.DECLINED}:
        raise NothingHereError
    reply_id = fact_id(sent.form, str(about_id), kind)
    reply = Reply(reply_id, sent.event, sent.my_id, about_id, ReplyKind(kind), channel="page")
    reply_to_suggestion(sent.visitor.store, reply, now=sent.visitor.now)
    return "kept"


def _decide(sent: Sent) -> str:
    introduction_id, is_yes = sent.id("introduction"), sent.is_yes
    decision_id = fact_id(sent.form, str(introduction_id), str(is_yes))
    decision = Decision(decision_id, introduction_id, sent.my_id, is_yes, channel="page")
    is_made = decide(sent.visitor.store, decision, now=sent.visitor.now)
    if is_made:
        return ""
    return "side_yes" if is_yes else "kept"


def _answer_idea(sent: Sent) -> str:
    one_id, other_id, is_yes = sent.id("one"), sent.id("other"), sent.is_yes
    new = NewIntroduction(
        introduction_id=fact_id(sent.form, str(one_id), str(other_id), str(is_yes)),
        event=sent.event,
        introducer_id=sent.my_id,
        one_id=one_id,
        other_id=other_id,
        channel="page",
    )
    answer_idea(sent.visitor.store, new, is_yes=is_yes, now=sent.visitor.now)
    return "idea_yes" if is_yes else "kept"


_ACTS: dict[str, Callable[[Sent], str]] = {
    "reply": _reply,
    "introduction": _decide,
    "idea": _answer_idea,
}
