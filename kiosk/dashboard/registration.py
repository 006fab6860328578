"""Who registers by themselves: the link and its code, the switch, how many places are left."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.reaching import address_for_others
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from kiosk.qr_code import qr_svg
from kiosk.registration_address import registration_path
from matching.event_plan import plan_of, set_plan
from matching.registration import list_cancelled_again, places_of, standing_of

HERE = "/staff/registration"
_ONLY_HERE = ("http://localhost", "http://127.0.0.1", "https://localhost", "https://127.0.0.1")


def show(visit: StaffVisit, request: Request) -> Response:
    """The page of the event that is looked at."""
    event, address = visit.the_event(), address_for_others(request, visit.settings)
    link = address + registration_path(event)
    return page(
        visit,
        "registration.html",
        event=event,
        plan=plan_of(visit.store, event),
        standing=standing_of(visit.store, event, now=visit.now),
        places=places_of(visit.store, event),
        again=list_cancelled_again(visit.store, event),
        link=link,
        qr=qr_svg(link),
        is_only_here=address.startswith(_ONLY_HERE),
    )


def switch(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Open or close registration; the same again changes nothing."""
    event, is_open = visit.the_event(), form.one("open") == "yes"
    plan = replace(plan_of(visit.store, event), registration_is_open=is_open)
    set_plan(visit.store, event, plan, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="register.opened" if is_open else "register.closed")


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "registration: link and state"),
    form_entry(HERE, switch, Access.ORGANISER, "open or close registration"),
]
