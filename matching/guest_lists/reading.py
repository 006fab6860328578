"""Any file an organiser hands over, read into one sheet. Its content decides, not its name."""

from matching.guest_lists.bounds import within_bounds
from matching.guest_lists.cards import read_cards
from matching.guest_lists.delimited import read_delimited
from matching.guest_lists.encodings import Decoded, decode
from matching.guest_lists.errors import (
    EmptyListError,
    ForeignFormatError,
    GuestListError,
    ListTooLargeError,
    UnreadableListError,
)
from matching.guest_lists.orders import read_json
from matching.guest_lists.sheet import GuestListFile, Sheet
from matching.guest_lists.workbooks import read_workbook

MOST_MEGABYTES = 200

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file (.xls) or a workbook with a password"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"{\\rtf", "a text document"),
)
_BLANK_CELLS = ' \t\r\n,;|"'


def read_sheet(source: GuestListFile, encoding: str | None = None) -> Sheet:
    """Rows of a CSV, XLSX, vCard or JSON file of at most 200 MB.

    encoding: the organiser's choice for text files, else it is detected
    Raises GuestListError: one sentence for whatever is wrong with the file.
    """
    if len(source.data) > MOST_MEGABYTES * 1_000_000:
        raise ListTooLargeError(MOST_MEGABYTES)
    try:
        return _read(source.data, encoding)
    except GuestListError:
        raise
    except (ValueError, ArithmeticError, LookupError, RecursionError) as error:
        raise UnreadableListError("guest list") from error


def _read(data: bytes, encoding: str | None) -> Sheet:
    for mark, kind in _FOREIGN:
        if data.startswith(mark):
            raise ForeignFormatError(kind)
    if data.startswith(b"PK\x03\x04"):
        return Sheet("xlsx", read_workbook(data))
    decoded = decode(data, encoding)
    if not decoded.text.strip(_BLANK_CELLS):
        raise EmptyListError
    return _read_text(decoded)


def _read_text(decoded: Decoded) -> Sheet:
    begin = decoded.text.lstrip()[:64].casefold()
    unread: list[tuple[int, str]] = []
    if begin.startswith("begin:vcard"):
        kind = "vcard"
        lines, unread = read_cards(decoded.text)
    elif begin.startswith(("{", "[")):
        kind, lines = "json", list(within_bounds(read_json(decoded.text)))
    elif begin.startswith(("<!doctype", "<html", "<table", "<?xml")):
        raise ForeignFormatError("a web page or XML")
    else:
        kind, lines = "csv", read_delimited(decoded.text)
    return Sheet(kind, lines, decoded.encoding, decoded.in_doubt, unread)
