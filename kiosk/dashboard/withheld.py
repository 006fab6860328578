"""Reported and vulgar sentences: the organiser decides about each, and every look is logged."""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.chapters import between_events
from matching.errors import UnknownAnswerError
from matching.events import list_events
from matching.privacy.withholding import decide_withholding, list_withheld, look_at
from matching.prompts import load_prompts

HERE = "/staff/withheld"


def show(visit: StaffVisit, _request: Request) -> Response:
    """Which there are, without their words."""
    every = [*list_events(visit.store), *between_events(visit.store)]
    names = {event.event_id: event.name for event in every}
    sentences = list_withheld(visit.store)
    return page(visit, "withheld.html", sentences=sentences, names=names)


def look(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """The words of one, and the decision."""
    answer_id = form.id("answer")
    if answer_id is None:
        raise NothingHereError
    try:
        looked = look_at(visit.store, answer_id, actor=visit.actor, now=visit.now)
    except UnknownAnswerError:
        return back(visit, HERE, said="rights.withheld_gone")
    prompt = load_prompts().get(looked.prompt_id)
    question = prompt.texts[visit.language] if prompt else ""
    return page(visit, "withheld_one.html", looked=looked, question=question, decision=uuid4())


def decide(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Keep it withheld or let it be read."""
    answer_id, decision_id, wanted = form.id("answer"), form.id("decision"), form.one("wanted")
    if answer_id is None or decision_id is None or wanted not in {"withhold", "release"}:
        raise NothingHereError
    try:
        decide_withholding(
            visit.store,
            decision_id,
            answer_id=answer_id,
            is_shown=wanted == "release",
            actor=visit.actor,
            now=visit.now,
        )
    except UnknownAnswerError:
        return back(visit, HERE, said="rights.withheld_gone")
    return back(visit, HERE, said=f"rights.withheld_said_{wanted}")


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "reported and vulgar sentences"),
    form_entry(f"{HERE}/look", look, Access.ORGANISER, "read a withheld sentence, which is logged"),
    form_entry(f"{HERE}/decide", decide, Access.ORGANISER, "withhold or release a sentence"),
]
