"""A guest at a kiosk calls for staff."""

from kiosk import desk_presence
from kiosk.clock import utc_now
from kiosk.session import View
from matching.calls import call_staff

_NOT_FROM = {"called", "no_event", "choose_event", "not_a_kiosk"}


def may_call(view: View) -> bool:
    """Whether somebody would hear it: the dashboard is open at this event."""
    event = view.event
    if event is None or view.session.screen in _NOT_FROM:
        return False
    return desk_presence.is_open(view.server.store, event.event_id, now=utc_now())


def call(view: View) -> None:
    """Ring at the desk, and say so; the guest can go back to where they were."""
    visit, event = view.visit, view.running_event()
    visit.back = view.session.screen
    visit.call_id = view.fact_id()
    number = view.session.setup.number
    call_staff(view.server.store, event, call_id=visit.call_id, kiosk=number, now=utc_now())
    view.go("called")
