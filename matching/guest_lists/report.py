"""What an import did, or would do."""

from dataclasses import dataclass
from typing import Any

from matching.guest_lists.guests import GuestList
from matching.guest_lists.merging import Plan

# In the order in which the organiser reads them.
REASONS = (
    "cancelled", "refunded", "declined", "unpaid", "not_a_person", "duplicate", "no_name_no_email",
    "suppressed",
)  # fmt: skip


@dataclass(frozen=True)
class BadRow:
    """A row that could not be taken as given. line: its first line in the file."""

    line: int
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """The outcome; imported, updated and all skipped together are the people rows of the file.

    imported: new attendees; updated: attendees found again, changed or not; unchanged: of these
    skipped: rows by reason, one of REASONS; suppressed: the person asked to be erased
    cancelled_now: attendees of before whom a row without a valid ticket has now cancelled
    nameless: attendees taken in without a name
    bad_rows: remarks by line; most of these rows came in, without what was wrong in them
    encoding: '' for formats that say it themselves; in_doubt: another was nearly as likely
    format: the system that wrote the file, else 'list'
    """

    event: str
    event_created: bool
    imported: int
    updated: int
    unchanged: int
    skipped: dict[str, int]
    cancelled_now: int
    nameless: int
    bad_rows: list[BadRow]
    unknown_columns: list[str]
    encoding: str
    encoding_in_doubt: bool
    format: str
    dry_run: bool

    def as_json(self) -> dict[str, Any]:
        """The contract of the command line's --json."""
        return {
            "event": self.event,
            "imported": self.imported,
            "updated": self.updated,
            "skipped": self.skipped,
            "bad_rows": [{"line": row.line, "reason": row.reason} for row in self.bad_rows],
            "unknown_columns": self.unknown_columns,
        }


def report_of(
    guest_list: GuestList,
    plan: Plan,
    *,
    slug: str,
    event_created: bool = False,
    dry_run: bool = False,
) -> ImportReport:
    """Sum up a list and its plan."""
    return ImportReport(
        event=slug,
        event_created=event_created,
        imported=plan.imported,
        updated=plan.updated,
        unchanged=plan.unchanged,
        skipped={reason: plan.skipped[reason] for reason in REASONS if plan.skipped[reason]},
        cancelled_now=plan.cancelled_now,
        nameless=plan.nameless,
        bad_rows=_bad_rows(guest_list),
        unknown_columns=guest_list.unknown_columns,
        encoding=guest_list.encoding,
        encoding_in_doubt=guest_list.in_doubt,
        format=guest_list.format,
        dry_run=dry_run,
    )


def _bad_rows(guest_list: GuestList) -> list[BadRow]:
    rows = [BadRow(line, reason) for line, reason in guest_list.unread]
    for guest in guest_list.guests:
        rows.extend(BadRow(guest.line, remark) for remark in guest.remarks)
        if guest.refusal == "no_name_no_email":
            rows.append(BadRow(guest.line, guest.refusal))
    return sorted(rows, key=lambda row: row.line)
