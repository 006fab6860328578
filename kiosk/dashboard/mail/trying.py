"""A test mail to oneself, of invented people: the way of the real ones, beside the outbox."""

from email.headerregistry import Address
from email.message import EmailMessage
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.mail.examples import example_message, examples_of
from kiosk.dashboard.mail.once import once
from kiosk.dashboard.mail.standing import HERE, kind_in
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.said import Said
from kiosk.dashboard.visit import StaffVisit
from kiosk.mail.sender import CannotSendError, send_now
from kiosk.mail_settings import MailServer
from kiosk.phone.forms import Form
from kiosk.texts import languages
from matching import audit
from matching.email_addresses import ascii_address
from matching.mailing.nouns import MailKind

UNPROCESSABLE = 422
LONGEST_ADDRESS = 320
SENT = "mailing.test_sent"
_OF_NOBODY = ("List-Unsubscribe", "List-Unsubscribe-Post")  # their link would be nobody's


def show(visit: StaffVisit, request: Request) -> Response:
    """To which address, and in which language."""
    return _page(visit, kind_in(request))


def _page(
    visit: StaffVisit,
    kind: MailKind,
    form: Form | None = None,
    *,
    problem: str = "",
    trouble: str = "",
) -> Response:
    return page(
        visit,
        "mail_test.html",
        status=UNPROCESSABLE if form else 200,
        kind=kind,
        path=f"{HERE}/{kind}",
        server=visit.settings.mail,
        address=form.one("address")[:LONGEST_ADDRESS] if form else "",
        chosen=form.one("in") if form else visit.the_event().language,
        languages=languages(),
        form_id=uuid4(),
        problem=problem,
        trouble=trouble,
    )


def send(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Hand it in at once; what is in the way is one sentence."""
    kind, server = kind_in(request), visit.settings.mail
    address = ascii_address(form.one("address"))
    if server is None:
        return _page(visit, kind)
    if address is None:
        return _page(visit, kind, form, problem=visit.text("mailing.test_address"))
    chosen = form.one("in")
    wanted = [one for one in languages() if chosen in (one, "both")] or [visit.the_event().language]
    said = once(form.id("form"), lambda: _send(visit, kind, wanted, server, address))
    if said.key == SENT:
        return back(visit, f"{HERE}/{kind}/test", said=said.key, address=address, **said.values)
    return _page(visit, kind, form, trouble=visit.text(said.key))


def _send(
    visit: StaffVisit, kind: MailKind, wanted: list[str], server: MailServer, address: str
) -> Said:
    """One mail for each language."""
    example = examples_of(kind)[0]
    try:
        for language in wanted:
            message = _for_organiser(visit, example_message(visit, example, language), address)
            send_now(server, message, address)
    except CannotSendError as error:
        return Said(f"mailing.cannot_{error.code}")
    visit.store.write(
        lambda change: audit.note(
            change,
            actor=visit.actor,
            act="test_mail_sent",
            now=visit.now,
            event_id=visit.the_event().event_id,
            detail=kind,
        )
    )
    return Said(SENT, {"count": len(wanted)})  # without the address, which is kept nowhere


def _for_organiser(visit: StaffVisit, message: EmailMessage, address: str) -> EmailMessage:
    subject = visit.text("mailing.test_subject", subject=str(message["Subject"]))
    for name in ("To", "Subject", *_OF_NOBODY):
        del message[name]
    message["To"] = Address(addr_spec=address)
    message["Subject"] = subject
    return message


ENTRIES = [
    page_entry(f"{HERE}/{{kind}}/test", show, Access.ORGANISER, "a test mail to oneself"),
    form_entry(f"{HERE}/{{kind}}/test", send, Access.ORGANISER, "send a test mail to oneself"),
]
