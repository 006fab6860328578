"""The tables, each with all that docs/exports.md says of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from matching.chapters.attendance import AttendanceRow, attendance_of
from matching.exports.nouns import Column, Export, Kind, Line
from matching.model import Event
from matching.store import Row, Store
from matching.terms import items_of

CENTS = 100


def _people(store: Store, event: Event, _now: datetime) -> list[Line]:
    rows = store.rows("exports/list_people", event_id=event.event_id)
    return [_line(_with_entries_in_one_line(row), PEOPLE, event) for row in rows]


def _with_entries_in_one_line(row: Row) -> Row:
    return row | {name: "; ".join(items_of(row[name])) for name in ("offers", "needs")}


def _admissions(store: Store, event: Event, _now: datetime) -> list[Line]:
    rows = store.rows("exports/list_admissions", event_id=event.event_id)
    return [_line(row, ADMISSIONS, event) for row in rows]


def _connections(store: Store, event: Event, _now: datetime) -> list[Line]:
    rows = store.rows("exports/list_connections", event_id=event.event_id)
    return [_line(row, CONNECTIONS, event) for row in rows]


def _promises(store: Store, event: Event, _now: datetime) -> list[Line]:
    rows = store.rows("exports/list_promises", event_id=event.event_id)
    return [_line(row, PROMISES, event) for row in rows]


def _attendance(store: Store, event: Event, now: datetime) -> list[Line]:
    return [_sheet_line(row, event) for row in attendance_of(store, event, now=now)]


def _line(row: Row, columns: tuple[Column, ...], event: Event) -> Line:
    """A row of a query in the order of the columns, ids as text, moments at the event's place."""
    return tuple(
        _local(row[f"{column.name}_utc"], event)
        if column.kind is Kind.MOMENT
        else str(row[column.name])
        if column.kind is Kind.TEXT
        else row[column.name]
        for column in columns
    )


def _sheet_line(row: AttendanceRow, event: Event) -> Line:
    return (
        str(row.attendee_id),
        row.name,
        row.company,
        row.role,
        str(row.presence),
        _local(row.admitted_at, event),
        row.of_name,
        row.substitute_name,
        row.is_excused,
        row.is_entry_only,
        row.is_paid,
        "" if row.amount_cents is None else f"{row.amount_cents / CENTS:.2f}",
    )


def _local(moment: datetime | None, event: Event) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(ZoneInfo(event.time_zone)).replace(microsecond=0, tzinfo=None)


_ATTENDEE = Column("attendee_id", Kind.TEXT, "The person at this event; stable.")
_NAME = Column("name", Kind.TEXT, "Full name; empty for entry only.")
_ROLE = Column("role", Kind.TEXT, "`member`, `visitor`, `substitute`, `speaker` or `staff`.")
_ENTRY_ONLY = Column("is_entry_only", Kind.YES_NO, "Whether the person takes part in entry only.")

PEOPLE = (
    _ATTENDEE,
    Column("person_id", Kind.TEXT, "The person in the whole series; the same at every meeting."),
    _NAME,
    Column("email", Kind.TEXT, "Address on file; empty for entry only."),
    Column("phone", Kind.TEXT, "Number on file; empty for entry only."),
    Column("company", Kind.TEXT, "Firm."),
    Column("job_title", Kind.TEXT, "What the person does there."),
    Column("sector", Kind.TEXT, "Branch, as the guest list has it."),
    Column("language", Kind.TEXT, "`pl` or `en`, empty where nobody said."),
    Column("offers", Kind.TEXT, "What the person offers; entries with semicolons between."),
    Column("needs", Kind.TEXT, "What the person looks for; entries with semicolons between."),
    _ROLE,
    Column("ticket_type", Kind.TEXT, "Kind of ticket, as the list has it."),
    Column("status", Kind.TEXT, "`expected` or `cancelled`."),
    _ENTRY_ONLY,
    Column("may_suggest", Kind.YES_NO, "Consent to be suggested by name; empty: never asked."),
    Column("may_mail", Kind.YES_NO, "Consent to the mail afterwards; empty: never asked."),
    Column("created_at", Kind.MOMENT, "When the person came onto the list of this event."),
)
ADMISSIONS = (
    _ATTENDEE,
    _NAME,
    _ROLE,
    Column("admitted_at", Kind.MOMENT, "First admission that stands."),
    Column("kiosk", Kind.NUMBER, "Number of the kiosk; empty at the staff table."),
    Column(
        "source",
        Kind.TEXT,
        "How the person was identified: `camera`, `keys` (a scanner that types), `photo`, `code`, "
        "`name`, `staff` or `paper`.",
    ),
)
ATTENDANCE = (
    _ATTENDEE,
    _NAME,
    Column("company", Kind.TEXT, "Firm; empty for entry only."),
    _ROLE,
    Column("presence", Kind.TEXT, "`present`, `late`, `substitute`, `absent` or `expected`."),
    Column("admitted_at", Kind.MOMENT, "When the person came in."),
    Column("of_name", Kind.TEXT, "Who invited the visitor, or whom the substitute stands in for."),
    Column("substitute_name", Kind.TEXT, "Who came instead of this member."),
    Column("is_excused", Kind.YES_NO, "Whether the person was taken off the list before."),
    _ENTRY_ONLY,
    Column("is_paid", Kind.YES_NO, "Whether the person paid at the door."),
    Column("amount", Kind.TEXT, "How much, with a point before the cents; empty if not noted."),
)
CONNECTIONS = (
    Column("conversation_id", Kind.TEXT, "The conversation in which each answered."),
    Column("one_id", Kind.TEXT, "Attendee; which of the two stands first means nothing."),
    Column("one_name", Kind.TEXT, "Full name; empty for entry only."),
    Column("other_id", Kind.TEXT, "Attendee."),
    Column("other_name", Kind.TEXT, "Full name; empty for entry only."),
    Column("connected_at", Kind.MOMENT, "When the second of the two answered."),
)
PROMISES = (
    Column("promise_id", Kind.TEXT, "The promise; stable."),
    Column("kind", Kind.TEXT, "`article`, `introduce`, `coffee`, `ask` or `talk`."),
    Column("promised_at", Kind.MOMENT, "When it was made."),
    Column("due_on", Kind.DAY, "By when; empty without a day."),
    Column("is_kept", Kind.YES_NO, "Whether its author said that it is kept."),
    Column("kept_at", Kind.MOMENT, "When its author said so."),
)

EXPORTS = (
    Export(
        name="people",
        about="Everybody on the list of the event, cancelled ones too.",
        order="As a phone book; those without a name come first.",
        columns=PEOPLE,
        lines=_people,
    ),
    Export(
        name="admissions",
        about="Who was let in and when. An admission that staff took back is not there.",
        order="As they came in.",
        columns=ADMISSIONS,
        lines=_admissions,
    ),
    Export(
        name="attendance",
        about="The attendance sheet of a chapter's meeting.",
        order="As a phone book.",
        columns=ATTENDANCE,
        lines=_attendance,
    ),
    Export(
        name="connections",
        about="Which two people each wrote what they learned about the other. Not what they wrote, "
        "and no contact details.",
        order="As they came about, never by somebody's number of them.",
        columns=CONNECTIONS,
        lines=_connections,
    ),
    Export(
        name="promises",
        about="What was promised between two who are connected. Not by whom, and no words.",
        order="As they were made.",
        columns=PROMISES,
        lines=_promises,
    ),
)
