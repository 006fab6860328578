"""Which questions rotate at an event, and which steps a conversation has."""

from dataclasses import replace
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.drafts import Draft, problem_text
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.event_plan import EventPlan, plan_of, problems_of, questions_of, set_plan
from matching.prompts import Prompt, PromptKind, prompts_of

HERE = "/staff/set-up/questions"


def show(visit: StaffVisit, _request: Request) -> Response:
    """All questions there are, those that are asked ticked."""
    event = visit.the_event()
    chosen = questions_of(visit.store, event.event_id)
    return _page(visit, plan_of(visit.store, event), chosen, Draft())


def _page(visit: StaffVisit, plan: EventPlan, chosen: tuple[str, ...], draft: Draft) -> Response:
    return page(
        visit,
        "set_up_questions.html",
        status=draft.status,
        plan=plan,
        chosen=chosen,
        points=_by_point(),
        steps={kind: prompts_of(kind)[0] for kind in (PromptKind.SEEKS, PromptKind.PROMISE)},
        draft=draft,
    )


def _by_point() -> list[tuple[int, list[Prompt]]]:
    """The questions by the point of a good talk that they serve."""
    questions = sorted(prompts_of(PromptKind.QUESTION), key=lambda prompt: prompt.point)
    return [(point, list(prompts)) for point, prompts in groupby(questions, lambda one: one.point)]


def save(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Keep the choice; one question alone is refused."""
    event, known = visit.the_event(), prompts_of(PromptKind.QUESTION)
    chosen = tuple(one.prompt_id for one in known if one.prompt_id in form.many("prompts"))
    plan = replace(
        plan_of(visit.store, event),
        prompts=None if len(chosen) == len(known) else chosen,
        asks_seeks=form.one("asks_seeks") == "1",
        asks_promise=form.one("asks_promise") == "1",
    )
    problems = problems_of(plan)
    if problems:
        told = {name: problem_text(visit, refusal) for name, refusal in problems.items()}
        return _page(visit, plan, chosen, Draft(problems=told))
    set_plan(visit.store, event, plan, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="setup.kept")


ENTRIES = [
    page_entry(HERE, about_an_event(show), Access.ORGANISER, "questions of a conversation"),
    form_entry(HERE, save, Access.ORGANISER, "choose questions"),
]
