"""What happens when at an event, and when guests are free to talk."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.drafts import Draft, Reader
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.agenda import (
    AgendaItem,
    agenda_of,
    keep_item,
    problem_of,
    remove_item,
)
from matching.errors import (
    AgendaTitleError,
    EndsTooEarlyError,
    RefusedError,
    UnreadableTimeError,
)
from matching.event_plan import plan_of
from matching.place_times import clock_at_place

HERE = "/staff/set-up/agenda"
USUAL_LENGTH = timedelta(minutes=30)
_FIELDS = ("item", "title", "starts", "ends", "is_open_talk")


def show(visit: StaffVisit, request: Request) -> Response:
    """The lines, and a form for a new one or for the one that is being changed."""
    agenda = agenda_of(visit.store, visit.the_event())
    wanted = request.query_params.get("line", "")
    found = next((item for item in agenda if str(item.item_id) == wanted), None)
    return _page(visit, agenda, _draft_of(visit, found) if found else _next_line(visit, agenda))


def _page(visit: StaffVisit, agenda: list[AgendaItem], draft: Draft) -> Response:
    return page(
        visit,
        "set_up_agenda.html",
        status=draft.status,
        agenda=agenda,
        draft=draft,
        is_change=any(str(item.item_id) == draft.value("item") for item in agenda),
    )


def _draft_of(visit: StaffVisit, item: AgendaItem) -> Draft:
    zone = visit.time_zone
    return Draft(
        {
            "item": str(item.item_id),
            "title": item.title,
            "starts": clock_at_place(item.starts_at_utc, zone),
            "ends": clock_at_place(item.ends_at_utc, zone),
            "is_open_talk": "1" if item.is_open_talk else "",
        }
    )


def _next_line(visit: StaffVisit, agenda: list[AgendaItem]) -> Draft:
    """A new line usually follows the last one, or begins the event."""
    plan = plan_of(visit.store, visit.the_event())
    begins = max((item.ends_at_utc for item in agenda), default=plan.starts_at_utc)
    ends = begins + USUAL_LENGTH if begins else None
    zone = visit.time_zone
    times = {"starts": clock_at_place(begins, zone), "ends": clock_at_place(ends, zone)}
    return Draft({"item": str(uuid4()), "is_open_talk": "1", **times})


def save(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Add a line or change it."""
    event, reader = visit.the_event(), Reader(visit, form, _FIELDS)
    item = _read(reader, form.id("item") or uuid4(), visit.time_zone)
    if item is not None:
        try:
            keep_item(visit.store, event, item, actor=visit.actor, now=visit.now)
        except RefusedError as refusal:
            reader.refuse(_place_of(refusal), refusal)
        else:
            return back(visit, HERE, said="setup.line_kept")
    return _page(visit, agenda_of(visit.store, event), reader.draft)


def _read(reader: Reader, item_id: UUID, time_zone: str) -> AgendaItem | None:
    """The line as typed, None where a field is refused."""
    starts, ends = (_needed(reader, name, time_zone) for name in ("starts", "ends"))
    title = reader.draft.value("title")
    if not title.strip():
        reader.refuse("title", AgendaTitleError())
    if starts is None or ends is None or reader.draft.problems:
        return None
    item = AgendaItem(item_id, title, starts, ends, reader.draft.value("is_open_talk") == "1")
    problem = problem_of(item)
    if problem is not None:
        reader.refuse(_place_of(problem), problem)
    return None if problem else item


def _needed(reader: Reader, name: str, time_zone: str) -> datetime | None:
    moment = reader.moment(name, time_zone)
    if moment is None:
        reader.refuse(name, UnreadableTimeError())
    return moment


def _place_of(refusal: RefusedError) -> str:
    """Beside which field a refusal stands."""
    return "ends" if isinstance(refusal, EndsTooEarlyError) else "title"


def remove(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Take a line away."""
    item_id = form.id("item")
    if item_id is not None:
        event = visit.the_event()
        remove_item(visit.store, event, item_id, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="setup.line_removed")


ENTRIES = [
    page_entry(HERE, about_an_event(show), Access.ORGANISER, "the agenda"),
    form_entry(HERE, save, Access.ORGANISER, "keep a line of it"),
    form_entry(f"{HERE}/remove", remove, Access.ORGANISER, "take a line off the agenda"),
]
