"""This badge was shown before."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Line, Ring
from kiosk.session import View
from kiosk.texts import clock_time
from matching.desk import report_not_me


def show(view: View) -> Description:
    """When and where it was first shown; a silent repeat would look broken."""
    text, check_in = view.text, view.visit.check_in
    assert check_in is not None
    assert check_in.attendee is not None
    return Description(
        layout="message",
        ring=Ring(icon="tick"),
        lines=[
            Line("name", check_in.attendee.name or text("greeting.nameless")),
            Line("title", text("already.title")),
            Line("lead", _when(view)),
        ],
        actions=[
            Button("home", text("already.me"), "primary"),
            Button("not-me", text("already.not_me")),
        ],
    )


def _when(view: View) -> str:
    check_in, event = view.visit.check_in, view.running_event()
    assert check_in is not None
    assert check_in.first_at is not None
    time = clock_time(check_in.first_at, language=view.language, time_zone=event.time_zone)
    if check_in.first_kiosk is None:
        return view.text("already.text_no_kiosk", time=time)
    return view.text("already.text", time=time, kiosk=check_in.first_kiosk)


def act(view: View, action: str, _field: str) -> None:
    """ "This is not me" goes to the desk."""
    attendee = view.visit.check_in.attendee if view.visit.check_in else None
    if action == "not-me" and attendee is not None:
        report_not_me(
            view.server.store,
            view.running_event(),
            attendee.attendee_id,
            kiosk=view.session.setup.number,
            now=utc_now(),
        )
        view.go("not_me")
