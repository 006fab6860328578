"""Guests who call for staff: the band on top of every page, which rings until somebody goes."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk import desk_presence
from kiosk.access import Access
from kiosk.dashboard.gate import HOME, form_entry, page_entry
from kiosk.dashboard.pages import back, part
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.calls import take_call, waiting_calls


def show_part(visit: StaffVisit, request: Request) -> Response:
    """Calls that wait. That somebody looks at this page lets guests call at all."""
    event = visit.event
    if event is not None:
        desk_presence.note(visit.store, event.event_id, now=visit.now)
    calls = waiting_calls(visit.store, event, now=visit.now) if event else []
    return part(visit, request, "calls_part.html", calls=calls)


def take(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """I am going; the kiosk says so."""
    call_id = form.id("call")
    if call_id is not None:
        take_call(visit.store, call_id, actor=visit.actor, now=visit.now)
    return back(visit, HOME, said="dash.calls_taken")


ENTRIES = [
    page_entry("/staff/calls/part", show_part, Access.STAFF, "calls that wait"),
    form_entry("/staff/calls/take", take, Access.STAFF, "take a call"),
]
