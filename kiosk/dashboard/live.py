"""The live page of an event: who came, how deep the talks go, and whom to help now.

One part of it fetches itself again and again; what it shows is worked out once for all viewers.
"""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.live_board import Shown, board_of
from kiosk.dashboard.live_drawings import curve_of, picture_of, ring_of
from kiosk.dashboard.pages import back, page, part_of, rendered
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from kiosk.texts import clock_time
from matching import audit
from matching.agenda import open_talk_of
from matching.desk_ideas import send_idea
from matching.errors import UnknownSuggestionError
from matching.measures import HELP_AFTER_MINUTES, list_in_the_room

HERE = "/staff/live"
MOST_HELPED = 12  # names at once; the others come when these are helped


def show(visit: StaffVisit, request: Request) -> Response:
    """The whole page: figures, network and help for organisers, arrivals for staff."""
    address = _address("/part", with_names=_names(visit, request))
    return page(visit, "live.html", part=_part(visit, request), address=address)


def show_part(visit: StaffVisit, request: Request) -> Response:
    """What changes on it."""
    return part_of(request, _part(visit, request))


def _part(visit: StaffVisit, request: Request) -> str:
    """Rendered once for all who see the same."""
    shown = board_of(visit.store).look(visit.store, visit.the_event(), now=visit.now)
    with_names = _names(visit, request)
    reader = (visit.language, visit.is_organiser, with_names)
    if reader not in shown.parts:
        values = _values(visit, shown)
        if visit.is_organiser:
            values |= _for_organiser(visit, shown, with_names)
        shown.parts[reader] = rendered(visit, "live_part.html", **values)
    return shown.parts[reader]


def _names(visit: StaffVisit, request: Request) -> bool:
    """Whether the reader chose to see the names in the picture, and may."""
    return request.query_params.get("names") == "1" and visit.is_organiser


def _values(visit: StaffVisit, shown: Shown) -> dict[str, Any]:
    event, figures = visit.the_event(), shown.live.figures
    said = {"language": visit.language, "time_zone": visit.time_zone}
    curve = curve_of(
        shown.live.curve,
        expected=figures.expected,
        now=event.closed_at_utc or figures.at_utc,
        clock=lambda moment: clock_time(moment, **said),
    )
    return {"figures": figures, "curve": curve}


def _for_organiser(visit: StaffVisit, shown: Shown, with_names: bool) -> dict[str, Any]:
    live = shown.live
    figures = live.figures
    return {
        "talked": ring_of(figures.talked),
        "finished": ring_of(figures.finished),
        "picture": picture_of(live.network, shown.places, with_names=with_names)
        if shown.places
        else None,
        "with_names": with_names,
        "turned": _address(with_names=not with_names),
        "alone": live.alone[:MOST_HELPED],
        "further": max(len(live.alone) - MOST_HELPED, 0),
        "help_after": HELP_AFTER_MINUTES,
        "has_windows": bool(open_talk_of(visit.store, visit.the_event())),
    }


def _address(below: str = "", *, with_names: bool) -> str:
    chosen = f"?{urlencode({'names': 1})}" if with_names else ""
    return f"{HERE}{below}{chosen}"


def suggest(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Give a guest the idea whom to meet."""
    event = visit.the_event()
    attendee_id, suggested_id = form.id("guest"), form.id("suggested")
    try:
        if attendee_id is None or suggested_id is None:
            raise UnknownSuggestionError
        send_idea(
            visit.store,
            event,
            attendee_id=attendee_id,
            suggested_id=suggested_id,
            actor=visit.actor,
            now=visit.now,
        )
    except UnknownSuggestionError:
        return back(visit, HERE, said="live.idea_gone")
    board_of(visit.store).look_anew(event)
    return back(visit, HERE, said="live.idea_sent")


def show_evacuation(visit: StaffVisit, _request: Request) -> Response:
    """Who is in the room, to print; that the list was opened is noted."""
    event = visit.the_event()
    visit.store.write(
        lambda change: audit.note(
            change,
            actor=visit.actor,
            act="evacuation_list",
            now=visit.now,
            event_id=event.event_id,
        )
    )
    people = list_in_the_room(visit.store, event)
    return page(
        visit,
        "live_evacuation.html",
        named=[one for one in people if not one.is_entry_only],
        unnamed=[one for one in people if one.is_entry_only],
    )


ENTRIES = [
    page_entry(HERE, show, Access.STAFF, "the event as it is now"),
    page_entry(f"{HERE}/part", show_part, Access.STAFF, "what changes on that page"),
    form_entry(f"{HERE}/idea", suggest, Access.ORGANISER, "suggest whom to meet"),
    page_entry(f"{HERE}/evacuation", show_evacuation, Access.STAFF, "who is in the room, to print"),
]
