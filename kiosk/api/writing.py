"""What programs write: each request is one fact, however often it is sent under one key."""

from typing import Any
from uuid import UUID

from kiosk.api.problems import ProblemError
from kiosk.api.reading import moment
from kiosk.api.table import Call
from matching.guest_lists.errors import SampleEventError
from matching.guest_lists.report import ImportReport
from matching.interfaces import facts
from matching.interfaces.idempotency import Answer, Asked, keep_answer
from matching.interfaces.people import take_people
from matching.model import CheckIn
from matching.store import Cursor


def put_people(call: Call, asked: Asked, _fact_id: UUID) -> Answer:
    """Put people on an event's list or bring them up to date, as a guest list's import does."""
    event, records = call.event(), call.body["people"]

    def work(change: Cursor) -> Answer:
        report = take_people(
            change,
            event,
            records,
            suppression_key=call.key("suppression"),
            actor=call.actor,
            now=call.now,
        )
        answer = Answer(200, _report(report), is_kept=True)
        keep_answer(change, asked, answer, now=call.now)
        return answer

    try:
        return call.store.write(work)
    except SampleEventError as error:
        raise ProblemError(409, error.code, "Nobody is put on the sample event's list.") from None


def admit(call: Call, _asked: Asked, fact_id: UUID) -> Answer:
    """Let somebody in as the staff desk does; the outcome is that of a badge at a kiosk."""
    who = call.body
    check_in = facts.admit(
        call.store,
        call.event(),
        scan_id=fact_id,
        code=who.get("code"),
        attendee_id=UUID(who["attendee_id"]) if "attendee_id" in who else None,
        now=call.now,
    )
    attendee = check_in.attendee
    attendee_id = attendee.attendee_id if attendee else None
    return Answer(200, _outcome(check_in), attendee_id=attendee_id)


def _report(report: ImportReport) -> Any:
    return {
        "imported": report.imported,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "cancelled": report.cancelled_now,
        "skipped": report.skipped,
        "rows": [{"row": row.line, "code": row.reason} for row in report.bad_rows],
    }


def _outcome(check_in: CheckIn) -> Any:
    attendee = check_in.attendee
    return {
        "outcome": check_in.outcome,
        "attendee_id": str(attendee.attendee_id) if attendee else None,
        "person_id": str(attendee.person_id) if attendee else None,
        "first_admitted_at": moment(check_in.first_at),
        "first_kiosk": check_in.first_kiosk,
    }
