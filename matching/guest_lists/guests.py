"""One row of a guest list, understood."""

from collections import Counter
from dataclasses import dataclass, field

from matching.guest_lists.headers import Column
from matching.model import ConsentKind

# Fields of a person that a list may fill and that the guest may have typed here since.
PERSON_FIELDS = (
    "name", "email", "phone", "company", "job_title", "sector", "language", "offers", "needs",
)  # fmt: skip


@dataclass(slots=True)
class Guest:
    """What a row says about a person; '' where it says nothing.

    line: where it stands in the file
    sources: by which ids the ticketing system knows this ticket, such as 'secret:abc'
    refusal: why the row makes no new attendee, '' if it does
    fate: what merging made of it: 'new', 'changed', 'unchanged', 'duplicate', '' before
    remarks: what of the row could not be taken as given
    """

    line: int
    sources: tuple[str, ...] = ()
    name: str = ""
    family_name: str = ""
    name_key: str = ""
    email: str = ""
    email_key: str = ""
    phone: str = ""
    company: str = ""
    job_title: str = ""
    sector: str = ""
    language: str = ""
    offers: str = ""
    needs: str = ""
    role: str = ""
    substitute_for: str = ""
    ticket_type: str = ""
    order: str = ""
    order_email: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    consents: tuple[ConsentKind, ...] = ()
    refusal: str = ""
    fate: str = ""
    remarks: list[str] = field(default_factory=list)


@dataclass
class GuestList:
    """All people of a file, and how it was read.

    format: the system that wrote it, such as 'pretix' or 'Luma', else 'list'
    columns: what each column of the file was taken for
    """

    guests: list[Guest]
    format: str
    encoding: str
    in_doubt: bool
    unknown_columns: list[str]
    unread: list[tuple[int, str]]
    columns: tuple[Column, ...] = ()


def people_per_order(guests: list[Guest]) -> Counter[str]:
    """How many different people each order holds."""
    pairs = {
        (guest.order, guest.name_key or guest.line)
        for guest in guests
        if guest.order and guest.refusal != "not_a_person"
    }
    return Counter(order for order, _ in pairs)
