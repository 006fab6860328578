"""A person added or changed by the organiser; what was typed here, no import writes over."""

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.guests.cards import HERE, Card, find_card
from kiosk.dashboard.guests.person import PERSON
from kiosk.dashboard.guests.record_form import RecordForm, of_fields, of_form
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.chapters.roles import AttendeeRole, RoleChange, change_role
from matching.errors import PersonFieldError
from matching.people_editing import (
    LONGEST,
    LONGEST_FIELD,
    PersonFields,
    add_person,
    edit_person,
    find_person,
)
from matching.walk_ins import who_is_alike

NEW = f"{HERE}/new"
EDIT = f"{PERSON}/edit"


def show_new(visit: StaffVisit, _request: Request) -> Response:
    """An empty record."""
    visit.the_event()
    return _page(visit, of_fields(PersonFields(""), role="visitor"), None)


def add(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Add a person; people who could be meant are shown first."""
    event, record = visit.the_event(), of_form(form, "role")
    alike = who_is_alike(visit.store, event, record.fields) if record.values["name"] else []
    if alike and form.one("sure") != "1":
        return _page(visit, record, None, alike=alike)
    try:
        attendee_id = add_person(
            visit.store,
            event,
            record.fields,
            role=_role(record),
            actor=visit.actor,
            now=visit.now,
        )
    except PersonFieldError as error:
        record.refuse(error, visit.text)
        return _page(visit, record, None)
    name = record.values["name"]
    return back(visit, f"{HERE}/{attendee_id}", said="guests.added", name=name)


def _role(record: RecordForm) -> AttendeeRole:
    """The one that was chosen; anything else counts as a visitor."""
    chosen = record.values.get("role", "")
    return AttendeeRole(chosen) if chosen in [*AttendeeRole] else AttendeeRole.VISITOR


def show_edit(visit: StaffVisit, request: Request) -> Response:
    """The record as it is."""
    card = find_card(visit, request)
    known = find_person(visit.store, visit.the_event(), card.person.person_id)
    return _page(visit, of_fields(known.fields, role=card.person.role), card)


def edit(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Keep the record and the role."""
    card, record = find_card(visit, request), of_form(form, "role")
    try:
        edit_person(
            visit.store,
            visit.the_event(),
            card.person.person_id,
            record.fields,
            actor=visit.actor,
            now=visit.now,
        )
        _change_role(visit, card, _role(record))
    except PersonFieldError as error:
        record.refuse(error, visit.text)
        return _page(visit, record, card)
    return back(visit, card.path, said="guests.edited", name=record.values["name"])


def _change_role(visit: StaffVisit, card: Card, role: AttendeeRole) -> None:
    if role == card.person.role:
        return
    change = RoleChange(uuid4(), card.person.attendee_id, role)
    change_role(visit.store, visit.the_event(), change, actor=visit.actor, now=visit.now)


def _page(visit: StaffVisit, record: RecordForm, card: Card | None, **values: Any) -> Response:
    return page(
        visit,
        "guests_edit.html",
        status=record.status,
        card=card,
        record=record,
        roles=[(role, visit.text(f"guests.role_{role}")) for role in AttendeeRole],
        limits={name: LONGEST.get(name, LONGEST_FIELD) for name in record.values},
        **{"alike": [], **values},
    )


ENTRIES = [
    page_entry(NEW, show_new, Access.ORGANISER, "add a guest"),
    form_entry(NEW, add, Access.ORGANISER, "add a guest"),
    page_entry(EDIT, show_edit, Access.ORGANISER, "a guest's record"),
    form_entry(EDIT, edit, Access.ORGANISER, "change it"),
]
