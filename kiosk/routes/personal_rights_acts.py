"""What a guest does about their own data: each is a form. Beside it, the routes of all of it."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk import server
from kiosk.access import Access, Entry, Handler
from kiosk.backups import hours_of_backups
from kiosk.phone import NothingHereError, render
from kiosk.phone.forms import Form
from kiosk.routes.personal_acts import back_to
from kiosk.routes.personal_rights import (
    data_page,
    event_of,
    send_copy,
    show_data,
    show_erasing,
    show_rights,
    show_sealed,
    show_words,
)
from kiosk.routes.visitors import conversation_of, fact_id, show_with_form, visitor_of
from matching.consents import Decision, decide
from matching.errors import ConversationClosedError, PersonFieldError
from matching.model import ConsentKind
from matching.people_editing import FIELDS, PersonFields, edit_person
from matching.privacy import erase_person
from matching.privacy.sealed import open_sealed


async def send_sealed(request: Request) -> Response:
    """Open it; the words are shown once."""
    return await show_with_form(_open, request)


async def send_data(request: Request) -> Response:
    """Keep the corrected record."""
    return await show_with_form(_keep_data, request)


async def object_to_suggestions(request: Request) -> Response:
    """No longer be suggested to others, nor matched."""
    return await show_with_form(_object, request)


async def erase_me(request: Request) -> Response:
    """Erase the visitor, at once."""
    return await show_with_form(_erase, request)


def _open(request: Request, _form: Form) -> Response:
    visitor = visitor_of(request)
    conversation = conversation_of(request, visitor)
    ids = conversation.conversation_id, conversation.me.attendee_id
    try:
        opened = open_sealed(visitor.store, ids[0], reader_id=ids[1], now=visitor.now)
    except ConversationClosedError:
        return back_to(visitor.address("rights", "words"))
    return render(
        "personal_rights_sealed.html",
        language=visitor.language,
        visitor=visitor,
        conversation=conversation,
        opened=opened,
    )


def _keep_data(request: Request, form: Form) -> Response:
    visitor = visitor_of(request)
    event = event_of(visitor)
    if event is None:
        raise NothingHereError
    typed = PersonFields(**{name: form.one(name) for name in FIELDS})
    person_id, now = visitor.owner.person_id, visitor.now
    try:
        edit_person(visitor.store, event, person_id, typed, actor="self", now=now)
    except PersonFieldError as refusal:
        return data_page(visitor, typed=typed, problem=refusal.field)
    return back_to(visitor.address("rights", said="data_kept"))


def _object(request: Request, form: Form) -> Response:
    visitor = visitor_of(request)
    decision = Decision(
        consent_id=fact_id(form, "object"),
        person_id=visitor.owner.person_id,
        kind=ConsentKind.SUGGEST,
        is_given=False,
        language=visitor.language,
    )
    decide(visitor.store, decision, source="page", now=visitor.now)
    return back_to(visitor.address("rights", said="objected"))


def _erase(request: Request, _form: Form) -> Response:
    visitor = visitor_of(request)
    key = server.running().settings.key("suppression")
    person_id = visitor.owner.person_id
    erase_person(visitor.store, person_id, key=key, actor="self", now=visitor.now)
    return render(
        "message.html",
        language=visitor.language,
        screen="personal-erased",
        title=visitor.text("rights.erased_title"),
        sentence=visitor.text("rights.erased_text", hours=hours_of_backups()),
    )


def _entry(path: str, handler: Handler, title: str, method: str = "GET") -> Entry:
    return Entry(f"/me/{{token}}/rights{path}", handler, Access.LINK, (method,), title)


ENTRIES = [
    _entry("", show_rights, "own rights"),
    _entry("/words", show_words, "what I wrote, what was written about me"),
    _entry("/sealed/{conversation}", show_sealed, "a sealed sentence about me"),
    _entry("/sealed/{conversation}", send_sealed, "open a sealed sentence about me", "POST"),
    _entry("/data", show_data, "own record"),
    _entry("/data", send_data, "correct the own record", "POST"),
    _entry("/object", object_to_suggestions, "object to suggestions", "POST"),
    _entry("/copy.{kind}", send_copy, "a copy of one's data, JSON or CSV"),
    _entry("/erase", show_erasing, "what erasing does"),
    _entry("/erase", erase_me, "erase me", "POST"),
]
