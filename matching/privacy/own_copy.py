"""What somebody is told when they ask for a copy of their data: all that is kept of them.

Sentences about them are told as far as they may read them (P4): of a sealed one that it exists.
What others said against them, as no to an introduction, is told to nobody (P8).
"""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matching.exports.cells import guarded
from matching.store import Cursor, Row, Store

PARTS = (
    "person",
    "lists",
    "tickets",
    "badges",
    "scans",
    "admissions",
    "desk_notes",
    "consents",
    "mails",
    "mail_refusals",
    "conversations",
    "written_by_me",
    "written_about_me",
    "said_to_sentences",
    "promises",
    "shared",
    "seeking",
    "phone_codes",
    "replies",
    "introductions",
    "introduction_decisions",
    "log",
)
# Of a file in a ZIP that is the same for the same content.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def own_copy(store: Store, person_id: UUID) -> dict[str, list[Row]]:
    """All parts of one moment, each a list of rows."""

    def read(reader: Cursor) -> dict[str, list[Row]]:
        return {part: reader.rows(f"privacy/own_{part}", person_id=person_id) for part in PARTS}

    return store.read(read)


def as_json(copy: dict[str, list[Row]], *, now: datetime) -> bytes:
    """One JSON document; moments are in UTC."""
    told = {"made_at": now.isoformat(timespec="seconds"), **copy}
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain).encode()


def as_csv_files(copy: dict[str, list[Row]]) -> bytes:
    """A ZIP with a CSV file for each part that has rows; no cell is run as a formula."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, rows in copy.items():
            if rows:
                archive.writestr(zipfile.ZipInfo(f"{part}.csv", _MOMENT), _csv(rows))
    return target.getvalue()


def _csv(rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([guarded(str(_plain(value))) for value in row.values()] for row in rows)
    # The mark lets a spreadsheet know that it is UTF-8.
    return ("\ufeff" + text.getvalue()).encode()


def _plain(value: Any) -> Any:
    """A value as JSON and CSV can hold it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date | UUID):
        return str(value)
    return value
