"""The rights of a guest on their own page: what is kept, correct it, object, take a copy, erase.

A GET changes nothing, so a mail program may open a link beforehand.
"""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk import server
from kiosk.access import Access, Entry, Handler
from kiosk.backups import hours_of_backups
from kiosk.paging import page_of
from kiosk.phone import HEADERS, NothingHereError, render
from kiosk.phone.forms import Form
from kiosk.phone.own_words import read_words
from kiosk.routes.personal import consents_of
from kiosk.routes.personal_acts import back_to
from kiosk.routes.visitors import (
    Visitor,
    conversation_of,
    fact_id,
    show,
    show_with_form,
    visitor_of,
)
from matching.consents import Decision, decide
from matching.errors import ConversationClosedError, PersonFieldError
from matching.model import ConsentKind, Event
from matching.people import attendances_of
from matching.people_editing import FIELDS, PersonFields, edit_person, find_person
from matching.privacy import erase_person
from matching.privacy.own_copy import as_csv_files, as_json, own_copy
from matching.privacy.sealed import is_sealed, open_sealed

SAID = frozenset({"data_kept", "objected"})


def show_rights(request: Request) -> Response:
    """What a guest can ask for, with the way to each."""
    return show(lambda asked: _rights(visitor_of(asked), asked), request)


def show_words(request: Request) -> Response:
    """What the visitor wrote, and what was written about them."""
    return show(_words, request)


def show_sealed(request: Request) -> Response:
    """That there is a sealed sentence, and what opening it does."""
    return show(_sealed, request)


async def send_sealed(request: Request) -> Response:
    """Open it; the words are shown once."""
    return await show_with_form(_open, request)


def show_data(request: Request) -> Response:
    """The visitor's own record, to be corrected."""
    return show(lambda asked: _data(visitor_of(asked)), request)


async def send_data(request: Request) -> Response:
    """Keep the corrected record."""
    return await show_with_form(_keep_data, request)


async def object_to_suggestions(request: Request) -> Response:
    """No longer be suggested to others, nor matched."""
    return await show_with_form(_object, request)


def send_copy(request: Request) -> Response:
    """All that is kept, as JSON or as CSV files in a ZIP."""
    return show(_copy, request)


def show_erasing(request: Request) -> Response:
    """What erasing does, and until when copies have it; nothing is erased yet."""
    return show(lambda asked: _erasing(visitor_of(asked)), request)


async def erase_me(request: Request) -> Response:
    """Erase the visitor, at once."""
    return await show_with_form(_erase, request)


def _rights(visitor: Visitor, request: Request) -> Response:
    said = request.query_params.get("said", "")
    return render(
        "personal_rights.html",
        language=visitor.language,
        visitor=visitor,
        consents=consents_of(visitor),
        has_data=_event_of(visitor) is not None,
        said=said if said in SAID else "",
        shown=uuid4(),
    )


def _words(request: Request) -> Response:
    visitor, page = visitor_of(request), page_of(request)
    words, has_more = read_words(
        visitor.store,
        visitor.owner.person_id,
        visitor.conversations(),
        language=visitor.language,
        page=page,
    )
    return render(
        "personal_rights_words.html",
        language=visitor.language,
        visitor=visitor,
        words=words,
        page=page,
        page_address=lambda number: visitor.address("rights", "words", page=number),
        has_more=has_more,
    )


def _sealed(request: Request) -> Response:
    visitor = visitor_of(request)
    conversation = conversation_of(request, visitor)
    if not is_sealed(conversation):
        raise NothingHereError
    return render(
        "personal_rights_sealed.html",
        language=visitor.language,
        visitor=visitor,
        conversation=conversation,
        opened=None,
    )


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


def _event_of(visitor: Visitor) -> Event | None:
    """An event of the visitor's series, through which their record is found."""
    invited = attendances_of(visitor.store, visitor.owner.person_id)
    return next((visitor.events[one] for one in invited if one in visitor.events), None)


def _data(visitor: Visitor, *, typed: PersonFields | None = None, problem: str = "") -> Response:
    event = _event_of(visitor)
    if event is None:
        raise NothingHereError
    kept = find_person(visitor.store, event, visitor.owner.person_id).fields
    return render(
        "personal_rights_data.html",
        language=visitor.language,
        status=422 if problem else 200,
        visitor=visitor,
        record=typed or kept,
        problem=problem,
        fields=FIELDS,
    )


def _keep_data(request: Request, form: Form) -> Response:
    visitor = visitor_of(request)
    event = _event_of(visitor)
    if event is None:
        raise NothingHereError
    typed = PersonFields(**{name: form.one(name) for name in FIELDS})
    person_id, now = visitor.owner.person_id, visitor.now
    try:
        edit_person(visitor.store, event, person_id, typed, actor="self", now=now)
    except PersonFieldError as refusal:
        return _data(visitor, typed=typed, problem=refusal.field)
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


def _copy(request: Request) -> Response:
    visitor, kind = visitor_of(request), request.path_params["kind"]
    if kind not in _COPIES:
        raise NothingHereError
    copy = own_copy(visitor.store, visitor.owner.person_id)
    content = as_json(copy, now=visitor.now) if kind == "json" else as_csv_files(copy)
    name = f"rozmowa-{visitor.now:%Y-%m-%d}.{kind}"
    attachment = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_COPIES[kind], headers=HEADERS | attachment)


_COPIES = {"json": "application/json", "zip": "application/zip"}


def _erasing(visitor: Visitor) -> Response:
    return render(
        "personal_rights_erase.html",
        language=visitor.language,
        visitor=visitor,
        hours=hours_of_backups(),
    )


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
