"""One label with a guest's badge, printed on arrival: by the browser, or as a PDF of its size."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.badges import BadgeFace, draw_badge_svg, draw_badges
from kiosk.badges.layouts import layout_named
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.guests.cards import Card, find_card
from kiosk.dashboard.guests.person import PERSON
from kiosk.dashboard.pages import HEADERS, back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.desk import label_printed_at, note_label

LABEL = f"{PERSON}/label"
LAYOUT = "label"


def show(visit: StaffVisit, request: Request) -> Response:
    """The label as it will be, and when it was printed before; ?print=1 opens the print dialog."""
    card = find_card(visit, request)
    face = _face(visit, card)
    sheet = layout_named(LAYOUT)
    return page(
        visit,
        "guests_label.html",
        card=card,
        label=draw_badge_svg(face, layout=LAYOUT),
        width=sheet.width,
        height=sheet.height,
        printed_at=label_printed_at(visit.store, card.person.attendee_id),
        prints_now=request.query_params.get("print") == "1",
    )


def _face(visit: StaffVisit, card: Card) -> BadgeFace:
    person = card.person
    if not person.code:
        raise NothingHereError
    return BadgeFace(
        code=person.code,
        name=person.name,
        family_name=person.family_name,
        company=person.company,
        job_title=person.job_title,
        event_name=visit.the_event().name,
    )


def print_label(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """On record first, then the print dialog."""
    card = find_card(visit, request)
    _face(visit, card)
    _note(visit, card)
    return back(visit, f"{card.path}/label?print=1")


def save_label(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """The same as a file, one page of exactly the label's size."""
    card = find_card(visit, request)
    content = draw_badges([_face(visit, card)], layout=LAYOUT)
    _note(visit, card)
    # The name of the file is the same for everybody: it stays in lists of downloads.
    headers = HEADERS | {"Content-Disposition": 'attachment; filename="label.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _note(visit: StaffVisit, card: Card) -> None:
    note_label(
        visit.store, visit.the_event(), card.person.attendee_id, actor=visit.actor, now=visit.now
    )


ENTRIES = [
    page_entry(LABEL, show, Access.STAFF, "a guest's label"),
    form_entry(LABEL, print_label, Access.STAFF, "print it"),
    form_entry(f"{LABEL}/pdf", save_label, Access.STAFF, "the label as a PDF"),
]
