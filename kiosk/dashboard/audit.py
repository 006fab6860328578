"""The log of who did what: append-only, in sentences, for the organiser."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import page_entry
from kiosk.dashboard.pages import page
from kiosk.dashboard.visit import StaffVisit
from kiosk.paging import page_of
from kiosk.texts import Text
from matching.privacy.log_reading import LogLine, acts_in, read_log

HERE = "/staff/audit"


def show(visit: StaffVisit, request: Request) -> Response:
    """50 lines, newest first; of one kind where the address says so."""
    acts, number = acts_in(visit.store), page_of(request)
    act = request.query_params.get("act", "")
    lines, has_more = read_log(visit.store, act=act if act in acts else None, page=number)
    text = visit.text
    return page(
        visit,
        "audit.html",
        lines=[(line, act_in_words(line.act, text), actor_in_words(line, text)) for line in lines],
        acts=sorted(((one, act_in_words(one, text)) for one in acts), key=lambda pair: pair[1]),
        act=act if act in acts else "",
        number=number,
        has_more=has_more,
    )


def act_in_words(act: str, text: Text) -> str:
    """A sentence; what nobody has a sentence for is told by its own name."""
    try:
        return text(f"rights.act_{act}")
    except KeyError:
        return act.replace("_", " ")


def actor_in_words(line: LogLine, text: Text) -> str:
    """Who did it; a device of staff by the name that the organiser gave it."""
    if line.actor == "staff" and line.role:
        role = text(f"dash.role_{line.role}")
        return f"{line.actor_name} ({role})" if line.actor_name else role
    if line.actor == "api" and line.actor_name:
        return text("rights.actor_api_named", name=line.actor_name)
    known = {"staff", "self", "api", "upkeep", "cli"}
    return text(f"rights.actor_{line.actor}") if line.actor in known else line.actor


ENTRIES = [page_entry(HERE, show, Access.ORGANISER, "the log of who did what")]
