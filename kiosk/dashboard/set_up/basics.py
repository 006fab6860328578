"""Name, place, time and languages of an event."""

from dataclasses import replace
from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.drafts import Draft, Reader
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.event_plan import LANGUAGES, EventPlan, plan_of, problems_of
from matching.model import Event
from matching.place_times import clock_at_place, known_time_zone
from matching.setting_up import event_name, set_up_event

HERE = "/staff/set-up"
_TIMES = ("opens_at_utc", "starts_at_utc", "ends_at_utc")
_FIELDS = ("name", "place", "desk_place", "time_zone", "greets", "re_entry", *_TIMES)


def show(visit: StaffVisit, _request: Request) -> Response:
    """The form as it was kept last."""
    event = visit.the_event()
    plan = plan_of(visit.store, event)
    times = {"opens_at_utc": event.opens_at_utc} | {
        name: getattr(plan, name) for name in _TIMES[1:]
    }
    values = {
        "name": event.name,
        "place": plan.place,
        "desk_place": plan.desk_place,
        "time_zone": event.time_zone,
        "greets": event.language,
        "re_entry": "1" if event.re_entry else "",
    }
    values |= {name: clock_at_place(moment, event.time_zone) for name, moment in times.items()}
    return _page(visit, Draft(values), plan.languages)


def _page(visit: StaffVisit, draft: Draft, offered: tuple[str, ...]) -> Response:
    return page(
        visit,
        "set_up_basics.html",
        status=draft.status,
        draft=draft,
        offered=offered,
        languages=LANGUAGES,
        time_zones=sorted(zone for zone in available_timezones() if "/" in zone),
    )


def save(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Keep all of it, or show each problem beside its field."""
    event, reader = visit.the_event(), Reader(visit, form, _FIELDS)
    chosen = tuple(one for one in LANGUAGES if one in form.many("languages"))
    changed, plan = _read(reader, event, plan_of(visit.store, event), chosen)
    for name, refusal in problems_of(plan).items():
        reader.refuse(name, refusal)
    if reader.draft.problems:
        return _page(visit, reader.draft, chosen)
    set_up_event(visit.store, changed, plan, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="setup.kept")


def _read(
    reader: Reader, event: Event, plan: EventPlan, chosen: tuple[str, ...]
) -> tuple[Event, EventPlan]:
    """The event and its plan as the form says; times are those of the zone it names."""
    draft = reader.draft
    zone = reader.read("time_zone", known_time_zone, event.time_zone)
    greets = draft.value("greets")
    greets = greets if greets in chosen or not chosen else chosen[0]
    opens, starts, ends = (reader.moment(name, zone) for name in _TIMES)
    changed = replace(
        event,
        name=reader.read("name", event_name, event.name),
        time_zone=zone,
        language=greets if greets in LANGUAGES else event.language,
        re_entry=draft.value("re_entry") == "1",
        opens_at_utc=opens,
    )
    return changed, replace(
        plan,
        place=draft.value("place"),
        desk_place=draft.value("desk_place"),
        languages=tuple(sorted(chosen, key=lambda one: one != greets)),
        starts_at_utc=starts,
        ends_at_utc=ends,
    )


ENTRIES = [
    page_entry(HERE, about_an_event(show), Access.ORGANISER, "name, place, time, languages"),
    form_entry(HERE, save, Access.ORGANISER, "set an event up"),
]
