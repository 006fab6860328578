"""What only a person can decide: a mail that came back, and one of which nobody knows."""

from collections.abc import Callable
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry
from kiosk.dashboard.mail.standing import HERE, kind_in
from kiosk.dashboard.pages import back
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.errors import UnknownMailError
from matching.mailing.nouns import MailState
from matching.mailing.outbox import list_mails, resolve, send_again

ARRIVED, ONCE_MORE = "arrived", "again"


def again(visit: StaffVisit, request: Request, form: Form) -> Response:
    """A mail that came back is sent once more, such as to a corrected address."""

    def send(mail_id: UUID) -> None:
        send_again(visit.store, mail_id, actor=visit.actor, now=visit.now)

    return _decide(visit, request, _chosen(visit, request, form, MailState.FAILED), send)


def settle(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Uncertain mails have arrived, or are sent once more; the form says which."""
    said = form.one("it")
    if said not in {ARRIVED, ONCE_MORE}:
        return back(visit, f"{HERE}/{kind_in(request)}")

    def decide(mail_id: UUID) -> None:
        has_arrived = said == ARRIVED
        resolve(visit.store, mail_id, has_arrived=has_arrived, actor=visit.actor, now=visit.now)

    return _decide(visit, request, _chosen(visit, request, form, MailState.UNCERTAIN), decide)


def _chosen(visit: StaffVisit, request: Request, form: Form, state: MailState) -> list[UUID]:
    """The mails of this kind and state that the form names, or all of them."""
    kind = kind_in(request)
    mails = list_mails(visit.store, visit.the_event(), (state,))
    wanted = form.id("mail")
    return [
        one.mail_id
        for one in mails
        if one.kind is kind and (form.one("mail") == "all" or one.mail_id == wanted)
    ]


def _decide(
    visit: StaffVisit, request: Request, mail_ids: list[UUID], act: Callable[[UUID], None]
) -> Response:
    """Each once: what somebody else decided meanwhile stays as it is."""
    decided = 0
    for mail_id in mail_ids:
        try:
            act(mail_id)
            decided += 1
        except UnknownMailError:
            continue
    visit.running.send_soon()
    said = "mailing.decided" if decided else "mailing.decided_before"
    return back(visit, f"{HERE}/{kind_in(request)}", said=said, count=decided)


ENTRIES = [
    form_entry(f"{HERE}/{{kind}}/again", again, Access.ORGANISER, "send a returned mail again"),
    form_entry(f"{HERE}/{{kind}}/settle", settle, Access.ORGANISER, "decide uncertain mails"),
]
