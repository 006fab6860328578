"""Privacy: whose time ends when, where copies are, and erasing a person on their request."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.backups import SET_ASIDE_DAYS, hours_of_backups, list_backups
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.errors import AmbiguousPersonError, UnknownPersonError
from matching.events import list_events
from matching.people import Listed, find_by_code_or_email, list_attendees
from matching.privacy import count_suppressed, erase_person
from matching.privacy.retention import next_retention, terms
from matching.privacy.rewriting import rewritten_at, waits_since
from matching.privacy.runs import Run, last_run
from matching.privacy.suppression import lift_by_hand
from matching.privacy.withholding import list_withheld

HERE = "/staff/privacy"
LISTED_TERMS = 20


def show(visit: StaffVisit, _request: Request) -> Response:
    """What ran, what comes next, where copies are."""
    return _page(visit)


def _page(visit: StaffVisit, *, problem: str = "", typed: str = "", status: int = 200) -> Response:
    store, now = visit.store, visit.now
    last = last_run(store, Run.RETENTION, now=now)
    kept = list_backups(visit.settings.data / "backups")
    return page(
        visit,
        "privacy.html",
        status=status,
        problem=problem,
        typed=typed,
        waiting=sum(one.waits for one in list_withheld(store)),
        retention=last,
        next_run=next_retention(store, now=now),
        coming=_coming(visit),
        rewritten=rewritten_at(store, now=now),
        waits=waits_since(store, now=now),
        backups=len(kept),
        newest=_made_at(kept[0]) if kept else None,
        oldest=_made_at(kept[-1]) if kept else None,
        hours=hours_of_backups(),
        days=SET_ASIDE_DAYS,
        suppressed=count_suppressed(store),
    )


def _coming(visit: StaffVisit) -> list[tuple[datetime, str, int]]:
    """The next ends: the day, after which event, how many people."""
    names: dict[UUID | None, str] = {
        event.event_id: event.name for event in list_events(visit.store)
    }
    every = Counter((one.due_at_utc, names.get(one.event_id, "")) for one in terms(visit.store))
    return [(due, name, every[due, name]) for due, name in sorted(every)][:LISTED_TERMS]


def _made_at(backup: Path) -> datetime:
    """When a copy was made, as its name says."""
    stamp = backup.stem.removeprefix("rozmowa-") + "+0000"
    return datetime.strptime(stamp, "%Y%m%dT%H%M%S%z")


def find(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Whom the organiser means, and what erasing them does; nothing is erased yet."""
    event, wanted = visit.the_event(), form.one("who")
    try:
        person = find_by_code_or_email(visit.store, event, wanted)
    except UnknownPersonError:
        return _page(visit, problem=visit.text("rights.find_nobody"), typed=wanted, status=422)
    except AmbiguousPersonError as several:
        problem = visit.text("rights.find_several", count=several.count)
        return _page(visit, problem=problem, typed=wanted, status=422)
    return _question(visit, person)


def ask(visit: StaffVisit, request: Request) -> Response:
    """The same for a guest whose page the organiser comes from."""
    wanted = request.query_params.get("guest", "")
    for person in list_attendees(visit.store, visit.the_event()):
        if str(person.attendee_id) == wanted:
            return _question(visit, person)
    raise NothingHereError


def _question(visit: StaffVisit, person: Listed) -> Response:
    return page(visit, "privacy_erase.html", person=person, hours=hours_of_backups())


def erase(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Erase somebody, at once."""
    person_id, key = form.id("person"), visit.settings.key("suppression")
    if person_id is None or form.one("sure") != "yes":
        raise NothingHereError
    was_there = erase_person(visit.store, person_id, key=key, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="rights.erase_said" if was_there else "rights.erase_gone")


def lift(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Somebody who was erased wants to be on lists again."""
    key = visit.settings.key("suppression")
    told = {"name": form.one("name"), "email": form.one("email")}
    was_there = lift_by_hand(visit.store, **told, key=key, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="rights.lift_said" if was_there else "rights.lift_nobody")


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "retention, copies, requests"),
    page_entry(f"{HERE}/erase", ask, Access.ORGANISER, "what erasing a guest does"),
    form_entry(f"{HERE}/find", find, Access.ORGANISER, "find somebody to erase"),
    form_entry(f"{HERE}/erase", erase, Access.ORGANISER, "erase somebody on their request"),
    form_entry(f"{HERE}/lift", lift, Access.ORGANISER, "let somebody be on lists again"),
]
