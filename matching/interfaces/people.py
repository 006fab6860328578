"""People of an event for another system, and from it: by the rules of a guest list's import."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from matching.audit import note
from matching.guest_lists.errors import SampleEventError
from matching.guest_lists.guests import Guest, GuestList
from matching.guest_lists.headers import UNKNOWN, Column, Header
from matching.guest_lists.importing import import_into, leave_out_suppressed
from matching.guest_lists.report import ImportReport
from matching.guest_lists.rows import RowReader
from matching.guest_lists.sheet import Line
from matching.guest_lists.understanding import settle_contacts
from matching.model import ConsentKind, Event
from matching.store import Cursor, Store

# What a program calls it, and which column of a guest list it then is.
COLUMNS = {
    "id": "ticket_id",
    "name": "name",
    "email": "email",
    "phone": "phone",
    "company": "company",
    "job_title": "job_title",
    "sector": "sector",
    "language": "language",
    "role": "role",
    "substitute_for": "substitute_for",
    "offers": "offers",
    "needs": "needs",
    "status": "status",
    "table": UNKNOWN,
}
CONSENT_COLUMNS = {
    ConsentKind.SUGGEST: "consent_suggest",
    ConsentKind.MAIL: "consent_mail",
    ConsentKind.ENTRY_ONLY: "entry_only",
}
FORMAT = "api"

_HEADER = Header(
    0,
    tuple(
        Column(place, name, field)
        for place, (name, field) in enumerate([*COLUMNS.items(), *CONSENT_COLUMNS.items()])
    ),
    0,
)


@dataclass(frozen=True)
class PersonOut:
    """Somebody on the list as another system may know them.

    ids: by which programs and ticketing systems know the ticket
    Of a guest who chose entry only, name to sector are None (P14).
    """

    attendee_id: UUID
    person_id: UUID
    role: str
    status: str
    is_blocked: bool
    language: str
    admitted_at_utc: datetime | None
    entry_only: bool
    may_be_suggested: bool
    may_be_mailed: bool
    name: str | None
    email: str | None
    phone: str | None
    company: str | None
    job_title: str | None
    sector: str | None
    ids: tuple[str, ...] = ()


def list_people(store: Store, event: Event, *, after: UUID | None, wanted: int) -> list[PersonOut]:
    """Attendees in the order of their ids, cancelled ones too, behind the one called after."""

    def read(reader: Cursor) -> list[PersonOut]:
        rows = reader.rows(
            "interfaces/list_people", event_id=event.event_id, after=after, wanted=wanted
        )
        ids = defaultdict(list)
        shown = [row["attendee_id"] for row in rows]
        found = {"event_id": event.event_id, "attendee_ids": shown}
        for row in reader.rows("interfaces/list_ids", **found) if shown else []:
            ids[row["attendee_id"]].append(row["id"])
        return [PersonOut(**row, ids=tuple(ids[row["attendee_id"]])) for row in rows]

    return store.read(read)


def take_people(
    change: Cursor,
    event: Event,
    records: Sequence[Mapping[str, Any]],
    *,
    suppression_key: bytes,
    actor: str,
    now: datetime,
) -> ImportReport:
    """Merge records into the event's list inside the caller's transaction, as an import does.

    records: with the keys of COLUMNS, and consents, a list of kinds that were given elsewhere
    suppression_key: settings.key("suppression"); whoever was erased is left out
    Rows of the report are numbered from 0. Raises SampleEventError.
    """
    if event.is_sample:
        raise SampleEventError
    reader = RowReader(_HEADER, trusts_plain_id=False)
    guests = [_guest(reader, place, record) for place, record in enumerate(records)]
    settle_contacts(guests)
    leave_out_suppressed(change, guests, key=suppression_key)
    guest_list = GuestList(guests, FORMAT, "", False, [], [])
    report = import_into(change, event, guest_list, now=now)
    note(
        change,
        actor=actor,
        act="people_imported",
        event_id=event.event_id,
        detail=str(len(records)),
        now=now,
    )
    return report


def _guest(reader: RowReader, place: int, record: Mapping[str, Any]) -> Guest:
    cells = [str(record.get(name) or "") for name in COLUMNS]
    given = record.get("consents") or ()
    cells += ["yes" if kind in given else "" for kind in CONSENT_COLUMNS]
    return reader.guest(Line(place, cells))
