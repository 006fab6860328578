"""A sheet to a guest list: which system wrote it, and the people in it."""

from matching.guest_lists.errors import EmptyListError, NoHeaderError
from matching.guest_lists.guests import Guest, GuestList, people_per_order
from matching.guest_lists.headers import Header, find_header
from matching.guest_lists.progress import READING, Progress, stage, told
from matching.guest_lists.reading import read_sheet
from matching.guest_lists.rows import RowReader, unknown_columns
from matching.guest_lists.sheet import GuestListFile, Line, Sheet
from matching.names import email_key, fold

PLAIN = "list"
# Headers that only this system writes together, folded.
SYSTEMS = (
    ("alf.io", {"reservationid", "paidprice"}),
    ("Hi.Events", {"public id", "short id"}),
    ("Luma", {"approval status", "checked in at"}),
    ("Eventbrite", {"order type", "attendee status"}),
    ("Indico", {"id", "registration state"}),
    ("Indico", {"id", "registration date"}),
)


def read_guest_list(
    source: GuestListFile, encoding: str | None = None, progress: Progress | None = None
) -> GuestList:
    """Everybody in the file. Raises GuestListError."""
    sheet = read_sheet(source, encoding)
    if not any(cell.strip() for line in sheet.lines for cell in line.cells):
        raise EmptyListError
    header = find_header(sheet.lines)
    if header is None:
        raise NoHeaderError
    lines = [
        line for line in sheet.lines[header.place + 1 :] if any(cell.strip() for cell in line.cells)
    ]
    system = _system(header, sheet)
    reader = RowReader(header, trusts_plain_id=system != PLAIN or not _is_counted(header, lines))
    steps = told(lines, len(lines), stage(progress, READING))
    guests = [reader.guest(line) for line in steps]
    settle_contacts(guests)
    return GuestList(
        guests,
        system,
        sheet.encoding,
        sheet.in_doubt,
        unknown_columns(header, lines),
        sheet.unread,
        header.columns,
    )


def _system(header: Header, sheet: Sheet) -> str:
    headers = {fold(column.header) for column in header.columns}
    for name, signs in SYSTEMS:
        if signs <= headers:
            return name
    if "order" in header.fields and {"secret", "product", "position"} & header.fields:
        return "pretix"
    return "vCard" if sheet.kind == "vcard" else PLAIN


def _is_counted(header: Header, lines: list[Line]) -> bool:
    """Whether the ID column only counts rows: sorted anew, it would mix people up."""
    places = [column.place for column in header.columns if column.field == "plain_id"]
    if not places:
        return False
    numbers = [line.cells[places[0]].strip() for line in lines if len(line.cells) > places[0]]
    return sorted(numbers) == sorted(str(count) for count in range(1, len(numbers) + 1))


def settle_contacts(guests: list[Guest]) -> None:
    """An order's e-mail is its buyer's, so it is a guest's only where the order has one person."""
    people = people_per_order(guests)
    for guest in guests:
        if not guest.email and guest.order_email and (not guest.name or people[guest.order] == 1):
            guest.email = guest.order_email
            guest.email_key = email_key(guest.email)
        if not guest.refusal and not guest.name and not guest.email:
            guest.refusal = "no_name_no_email"
