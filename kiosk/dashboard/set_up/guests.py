"""Registration of an event, and how long what is known of its guests is kept."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.drafts import Draft, Reader
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from kiosk.registration_address import registration_path
from matching.errors import CapacityError, RetentionError
from matching.event_plan import (
    LONGEST_RETENTION,
    MOST_GUESTS,
    SHORTEST_RETENTION,
    USUAL_RETENTION,
    plan_of,
    problems_of,
    set_plan,
)
from matching.place_times import clock_at_place

HERE = "/staff/set-up/guests"
_FIELDS = ("registration_is_open", "capacity", "registration_closes_at_utc", "retention_days")
_MOST_DIGITS = 9


def show(visit: StaffVisit, _request: Request) -> Response:
    """The form as it was kept last."""
    event = visit.the_event()
    plan = plan_of(visit.store, event)
    values = {
        "registration_is_open": "1" if plan.registration_is_open else "",
        "capacity": "" if plan.capacity is None else str(plan.capacity),
        "registration_closes_at_utc": clock_at_place(
            plan.registration_closes_at_utc, event.time_zone
        ),
        "retention_days": str(plan.retention_days),
    }
    return _page(visit, Draft(values))


def _page(visit: StaffVisit, draft: Draft) -> Response:
    return page(
        visit,
        "set_up_guests.html",
        status=draft.status,
        draft=draft,
        usual=USUAL_RETENTION,
        address=_registration_address(visit),
    )


def _registration_address(visit: StaffVisit) -> str:
    """Where guests register themselves; '' where no phone finds us."""
    public = visit.settings.public_url
    return public + registration_path(visit.the_event()) if public else ""


def save(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Keep all of it, or show each problem beside its field."""
    event, reader = visit.the_event(), Reader(visit, form, _FIELDS)
    plan = plan_of(visit.store, event)
    changed = replace(
        plan,
        registration_is_open=reader.draft.value("registration_is_open") == "1",
        capacity=reader.read("capacity", _capacity, None),
        registration_closes_at_utc=reader.moment("registration_closes_at_utc", event.time_zone),
        retention_days=reader.read("retention_days", _days, plan.retention_days),
    )
    for name, refusal in problems_of(changed).items():
        reader.refuse(name, refusal)
    if reader.draft.problems:
        return _page(visit, reader.draft)
    set_plan(visit.store, event, changed, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="setup.kept")


def _capacity(text: str) -> int | None:
    """A number of guests; None without end."""
    if not text.strip():
        return None
    number = _number(text)
    if number is None:
        raise CapacityError(MOST_GUESTS)
    return number


def _days(text: str) -> int:
    number = _number(text)
    if number is None:
        raise RetentionError(SHORTEST_RETENTION, LONGEST_RETENTION)
    return number


def _number(text: str) -> int | None:
    digits = "".join(text.split())
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


ENTRIES = [
    page_entry(HERE, about_an_event(show), Access.ORGANISER, "registration and retention"),
    form_entry(HERE, save, Access.ORGANISER, "set registration and retention"),
]
