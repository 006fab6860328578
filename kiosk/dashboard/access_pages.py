"""Which devices are signed in, invitations for staff, the password."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.reaching import address_for_others
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from kiosk.qr_code import qr_svg
from kiosk.staff_door import keep_in_cookie, organiser_key
from matching.errors import PasswordLengthError
from matching.staff import (
    LONGEST_NAME,
    SHORTEST_PASSWORD,
    Role,
    end_all_sessions,
    end_invitation,
    end_session,
    invite,
    list_invitations,
    list_sessions,
    password_door,
    set_password,
)

HERE = "/staff/access"


def show(visit: StaffVisit, _request: Request) -> Response:
    """Devices, invitations, and the password where no PIN is set."""
    return _page(visit)


def _page(visit: StaffVisit, *, link: str = "", problem: str = "", status: int = 200) -> Response:
    return page(
        visit,
        "access.html",
        status=status,
        sessions=list_sessions(visit.store, now=visit.now),
        invitations=list_invitations(visit.store, now=visit.now),
        roles=[*Role],
        longest=LONGEST_NAME,
        shortest=SHORTEST_PASSWORD,
        has_pin=visit.settings.pin is not None,
        link=link,
        qr=qr_svg(link) if link else "",
        problem=problem,
    )


def make_invitation(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Show a new link once; it is kept nowhere."""
    role = Role.ORGANISER if form.one("role") == Role.ORGANISER else Role.STAFF
    key = invite(visit.store, name=form.one("name"), role=role, actor=visit.actor, now=visit.now)
    return _page(visit, link=f"{address_for_others(request, visit.settings)}/invitation/{key}")


def take_invitation_back(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Let an invitation open nothing."""
    invitation_id = form.id("invitation")
    if invitation_id is not None:
        end_invitation(visit.store, invitation_id, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="dash.invitation_ended")


def sign_device_out(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """End one session."""
    session_id: UUID | None = form.id("session")
    if session_id is not None:
        end_session(visit.store, session_id, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="dash.device_out")


def sign_all_out(visit: StaffVisit, _request: Request, _form: Form) -> Response:
    """End every session, this one too."""
    end_all_sessions(visit.store, actor=visit.actor, now=visit.now)
    return back(visit, "/sign-in")


def change_password(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Keep a new password; whoever came in by the former one is out, but for this device."""
    try:
        set_password(visit.store, form.one("password"), actor=visit.actor, now=visit.now)
    except PasswordLengthError as refusal:
        sentence = visit.text("dash.password_length", letters=refusal.shortest)
        return _page(visit, problem=sentence, status=422)
    door = password_door(visit.store)
    assert door is not None  # it was set this moment
    answer = back(visit, HERE)
    is_encrypted = request.url.scheme == "https"
    key = organiser_key(visit.running, door)
    keep_in_cookie(answer, visit.running, key, is_encrypted=is_encrypted)
    return answer


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "devices, invitations, password"),
    form_entry(f"{HERE}/invite", make_invitation, Access.ORGANISER, "invite staff"),
    form_entry(
        f"{HERE}/invitation", take_invitation_back, Access.ORGANISER, "take an invitation back"
    ),
    form_entry(f"{HERE}/device", sign_device_out, Access.ORGANISER, "sign a device out"),
    form_entry(f"{HERE}/everybody", sign_all_out, Access.ORGANISER, "sign all devices out"),
    form_entry(f"{HERE}/password", change_password, Access.ORGANISER, "set the password"),
]
