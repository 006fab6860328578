"""The rights of a guest on their own page: what is kept, a copy of it, and what can be asked for.

A GET changes nothing, so a mail program may open a link beforehand.
"""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.backups import hours_of_backups
from kiosk.paging import page_of
from kiosk.phone import HEADERS, NothingHereError, render
from kiosk.phone.own_words import read_words
from kiosk.routes.personal import consents_of
from kiosk.routes.visitors import Visitor, conversation_of, show, visitor_of
from matching.model import Event
from matching.people import attendances_of
from matching.people_editing import FIELDS, PersonFields, find_person
from matching.privacy.own_copy import as_csv_files, as_json, own_copy
from matching.privacy.sealed import is_sealed

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


def show_data(request: Request) -> Response:
    """The visitor's own record, to be corrected."""
    return show(lambda asked: data_page(visitor_of(asked)), request)


def send_copy(request: Request) -> Response:
    """All that is kept, as JSON or as CSV files in a ZIP."""
    return show(_copy, request)


def show_erasing(request: Request) -> Response:
    """What erasing does, and until when copies have it; nothing is erased yet."""
    return show(lambda asked: _erasing(visitor_of(asked)), request)


def _rights(visitor: Visitor, request: Request) -> Response:
    said = request.query_params.get("said", "")
    return render(
        "personal_rights.html",
        language=visitor.language,
        visitor=visitor,
        consents=consents_of(visitor),
        has_data=event_of(visitor) is not None,
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


def event_of(visitor: Visitor) -> Event | None:
    """An event of the visitor's series, through which their record is found."""
    invited = attendances_of(visitor.store, visitor.owner.person_id)
    return next((visitor.events[one] for one in invited if one in visitor.events), None)


def data_page(
    visitor: Visitor, *, typed: PersonFields | None = None, problem: str = ""
) -> Response:
    """The form; problem: the field that cannot stay as it was typed."""
    event = event_of(visitor)
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
