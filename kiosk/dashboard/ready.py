"""*Ready?* On the day before: what is done, what is worth a look, what is missing, each mended."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.backups import back_up
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.set_up.first_event import about_an_event
from kiosk.dashboard.visit import StaffVisit
from kiosk.machine_checks import check_machine, kiosk_findings
from kiosk.phone.forms import Form
from matching import audit
from matching.errors import BackupError
from matching.readiness import Finding, State, check_event

HERE = "/staff/ready"


@dataclass(frozen=True)
class Mend:
    """Where a check is mended. path: a page, or for is_act the address of a button."""

    path: str
    is_act: bool = False


# What the organiser does about a check that is not met; the others are mended outside of this
# page, and their sentence says how.
MENDS = {
    "guests": Mend("/staff/import"),
    "questions": Mend("/staff/set-up/questions"),
    "time": Mend("/staff/set-up"),
    "time_closed": Mend("/staff/events"),
    "desk": Mend("/staff/set-up"),
    "consent": Mend("/staff/set-up/guests"),
    "badges": Mend("/staff/print"),
    "paper_list": Mend("/staff/print"),
    "kiosks": Mend("/staff/kiosks"),
    "backup": Mend(f"{HERE}/backup", is_act=True),
}
_SECTIONS = (
    ("people", ("guests", "doubles", "namesakes", "email", "language", "consent")),
    ("day", ("time", "desk", "questions")),
    ("paper", ("badges", "paper_list")),
    ("machine", ("kiosks", "address", "secret", "backup", "lists", "disk", "clock")),
)


def show(visit: StaffVisit, _request: Request) -> Response:
    """All checks, by what they are about."""
    event = visit.the_event()
    findings = {
        finding.check: finding
        for finding in (
            *check_event(visit.store, event, now=visit.now),
            *check_machine(
                visit.store, visit.settings, now=visit.now, matchmaker=visit.running.matchmaker
            ),
        )
    }
    kiosks = kiosk_findings(visit.store, now=visit.now)
    states = [one.state for one in findings.values()] + [one.state for one in kiosks]
    return page(
        visit,
        "ready.html",
        sections=_sections(visit, findings),
        kiosks=kiosks,
        missing=states.count(State.MISSING),
        notes=states.count(State.NOTE),
    )


def _sections(visit: StaffVisit, findings: dict[str, Finding]) -> list[tuple[str, list[Any]]]:
    """Title key, and the lines below it."""
    return [
        (name, [_line(visit, findings[check]) for check in checks if check in findings])
        for name, checks in _SECTIONS
        if any(check in findings for check in checks)
    ]


def _line(visit: StaffVisit, finding: Finding) -> dict[str, Any]:
    is_done = finding.state is State.DONE
    mend = MENDS.get(f"{finding.check}_{finding.case}", MENDS.get(finding.check))
    return {
        "finding": finding,
        "title": visit.text(f"ready.{finding.check}"),
        "sentence": _sentence(visit, finding),
        "mend": None if is_done else mend,
        "mend_text": visit.text(f"ready.mend_{finding.check}") if mend and not is_done else "",
    }


def _sentence(visit: StaffVisit, finding: Finding) -> str:
    """What a check found, in words."""
    ending = finding.case or finding.state
    return visit.text(f"ready.{finding.check}_{ending}", count=finding.count)


def make_backup(visit: StaffVisit, _request: Request, _form: Form) -> Response:
    """One more copy of the database, now."""
    try:
        back_up(visit.store, visit.settings.data / "backups", now=visit.now)
    except BackupError:
        return back(visit, HERE, said="ready.backup_failed")
    visit.store.write(
        lambda change: audit.note(change, actor=visit.actor, act="backup_made", now=visit.now)
    )
    return back(visit, HERE, said="ready.backup_now")


ENTRIES = [
    page_entry(HERE, about_an_event(show), Access.ORGANISER, "is everything ready?"),
    form_entry(f"{HERE}/backup", make_backup, Access.ORGANISER, "make a backup now"),
]
