"""Files for the visitor's own calendar and address book."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from kiosk.files import calendar_file, contact_file
from kiosk.files.plain_words import file_name
from kiosk.phone import HEADERS, NothingHereError
from kiosk.routes.visitors import conversation_of, show, visitor_of
from matching.contacts import contacts_for
from matching.follow_ups import promise_of


def calendar(request: Request) -> Response:
    """The visitor's promise as an .ics file; nothing where it has no date."""
    return show(_calendar, request)


def contact(request: Request) -> Response:
    """What the other shared as a .vcf file; nothing before both have answered (P3)."""
    return show(_contact, request)


def _calendar(request: Request) -> Response:
    visitor = visitor_of(request)
    conversation = conversation_of(request, visitor)
    me, name = conversation.me.attendee_id, conversation.other.name
    promise = promise_of(visitor.store, conversation.conversation_id, author_id=me)
    if promise is None or promise.due_on is None:
        raise NothingHereError
    entry = calendar_file.PromiseEntry(
        conversation_id=conversation.conversation_id,
        author_id=me,
        summary=f"{visitor.text(f'promise.{promise.kind}')}: {name}",
        due_on=promise.due_on,
        time_zone=visitor.events[conversation.event_id].time_zone,
        revision=promise.revision,
    )
    written = calendar_file.calendar_file(entry, now=visitor.now)
    saved_as = file_name(name, ending="ics", otherwise="promise")
    return _download(written, calendar_file.MEDIA_TYPE, saved_as)


def _contact(request: Request) -> Response:
    visitor = visitor_of(request)
    conversation = conversation_of(request, visitor)
    talk_id, me = conversation.conversation_id, conversation.me.attendee_id
    shared = contacts_for(visitor.store, talk_id, reader_id=me)
    if shared is None:
        raise NothingHereError
    # A card needs a name; that of the partner stands on the page in any case.
    named = replace(shared, name=shared.name or conversation.other.name)
    saved_as = file_name(named.name, ending="vcf", otherwise="contact")
    return _download(contact_file.contact_file(named), contact_file.MEDIA_TYPE, saved_as)


def _download(content: bytes, media_type: str, saved_as: str) -> Response:
    attachment = {"Content-Disposition": f'attachment; filename="{saved_as}"'}
    return Response(content, media_type=media_type, headers=HEADERS | attachment)
