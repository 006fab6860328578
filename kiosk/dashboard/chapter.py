"""A series and its meetings: the next one from the last, who is a member, who knows whom."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access, Entry
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from kiosk.texts import day_and_time
from matching.chapters import (
    Outlook,
    following_id,
    make_all_members,
    meetings_of,
    next_meeting,
    outlook_of,
    series_of,
    set_members_know_each_other,
)
from matching.errors import (
    MeetingNotBegunError,
    NoMembersError,
    RefusedError,
    RozmowaError,
    SampleMeetingError,
)
from matching.events import find_event
from matching.model import Event
from matching.people import list_attendees

HERE = "/staff/chapter"
MEETINGS_SHOWN = 12


@dataclass(frozen=True)
class Ahead:
    """What comes after a meeting: one that is made, one that can be, or why there is none."""

    made: Event | None
    outlook: Outlook | None
    obstacle: str


def show(visit: StaffVisit, _request: Request) -> Response:
    """The series, this meeting and the next one."""
    return _page(visit, visit.the_event())


def make_next(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """The one tap; on to the new meeting."""
    event = _event_of(visit, form)
    try:
        made = next_meeting(visit.store, event, actor=visit.actor, now=visit.now)
    except RefusedError as refusal:
        return _page(visit, event, problem=_sentence(visit, refusal, event), status=422)
    opens = _when(visit, made.opens_at_utc or visit.now, made)
    return back(
        visit, f"{HERE}?event={made.slug}", said="chapter.said_next", name=made.name, when=opens
    )


def know_each_other(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Whether members count as met from the start."""
    event, answer = _event_of(visit, form), form.one("answer")
    if answer not in {"yes", "no"}:
        raise NothingHereError
    set_members_know_each_other(
        visit.store, event, do_they=answer == "yes", actor=visit.actor, now=visit.now
    )
    return back(visit, HERE, said=f"chapter.said_know_{answer}")


def all_members(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Whoever stands on the list as a visitor becomes a member."""
    event = _event_of(visit, form)
    count = make_all_members(visit.store, event, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="chapter.said_members", count=count)


def _page(visit: StaffVisit, event: Event, *, problem: str = "", status: int = 200) -> Response:
    roles = [one.role for one in list_attendees(visit.store, event) if one.status == "expected"]
    meetings = meetings_of(visit.store, event.series_id)
    return page(
        visit,
        "chapter.html",
        status=status,
        event=event,
        series=series_of(visit.store, event),
        ahead=_ahead(visit, event),
        when=lambda moment: _when(visit, moment, event),
        members=roles.count("member"),
        visitors=roles.count("visitor"),
        meetings=meetings[: -MEETINGS_SHOWN - 1 : -1],
        fixed=visit.settings.event or "",
        problem=problem,
    )


def _ahead(visit: StaffVisit, event: Event) -> Ahead:
    made_id = following_id(visit.store, event)
    for meeting in meetings_of(visit.store, event.series_id):
        if meeting.event_id == made_id:
            return Ahead(meeting, None, "")
    try:
        return Ahead(None, outlook_of(visit.store, event, now=visit.now), "")
    except RefusedError as refusal:
        return Ahead(None, None, _sentence(visit, refusal, event))


def _sentence(visit: StaffVisit, refusal: RefusedError, event: Event) -> str:
    if isinstance(refusal, MeetingNotBegunError):
        return visit.text("chapter.not_begun", when=_when(visit, refusal.opens_at, event))
    return visit.text(_SENTENCES[type(refusal)])


def _when(visit: StaffVisit, moment: datetime, event: Event) -> str:
    return day_and_time(moment, language=visit.language, time_zone=event.time_zone)


def _event_of(visit: StaffVisit, form: Form) -> Event:
    """The event that the page with the form was about, though another may run by now."""
    try:
        return find_event(visit.store, form.one("event"))
    except RozmowaError:
        raise NothingHereError from None


_SENTENCES: dict[type[RefusedError], str] = {
    NoMembersError: "chapter.no_members",
    SampleMeetingError: "chapter.is_sample",
}

ENTRIES: list[Entry] = [
    page_entry(HERE, show, Access.ORGANISER, "a series and its meetings"),
    form_entry(f"{HERE}/next", make_next, Access.ORGANISER, "the next meeting"),
    form_entry(f"{HERE}/know", know_each_other, Access.ORGANISER, "members know each other"),
    form_entry(f"{HERE}/members", all_members, Access.ORGANISER, "all visitors become members"),
]
