"""A row of texts to a guest, by the columns of the header."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from matching.guest_lists.cleaning import clean, clean_lines, email_in, is_no_name, is_nothing
from matching.guest_lists.guests import Guest
from matching.guest_lists.headers import UNKNOWN, Column, Header
from matching.guest_lists.sheet import Line
from matching.guest_lists.words import (
    UNKNOWN_STATUS,
    VALID,
    is_no,
    is_thing,
    is_yes,
    language_of,
    role_of,
    status_of,
    substituted_by,
)
from matching.model import ConsentKind
from matching.names import email_key, family_name_of, name_key

LONGEST = {"name": 120, "offers": 1000, "needs": 1000, "extra": 1000}
LONGEST_OTHER = 160
CONSENTS = {
    "consent_suggest": ConsentKind.SUGGEST,
    "consent_mail": ConsentKind.MAIL,
    "entry_only": ConsentKind.ENTRY_ONLY,
}
SOURCES = {
    "secret": "secret",  # nosec B105 # the name of a column
    "attendee_number": "attendee",
    "guest_id": "guest",
    "ticket_id": "ticket",
    "plain_id": "id",
}
NAMES = {"name", "name_surname_first", "first_name", "last_name"}
AFTER_A_NAME = {"phd", "mba", "jr", "sr", "md", "dr", "prof", "msc", "bsc", "acca", "cpa", "esq"}


class RowReader:
    """Reads the rows under one header."""

    def __init__(self, header: Header, *, trusts_plain_id: bool) -> None:
        self._places: dict[str, list[Column]] = defaultdict(list)
        for column in header.columns:
            self._places[column.field].append(column)
        self._width = len(header.columns)
        self._sources = [
            (field, kind)
            for field, kind in SOURCES.items()
            if self._places.get(field) and (trusts_plain_id or field != "plain_id")
        ]

    def guest(self, line: Line) -> Guest:
        """What the row says; a row that makes no attendee carries its refusal."""
        row = _Row(line, self._places)
        guest = Guest(line.number, remarks=row.remarks)
        self._read_ticket(row, guest)
        _read_name(row, guest)
        _read_contact(row, guest)
        _read_profile(row, guest)
        guest.extra = row.extra()
        if any(cell.strip() for cell in line.cells[self._width :]):
            row.remark("too_many_columns")
        return guest

    def _read_ticket(self, row: "_Row", guest: Guest) -> None:
        guest.ticket_type = row.text("product")
        guest.order = row.text("order")
        sources = [f"{kind}:{value}" for field, kind in self._sources if (value := row.text(field))]
        if position := row.text("position"):
            sources.append(f"position:{guest.order}-{position}")
        guest.sources = tuple(sources)
        guest.refusal = _refusal(row, guest.ticket_type)


class _Row:
    """The cells of one row by field."""

    def __init__(self, line: Line, places: dict[str, list[Column]]) -> None:
        self._cells = line.cells
        self._places = places
        self.remarks: list[str] = []

    def values(self, field: str, cleaner: Callable[[str], str] = clean) -> list[tuple[Column, str]]:
        """The cells of a field that say something."""
        columns = self._places.get(field)
        if not columns:
            return []
        empty = is_no_name if field in NAMES else is_nothing
        found = []
        for column in columns:
            if column.place < len(self._cells) and self._cells[column.place]:
                text = cleaner(self._cells[column.place])
                if text and not empty(text):
                    found.append((column, self._capped(text, field)))
        return found

    def text(self, field: str) -> str:
        """The first cell of a field that says something."""
        values = self.values(field)
        return values[0][1] if values else ""

    def words(self, field: str) -> str:
        """All that the columns of a field say, one after the other."""
        told = [
            text if not column.option else column.option if is_yes(text) else ""
            for column, text in self.values(field, clean_lines)
        ]
        return self._capped("; ".join(dict.fromkeys(text for text in told if text)), field)

    def extra(self) -> dict[str, str]:
        """What stands in columns that we have no name for."""
        return {
            column.header or f"column {column.place + 1}": text
            for column, text in self.values(UNKNOWN, clean_lines)
        }

    def remark(self, reason: str) -> None:
        if reason not in self.remarks:
            self.remarks.append(reason)

    def _capped(self, text: str, field: str) -> str:
        if len(text) <= LONGEST_OTHER:
            return text
        longest = LONGEST.get("extra" if field == UNKNOWN else field, LONGEST_OTHER)
        if len(text) > longest:
            self.remark("text_too_long")
        return text[:longest].rstrip()


def _refusal(row: _Row, product: str) -> str:
    if row.text("addon") or is_thing(product):
        return "not_a_person"
    for _, word in row.values("status"):
        meaning = status_of(word)
        if meaning == UNKNOWN_STATUS and not role_of(word):
            row.remark(meaning)
        elif meaning not in {VALID, UNKNOWN_STATUS}:
            return meaning
    if _any_yes(row, "cancelled") or _any_yes(row, "blocked"):
        return "cancelled"
    return "unpaid" if any(is_no(word) for _, word in row.values("paid")) else ""


def _any_yes(row: _Row, field: str) -> bool:
    return any(is_yes(word) for _, word in row.values(field))


def _read_name(row: _Row, guest: Guest) -> None:
    first, last = row.text("first_name"), row.text("last_name")
    name = row.text("name") or f"{first} {last}".strip()
    if not name and (turned := row.text("name_surname_first")):
        family, _, given = turned.replace(",", " ").partition(" ")
        name, last = f"{given.strip()} {family}".strip(), family
    name, family = _in_order(name, last)
    if len(name) > LONGEST["name"]:
        row.remark("text_too_long")
        name = name[: LONGEST["name"]].rstrip()
    guest.name = name
    guest.family_name = family or family_name_of(name)
    guest.name_key = name_key(name)


def _in_order(name: str, family: str) -> tuple[str, str]:
    """Turn 'Kowalska, Anna' round; 'Anna Kowalska, PhD' stays."""
    before, comma, after = (part.strip() for part in name.partition(","))
    last_word = after.casefold().replace(".", "").split()[:1]
    if not comma or not before or not after or "," in after or AFTER_A_NAME & set(last_word):
        return name, family
    if " " in before and " " not in family and before != family:
        return name, family  # two words before the comma are rather a whole name
    return f"{after} {before}", family or before


def _read_contact(row: _Row, guest: Guest) -> None:
    guest.email = _email(row, "email")
    guest.email_key = email_key(guest.email)
    guest.order_email = _email(row, "order_email")
    guest.phone = row.text("phone")
    guest.company = row.text("company")
    guest.job_title = row.text("job_title")
    guest.sector = row.text("sector")


def _email(row: _Row, field: str) -> str:
    text = row.text(field)
    found = email_in(text)
    if found is None:
        row.remark("invalid_email")
    return found or ""


def _read_profile(row: _Row, guest: Guest) -> None:
    said = row.text("role")
    guest.substitute_for = row.text("substitute_for") or substituted_by(said)
    if not said and role_of(row.text("status")):
        said = row.text("status")  # "Status: członek" speaks of the person, not of the ticket
    guest.role = role_of(said) or ("substitute" if guest.substitute_for else "")
    if not said and not guest.role:
        guest.role = role_of(guest.ticket_type)
    languages = [language_of(word) for _, word in row.values("language")]
    guest.language = next((language for language in languages if language), "")
    guest.offers = row.words("offers")
    guest.needs = row.words("needs")
    guest.consents = tuple(kind for field, kind in CONSENTS.items() if _any_yes(row, field))


def unknown_columns(header: Header, lines: Sequence[Line]) -> list[str]:
    """Headers without a name of ours, and the place of columns that have content but no header."""
    unknown = [column for column in header.columns if column.field == UNKNOWN]
    blank = {column.place for column in unknown if not column.header}
    filled = {
        place
        for line in lines
        for place in blank
        if place < len(line.cells) and line.cells[place].strip()
    }
    return [
        column.header or f"column {column.place + 1}"
        for column in unknown
        if column.header or column.place in filled
    ]
