"""As what somebody comes to a meeting, through whom, and whether they paid at the door."""

from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access, Entry
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from kiosk.texts import amount_of_money
from matching.chapters import (
    AttendanceRow,
    AttendeeRole,
    Payment,
    RoleChange,
    amount_in,
    attendance_of,
    change_role,
    host_named,
    note_payment,
    payments_of,
)
from matching.errors import (
    AmbiguousPersonError,
    AmountError,
    RefusedError,
    RoleError,
    UnknownPersonError,
)
from matching.people import Listed, list_attendees

HERE = "/staff/chapter/person"
LONGEST_NAME = 120


@dataclass(frozen=True)
class Typed:
    """A form that was not kept: which one, why, and what was in it."""

    form: str
    problem: str
    role: str = ""
    through: str = ""
    amount: str = ""


def show(visit: StaffVisit, request: Request) -> Response:
    """One attendee of this meeting."""
    return _page(visit, _attendee(visit, request))


def keep_role(visit: StaffVisit, request: Request, form: Form) -> Response:
    """As what they come, and through whom."""
    attendee, role, through = _attendee(visit, request), form.one("role"), form.one("through")
    if role not in [*AttendeeRole]:
        raise NothingHereError
    event, wanted = visit.the_event(), AttendeeRole(role)
    is_through = wanted in (AttendeeRole.VISITOR, AttendeeRole.SUBSTITUTE)
    try:
        host = host_named(visit.store, event, through) if is_through else None
        fact_id = _fact(form, role, str(host))
        change = RoleChange(fact_id, attendee.attendee_id, wanted, host)
        change_role(visit.store, event, change, actor=visit.actor, now=visit.now)
    except (RoleError, UnknownPersonError, AmbiguousPersonError) as refusal:
        typed = Typed("role", _sentence(visit, refusal), role=role, through=through)
        return _page(visit, attendee, typed, status=422)
    return back(visit, f"{HERE}/{attendee.attendee_id}", said="chapter.said_role")


def keep_payment(visit: StaffVisit, request: Request, form: Form) -> Response:
    """They paid at the door, or did not after all."""
    attendee, answer, amount = _attendee(visit, request), form.one("paid"), form.one("amount")
    if answer not in {"yes", "no"}:
        raise NothingHereError
    try:
        cents = amount_in(amount) if answer == "yes" else None
    except AmountError as refusal:
        typed = Typed("payment", _sentence(visit, refusal), amount=amount)
        return _page(visit, attendee, typed, status=422)
    fact_id = _fact(form, answer, str(cents))
    payment = Payment(fact_id, attendee.attendee_id, answer == "yes", cents)
    note_payment(visit.store, visit.the_event(), payment, actor=visit.actor, now=visit.now)
    said = "chapter.said_paid" if answer == "yes" else "chapter.said_unpaid"
    return back(visit, f"{HERE}/{attendee.attendee_id}", said=said)


def _page(
    visit: StaffVisit, attendee: Listed, typed: Typed | None = None, *, status: int = 200
) -> Response:
    row, language = _row(visit, attendee.attendee_id), visit.language
    return page(
        visit,
        "chapter_person.html",
        status=status,
        attendee=attendee,
        row=row,
        roles=[(role, visit.text(f"chapter.role_{role}")) for role in AttendeeRole],
        payments=payments_of(visit.store, attendee.attendee_id),
        money=lambda cents: amount_of_money(cents, language=language),
        typed=typed,
        shown=uuid4(),
        longest=LONGEST_NAME,
    )


def _attendee(visit: StaffVisit, request: Request) -> Listed:
    """Whom the address names, on the list of this event. Raises NothingHereError."""
    wanted = request.path_params["attendee"]
    for attendee in list_attendees(visit.store, visit.the_event()):
        if str(attendee.attendee_id) == wanted:
            return attendee
    raise NothingHereError


def _row(visit: StaffVisit, attendee_id: UUID) -> AttendanceRow | None:
    """Their line on the sheet; None for a visitor who was taken off the list."""
    sheet = attendance_of(visit.store, visit.the_event(), now=visit.now)
    return next((row for row in sheet if row.attendee_id == attendee_id), None)


def _fact(form: Form, *content: str) -> UUID:
    """A form sent twice states one fact, sent again with other content another one."""
    shown = form.id("shown")
    if shown is None:
        raise NothingHereError
    return uuid5(shown, "\n".join(content))


def _sentence(visit: StaffVisit, refusal: RefusedError) -> str:
    if isinstance(refusal, AmbiguousPersonError):
        return visit.text("chapter.several_hosts", count=refusal.count)
    return visit.text(_SENTENCES[type(refusal)])


_SENTENCES: dict[type[RefusedError], str] = {
    UnknownPersonError: "chapter.no_host",
    RoleError: "chapter.role_wrong",
    AmountError: "chapter.amount_wrong",
}

ENTRIES: list[Entry] = [
    page_entry(f"{HERE}/{{attendee}}", show, Access.STAFF, "role and payment"),
    form_entry(f"{HERE}/{{attendee}}/role", keep_role, Access.STAFF, "as what somebody comes"),
    form_entry(f"{HERE}/{{attendee}}/payment", keep_payment, Access.STAFF, "paid at the door"),
]
