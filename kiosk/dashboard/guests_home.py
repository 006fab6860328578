"""What the desk sees first: who is expected, whom to find, what needs somebody's eyes."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import page_entry
from kiosk.dashboard.pages import part
from kiosk.dashboard.visit import StaffVisit
from matching.desk import count_arrivals, list_attention, list_without_label
from matching.people import entry_only_ids

PART = "/staff/now/part"
MOST_SHOWN = 12


def home_values(visit: StaffVisit) -> dict[str, Any]:
    """For the first page and the part of it that fetches itself again; nothing without an event."""
    if visit.event is None:
        return {"arrivals": None, "attention": [], "unlabelled": [], "unnamed": frozenset()}
    return {
        "arrivals": count_arrivals(visit.store, visit.event),
        "attention": list_attention(visit.store, visit.event)[:MOST_SHOWN],
        "unlabelled": list_without_label(visit.store, visit.event)[:MOST_SHOWN],
        "unnamed": entry_only_ids(visit.store, visit.event),
    }


def show_part(visit: StaffVisit, request: Request) -> Response:
    """What changes on the first page."""
    return part(visit, request, "guests_home_part.html", **home_values(visit))


ENTRIES = [page_entry(PART, show_part, Access.STAFF, "what needs eyes at the desk")]
