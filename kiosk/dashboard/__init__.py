"""The organiser's dashboard: pages for a laptop or a phone, plain HTML that works without script.

A page is a function of a visit and a request (and a form); dashboard_entry makes a route of it.
"""

from kiosk.dashboard.gate import dashboard_entry
from kiosk.dashboard.pages import back, page, part
from kiosk.dashboard.uploads import UploadForm
from kiosk.dashboard.visit import StaffVisit

__all__ = ["StaffVisit", "UploadForm", "back", "dashboard_entry", "page", "part"]
