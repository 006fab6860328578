"""Somebody stands at the door who is not on the list: a few questions, and they are in."""

from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.guests.cards import HERE, card_with_id
from kiosk.dashboard.guests.record_form import RecordForm, of_fields, of_form
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from kiosk.texts import languages, texts_in
from matching.chips import load_chips
from matching.errors import PersonFieldError, UnknownPersonError
from matching.model import ConsentKind
from matching.people_editing import LONGEST, LONGEST_FIELD, PersonFields, with_needs
from matching.walk_ins import (
    WalkIn,
    allow_at_kiosks,
    are_allowed_at_kiosks,
    guest_of_form,
    welcome,
    welcome_known,
    who_is_alike,
)

WALK_IN = "/staff/walk-in"
ASKED = (ConsentKind.SUGGEST, ConsentKind.MAIL)
_ANSWERS = {"yes": True, "no": False}
_SHOWN_FIRST = 12


def show(visit: StaffVisit, _request: Request) -> Response:
    """An empty form with an id of its own, so that two taps are one guest."""
    event = visit.the_event()
    record = of_fields(PersonFields("", language=visit.language), form=str(uuid4()))
    return _page(visit, record, at_kiosks=are_allowed_at_kiosks(visit.store, event))


def come_in(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Add and admit; people who could be meant are shown first."""
    event, record = visit.the_event(), of_form(form)
    form_id = form.id("form") or uuid4()
    before = guest_of_form(visit.store, form_id)
    if before is not None:
        return _welcomed(visit, before)
    record.values["form"] = str(form_id)
    chips = tuple(chip for chip in load_chips() if chip in form.many("chips"))
    decided = {kind: _ANSWERS[form.one(kind)] for kind in ASKED if form.one(kind) in _ANSWERS}
    shown: dict[str, Any] = {"chosen": chips, "decided": decided}
    if form.one("sure") != "1" and record.values["name"]:
        alike = who_is_alike(visit.store, event, record.fields)
        if alike:
            return _page(visit, record, alike=alike, **shown)
    asked_in = form.one("asked_in") if form.one("asked_in") in languages() else ""
    fields = _with_chips(record, chips, event.language)
    walk_in = WalkIn(form_id, event, fields, decided, asked_in)
    try:
        let_in = welcome(visit.store, walk_in, actor=visit.actor, now=visit.now)
    except PersonFieldError as error:
        record.refuse(error, visit.text)
        return _page(visit, record, **shown)
    return _welcomed(visit, let_in.attendee_id)


def _with_chips(record: RecordForm, chips: tuple[str, ...], language: str) -> PersonFields:
    """What they look for, in the words of their own language."""
    words = record.values["language"] or language
    labels = tuple(load_chips()[chip].labels.get(words, chip) for chip in chips)
    return with_needs(record.fields, labels)


def come_in_known(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """It was one of those who are known: on tonight's list, and in."""
    person_id = form.id("person")
    if person_id is None:
        raise NothingHereError
    try:
        let_in = welcome_known(
            visit.store,
            visit.the_event(),
            person_id,
            form_id=form.id("form") or uuid4(),
            actor=visit.actor,
            now=visit.now,
        )
    except UnknownPersonError:
        raise NothingHereError from None
    return _welcomed(visit, let_in.attendee_id)


def _welcomed(visit: StaffVisit, attendee_id: UUID) -> Response:
    card = card_with_id(visit, attendee_id)
    return back(visit, card.path, said="walkin.welcomed", name=card.name)


def allow(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Whether kiosks let in who is not on the list."""
    is_allowed = form.one("allowed") == "1"
    allow_at_kiosks(
        visit.store, visit.the_event(), is_allowed=is_allowed, actor=visit.actor, now=visit.now
    )
    return back(visit, WALK_IN, said="walkin.allowed" if is_allowed else "walkin.not_allowed")


def _page(visit: StaffVisit, record: RecordForm, **values: Any) -> Response:
    """The consents are worded in the guest's language: they are read out or shown to them."""
    chosen = record.values["language"]
    language = chosen if chosen in languages() else visit.language
    usual: dict[str, Any] = {"alike": [], "chosen": (), "decided": {}, "at_kiosks": None}
    return page(
        visit,
        "guests_walk_in.html",
        status=record.status,
        record=record,
        limits={name: LONGEST.get(name, LONGEST_FIELD) for name in record.values},
        chips=list(load_chips().values()),
        shown_first=_SHOWN_FIRST,
        asked=ASKED,
        guest_language=language,
        guest_text=texts_in(language),
        list_path=HERE,
        **usual | values,
    )


ENTRIES = [
    page_entry(WALK_IN, show, Access.STAFF, "somebody who is not on the list"),
    form_entry(WALK_IN, come_in, Access.STAFF, "let them in"),
    form_entry(f"{WALK_IN}/known", come_in_known, Access.STAFF, "let in somebody who is known"),
    form_entry(f"{WALK_IN}/kiosks", allow, Access.ORGANISER, "whether kiosks let walk-ins in"),
]
