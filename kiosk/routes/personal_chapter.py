"""Whom somebody knows, on their own page, and what they did between two meetings."""

from collections.abc import Callable
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kiosk import server
from kiosk.access import Access, Entry
from kiosk.links import answer_link
from kiosk.paging import page_of
from kiosk.phone import HEADERS, NothingHereError, render
from kiosk.phone.forms import Form
from kiosk.phone.refusals import refusal_text
from kiosk.phone.relationships import read_people
from kiosk.routes.personal_acts import back_to
from kiosk.routes.visitors import Visitor, fact_id, show, show_with_form, visitor_of
from matching.chapters import Keeping, NewTalk, partners_of, say_kept, talk_between
from matching.conversations import Conversation
from matching.errors import RefusedError


def show_people(request: Request) -> Response:
    """People the visitor has talked with, whoever they talked with last first."""
    return show(lambda asked: people_page(visitor_of(asked), page=page_of(asked)), request)


async def act_on_relationships(request: Request) -> Response:
    """Record a one-to-one between meetings, or say that a promise was kept."""
    return await show_with_form(_act, request)


def people_page(visitor: Visitor, *, page: int = 0, problem: str = "") -> Response:
    """The page; problem: a sentence about a form that was not kept."""
    person_id = visitor.owner.person_id
    people, has_more = read_people(
        visitor.store,
        person_id,
        visitor.events,
        language=visitor.language,
        now=visitor.now,
        page=page,
    )
    return render(
        "personal_people.html",
        language=visitor.language,
        status=422 if problem else 200,
        visitor=visitor,
        people=people,
        partners=partners_of(visitor.store, person_id),
        problem=problem,
        shown=uuid4(),
        page=page,
        page_address=lambda number: visitor.address("people", page=number),
        has_more=has_more,
    )


def _act(request: Request, form: Form) -> Response:
    visitor, act = visitor_of(request), _ACTS.get(request.path_params["act"])
    if act is None:
        raise NothingHereError
    try:
        return act(visitor, form)
    except RefusedError as refusal:
        return people_page(visitor, problem=refusal_text(refusal, visitor.text))


def _talk(visitor: Visitor, form: Form) -> Response:
    """Both have talked: on to the question, or to what stands where it is answered already."""
    partner_id = form.id("partner")
    if partner_id is None:
        return people_page(visitor, problem=visitor.text("own_people.choose_first"))
    new = NewTalk(fact_id(form, str(partner_id)), visitor.owner.person_id, partner_id)
    talk = talk_between(visitor.store, new, now=visitor.now)
    if talk.is_open and not talk.me.has_answered:
        return _to_the_question(talk)
    return back_to(visitor.address("talk", talk.conversation_id))


def _to_the_question(talk: Conversation) -> Response:
    link = answer_link(
        server.running().settings,
        conversation_id=talk.conversation_id,
        attendee_id=talk.me.attendee_id,
    )
    assert link is not None  # without a public address there is no page of one's own
    return RedirectResponse(link, status_code=303, headers=HEADERS)


def _kept(visitor: Visitor, form: Form) -> Response:
    promise_id, wanted = form.id("promise"), form.id("conversation")
    mine = {talk.conversation_id: talk for talk in visitor.conversations()}
    talk = mine.get(wanted) if wanted else None
    if promise_id is None or talk is None or form.one("kept") not in {"yes", "no"}:
        raise NothingHereError
    keeping = Keeping(
        promise_id=promise_id,
        conversation_id=talk.conversation_id,
        author_id=talk.me.attendee_id,
        is_kept=form.one("kept") == "yes",
    )
    say_kept(visitor.store, keeping, now=visitor.now)
    page = int(form.one("page")) if form.one("page") in {*map(str, range(1, 1000))} else 0
    return back_to(visitor.address("people", page=page, mark=f"p{talk.other.person_id}"))


_ACTS: dict[str, Callable[[Visitor, Form], Response]] = {"talk": _talk, "kept": _kept}

ENTRIES: list[Entry] = [
    Entry("/me/{token}/people", show_people, Access.LINK, title="people one knows"),
    Entry(
        "/me/{token}/people/{act}",
        act_on_relationships,
        Access.LINK,
        ("POST",),
        "record a one-to-one between meetings, say that a promise was kept",
    ),
]
