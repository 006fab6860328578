"""Which events there are: make one, choose which runs, close and reopen."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.drafts import Draft, problem_text
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from kiosk.texts import languages
from matching.errors import EventNameError, RozmowaError, UnknownEventError
from matching.event_plan import EventPlan, plan_of
from matching.events import find_event, list_events
from matching.model import Event
from matching.setting_up import begin_event, close_event, open_event_again, run_event

HERE = "/staff/events"


@dataclass(frozen=True)
class Line:
    """An event of the list. state: also the end of a text's key."""

    event: Event
    plan: EventPlan
    state: str

    @property
    def can_run(self) -> bool:
        """Whether it can be chosen: it is open and another one runs."""
        return self.state in {"open", "early"}


def show(visit: StaffVisit, _request: Request) -> Response:
    """All events, the newest first, and the form for a new one."""
    return _page(visit, Draft())


def _page(visit: StaffVisit, draft: Draft) -> Response:
    events = list_events(visit.store)
    return page(
        visit,
        "set_up_events.html",
        status=draft.status,
        lines=[_line(visit, event) for event in reversed(events)],
        series=_series(events),
        chosen_by_setting=visit.settings.event,
        languages=languages(),
        draft=draft,
    )


def _line(visit: StaffVisit, event: Event) -> Line:
    return Line(event, plan_of(visit.store, event), _state(visit, event))


def _state(visit: StaffVisit, event: Event) -> str:
    if event.closed_at_utc is not None and event.closed_at_utc <= visit.now:
        return "closed"
    running = _running(visit)
    if running is not None and running.event_id == event.event_id:
        return "running"
    return "open" if event.is_open(visit.now) else "early"


def _running(visit: StaffVisit) -> Event | None:
    try:
        return visit.running.event()
    except RozmowaError:
        return None


def _series(events: list[Event]) -> list[Event]:
    """The latest event of each series that takes another one."""
    latest = {event.series_id: event for event in events if not event.is_sample}
    return list(latest.values())


def make(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Begin an event, and go on to set it up."""
    draft = Draft({name: form.one(name) for name in ("name", "like", "language")})
    language = draft.value("language")
    try:
        event = begin_event(
            visit.store,
            draft.value("name"),
            language=language if language in languages() else visit.settings.language,
            like=_named(visit, draft.value("like")) if draft.value("like") else None,
            actor=visit.actor,
            now=visit.now,
        )
    except EventNameError as refusal:
        draft.problems["name"] = problem_text(visit, refusal)
        return _page(visit, draft)
    where = f"/staff/set-up?{urlencode({'event': event.slug})}"
    return back(visit, where, said="setup.made", name=event.name)


def _named(visit: StaffVisit, slug: str) -> Event:
    try:
        return find_event(visit.store, slug)
    except UnknownEventError:
        raise NothingHereError from None


def act(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """What a button beside an event says."""
    work = _ACTS.get(form.one("act"))
    if work is None:
        raise NothingHereError
    event = _named(visit, form.one("event"))
    work(visit.store, event, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said=f"setup.said_{form.one('act')}", name=event.name)


_ACTS: dict[str, Callable[..., None]] = {
    "run": run_event,
    "close": close_event,
    "reopen": open_event_again,
}

ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "all events"),
    form_entry(HERE, make, Access.ORGANISER, "make an event"),
    form_entry(f"{HERE}/act", act, Access.ORGANISER, "run, close or reopen an event"),
]
