"""What staff do for one guest: each is a form of its own, and a second time changes nothing."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from kiosk import scanning
from kiosk.access import Access, Entry
from kiosk.dashboard.gate import Work, form_entry, upload_entry
from kiosk.dashboard.guests.cards import Card, find_card
from kiosk.dashboard.guests.person import PERSON, person_page
from kiosk.dashboard.pages import back
from kiosk.dashboard.uploads import UploadForm
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.badge_codes import in_groups
from matching.desk import (
    UNDO_MINUTES,
    admit_anyway,
    end_entry_only,
    enter_paper_tick,
    undo_admission,
)
from matching.errors import NotASpareBadgeError, NothingToUndoError
from matching.model import Outcome
from matching.people import assign_spare_badge, replace_badge, set_blocked

LONGEST_CODE = 60

Act = Callable[[StaffVisit, Card, Form], Response]


def _admit(visit: StaffVisit, card: Card, form: Form) -> Response:
    """Where something speaks against it, only the button that says so lets them in."""
    if not card.may_enter and form.one("anyway") != "1":
        return back(visit, card.path, said="guests.admit_blocked", name=card.name)
    answer = admit_anyway(
        visit.store, visit.the_event(), card.person.attendee_id, actor=visit.actor, now=visit.now
    )
    is_new = answer.outcome is Outcome.ADMITTED
    said = "guests.admit_done" if is_new else "guests.admit_before"
    return back(visit, card.path, said=said, name=card.name)


def _undo(visit: StaffVisit, card: Card, _form: Form) -> Response:
    try:
        undo_admission(
            visit.store,
            visit.the_event(),
            card.person.attendee_id,
            actor=visit.actor,
            now=visit.now,
        )
    except NothingToUndoError:
        return back(visit, card.path, said="guests.undo_late", minutes=UNDO_MINUTES)
    return back(visit, card.path, said="guests.undo_done", name=card.name)


def _tick(visit: StaffVisit, card: Card, form: Form) -> Response:
    """An arrival of the paper list, with its time there."""
    typed = {name: form.one(name)[:20] for name in ("day", "time")}
    ticked_at = _moment(visit, typed)
    if ticked_at is None or ticked_at > visit.now:
        sentence = "guests.paper_unreadable" if ticked_at is None else "guests.paper_future"
        problems = {"time": visit.text(sentence)}
        return person_page(visit, card, status=422, problems=problems, typed=typed)
    enter_paper_tick(
        visit.store,
        visit.the_event(),
        card.person.attendee_id,
        ticked_at=ticked_at,
        actor=visit.actor,
        now=visit.now,
    )
    return back(visit, card.path, said="guests.paper_done", name=card.name)


def _moment(visit: StaffVisit, typed: dict[str, str]) -> datetime | None:
    try:
        read = datetime.fromisoformat(f"{typed['day']}T{typed['time']}")
    except ValueError:
        return None
    return read.replace(tzinfo=ZoneInfo(visit.time_zone)) if read.tzinfo is None else None


def _replace(visit: StaffVisit, card: Card, _form: Form) -> Response:
    code = replace_badge(
        visit.store, visit.the_event(), card.person.person_id, actor=visit.actor, now=visit.now
    )
    return back(visit, card.path, said="guests.replace_done", code=in_groups(code))


def _give_spare(visit: StaffVisit, card: Card, form: Form) -> Response:
    """A spare badge: its code typed, scanned into the field, or in a photo."""
    typed = form.one("code")[:LONGEST_CODE].strip() or _code_in_photo(form)
    try:
        assign_spare_badge(
            visit.store,
            visit.the_event(),
            card.person.person_id,
            typed,
            actor=visit.actor,
            now=visit.now,
        )
    except NotASpareBadgeError:
        problems = {"code": visit.text("guests.spare_unknown")}
        return person_page(visit, card, status=422, problems=problems, typed={"code": typed})
    return back(visit, card.path, said="guests.spare_done", name=card.name)


def _code_in_photo(form: Form) -> str:
    photo = form.file("photo") if isinstance(form, UploadForm) else None
    return (scanning.read_image(photo).code or "") if photo else ""


def _block(visit: StaffVisit, card: Card, _form: Form) -> Response:
    return _set_blocked(visit, card, is_blocked=True)


def _unblock(visit: StaffVisit, card: Card, _form: Form) -> Response:
    return _set_blocked(visit, card, is_blocked=False)


def _set_blocked(visit: StaffVisit, card: Card, *, is_blocked: bool) -> Response:
    set_blocked(
        visit.store,
        card.person.person_id,
        is_blocked=is_blocked,
        actor=visit.actor,
        now=visit.now,
    )
    said = "guests.blocked" if is_blocked else "guests.unblocked"
    return back(visit, card.path, said=said, name=card.name)


def _end_entry_only(visit: StaffVisit, card: Card, _form: Form) -> Response:
    """The guest asked staff to take part in everything again."""
    end_entry_only(
        visit.store,
        visit.the_event(),
        card.person.person_id,
        language=visit.language,
        actor=visit.actor,
        now=visit.now,
    )
    return back(visit, card.path, said="guests.entry_only_ended", name=card.name)


def _with_card(act: Act) -> Work:
    def work(visit: StaffVisit, request: Request, form: Form) -> Response:
        return act(visit, find_card(visit, request), form)

    return work


def _entry(name: str, act: Act, title: str, access: Access = Access.STAFF) -> Entry:
    return form_entry(f"{PERSON}/{name}", _with_card(act), access, title)


ENTRIES = [
    _entry("admit", _admit, "let a guest in"),
    _entry("undo", _undo, "undo an admission"),
    _entry("paper", _tick, "enter a tick of the paper list"),
    _entry("replace", _replace, "a new badge code"),
    upload_entry(f"{PERSON}/spare", _with_card(_give_spare), Access.STAFF, "give a spare badge"),
    _entry("block", _block, "refuse a guest's badge", Access.ORGANISER),
    _entry("unblock", _unblock, "let a guest's badge work again", Access.ORGANISER),
    _entry("end-entry-only", _end_entry_only, "end entry only"),
]
