"""The first page after signing in."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import page_entry
from kiosk.dashboard.guests_home import home_values
from kiosk.dashboard.pages import page
from kiosk.dashboard.visit import StaffVisit


def show(visit: StaffVisit, _request: Request) -> Response:
    """What is running, and what the desk needs most."""
    is_real = visit.event is not None and not visit.event.is_sample
    needs_password = visit.is_organiser and is_real and not visit.running.has_own_door()
    return page(visit, "home.html", needs_password=needs_password, **home_values(visit))


ENTRIES = [page_entry("/staff", show, Access.STAFF, "the first page")]
