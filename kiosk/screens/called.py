"""Somebody of the staff was called; the screen says how that stands."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from matching.calls import state_of_call, withdraw_call
from matching.event_plan import plan_of


def show(view: View) -> Description:
    """Called, on the way, or after two minutes: where the desk is."""
    text, call_id = view.text, view.visit.call_id
    call = state_of_call(view.server.store, call_id, now=utc_now()) if call_id else None
    is_taken = call is not None and call.is_taken
    lines = [
        Line("title", text("called.taken" if is_taken else "called.title")),
        Line("lead", text("called.taken_text" if is_taken else "called.text")),
    ]
    if call is not None and call.is_late:
        lines.append(Line("body", _where(view)))
    return Description(
        layout="message",
        ring=Ring(icon="tick" if is_taken else "hand"),
        lines=lines,
        actions=[Button("back", text("util.back"), "primary")],
        idle_seconds=None if call is not None and not is_taken else 60,
    )


def _where(view: View) -> str:
    place = plan_of(view.server.store, view.running_event()).desk_place
    return view.text("called.desk", place=place) if place else view.text("called.desk_unknown")


def act(view: View, action: str, _field: str) -> None:
    """Back to where the guest was; nobody needs to come any more."""
    if action == "back":
        call_id, view.visit.call_id = view.visit.call_id, None
        if call_id is not None:
            withdraw_call(view.server.store, call_id, now=utc_now())
        view.go(view.visit.back)
