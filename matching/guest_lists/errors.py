"""Why a guest list could not be read at all; each says it in one sentence without personal data."""

from dataclasses import dataclass
from typing import ClassVar

from matching.errors import RozmowaError


class GuestListError(RozmowaError):
    """The file was not read and nothing was changed."""


class EmptyListError(GuestListError):
    """Nobody stands in the file."""

    code: ClassVar[str] = "list_empty"

    def __str__(self) -> str:
        return "the guest list is empty: no person stands in it"


@dataclass
class ListTooLargeError(GuestListError):
    """More than we are willing to hold in memory."""

    code: ClassVar[str] = "list_too_large"
    megabytes: int

    def __str__(self) -> str:
        return f"the guest list is too large: at most {self.megabytes} MB can be read"


@dataclass
class ListTooLongError(GuestListError):
    """More rows or columns than any event has guests and questions."""

    code: ClassVar[str] = "list_too_long"
    rows: int

    def __str__(self) -> str:
        return f"the guest list is too long: at most {self.rows} rows can be read"


@dataclass
class UnknownEncodingError(GuestListError):
    """The organiser named an encoding that does not exist."""

    code: ClassVar[str] = "list_encoding_unknown"
    encoding: str

    def __str__(self) -> str:
        return f"no text encoding is called {self.encoding!r}; try utf-8, cp1250 or iso-8859-2"


@dataclass
class WrongEncodingError(GuestListError):
    """The bytes are not text in this encoding."""

    code: ClassVar[str] = "list_encoding_wrong"
    encoding: str

    def __str__(self) -> str:
        return (
            f"the guest list is not text in the encoding {self.encoding!r}; try --encoding cp1250"
        )


@dataclass
class UnreadableListError(GuestListError):
    """The file is of a known kind, but broken."""

    code: ClassVar[str] = "list_unreadable"
    kind: str

    def __str__(self) -> str:
        return f"the {self.kind} cannot be read: it is damaged or protected; export it again"


@dataclass
class ForeignFormatError(GuestListError):
    """A kind of file that we do not read."""

    code: ClassVar[str] = "list_format_foreign"
    kind: str

    def __str__(self) -> str:
        return f"this is {self.kind}, not a guest list we can read; save it as .xlsx or .csv"


class NoHeaderError(GuestListError):
    """No row names a column with names or e-mail addresses."""

    code: ClassVar[str] = "list_no_header"

    def __str__(self) -> str:
        return (
            "no header row was found: one row must name the columns, "
            "such as Imię i nazwisko, E-mail, Firma"
        )


@dataclass
class OpenQuoteError(GuestListError):
    """A quotation mark swallows the rest of the file."""

    code: ClassVar[str] = "list_open_quote"
    line: int

    def __str__(self) -> str:
        return (
            f"a quotation mark that begins near line {self.line} of the guest list is never closed"
        )


class SampleEventError(GuestListError):
    """Real people never go into the sample event."""

    code: ClassVar[str] = "sample_event"

    def __str__(self) -> str:
        return "nothing is ever imported into the sample event; name another with --event"
