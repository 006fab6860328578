"""A guest who asked by mail or at the desk to get no mails: staff write it down, and take it back.

Mails again, after a guest's own no, are the guest's own to ask for: on their own page.
"""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry
from kiosk.dashboard.guests.cards import find_card
from kiosk.dashboard.guests.person import PERSON
from kiosk.dashboard.pages import back
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.mailing.refusals import DESK, Refusal, RefusalKind, has_refused, refuse


def no_mails(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """They want none."""
    return _keep(visit, request, is_refused=True)


def mails_again(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """That was a mistake; what needs a consent of theirs still does."""
    return _keep(visit, request, is_refused=False)


def _keep(visit: StaffVisit, request: Request, *, is_refused: bool) -> Response:
    card = find_card(visit, request)
    person_id = card.person.person_id
    refusal = Refusal(uuid4(), person_id, RefusalKind.ALL, is_refused, DESK)
    refuse(visit.store, refusal, now=visit.now, actor=visit.actor)
    is_so = has_refused(visit.store, person_id, RefusalKind.ALL)
    said = "desk_mails.refused" if is_so else "desk_mails.allowed"
    return back(visit, card.path, said=said, name=card.name)


ENTRIES = [
    form_entry(f"{PERSON}/no-mails", no_mails, Access.STAFF, "a guest wants no mails"),
    form_entry(f"{PERSON}/mails-again", mails_again, Access.STAFF, "that was a mistake"),
]
