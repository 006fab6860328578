"""Pages about one event, opened where there is none to speak of."""

from collections.abc import Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from kiosk.dashboard.pages import back
from kiosk.dashboard.visit import StaffVisit

EVENTS = "/staff/events"

Show = Callable[[StaffVisit, Request], Response]


def about_an_event(show: Show) -> Show:
    """The page, or before there is an event or one of several was chosen, the list of events."""

    @wraps(show)
    def show_or_lead(visit: StaffVisit, request: Request) -> Response:
        if visit.event is None:
            return back(visit, EVENTS, said="setup.choose_first")
        return show(visit, request)

    return show_or_lead
