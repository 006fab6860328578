"""The pages of an import: choose a file, look at it, confirm, watch, read the report."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry, upload_entry
from kiosk.dashboard.importing.jobs import MINUTES_KEPT, Job, Stage, jobs
from kiosk.dashboard.importing.words import refusal_text
from kiosk.dashboard.pages import back, page, part
from kiosk.dashboard.uploads import LARGEST_FILE, UploadForm
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone import NothingHereError
from kiosk.phone.forms import Form
from matching.errors import RozmowaError
from matching.events import free_slug, list_events
from matching.guest_lists.importing import (
    LONGEST_EVENT_NAME,
    ImportOptions,
    NewEvent,
    event_for_import,
)
from matching.guest_lists.sheet import GuestListFile
from matching.model import Event

HERE = "/staff/import"
UNPROCESSABLE = 422
SECONDS_WAITED = 1.5  # most lists are read by then
ENCODINGS = ("utf-8", "cp1250", "iso8859-2", "cp1252", "cp852", "mac_latin2", "utf-16")
MOST_BAD_ROWS = 30
_LONGEST_FILE_NAME = 80


def show(visit: StaffVisit, _request: Request) -> Response:
    """Choose a file and the event it is for."""
    return _form(visit)


def _form(visit: StaffVisit, *, problem: str = "", where: str | None = None) -> Response:
    events = [event for event in list_events(visit.store) if not event.is_sample]
    if where is None:
        is_real = visit.event is not None and not visit.event.is_sample
        where = visit.event.slug if visit.event and is_real else ""
    return page(
        visit,
        "import.html",
        status=UNPROCESSABLE if problem else 200,
        events=list(reversed(events)),
        where=where,
        problem=problem,
        megabytes=LARGEST_FILE // 1_000_000,
        minutes=MINUTES_KEPT,
        under_way=jobs.of_session(visit.session.session_id),
    )


def upload(visit: StaffVisit, _request: Request, form: UploadForm) -> Response:
    """Take the file and read it; it is kept in memory only."""
    data, where = form.file("list"), form.one("where")
    if not data:
        return _form(visit, problem=visit.text("import.no_file"), where=where)
    name = _short_name(form.file_name("list"))
    try:
        place = _place(visit, where, form.one("name") or PurePath(name).stem)
    except RozmowaError as refusal:
        return _form(visit, problem=refusal_text(visit.text, refusal), where=where)
    job = Job(
        session_id=visit.session.session_id,
        store=visit.store,
        source=GuestListFile(name, data),
        place=place,
        options=ImportOptions(
            language=visit.settings.language,
            suppression_key=visit.settings.key("suppression"),
            actor=visit.actor,
        ),
        file_name=name,
    )
    jobs.begin(job)
    jobs.wait(SECONDS_WAITED)
    return back(visit, f"{HERE}/{job.job_id}")


def _short_name(name: str) -> str:
    """Only the last part of what a browser calls a file."""
    return PurePath(name.replace("\\", "/")).name[-_LONGEST_FILE_NAME:]


def _place(visit: StaffVisit, where: str, name: str) -> Event | NewEvent:
    """The chosen event, else a new one."""
    if where:
        return event_for_import(visit.store, where, "")
    name = " ".join(name.replace("_", " ").split())[:LONGEST_EVENT_NAME]
    return NewEvent(free_slug(list_events(visit.store), name), name or visit.text("import.unnamed"))


def look(visit: StaffVisit, request: Request) -> Response:
    """How the file stands."""
    job = _job(visit, request)
    return page(visit, "import_job.html", **_values(visit, job))


def look_at_part(visit: StaffVisit, request: Request) -> Response:
    """The same, fetched again while something happens."""
    return part(visit, request, "import_part.html", **_values(visit, _job(visit, request)))


def _values(visit: StaffVisit, job: Job) -> dict[str, Any]:
    return {
        "job": job,
        "preview": job.preview,
        "report": job.report or (job.preview.report if job.preview else None),
        "problem": refusal_text(visit.text, job.refusal) if job.refusal else "",
        "encodings": ENCODINGS,
        "most_bad_rows": MOST_BAD_ROWS,
        "is_new": isinstance(job.place, NewEvent),
    }


def _job(visit: StaffVisit, request: Request) -> Job:
    try:
        job_id = UUID(request.path_params["job"])
    except ValueError:
        raise NothingHereError from None
    job = jobs.find(job_id, visit.session.session_id)
    if job is None:
        raise NothingHereError
    return job


def read_again(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Read the file in another encoding."""
    job, encoding = _job(visit, request), form.one("encoding")
    jobs.read_again(job, encoding if encoding in ENCODINGS else None)
    jobs.wait(SECONDS_WAITED)
    return back(visit, f"{HERE}/{job.job_id}")


def confirm(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Take everybody in."""
    job = _job(visit, request)
    jobs.carry_out(job, members_know_each_other=form.one("members") == "1")
    jobs.wait(SECONDS_WAITED)
    return back(visit, f"{HERE}/{job.job_id}")


def discard(visit: StaffVisit, request: Request, _form: Form) -> Response:
    """Keep nothing of the file."""
    job = _job(visit, request)
    was_done = job.stage is Stage.DONE
    jobs.forget(job)
    return back(visit, HERE, said="" if was_done else "import.discarded")


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "import a guest list"),
    upload_entry(HERE, upload, Access.ORGANISER, "upload a guest list"),
    page_entry(f"{HERE}/{{job}}", look, Access.ORGANISER, "preview and report"),
    page_entry(f"{HERE}/{{job}}/part", look_at_part, Access.ORGANISER, "progress of an import"),
    form_entry(
        f"{HERE}/{{job}}/encoding",
        read_again,
        Access.ORGANISER,
        "read the file in another encoding",
    ),
    form_entry(f"{HERE}/{{job}}/confirm", confirm, Access.ORGANISER, "carry the import out"),
    form_entry(f"{HERE}/{{job}}/discard", discard, Access.ORGANISER, "keep nothing of the file"),
]
