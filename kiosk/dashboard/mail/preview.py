"""What a mail looks like on a computer, on a phone, and as plain text, in either language.

The message stands in a frame of its own that may run nothing, load nothing and lead nowhere.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kiosk.access import Access
from kiosk.dashboard.gate import page_entry
from kiosk.dashboard.mail.examples import example_message, examples_of, look_of
from kiosk.dashboard.mail.standing import HERE, kind_in
from kiosk.dashboard.pages import HEADERS, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.policies import MAIL_INSIDE, MAIL_PREVIEW
from kiosk.texts import languages

FRAME_HEADERS = HEADERS | {
    "Content-Security-Policy": MAIL_INSIDE,
    "X-Frame-Options": "SAMEORIGIN",
}


def show(visit: StaffVisit, request: Request) -> Response:
    """The page around it."""
    kind = kind_in(request)
    name, language = _chosen(visit, request)
    answer = page(
        visit,
        "mail_preview.html",
        kind=kind,
        path=f"{HERE}/{kind}",
        example=name,
        examples=examples_of(kind),
        chosen_language=language,
        languages=languages(),
        look=look_of(example_message(visit, name, language)),
    )
    answer.headers["Content-Security-Policy"] = MAIL_PREVIEW
    return answer


def show_message(visit: StaffVisit, request: Request) -> Response:
    """The message itself."""
    name, language = _chosen(visit, request)
    look = look_of(example_message(visit, name, language))
    return HTMLResponse(look.html, headers=FRAME_HEADERS)


def _chosen(visit: StaffVisit, request: Request) -> tuple[str, str]:
    """Which example in which language; the usual one in the event's where the address is silent."""
    names = examples_of(kind_in(request))
    name, language = request.query_params.get("example"), request.query_params.get("in")
    return (
        name if name in names else names[0],
        language if language in languages() else visit.the_event().language,
    )


ENTRIES = [
    page_entry(f"{HERE}/{{kind}}/preview", show, Access.ORGANISER, "what a mail looks like"),
    page_entry(f"{HERE}/{{kind}}/message", show_message, Access.ORGANISER, "a mail as an example"),
]
