"""Tables to take along. A download is sent as it is written, and nothing of it is kept."""

from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.exports import EXPORTS, FORMATS, export_named, note_export
from matching.model import Event

HERE = "/staff/exports"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def show(visit: StaffVisit, _request: Request) -> Response:
    """The tables with how many lines each has now."""
    event, text = visit.the_event(), visit.text
    tables = [
        (
            export,
            text(f"export.{export.name}"),
            text(f"export.{export.name}_about"),
            len(export.lines(visit.store, event, visit.now)),
        )
        for export in EXPORTS
    ]
    return page(
        visit,
        "exports.html",
        tables=tables,
        formats=[(one, text(f"export.{one}")) for one in FORMATS],
    )


def download(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """One table as a file. Raises NothingHereError for one that does not exist."""
    event, export, form_name = visit.the_event(), export_named(form.one("table")), form.one("as")
    write = FORMATS.get(form_name)
    if export is None or write is None:
        raise NothingHereError
    lines = export.lines(visit.store, event, visit.now)
    note_export(
        visit.store, event, export, form_name, actor=visit.actor, count=len(lines), now=visit.now
    )
    name = file_name(event, export.name, form_name, now=visit.now)
    return StreamingResponse(
        write(export, lines),
        media_type=MEDIA_TYPES[form_name],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def file_name(event: Event, table: str, form: str, *, now: datetime) -> str:
    """Such as spring-breakfast-people-2026-11-25.csv; the day at the event's place."""
    day = now.astimezone(ZoneInfo(event.time_zone)).date()
    return f"{event.slug}-{table}-{day.isoformat()}.{form}"


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "tables to take along"),
    form_entry(HERE, download, Access.ORGANISER, "download a table"),
]
