"""The way to a guest's own page, handed out by staff after a look; that it was is on record.

By a code on the screen, or by mail to the address on file, which staff need not see.
"""

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.guests.cards import Card, find_card
from kiosk.dashboard.guests.person import PERSON
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.links import PERSONAL_LINK_DAYS, personal_link
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from kiosk.qr_code import qr_svg
from kiosk.texts import texts_in
from matching.desk import note_personal_link
from matching.mailing.outbox import queue_link

LINK = f"{PERSON}/link"


def show(visit: StaffVisit, request: Request) -> Response:
    """What is about to be handed out; nothing is made yet."""
    return _page(visit, request)


def hand_out(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """Make a link and show it once, as a code for a phone and to print; it is kept nowhere."""
    card = find_card(visit, request)
    link = personal_link(visit.settings, card.person.person_id, now=visit.now)
    if link is None:
        raise NothingHereError
    note_personal_link(
        visit.store, visit.the_event(), card.person.attendee_id, actor=visit.actor, now=visit.now
    )
    return _page(visit, request, link=link)


def send(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """Mail it to the address on file; once in ten minutes, as a second tap changes nothing."""
    card = find_card(visit, request)
    if not _can_send(visit, card):
        raise NothingHereError
    is_new = queue_link(
        visit.store, visit.the_event(), card.person.attendee_id, actor=visit.actor, now=visit.now
    )
    visit.running.send_soon()
    said = "desk_mails.sent" if is_new else "desk_mails.sent_before"
    return back(visit, card.path, said=said, name=card.name)


def _can_send(visit: StaffVisit, card: Card) -> bool:
    settings, person = visit.settings, card.person
    if visit.the_event().is_sample:
        return False
    gets_mails = person.email and person.status != "cancelled" and not person.is_blocked
    return bool(settings.mail and settings.public_url and gets_mails)


def _page(visit: StaffVisit, request: Request, *, link: str = "") -> Response:
    """The printed part speaks the guest's language."""
    if visit.settings.public_url is None:
        raise NothingHereError
    card = find_card(visit, request)
    language = card.person.language or visit.the_event().language
    return page(
        visit,
        "guests_link.html",
        card=card,
        link=link,
        qr=qr_svg(link) if link else "",
        can_send=_can_send(visit, card),
        days=PERSONAL_LINK_DAYS,
        guest_language=language,
        guest_text=texts_in(language),
    )


ENTRIES = [
    page_entry(LINK, show, Access.STAFF, "about a guest's own page"),
    form_entry(LINK, hand_out, Access.STAFF, "hand its link out"),
    form_entry(f"{LINK}/send", send, Access.STAFF, "mail its link to the guest"),
]
