"""Files to print: badges, spare badges, the paper list. Each is noted when it is handed out."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.badges import DEFAULT_LAYOUT, LAYOUTS, draw_badges
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from kiosk.printing import drawn_list, face_of, spare_faces
from matching.people import list_attendees, new_spare_badges
from matching.printing import (
    PrintKind,
    expected_with_badge,
    later_than,
    not_printed_yet,
    note_print,
    prints_of,
)

HERE = "/staff/print"
MOST_SPARE, USUAL_SPARE = 200, 20
UNPROCESSABLE = 422


def show(visit: StaffVisit, _request: Request) -> Response:
    """What can be printed, and what was."""
    return _page(visit)


def _page(visit: StaffVisit, *, spare: str = str(USUAL_SPARE), problem: str = "") -> Response:
    event = visit.the_event()
    printed = prints_of(visit.store, event)
    on_paper = printed.get(PrintKind.PAPER_LIST)
    return page(
        visit,
        "print.html",
        status=UNPROCESSABLE if problem else 200,
        badges=len(expected_with_badge(visit.store, event)),
        unprinted=len(not_printed_yet(visit.store, event)),
        later=later_than(visit.store, event, on_paper.printed_at_utc) if on_paper else 0,
        printed=printed,
        layouts=list(LAYOUTS),
        layout=DEFAULT_LAYOUT,
        spare=spare,
        most=MOST_SPARE,
        problem=problem,
    )


def print_badges(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """All badges, or those that were never printed."""
    event = visit.the_event()
    wanted = not_printed_yet if form.one("which") == "new" else expected_with_badge
    people = wanted(visit.store, event)
    if not people:
        return back(visit, HERE, said="print.nothing_new")
    faces = [face_of(person, event, person.code or "") for person in people]
    pdf = draw_badges(faces, layout=_layout(form))
    codes = [face.code for face in faces]
    _note(visit, PrintKind.BADGES, len(codes), codes)
    return _pdf(visit, "badges", pdf)


def print_spares(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """So many new badges that belong to nobody yet."""
    event, typed = visit.the_event(), form.one("count").strip()
    count = int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_SPARE)) else 0
    if not 1 <= count <= MOST_SPARE:
        sentence = visit.text("print.problem_count", most=MOST_SPARE)
        return _page(visit, spare=typed, problem=sentence)
    codes = new_spare_badges(visit.store, event, count, now=visit.now)
    pdf = draw_badges(spare_faces(event, codes), layout=_layout(form))
    _note(visit, PrintKind.SPARE_BADGES, count, codes)
    return _pdf(visit, "spare-badges", pdf)


def print_list(visit: StaffVisit, _request: Request, _form: Form) -> Response:
    """Names, boxes and codes for the day the power fails."""
    event = visit.the_event()
    people = [one for one in list_attendees(visit.store, event) if one.status == "expected"]
    pdf = drawn_list(event, people, visit.language, now=visit.now)
    _note(visit, PrintKind.PAPER_LIST, len(people), [])
    return _pdf(visit, "guest-list", pdf)


def _layout(form: Form) -> str:
    return form.one("layout") if form.one("layout") in LAYOUTS else DEFAULT_LAYOUT


def _note(visit: StaffVisit, kind: PrintKind, pieces: int, codes: list[str]) -> None:
    note_print(
        visit.store,
        visit.the_event(),
        kind,
        pieces=pieces,
        codes=codes,
        actor=visit.actor,
        now=visit.now,
    )


def _pdf(visit: StaffVisit, name: str, content: bytes) -> Response:
    slug = visit.the_event().slug
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{slug}.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)


ENTRIES = [
    page_entry(HERE, about_an_event(show), Access.ORGANISER, "files to print"),
    form_entry(f"{HERE}/badges", print_badges, Access.ORGANISER, "badges as a PDF"),
    form_entry(f"{HERE}/spares", print_spares, Access.ORGANISER, "new spare badges as a PDF"),
    form_entry(f"{HERE}/list", print_list, Access.ORGANISER, "the paper list as a PDF"),
]
